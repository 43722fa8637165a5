// Meetings of real projects: what the notes beside the data say must come out of their logs and minutes.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import type { Source } from '../../src/contracts.ts';
import { askedIn, referencesIn } from '../../src/domain/action-text.ts';
import type { Activity, Harvest } from '../../src/domain/activity.ts';
import { meetingsKept } from '../../src/domain/meetings-kept.ts';
import { ircMeetings } from '../../src/shell/config/irc-meetings.ts';
import meetbot from '../../src/sources/meetbot/index.ts';
import minutes from '../../src/sources/minutes/index.ts';
import { attendanceIn } from '../../src/sources/minutes/present.ts';
import { temporaryFolder } from '../support/git.ts';
import { read, toldOf } from '../support/reading.ts';
import { realData, withoutData } from '../support/real-data.ts';

const data = realData();
const folder = join(data ?? '', 'meetings');

const unpacked = async (t: ExecutionContext, archive: string): Promise<string> => {
  const into = await temporaryFolder(t);
  await promisify(execFile)('tar', ['xzf', join(folder, archive), '-C', into]);
  return into;
};

const present = ({ activities }: { activities: readonly Activity[] }) =>
  activities.filter(({ kind }) => kind === 'meeting-present');
const byReason = (skipped: Harvest['skipped']): Record<string, number> => {
  const reasons: Record<string, number> = {};
  for (const { reason } of skipped) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return reasons;
};
const readFrom = async <Raw, Settings>(t: ExecutionContext, source: Source<Raw, Settings>, given: object) =>
  read(source, given, await temporaryFolder(t));

test('the short Glance log: nine people spoke, the bot is none of them, and one action is for one of them', async t => {
  if (!data) return withoutData(t);
  const path = join(folder, 'irc', 'glance-2016-04-07-short.log.txt');
  const { activities, skipped } = await readFrom(t, meetbot, { path });
  t.deepEqual(skipped, []);
  const lines = present({ activities }).map(({ by, value }) => [by.id, value] as const);
  t.is(lines.length, 9);
  t.false(lines.some(([id]) => id === 'openstack'));
  t.deepEqual(lines.slice(0, 2), [
    ['nikhil', 9],
    ['mfedosin', 2],
  ]);
  t.true(lines.slice(2).every(([, value]) => value === 1));
  t.deepEqual(toldOf(activities, 'meeting-action'), [
    'meeting-action rosmaita meeting/glance/2016-04-07T13:59Z/action/1',
  ]);
  t.deepEqual(toldOf(activities, 'meeting-chair'), ['meeting-chair nikhil meeting/glance/2016-04-07T13:59Z']);
});

test('the releng minutes: nobody with (0) is present, nor is the bot', async t => {
  if (!data) return withoutData(t);
  const path = join(folder, 'irc', 'releng.2015-02-09-16.31.txt');
  const { activities, skipped } = await readFrom(t, meetbot, { path });
  t.deepEqual(skipped, []);
  const listed = (await readFile(path, 'utf8')).match(/^\* \S+ \(\d+\)$/gm) ?? [];
  t.is(listed.length, 9);
  const people = present({ activities });
  t.is(people.length, 6, 'without the bot and two silent chairs');
  t.true(people.every(({ value = 0 }) => value > 0));
  t.is(toldOf(activities, 'meeting-action').length, 3);
});

