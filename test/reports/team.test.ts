// What the team report says about a core of whom little is in the data.
import test, { type ExecutionContext } from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import type { Decision } from '../../src/domain/decision.ts';
import team from '../../src/reports/team/index.ts';
import { gardenProject } from '../support/garden-project.ts';
import { ledgerOf, PROJECT, SOURCE, type World } from '../support/ledger.ts';

const PROJECT_OF = gardenProject();

/** `readOn`: the day on which the source was read to its end. */
const teamOf = async (t: ExecutionContext, world: World, day: number, readOn?: number) => {
  const { store } = await ledgerOf(t, world);
  if (readOn !== undefined) await store.markRead(PROJECT, SOURCE, readOn * DAY);
  return team.compose(store, PROJECT_OF, { at: day * DAY });
};

test('a core who only comments on lines was seen, and as a reviewer', async t => {
  const model = await teamOf(t, { team: ['Ann', 'Bob'], acts: [[20, 'inline-comment', 'Ann', '1']] }, 30);
  const [ann, bob] = model.cores;
  t.like(ann, { person: 'Ann', notes: [], seen: { review: '1970-01-21' } });
  t.like(bob, { person: 'Bob', notes: ['no linked account was ever seen'] });
});

test('of a core whose accounts were never seen no zero is claimed', async t => {
  const acts: World['acts'] = [[20, 'review', 'Ann', '1', 1, 1]];
  const model = await teamOf(
    t,
    { team: ['Ann', 'Bob'], changes: { 1: { owner: 'Cid', day: 1 } }, acts },
    30,
    30,
  );
  t.deepEqual(team.grids(model)['cores']?.rows[1]?.slice(2, 9), ['–', '–', '–', '–', '–', '–', '–']);
  t.is(team.table(model)[2]?.[3], '');
});

test('a core whose number GitHub’s team tells did nothing where others were seen by theirs', async t => {
  const acts: World['acts'] = [[20, 'review', 'Ann', '1', 1, 1]];
  const world: World = { team: ['Ann', 'Bob'], changes: { 1: { owner: 'Cid', day: 1 } }, acts };
  const { store } = await ledgerOf(t, world);
  await store.markRead(PROJECT, SOURCE, 30 * DAY);
  const numbered = async (project: string) =>
    (await store.people(project)).map(person => ({
      ...person,
      handles: [{ service: 'github' as const, id: `${person.key}` }],
    }));
  const model = await team.compose({ ...store, people: numbered }, PROJECT_OF, { at: 30 * DAY });
  t.like(model.cores[1], { person: 'Bob', reviews: 0, notes: ['nothing since the data begins'] });
  t.is(team.grids(model)['cores']?.rows[1]?.[2], '0');
});

test('a zero is a dash, and an empty cell, where nothing could tell it; a number stays', async t => {
  const world: World = {
    team: ['Ann', 'Bob'],
    changes: { 1: { owner: 'Cid', day: 1 } },
    acts: [
      [20, 'review', 'Ann', '1', 1, 1],
      [20, 'commit', 'Ann'],
      [1, 'bug-comment', 'Bob'],
    ],
  };
  const cells = (model: Awaited<ReturnType<typeof teamOf>>) => [
    team.grids(model)['cores']?.rows.map(row => [row[2], row[10]]),
    team.table(model).map(row => [row[3], row[12], row[13]]),
  ];
  t.deepEqual(cells(await teamOf(t, world, 30, 30)), [
    [
      ['1', '1'],
      ['0', '0'],
    ],
    [
      ['reviews', 'commits', 'bug fixes'],
      [1, 1, ''],
      [0, 0, ''],
    ],
  ]);
  t.deepEqual(cells(await teamOf(t, world, 30, 10)), [
    [
      ['1', '1'],
      ['–', '–'],
    ],
    [
      ['reviews', 'commits', 'bug fixes'],
      [1, 1, ''],
      ['', '', ''],
    ],
  ]);
});

test('where bugs are triaged, and by no core, the table says so', async t => {
  const world: World = {
    team: ['Ann', 'Bob'],
    changes: { 1: { owner: 'Cid', day: 1 }, b1: { kind: 'bug', owner: 'Cid', day: 2 } },
    acts: [
      [20, 'review', 'Ann', '1', 1, 1],
      [20, 'bug-triage', 'Eve', 'b1'],
      [5, 'bug-comment', 'Ann', 'b1'],
    ],
  };
  const triaged = (model: Awaited<ReturnType<typeof teamOf>>) => {
    const { head = [], rows = [] } = team.grids(model)['cores'] ?? {};
    return head.includes('triaged') ? rows.map(row => row[head.indexOf('triaged')]) : 'no column';
  };
  t.deepEqual(triaged(await teamOf(t, world, 30, 30)), ['0', '–']);
  t.is(triaged(await teamOf(t, { ...world, acts: world.acts?.slice(0, 1) ?? [] }, 30, 30)), 'no column');
});

test('who is in the first version of the roster may have been core for longer', async t => {
  const world: World = {
    team: [
      ['Ann', 'core', 100],
      ['Bob', 'core', 300],
      ['Cid', 'core', 50, 90],
      ['Dee', 'core', 50],
    ],
  };
  const months = async (of: World) =>
    team.grids(await teamOf(t, of, 400))['cores']?.rows.map(row => row.slice(0, 2));
  t.deepEqual(await months(world), [
    ['Ann', '9'],
    ['Bob', '3'],
    ['Dee', '≥ 11'],
  ]);
  t.deepEqual(await months({ team: ['Ann', ['Bob', 'core', 300]] }), [
    ['Ann', '–'],
    ['Bob', '3'],
  ]);
});

