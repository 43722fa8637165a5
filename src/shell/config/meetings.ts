// When a team means to meet, as it is written down: in its own file, or in one of OpenStack's irc-meetings.
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { isTimezone, parseDate } from '../../domain/calendar.ts';
import type { MeetingPlan, Weeks } from '../../domain/meeting-schedule.ts';
import { WEEKLY, weeklyTime } from '../../domain/schedule.ts';
import { seriesOf } from '../../lib/meeting.ts';
import { wanted } from './explain.ts';
import { count, date, line, moment, oneOrMore } from './fields.ts';
import { ircMeetings } from './irc-meetings.ts';
import type { Fault, YamlFile } from './read.ts';

const WHEN = 'a day and a time such as `thursday 14:00`';
const DAY = 'a day such as 2026-12-24';
const ZONE = 'an IANA time zone such as UTC or Europe/Berlin';
const PATH = 'the path of a YAML file as in irc-meetings';

const ORDINALS = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, last: -1 } as const;
type Ordinal = keyof typeof ORDINALS;

const day = z
  .string(wanted(DAY))
  .refine(text => text.length === 10 && parseDate(text, 'UTC') !== undefined, wanted(DAY));

const weeks = z.union([
  z.enum(['every', 'odd', 'even', ...(Object.keys(ORDINALS) as Ordinal[])]),
  z.strictObject({
    every: count.max(52, wanted('a whole number from 1 to 52')).describe('Every so many weeks.'),
    from: day.describe('A day in one of them; none before.'),
  }),
]);

const plan = z.strictObject({
  name: line
    .refine(text => seriesOf(text) !== '', wanted('a name with letters or digits'))
    .describe('As it is said after `#startmeeting`, or as the minutes call it.'),
  title: line.optional().describe('What it is called in reports; left out: its name.'),
  when: z
    .string(wanted(WHEN))
    .refine(text => WEEKLY.test(text), wanted(WHEN))
    .describe('Day and time by the clock of its time zone, such as `thursday 14:00`.'),
  weeks: weeks
    .default('every')
    .describe(
      '`every`; `odd` or `even` by the number of the ISO week; `first` to `fifth` or `last` such day of a month; or ' +
        '`{ every: 3, from: 2026-11-05 }`.',
    ),
  timezone: z
    .string(wanted(ZONE))
    .refine(isTimezone, wanted(ZONE))
    .optional()
    .describe('IANA name; left out: the project’s.'),
  minutes: count.max(1440).default(60).describe('How long it is meant to be.'),
  channel: line.optional().describe('Where, such as `#lumen`.'),
  since: date.optional().describe('None before this day.'),
  until: date.optional().describe('None from this day on.'),
  skip: oneOrMore(day).default([]).describe('Days on which it is not held.'),
});

const byFile = z.strictObject({
  file: z
    .string(wanted(PATH))
    .trim()
    .min(1, wanted(PATH))
    .refine(
      text => !/^[a-z+]+:\/\//i.test(text),
      wanted(`${PATH} on this machine, such as one in a checkout`),
    )
    .describe('A file of OpenStack’s irc-meetings, or in its form: relative to this file. Read at start.'),
  name: line
    .optional()
    .describe('The name of its meetings; left out: the file’s `meeting_id`, or else its `project`.'),
});

export const meetings = z
  .array(z.union([plan, byFile]), wanted('a list of meetings'))
  .default([])
  .describe('When the team means to meet: plans, or files of irc-meetings.');

type MeetingsEntry = z.output<typeof meetings>[number];

const weeksOf = (text: z.output<typeof weeks>): Weeks => {
  if (typeof text !== 'string') return text;
  return text === 'every' || text === 'odd' || text === 'even' ? text : { nth: ORDINALS[text] };
};

const planOf = (entry: z.output<typeof plan>, zone: string): MeetingPlan => {
  const { name, title, when, channel, since, until, minutes, skip } = entry;
  const { timezone = zone } = entry;
  return {
    series: seriesOf(name),
    title: title ?? name,
    ...(weeklyTime(when) ?? { weekday: 1, minute: 0 }),
    timezone,
    weeks: weeksOf(entry.weeks),
    minutes,
    ...(channel !== undefined && { channel }),
    ...(since !== undefined && { since: moment(since, timezone) }),
    ...(until !== undefined && { until: moment(until, timezone) }),
    skip,
  };
};

/** The text of another file that a configuration names; undefined: there is none to be read. */
export type ReadBeside = (path: string) => string | undefined;

/** Every plan of a checked file, and what is wrong with the files that it names. */
export const plansOf = (
  entries: readonly MeetingsEntry[],
  { yaml, folder, timezone }: { readonly yaml: YamlFile; readonly folder: string; readonly timezone: string },
  beside: ReadBeside | undefined,
): {
  readonly plans: readonly MeetingPlan[];
  readonly faults: readonly Fault[];
  readonly elsewhere: readonly string[];
} => {
  const plans: MeetingPlan[] = [];
  const faults: Fault[] = [];
  const elsewhere: string[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!('file' in entry)) {
      plans.push(planOf(entry, timezone));
      continue;
    }
    const path = isAbsolute(entry.file) ? entry.file : join(folder, entry.file);
    const text = beside?.(path);
    const missing = beside
      ? `there is nothing to be read at ${path}; accepted: ${PATH}`
      : 'no other file is read from here; accepted: plans such as { name: lumen, when: thursday 14:00 }';
    if (text === undefined) faults.push(yaml.fault({ path: ['meetings', index, 'file'], message: missing }));
    else {
      const read = ircMeetings(path, text, entry.name);
      plans.push(...read.plans);
      elsewhere.push(...read.faults);
    }
  }
  return { plans, faults, elsewhere };
};
