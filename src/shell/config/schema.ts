// The schema of a project file: every key with what it means, built over the plugins that are there.
import { z } from 'zod';
import type { Roster, Source } from '../../contracts.ts';
import { isTimezone } from '../../domain/calendar.ts';
import { WEEKLY } from '../../domain/schedule.ts';
import { type EntryKind, entry, type Pluggable, reaching } from './entry.ts';
import { wanted } from './explain.ts';
import { count, date, identifier, line, oneOrMore, pattern, word } from './fields.ts';
import { meetings } from './meetings.ts';
import { person } from './person.ts';
import { checkIn, nomination, policy, retention, retirement } from './policies.ts';
import { beforeMeetings } from './reminders.ts';

/** The plugins that a file may name, by id. */
export interface Registries {
  readonly sources: ReadonlyMap<string, Source>;
  readonly rosters: ReadonlyMap<string, Roster>;
  readonly channels: ReadonlyMap<string, Pluggable>;
  /** Left out: what a channel says is not checked. */
  readonly reports?: ReadonlyMap<string, unknown>;
}

const ZONE = 'an IANA time zone such as UTC or Europe/Berlin';

const timezone = z.string(wanted(ZONE)).refine(isTimezone, wanted(ZONE));

export const cycle = z.strictObject({
  name: line.describe('What the cycle is called, such as `gambia`.'),
  start: date.describe('Its first day.'),
  end: date.describe('The day on which it ends.'),
  milestones: z
    .record(line, date)
    .default({})
    .describe('Dates in the cycle by name, such as `feature-freeze: 2018-08-31`.'),
});

const patterns = (what: string) =>
  oneOrMore(pattern).optional().describe(`${what} Globs, or \`/expression/\`.`);

const match = z.strictObject({
  topic: patterns('Topics of changes.'),
  hashtag: patterns('Hashtags of changes.'),
  label: patterns('Labels of pull requests and issues.'),
  subject: patterns('Subject lines.'),
  bug: oneOrMore(count).optional().describe('Numbers of bugs that the changes fix.'),
  change: oneOrMore(identifier)
    .optional()
    .describe('The changes themselves: numbers, Change-Ids or commit ids.'),
});

const weeklyList = z.strictObject({
  date: date.describe('The day from which the list is agreed.'),
  changes: z
    .array(identifier)
    .describe('The changes to look at first, as numbers, Change-Ids or commit ids.'),
});

export const priority = z.strictObject({
  id: word.describe('Short name for command lines and links.'),
  title: line.describe('What it is about.'),
  owners: oneOrMore(line).default([]).describe('Names as in `people`.'),
  match: match.prefault({}).describe('What makes a change part of it; one match is enough.'),
  since: date.optional().describe('Before this day nothing counts towards it.'),
  until: date.optional().describe('From this day on nothing counts towards it.'),
  weekly: z.array(weeklyList).default([]).describe('Lists of changes agreed week by week.'),
});

const WEEKLY_TIME = 'a day and a time such as `monday 09:00`, or `never`';

const scheduleOf = (channels: readonly string[]) =>
  z.strictObject({
    weekly: z
      .string(wanted(WEEKLY_TIME))
      .refine(text => text === 'never' || WEEKLY.test(text), wanted(WEEKLY_TIME))
      .default('monday 09:00')
      .describe(
        'When the reports are due, by the clock of the project’s time zone: `monday 09:00`, or `never`.',
      ),
    late: z
      .enum(['post', 'skip'])
      .default('post')
      .describe(
        'What came due while the server was down: `post` it once when back, at most four weeks; or `skip` it after its week.',
      ),
    meeting: beforeMeetings(channels),
  });

/** What a file's place and its own keys say about its entries. */
export interface Surroundings {
  /** For rosters that have to read dates and are not told their own time zone. */
  readonly timezone?: string;
  /** Where relative paths begin. */
  readonly folder?: string;
}

export const projectSchema = (
  registries: Registries,
  { timezone: zone = 'UTC', folder }: Surroundings = {},
) => {
  const list = (kind: Omit<EntryKind, 'folder'>, words: string) =>
    z.array(entry({ ...kind, ...(folder !== undefined && { folder }) }), wanted(words));
  return z.strictObject({
    id: word.describe('Short name of the project for command lines, file names and links.'),
    title: line.optional().describe('Full name of the project; left out: its id.'),
    timezone: timezone.default('UTC').describe('The time zone of its days and weeks, by IANA name.'),
    cycle: cycle.optional().describe('The release cycle that the team is in.'),
    sources: list({ noun: 'source', plugins: registries.sources, named: true }, 'a list of sources')
      .min(1, wanted('at least one source'))
      .describe('Where people work: one entry for each place, with its `type`.'),
    roster: list(
      { noun: 'roster', plugins: registries.rosters, named: true, given: { timezone: zone } },
      'a list of rosters',
    )
      .default([])
      .describe('Where the team writes down who its cores are.'),
    people: z.array(person).default([]).describe('Who is who: names, accounts, employers.'),
    bots: oneOrMore(pattern).default([]).describe('Globs for names and accounts that are not people.'),
    priorities: z.array(priority).default([]).describe('What the team promised to look at first.'),
    policy: policy.prefault({}).describe('How the team is measured.'),
    channels: list({ noun: 'channel', plugins: registries.channels, named: false }, 'a list of channels')
      .default([])
      .describe('Where reports are delivered.'),
    letters: list(
      { noun: 'channel', plugins: reaching(registries.channels), named: false },
      'a list of channels that reach one person',
    )
      .default([])
      .describe('How one person is written to in private: by the first of these that reaches them.'),
    checkIn: checkIn.prefault({}).describe('When everybody in the team is asked whether and how they go on.'),
    retirement: retirement
      .prefault({})
      .describe('How long somebody has before the PTL can confirm that they leave the core team.'),
    nomination: nomination
      .prefault({})
      .describe('How somebody is nominated for the core team, and when the nomination passes.'),
    onBoarding: z
      .array(line)
      .optional()
      .describe(
        'Lines of the PTL’s checklist for who joins the core team. Left out: the group, the mailing lists, the calendar ' +
          'and the chat, in general words; `[]`: none.',
      ),
    offBoarding: z.array(line).optional().describe('The same for who leaves it.'),
    publish: z.boolean().default(false).describe('False: nothing leaves but to the terminal and to files.'),
    whenRemoved: z
      .enum(['keep', 'delete'])
      .default('keep')
      .describe(
        'What becomes of what was read from a repository when the App is removed from it, or it is deleted.',
      ),
    meetings,
    schedule: scheduleOf([...registries.channels.keys()])
      .prefault({})
      .describe('When `rollcall serve` says the reports of its own accord, where `publish` is true.'),
    retention: retention
      .optional()
      .describe('For how long what is known of people is kept; left out: for ever.'),
    linkByName: z
      .boolean()
      .default(false)
      .describe('True: accounts with the same full display name are taken to be one person.'),
  });
};

export type ProjectSchema = ReturnType<typeof projectSchema>;
export type ProjectFile = z.output<ProjectSchema>;

/** The people of a folder of projects. */
export const peopleSchema = z.strictObject({
  people: z.array(person).default([]).describe('People shared by every project of the folder.'),
});