/** Four weekly meetings on days 1, 8, 15 and 22; Ann comes to the second one, and Bob to none. */
const MEETINGS: World = {
  team: ['Ann', 'Bob'],
  changes: Object.fromEntries(
    [1, 8, 15, 22].map(day => [
      `m${day}`,
      { kind: 'meeting', states: [['subject', day, 'gardeners']] } as const,
    ]),
  ),
  acts: [1, 8, 15, 22].flatMap(day => [
    [day, 'meeting-present', 'Host', `m${day}`, undefined, 3] as const,
    ...(day === 8 ? [[day, 'meeting-present', 'Ann', `m${day}`, undefined, 3] as const] : []),
  ]),
};

const onLeave = (who: string, since: number, until?: number): Decision => {
  const of = { service: 'gerrit', id: who.toLowerCase(), name: who } as const;
  const ruling = { kind: 'leave', of, since: since * DAY, ...(until && { until: until * DAY }) } as const;
  return { key: `${who} ${since}`, at: since * DAY, by: of, place: 'here', ruling };
};

test('a meeting that was missed on leave is none that was held for that person', async t => {
  const { store } = await ledgerOf(t, MEETINGS);
  await store.markRead(PROJECT, SOURCE, 30 * DAY);
  const meetings = async () =>
    (await team.compose(store, PROJECT_OF, { at: 30 * DAY })).cores.map(row => row.meetings);
  const all = { held: 4, represented: 0, onLeave: 0 };
  t.deepEqual(await meetings(), [
    { ...all, present: 1 },
    { ...all, present: 0 },
  ]);
  // On leave, and yet at the second one: that counts.
  await store.decide(PROJECT, onLeave('Ann', 0, 16));
  await store.decide(PROJECT, onLeave('Bob', 0));
  t.deepEqual(await meetings(), [
    { held: 2, present: 1, represented: 0, onLeave: 2 },
    { held: 0, present: 0, represented: 0, onLeave: 4 },
  ]);
  const model = await team.compose(store, PROJECT_OF, { at: 30 * DAY });
  const rows = team.grids(model)['cores'];
  const column = rows?.head.indexOf('meetings') ?? 0;
  t.deepEqual(
    rows?.rows.map(row => row[column]),
    ['1 of 2', 'away'],
  );
});

test('leave stands beside the name, as its owner said it, while it lasts and shortly before', async t => {
  const { store } = await ledgerOf(t, { team: ['Ann', 'Bob', 'Cid', 'Dee'] });
  for (const leave of [onLeave('Ann', 5, 40), onLeave('Bob', 20), onLeave('Cid', 25, 26)])
    await store.decide(PROJECT, leave);
  const notes = async (day: number) =>
    (await team.compose(store, PROJECT_OF, { at: day * DAY })).cores.map(({ notes: [first] }) => first);
  const none = 'no linked account was ever seen';
  t.deepEqual(await notes(30), ['away until 1970-02-09', 'away', none, none]);
  const of = { service: 'gerrit', id: 'dee', name: 'Dee' } as const;
  await store.decide(PROJECT, {
    key: 'ahead',
    at: 29 * DAY,
    by: of,
    place: 'here',
    ruling: { kind: 'leave', of, since: 50 * DAY, until: 60 * DAY },
  });
  t.is((await notes(30))[3], 'away from 1970-02-20 until 1970-03-01');
});

const THURSDAYS = {
  series: 'gardeners',
  title: 'Gardeners',
  weekday: 4,
  minute: 0,
  timezone: 'UTC',
  weeks: 'every',
  minutes: 60,
  skip: ['1970-01-15'],
} as const;

test('planned meetings are set against those that were held, as far as they were read', async t => {
  const acts: World['acts'] = [
    [1, 'review', 'Ann', '1', 1, 1],
    [7.1, 'meeting-present', 'Ann', 'm1', undefined, 3],
    [23, 'meeting-present', 'Ann', 'm2', undefined, 3],
  ];
  const meeting = (day: number) => ({
    kind: 'meeting' as const,
    states: [['subject', day, 'gardeners'] as const],
  });
  const { store } = await ledgerOf(t, { team: ['Ann'], changes: { m1: meeting(7), m2: meeting(23) }, acts });
  const planned = { ...PROJECT_OF, meetings: [THURSDAYS] };
  const said = async (readOn: number) => {
    await store.markRead(PROJECT, SOURCE, readOn * DAY);
    return (await team.compose(store, planned, { at: 30 * DAY })).meetings;
  };
  t.is(
    await said(30),
    '1 of 4 planned meetings was held; 1 was cancelled; of 2 nothing is known; 1 more was held outside of the plan',
  );
  t.is(await said(10), '1 of 1 planned meeting was held');
  t.is((await team.compose(store, PROJECT_OF, { at: 30 * DAY })).meetings, null, 'nothing was planned');
});

test('days in chat are a column only where a channel is read', async t => {
  const world = (acts: World['acts'] = []): World => ({
    team: ['Ann', 'Bob'],
    acts: [[1, 'review', 'Bob', '1', 1, 1], [2, 'review', 'Ann', '1', 1, 1], ...acts],
  });
  const column = (model: Awaited<ReturnType<typeof teamOf>>) => {
    const grid = team.grids(model)['cores'];
    const index = grid?.head.indexOf('days in chat') ?? -1;
    return index < 0 ? undefined : grid?.rows.map(row => row[index]);
  };
  t.is(column(await teamOf(t, world(), 30, 30)), undefined);
  t.deepEqual(column(await teamOf(t, world([[20, 'chat-present', 'Ann']]), 30, 30)), ['1', '0']);
});
