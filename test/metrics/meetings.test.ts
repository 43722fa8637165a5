// Meetings: who was there of those held while core, what was held, what was given to whom.
import test from 'ava';
import meetingAttendance from '../../src/metrics/meeting-attendance.ts';
import meetingsHeld from '../../src/metrics/meetings-held.ts';
import openActions from '../../src/metrics/open-actions.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { type Act, ledgerOf, type TestChange, type World } from '../support/ledger.ts';

const DAY = 86_400;
const meeting = (day: number, series = 'gardeners'): TestChange => ({
  kind: 'meeting',
  states: [['subject', day, series]],
});
const action = (day: number, of: string, text: string): TestChange => ({
  kind: 'action',
  states: [
    ['subject', day, text],
    ['meeting', day, of],
  ],
});

const WEEKLY: World['changes'] = { m1: meeting(1), m2: meeting(8), m3: meeting(15), m4: meeting(22) };
const present = (day: number, who: string, lines: number): Act => [
  day,
  'meeting-present',
  who,
  `m${(day - 1) / 7 + 1}`,
  undefined,
  lines,
];

test('a core is measured against the meetings held while core', async t => {
  const { ask } = await ledgerOf(t, {
    team: [
      ['Una', 'core', 0],
      ['Vic', 'core', 10],
      ['Wim', 'core', 0, 10],
    ],
    changes: WEEKLY,
    acts: [
      present(1, 'Una', 5),
      present(8, 'Una', 2),
      present(15, 'Una', 1),
      present(22, 'Vic', 3),
      present(1, 'Vic', 9),
    ],
  });
  const rows = await ask(meetingAttendance, 0, 30);
  const of = (person: string) => rows.find(row => row['person'] === person);
  t.like(of('Una'), { present: 3, lines: 8, held: 4, presentOfHeld: 3, lastAt: 15 * DAY });
  t.like(
    of('Vic'),
    { present: 2, lines: 12, held: 2, presentOfHeld: 1 },
    'the meeting before counts for nothing',
  );
  t.like(
    of('Wim'),
    { present: 0, lines: 0, held: 2, presentOfHeld: 0, lastAt: null },
    'listed, also with nothing',
  );
});

test('who left and came back is measured against both times, and a PTL as a core, once', async t => {
  const { ask } = await ledgerOf(t, {
    team: [
      ['Una', 'core', 0, 5],
      ['Una', 'core', 20],
      ['Una', 'ptl', 20],
    ],
    changes: WEEKLY,
    acts: [present(1, 'Una', 1), present(8, 'Nia', 1), present(15, 'Nia', 1), present(22, 'Nia', 1)],
  });
  const rows = await ask(meetingAttendance, 0, 30);
  t.like(
    rows.find(row => row['person'] === 'Una'),
    { held: 2, presentOfHeld: 1 },
  );
  t.like(
    rows.find(row => row['person'] === 'Nia'),
    { present: 3, held: 0 },
    'no core, and nothing is due',
  );
});

test('only what began in the window counts, and what nobody was at was not held', async t => {
  const { ask } = await ledgerOf(t, {
    team: ['Una'],
    changes: { ...WEEKLY, m9: meeting(16) },
    acts: [present(1, 'Una', 1), present(8, 'Una', 1), present(15, 'Nia', 1)],
  });
  t.like(
    (await ask(meetingAttendance, 8, 22)).find(row => row['person'] === 'Una'),
    { present: 1, held: 2 },
  );
});

test('who came to a meeting from its middle on was there, and two accounts of one person are one', async t => {
  const { store, ask } = await ledgerOf(t, {
    team: ['Una'],
    changes: { m1: meeting(1) },
    acts: [
      [1, 'meeting-present', 'Una', 'm1', undefined, 4],
      [1.02, 'meeting-present', 'Una_', 'm1', undefined, 3],
      [1, 'meeting-chair', 'Una', 'm1'],
      [1, 'meeting-chair', 'Una_', 'm1'],
    ],
  });
  await store.link('garden', [
    {
      name: 'Una',
      handles: [
        { service: 'gerrit', id: 'una' },
        { service: 'gerrit', id: 'una_' },
      ],
      bot: false,
      known: true,
    },
  ]);
  t.deepEqual(await ask(meetingAttendance, 0, 5), [
    {
      person: 'Una',
      present: 1,
      lines: 7,
      chaired: 1,
      held: 1,
      presentOfHeld: 1,
      representedOfHeld: 0,
      lastAt: Math.round(1.02 * DAY),
    },
  ]);
});

