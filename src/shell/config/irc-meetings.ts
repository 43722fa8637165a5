// A file of OpenStack's irc-meetings: https://opendev.org/opendev/irc-meetings, as yaml2ical reads it.
import { z } from 'zod';
import { parseDate } from '../../domain/calendar.ts';
import type { MeetingPlan, Weeks } from '../../domain/meeting-schedule.ts';
import { seriesOf } from '../../lib/meeting.ts';
import { wanted } from './explain.ts';
import { inOrder, readYaml, validate } from './read.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** What yaml2ical knows, by ISO week: its quadweekly week 0 is every fourth, and alternate the one between. */
const FREQUENCIES: Readonly<Record<string, Weeks | undefined>> = {
  weekly: 'every',
  'biweekly-odd': 'odd',
  'biweekly-even': 'even',
  quadweekly: { of: 4, remainder: 0 },
  'quadweekly-week-1': { of: 4, remainder: 1 },
  'quadweekly-week-2': { of: 4, remainder: 2 },
  'quadweekly-week-3': { of: 4, remainder: 3 },
  'quadweekly-alternate': { of: 4, remainder: 2 },
  ...Object.fromEntries(DAYS.slice(0, 5).map(name => [`first-${name.toLowerCase()}`, { nth: 1 } as const])),
};
/** Held when there is need: planned for no day. */
const AS_NEEDED = 'adhoc';

const TIME = "a time of the day in UTC such as '1400'";
const DATE = 'a date such as 20261224';
const DAY_NAMES = DAYS.join(', ');

/** As a text or as a number: YAML takes 1400 for one. */
const time = z
  .union([z.string(), z.int()], wanted(TIME))
  .transform(value => String(value).padStart(4, '0'))
  .refine(text => /^(?:[01]\d|2[0-3])[0-5]\d$/.test(text), wanted(TIME));

const isoDate = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;

const date = z
  .union([z.string(), z.int()], wanted(DATE))
  .transform(String)
  .refine(text => /^\d{8}$/.test(text) && parseDate(isoDate(text), 'UTC') !== undefined, wanted(DATE))
  .transform(isoDate);

const weekdayOf = (text: string): number =>
  DAYS.findIndex(name => name.toLowerCase() === text.trim().toLowerCase()) + 1;

const dayName = z
  .string(wanted(DAY_NAMES))
  .refine(text => weekdayOf(text) > 0, wanted(DAY_NAMES))
  .transform(weekdayOf);

const frequency = z.enum([...Object.keys(FREQUENCIES), AS_NEEDED]);

const MINUTES = 'minutes, a whole number';

const schema = z.object({
  project: z.string(wanted('the name of the meeting')).min(1, wanted('the name of the meeting')),
  meeting_id: z.string(wanted('a text')).optional(),
  schedule: z.array(
    z.object({
      time,
      day: dayName,
      frequency,
      irc: z.string(wanted('the name of a channel')).optional(),
      duration: z.coerce.number(wanted(MINUTES)).int(wanted(MINUTES)).min(1).max(1440).default(60),
      start_date: date.optional(),
      skip_dates: z.array(z.object({ skip_date: date })).default([]),
    }),
    wanted('a list of times'),
  ),
});

const planOf = (
  file: z.output<typeof schema>,
  entry: z.output<typeof schema>['schedule'][number],
  name: string | undefined,
): MeetingPlan[] => {
  const weeks = FREQUENCIES[entry.frequency];
  if (weeks === undefined) return [];
  const { irc, start_date: start } = entry;
  return [
    {
      series: seriesOf(name ?? file.meeting_id ?? file.project),
      title: file.project.replace(/\p{Cc}+/gu, ' ').trim(),
      weekday: entry.day,
      minute: Number(entry.time.slice(0, 2)) * 60 + Number(entry.time.slice(2)),
      timezone: 'UTC',
      weeks,
      minutes: entry.duration,
      ...(irc !== undefined && { channel: irc.startsWith('#') ? irc : `#${irc}` }),
      ...(start !== undefined && { since: parseDate(start, 'UTC') ?? 0 }),
      skip: entry.skip_dates.map(({ skip_date: skipped }) => skipped),
    },
  ];
};

/** The plans of one file, or every fault in it; `name`: of its meetings, where the file does not tell it. */
export const ircMeetings = (
  path: string,
  text: string,
  name?: string,
): { readonly plans: readonly MeetingPlan[]; readonly faults: readonly string[] } => {
  const { yaml, faults: structural } = readYaml(path, text);
  if (!yaml) return { plans: [], faults: inOrder(structural) };
  const { value, faults } = validate(yaml, schema);
  if (!value || structural.length + faults.length > 0)
    return { plans: [], faults: inOrder([...structural, ...faults]) };
  return { plans: value.schedule.flatMap(entry => planOf(value, entry, name)), faults: [] };
};
