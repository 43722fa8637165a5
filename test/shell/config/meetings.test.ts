// When a team meets, as it is written down: plans, and files in the form of irc-meetings.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ConfigError } from '../../../src/domain/errors.ts';
import type { Project } from '../../../src/domain/project.ts';
import { loadConfig, parseConfig } from '../../../src/shell/config/load.ts';
import { registries } from '../../support/plugins.ts';

const HEAD = 'id: a\ntimezone: Europe/Berlin\nsources: [{ type: meetbot, path: logs }]\n';
const at = (text: string): number => Date.parse(text) / 1000;

const projectOf = (text: string): Project | undefined =>
  parseConfig([{ file: 'rollcall.yml', text: `${HEAD}${text}` }], registries).projects[0]?.project;

const faultsOf = (t: ExecutionContext, text: string): readonly string[] =>
  t.throws<ConfigError>(() => projectOf(text), { instanceOf: ConfigError })?.faults ?? [];

/** A folder with a configuration that names `team.yaml`, which holds this text. */
const folder = async (t: ExecutionContext, team: string, entry = '{ file: team.yaml }'): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-meetings-'));
  t.teardown(() => rm(dir, { recursive: true }));
  await writeFile(join(dir, 'rollcall.yml'), `${HEAD}meetings: [${entry}]\n`);
  await writeFile(join(dir, 'team.yaml'), team);
  return join(dir, 'rollcall.yml');
};

const plansIn = async (t: ExecutionContext, team: string, entry?: string) =>
  (await loadConfig(await folder(t, team, entry), registries)).projects[0]?.project.meetings;

test('a plan is written plainly; what is left out is the project’s', t => {
  const text =
    "meetings:\n  - { name: Garden Club, when: thursday 14:00 }\n  - { name: shed, title: The shed, when: monday 09:30, weeks: odd, timezone: UTC, minutes: 30, channel: '#shed', since: 2026-01-05, skip: [2026-12-24, 2026-12-31] }\n";
  t.deepEqual(projectOf(text)?.meetings, [
    {
      series: 'garden_club',
      title: 'Garden Club',
      weekday: 4,
      minute: 840,
      timezone: 'Europe/Berlin',
      weeks: 'every',
      minutes: 60,
      skip: [],
    },
    {
      series: 'shed',
      title: 'The shed',
      weekday: 1,
      minute: 570,
      timezone: 'UTC',
      weeks: 'odd',
      minutes: 30,
      channel: '#shed',
      since: at('2026-01-05T00:00:00Z'),
      skip: ['2026-12-24', '2026-12-31'],
    },
  ]);
});

test('weeks are all, odd, even, one of a month, or every so many', t => {
  const weeksOf = (weeks: string) =>
    projectOf(`meetings: [{ name: a, when: friday 10:00, weeks: ${weeks} }]\n`)?.meetings[0]?.weeks;
  t.is(weeksOf('even'), 'even');
  t.deepEqual(weeksOf('first'), { nth: 1 });
  t.deepEqual(weeksOf('last'), { nth: -1 });
  t.deepEqual(weeksOf('{ every: 3, from: 2026-11-05 }'), { every: 3, from: '2026-11-05' });
});

test('what is no plan is told at its place, with what would be one', t => {
  const fault = (entry: string) => faultsOf(t, `meetings:\n  - ${entry}\n`).join('\n');
  t.regex(
    fault('{ name: a, when: thursday }'),
    /^rollcall\.yml:5:22 meetings\.0\.when: found "thursday"; accepted: .*thursday 14:00/,
  );
  t.regex(
    fault('{ name: a, when: friday 10:00, weeks: sometimes }'),
    /^rollcall\.yml:5:\d+ meetings\.0\.weeks: .*every, odd, even/,
  );
  t.regex(
    fault('{ name: a, when: friday 10:00, skip: tomorrow }'),
    /^rollcall\.yml:5:\d+ meetings\.0\.skip: .*a day such as/,
  );
  t.regex(fault('{ when: friday 10:00 }'), /^rollcall\.yml:5:5 meetings\.0/);
});