test('excerpts of logs: who came late, who stands in for whom, names at the roll call, undo', async t => {
  if (!data) return withoutData(t);
  const excerpts = join(folder, 'irc', 'page-excerpts');
  const of = async (name: string) => readFrom(t, meetbot, { path: join(excerpts, name) });
  const logs = (await readdir(excerpts)).filter(name => name.endsWith('.log.excerpt.txt'));
  t.is(logs.length, 9);
  for (const name of logs) {
    const { items, activities, skipped } = await of(name);
    t.deepEqual(skipped, [], name);
    t.is(items.filter(({ kind }) => kind === 'meeting').length, 1, name);
    t.false(
      present({ activities }).some(({ by }) => /^(?:openstack|collabot`?|odl_meetbot)$/.test(by.id)),
      name,
    );
  }
  const stoodIn = async (name: string) => toldOf((await of(name)).activities, 'meeting-represented').length;
  t.is(await stoodIn('opnfv-meeting.2016-04-19-14.01.log.excerpt.txt'), 2);
  t.is(await stoodIn('opnfv-meeting.2016-09-06-13.59.log.excerpt.txt'), 1);
  t.is(await stoodIn('lfn-meeting.2018-03-14-13.59.log.excerpt.txt'), 1);
  const chairs = toldOf(
    (await of('glance_artifacts_sub_team.2016-01-25-17.01.log.excerpt.txt')).activities,
    'meeting-chair',
  );
  t.is(chairs.length, 2);
});

test('channel logs without a meeting give none', async t => {
  if (!data) return withoutData(t);
  const { items, activities, skipped } = await readFrom(t, meetbot, { path: join(folder, 'irc', 'supybot') });
  t.deepEqual([items, activities], [[], []]);
  t.deepEqual(byReason(skipped), { 'nobody began a meeting in this log (#startmeeting)': 6 });
});

test('channel logs tell who spoke on which day, where that is wanted', async t => {
  if (!data) return withoutData(t);
  const path = join(folder, 'irc', 'supybot');
  const { items, activities, skipped } = await readFrom(t, meetbot, {
    path,
    presence: true,
    channel: '#log',
  });
  t.deepEqual(items, []);
  t.true(activities.every(({ kind }) => kind === 'chat-present'));
  t.log({ days: activities.map(({ nativeId }) => nativeId), skipped: byReason(skipped) });
  t.true(activities.length > 0);
  const club = join(await unpacked(t, 'irc/review-club-2019-2021.tar.gz'), 'review-club');
  const all = await readFrom(t, meetbot, { path: club, presence: true, channel: '#club' });
  const days = all.activities.filter(({ kind }) => kind === 'chat-present');
  // A day that two logs tell of is one.
  const distinct = new Set(days.map(({ nativeId }) => nativeId)).size;
  t.log('review club:', { days: distinct, nicks: new Set(days.map(({ by }) => by.id)).size });
  t.is(distinct, 2377);
  t.deepEqual(byReason(all.skipped), {});
});

test('every version of Glance’s file in irc-meetings is a plan, and the meeting of the log was planned', async t => {
  if (!data) return withoutData(t);
  const versions = join(data, 'glance', 'irc-meetings');
  const names = (await readdir(versions)).filter(name => name.endsWith('.yaml')).sort();
  t.is(names.length, 11);
  const plansOf = async (name: string) => {
    const { plans, faults } = ircMeetings(name, await readFile(join(versions, name), 'utf8'), 'glance');
    t.deepEqual(faults, [], name);
    return plans;
  };
  const counts: string[] = [];
  for (const name of names) {
    const plans = await plansOf(name);
    counts.push(
      `${name.slice(0, 10)}: ${plans.map(({ weeks, minute }) => `${JSON.stringify(weeks)} ${minute / 60}:00`).join(', ')}`,
    );
  }
  t.log(counts);
  t.true(counts[2]?.endsWith('"odd" 14:00, "even" 15:00'));
  const path = join(folder, 'irc', 'glance-2016-04-07-short.log.txt');
  const { items } = await readFrom(t, meetbot, { path });
  const held = items.flatMap(({ kind, openedAt: at = 0 }) =>
    kind === 'meeting' ? [{ series: 'glance', at }] : [],
  );
  const window = { since: Date.parse('2016-04-04') / 1000, until: Date.parse('2016-04-11') / 1000 };
  const kept = meetingsKept(await plansOf('2016-02-03-3e61acb-glance-team-meeting.yaml'), window, held);
  t.like(kept, { expected: 1, held: 1, missed: 0, extra: 0 });
});

test('what real actions ask for and name', async t => {
  if (!data) return withoutData(t);
  const texts: string[] = [];
  const excerpts = join(folder, 'irc', 'page-excerpts');
  const paths = [
    join(folder, 'irc', 'glance-2016-04-07-short.log.txt'),
    join(folder, 'irc', 'releng.2015-02-09-16.31.txt'),
    ...(await readdir(excerpts)).map(name => join(excerpts, name)),
  ];
  for (const path of paths)
    for (const { kind, states } of (await readFrom(t, meetbot, { path })).items)
      if (kind === 'action') texts.push(states.find(({ field }) => field === 'subject')?.value ?? '');
  t.log(
    texts.map(
      text =>
        `${askedIn(text) ?? 'something'} (${referencesIn(text)
          .map(each => each.text)
          .join(', ')})`,
    ),
  );
  t.is(texts.length, 9);
  t.is(askedIn(texts[0] ?? ''), 'review');
  t.deepEqual(referencesIn(texts[0] ?? ''), []);
});

test('141 logs of the review club: 116 meetings in 113 of them, and why the others have none', async t => {
  if (!data) return withoutData(t);
  const path = join(await unpacked(t, 'irc/review-club-2019-2021.tar.gz'), 'review-club');
  t.is((await readdir(path)).filter(name => name.endsWith('.log')).length, 141);
  const count = ({ items, activities, skipped }: Harvest) => ({
    meetings: items.filter(({ kind }) => kind === 'meeting').length,
    attendances: present({ activities }).length,
    nicks: new Set(present({ activities }).map(({ by }) => by.id)).size,
    actions: items.filter(({ kind }) => kind === 'action').length,
    skipped: byReason(skipped),
  });
  const marked = count(await readFrom(t, meetbot, { path, series: 'review club' }));
  t.log('begun with #startmeeting:', marked);
  t.is(marked.meetings, 116);
  t.is(marked.attendances, 1936);
  t.deepEqual(marked.skipped, { 'nobody began a meeting in this log (#startmeeting)': 28 });
  const all = count(await readFrom(t, meetbot, { path, series: 'review club', unmarked: true }));
  t.log('every log is a meeting:', all);
  t.is(all.meetings, 144);
  t.is(all.attendances, 2318);
  t.deepEqual(all.skipped, {});
});

test('the TSC’s minutes: 354 of 358 dated ones have people under Present', async t => {
  if (!data) return withoutData(t);
  const path = await unpacked(t, 'minutes/nodejs-tsc.tar.gz');
  const files = await readdir(path);
  const dated = files.filter(name => /^meetings__\d{4}-/.test(name));
  t.deepEqual([files.length, dated.length], [399, 358]);
  const lists = await Promise.all(
    dated.map(async name => attendanceIn(await readFile(join(path, name), 'utf8'))),
  );
  t.is(lists.filter(list => list.present !== undefined).length, 356);
  t.is(lists.filter(list => (list.present?.length ?? 0) > 0).length, 354);
  const entries = lists.reduce((sum, list) => sum + list.entries, 0);
  const people = lists.flatMap(list => list.present ?? []);
  const names = new Set(people.map(({ name }) => name)).size;
  const accounts = new Set(people.map(({ service, id }) => `${service} ${id}`)).size;
  t.log(
    `${entries} entries of people present, ${people.length} without doubles: ${names} names, ${accounts} accounts`,
  );
  t.deepEqual([entries, people.length, names, accounts], [3729, 3727, 139, 170]);

  const { items, activities, skipped } = await readFrom(t, minutes, { path, series: 'tsc' });
  t.log('all 399:', { meetings: items.length, attendances: activities.length, skipped: byReason(skipped) });
  t.is(items.length, new Set(items.map(({ nativeId }) => nativeId)).size);
  const of = (name: string) => skipped.find(({ where }) => where.includes(name))?.reason;
  t.is(of('2016-01-07'), 'the list of those present is empty');
  t.is(of('2018-11-14'), 'the meeting was cancelled');
  t.is(of('2015-12-03'), 'the minutes have no list of those present');
});

test('the CTC’s minutes have people under Present in every file', async t => {
  if (!data) return withoutData(t);
  const path = await unpacked(t, 'minutes/nodejs-ctc.tar.gz');
  const { items, activities, skipped } = await readFrom(t, minutes, { path, series: 'ctc' });
  t.log({ meetings: items.length, attendances: activities.length, skipped: byReason(skipped) });
  t.is(items.length + skipped.length, (await readdir(path)).length);
  t.is(skipped.length, 0);
});

/** Repeatable, and quick: a million mutations have to be made. */
const dice = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const STUFF = [
  '<',
  '>',
  '* ',
  '#startmeeting ',
  '#undo',
  '\u0000',
  '\uD800',
  ' is now known as ',
  '(0)',
  '99:99',
  '\r',
  '⚡',
  '@',
  '\t',
  '  ',
  '<li>',
  '&#',
  '## Present',
  '<!--',
];

test('a million lines of mutated logs and minutes crash nothing and hang nowhere', async t => {
  if (!data) return withoutData(t);
  const logs = join(await unpacked(t, 'irc/review-club-2019-2021.tar.gz'), 'review-club');
  const tsc = await unpacked(t, 'minutes/nodejs-tsc.tar.gz');
  const texts: string[] = [await readFile(join(folder, 'irc', 'releng.2015-02-09-16.31.txt'), 'utf8')];
  for (const path of [logs, tsc])
    for (const name of await readdir(path)) texts.push(await readFile(join(path, name), 'utf8'));
  const roll = dice(4);
  const settings = {
    meetbot: meetbot.settings.parse({ path: '/x', unmarked: true }),
    minutes: minutes.settings.parse({ path: '/x' }),
  };
  const mutated = (line: string): string => {
    const at = roll(line.length + 1);
    const end = at + roll(6);
    return line.slice(0, at) + (STUFF[roll(STUFF.length)] ?? '') + line.slice(roll(3) === 0 ? at : end);
  };
  const names = [
    'shed.2019-05-08-12.00.log.txt',
    'shed.2019-05-08-12.00.html',
    '2019-05-08.log',
    '2019-05-08.md',
    'x',
  ];
  let lines = 0;
  let facts = 0;
  for (let round = 0; lines < 1_000_000; round++) {
    const changed = (texts[round % texts.length] ?? '').split('\n').map(mutated);
    lines += changed.length;
    const raw = { name: names[roll(names.length)] ?? '', place: '/x', text: changed.join('\n'), before: [] };
    for (const harvest of [
      meetbot.normalise(raw, settings.meetbot),
      minutes.normalise(raw, settings.minutes),
    ]) {
      facts += harvest.activities.length;
      if (
        harvest.activities.some(({ at, by, value = 0 }) => !Number.isInteger(at) || by.id === '' || value < 0)
      )
        t.fail(`a fact that is none, in round ${round}`);
    }
  }
  t.log(`${lines} mutated lines, ${facts} facts, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
  t.true(facts > 0);
});