test('somebody for whom another stood in is told apart from somebody absent', async t => {
  const { ask } = await ledgerOf(t, {
    team: ['Una', 'Vic'],
    changes: WEEKLY,
    acts: [
      present(1, 'Nia', 2),
      [1, 'meeting-represented', 'Una', 'm1'],
      present(8, 'Una', 1),
      [8, 'meeting-represented', 'Una', 'm2'],
    ],
  });
  const rows = await ask(meetingAttendance, 0, 30);
  t.like(
    rows.find(row => row['person'] === 'Una'),
    { held: 2, presentOfHeld: 1, representedOfHeld: 1 },
  );
  t.like(
    rows.find(row => row['person'] === 'Vic'),
    { held: 2, presentOfHeld: 0, representedOfHeld: 0 },
  );
});

test('bots are nobody, and a meeting of a bot alone was not held', async t => {
  const { ask } = await ledgerOf(t, {
    team: ['Una'],
    bots: ['meetbot'],
    changes: WEEKLY,
    acts: [present(1, 'Una', 1), present(1, 'meetbot', 50), present(8, 'meetbot', 4)],
  });
  t.deepEqual(
    (await ask(meetingAttendance, 0, 30)).map(({ person, held }) => [person, held]),
    [['Una', 1]],
  );
});

test('meetings are counted by their name', async t => {
  const { ask } = await ledgerOf(t, {
    changes: {
      m1: meeting(1),
      m2: meeting(8),
      m3: meeting(9, 'painters'),
      'm1/action/1': action(1, 'm1', 'Una to paint'),
      'm2/action/1': action(8, 'm2', 'somebody to look'),
    },
    acts: [
      present(1, 'Una', 3),
      present(1, 'Nia', 4),
      present(8, 'Una', 1),
      [9, 'meeting-present', 'Nia', 'm3'],
      [1, 'meeting-action', 'Una', 'm1/action/1'],
    ],
  });
  t.deepEqual(await ask(meetingsHeld, 0, 30), [
    { series: 'gardeners', held: 2, attendances: 3, people: 2, lines: 8, actions: 2, lastAt: 8 * DAY },
    { series: 'painters', held: 1, attendances: 1, people: 1, lines: 0, actions: 0, lastAt: 9 * DAY },
  ]);
});

test('an action has an owner, an age, and the meetings that went by', async t => {
  const { ask } = await ledgerOf(t, {
    changes: {
      ...WEEKLY,
      'm1/action/1': action(1, 'm1', 'Una and Vic to paint'),
      'm1/action/2': action(1, 'm1', 'somebody to look'),
    },
    acts: [
      ...[1, 8, 15].map(day => present(day, 'Una', 1)),
      [1, 'meeting-action', 'Una', 'm1/action/1'],
      [1, 'meeting-action', 'Vic', 'm1/action/1'],
    ],
  });
  const rows = await ask(openActions, 0, 12);
  t.deepEqual(
    rows.map(({ text, owner, meetingsSince }) => [text, owner, meetingsSince]),
    [
      ['Una and Vic to paint', 'Una', 1],
      ['Una and Vic to paint', 'Vic', 1],
      ['somebody to look', null, 1],
    ],
  );
  t.like(rows[0], { meeting: 'gardeners', givenAt: DAY, firstAt: DAY, url: null });
});

test('an action that was given again is one, as old as when it was first given', async t => {
  const { ask } = await ledgerOf(t, {
    changes: {
      ...WEEKLY,
      'm1/action/1': action(1, 'm1', 'Una to paint'),
      'm2/action/1': action(8, 'm2', 'Una to paint'),
    },
    acts: [
      present(1, 'Una', 1),
      present(8, 'Una', 1),
      [1, 'meeting-action', 'Una', 'm1/action/1'],
      [8, 'meeting-action', 'Una', 'm2/action/1'],
    ],
  });
  const rows = await ask(openActions, 0, 30);
  t.is(rows.length, 1);
  t.like(rows[0], { number: 'm2/action/1', givenAt: 8 * DAY, firstAt: DAY, meetingsSince: 0 });
});

test('a meeting that nobody named is called by its id', async t => {
  const store = openSqlite(':memory:');
  t.teardown(() => store.close());
  const by = { service: 'irc', id: 'una' } as const;
  const presence = { nativeId: 'p', kind: 'meeting-present', by, at: DAY, item: 'm1' } as const;
  await store.append(
    'garden',
    { id: 'log', type: 'journal', origin: 'journal' },
    {
      activities: [presence],
      items: [{ nativeId: 'm1', kind: 'meeting', states: [] }],
      aliases: [],
      skipped: [],
    },
    [],
  );
  const rows = await store.measure(meetingsHeld, 'garden', { since: 0, until: 2 * DAY });
  t.like(rows[0], { series: 'm1', held: 1 });
});
