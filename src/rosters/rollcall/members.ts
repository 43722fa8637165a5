// Members as the configuration lists them, and the versions of the team that their dates make.
import { z } from 'zod';
import { isTimezone, parseDate } from '../../domain/calendar.ts';
import type { RosterEntry, RosterVersion } from '../../domain/team.ts';

const date = z
  .string()
  .refine(text => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text, 'UTC') !== undefined, {
    error: 'a date is written YYYY-MM-DD',
  });

const member = z
  .strictObject({
    name: z.string().trim().min(1).describe('The name by which the team knows this person.'),
    role: z
      .enum(['ptl', 'core', 'emeritus'])
      .default('core')
      .describe('What the person is in the team; a PTL is a core too.'),
    since: date.optional().describe('First day in this role; as far back as is known when absent.'),
    until: date.optional().describe('First day no longer in this role.'),
  })
  .refine(({ since, until }) => since === undefined || until === undefined || since < until, {
    error: '`until` must be later than `since`',
    path: ['until'],
  });

export const SETTINGS = z.strictObject({
  members: z
    .array(member)
    .min(1)
    .describe('Everybody with a role, now or earlier; somebody who came back is listed twice.'),
  timezone: z
    .string()
    .refine(isTimezone, { error: 'not the name of a time zone, such as Europe/Helsinki' })
    .default('UTC')
    .describe('The time zone whose midnight begins the days; the one of the project when absent.'),
});

export type Settings = z.infer<typeof SETTINGS>;
export type Member = Settings['members'][number];

export const entryOf = ({ name, role }: Member): RosterEntry => ({
  role,
  name,
  handles: [{ service: 'name', id: name, name }],
});

/** Each date is an edit; an undated beginning lies before all of them. ISO dates sort as text. */
export const versionsOf = ({ members, timezone }: Settings): RosterVersion[] => {
  const dates = new Set(
    members.flatMap(({ since, until }) => [since, until].filter(day => day !== undefined)),
  );
  return ['', ...[...dates].sort()].map(day => ({
    at: day === '' ? 0 : (parseDate(day, timezone) ?? 0),
    ref: day === '' ? 'the configuration' : `${day} (configuration)`,
    entries: members
      .filter(({ since = '', until }) => since <= day && (until === undefined || day < until))
      .map(entryOf),
  }));
};