test('a file of irc-meetings gives a plan for each of its times', async t => {
  const team = `
project:  Garden Team Meeting
meeting_id: garden
agenda_url: https://etherpad.example.org/garden
schedule:
  - time:       '1400'
    day:        Thursday
    irc:        garden-meeting
    frequency:  biweekly-odd
    start_date: 20160107
    skip_dates:
      - skip_date: 20161222
        reason: winter
  - time: 900
    day: thursday
    irc: garden-meeting
    frequency: quadweekly-alternate
    duration: 30
  - { time: '2000', day: Monday, irc: garden, frequency: first-monday }
  - { time: '2000', day: Monday, irc: garden, frequency: adhoc }
chair:  Una Core
description: >
  All about the garden.
`;
  const shared = { series: 'garden', title: 'Garden Team Meeting', timezone: 'UTC' };
  t.deepEqual(await plansIn(t, team), [
    {
      ...shared,
      weekday: 4,
      minute: 840,
      weeks: 'odd',
      minutes: 60,
      channel: '#garden-meeting',
      since: at('2016-01-07T00:00:00Z'),
      skip: ['2016-12-22'],
    },
    {
      ...shared,
      weekday: 4,
      minute: 540,
      weeks: { of: 4, remainder: 2 },
      minutes: 30,
      channel: '#garden-meeting',
      skip: [],
    },
    { ...shared, weekday: 1, minute: 1200, weeks: { nth: 1 }, minutes: 60, channel: '#garden', skip: [] },
  ]);
});

test('a file that does not tell the name of its meetings is told it', async t => {
  const team =
    'project: Garden Team Meeting\nschedule: [{ time: "1400", day: Friday, irc: g, frequency: weekly }]\n';
  t.is((await plansIn(t, team))?.[0]?.series, 'garden_team_meeting');
  t.is((await plansIn(t, team, '{ file: team.yaml, name: garden }'))?.[0]?.series, 'garden');
});

test('what is wrong in that file is told at its place in that file', async t => {
  const team =
    'project: Garden\nschedule:\n  - time: "1400"\n    day: Thursday\n    irc: g\n    frequency: biweekly-uneven\n';
  const file = await folder(t, team);
  const error = await t.throwsAsync<ConfigError>(loadConfig(file, registries), { instanceOf: ConfigError });
  t.is(error?.faults.length, 1);
  t.regex(
    error?.faults[0] ?? '',
    /team\.yaml:6:16 schedule\.0\.frequency: found "biweekly-uneven"; accepted: weekly, biweekly-odd, biweekly-even, quadweekly/,
  );
});

test('a day of that file that is none is told as it stands there', async t => {
  const team =
    'project: Garden\nschedule:\n  - time: "1400"\n    day: Thursdy\n    irc: g\n    frequency: weekly\n';
  const file = await folder(t, team);
  const error = await t.throwsAsync<ConfigError>(loadConfig(file, registries), { instanceOf: ConfigError });
  t.regex(error?.faults[0] ?? '', /team\.yaml:4:10 schedule\.0\.day: found "Thursdy"; accepted: Monday/);
});

test('a file that is not there, and one on another machine', async t => {
  const file = await folder(t, '', '{ file: other.yaml }');
  const error = await t.throwsAsync<ConfigError>(loadConfig(file, registries), { instanceOf: ConfigError });
  t.regex(
    error?.faults.join('\n') ?? '',
    /rollcall\.yml:4:20 meetings\.0\.file: there is nothing to be read at .*other\.yaml/,
  );
  const address = 'meetings: [{ file: "https://example.org/team.yaml" }]\n';
  t.regex(faultsOf(t, address).join('\n'), /on this machine/);
});

test('a configuration that a repository holds names no file of this machine', t => {
  const faults = faultsOf(t, 'meetings: [{ file: /etc/passwd }]\n').join('\n');
  t.regex(faults, /no other file is read from here/);
});

test('reminders come a day before, in a chat an hour; other times are written down', t => {
  const remindersOf = (text: string) => projectOf(text)?.reminders;
  const chats = { irc: 3600, webhook: 3600 };
  t.deepEqual(remindersOf(''), { before: 86_400, byChannel: chats });
  t.deepEqual(remindersOf('schedule: { meeting: 2 hours }\n'), { before: 7200, byChannel: {} });
  t.deepEqual(remindersOf('schedule: { meeting: { file: 30 minutes } }\n'), {
    before: 86_400,
    byChannel: { ...chats, file: 1800 },
  });
  t.is(remindersOf('schedule: { meeting: never }\n'), undefined);
  t.deepEqual(remindersOf('schedule: { weekly: never }\n')?.before, 86_400);
});

test('a time that nobody could keep is told', t => {
  t.regex(
    faultsOf(t, 'schedule: { meeting: { fiel: 1 day } }\n').join('\n'),
    /^rollcall\.yml:4:24 schedule\.meeting\.fiel: unknown channel; .*did you mean "file"/,
  );
  for (const wrong of ['soon', '5 minutes', '15 days', '{ file: soon }', '{ pigeon: 1 day }'])
    t.regex(
      faultsOf(t, `schedule: { meeting: ${wrong} }\n`).join('\n'),
      /^rollcall\.yml:4:\d+ schedule\.meeting/,
      wrong,
    );
});
