// The agenda of a small team: what is open and what was done, what waits, and nobody's absence by name.
import test, { type ExecutionContext } from 'ava';
import type { Store } from '../../src/contracts.ts';
import { DAY } from '../../src/domain/calendar.ts';
import type { Project } from '../../src/domain/project.ts';
import { compose } from '../../src/flow/compose.ts';
import { renderer } from '../../src/house/plugins.ts';
import agenda from '../../src/reports/agenda/index.ts';
import weekly from '../../src/reports/weekly/index.ts';
import { gardenProject } from '../support/garden-project.ts';
import { type Act, ledgerOf, PROJECT, SOURCE, type TestChange, type World } from '../support/ledger.ts';

const NOW = 100;
const PLAN = {
  series: 'gardeners',
  title: 'Gardeners’ meeting',
  weekday: 1,
  minute: 14 * 60,
  timezone: 'UTC',
  weeks: 'every',
  minutes: 60,
  channel: '#garden',
  skip: [],
} as const;

const meeting = (day: number): TestChange => ({ kind: 'meeting', states: [['subject', day, 'gardeners']] });
const action = (day: number, text: string): TestChange => ({
  kind: 'action',
  url: `https://meetings.example.org/${day}`,
  states: [
    ['subject', day, text],
    ['meeting', day, `m${day}`],
  ],
});
const change = (day: number, more: TestChange = {}): TestChange => ({ owner: 'Oli', day, ...more });

const WORLD: World = {
  team: ['Ann', 'Bob', 'Cid', 'Dee', 'Eve'],
  changes: {
    m80: meeting(80),
    m87: meeting(87),
    'm80/action/1': action(80, 'Bob to review change 201'),
    'm87/action/1': action(87, 'Ann to ask for a new shed'),
    'm87/action/2': action(87, 'Cid to review change 202'),
    'm87/action/3': action(87, 'somebody to water the plants'),
    '201': change(70, { states: [['subject', 70, 'Paint the door']] }),
    '202': change(75),
    '203': change(79),
    '204': change(95),
    '205': change(60),
  },
  priorities: [['205', 'roof', 0]],
  acts: [
    ...[80, 87].map((day): Act => [day, 'meeting-present', 'Ann', `m${day}`, undefined, 3]),
    [80, 'meeting-action', 'Bob', 'm80/action/1'],
    [87, 'meeting-action', 'Ann', 'm87/action/1'],
    [87, 'meeting-action', 'Cid', 'm87/action/2'],
    [90, 'inline-comment', 'Bob', '201', 1],
    [91, 'review', 'Cid', '202', 1, 1],
    [95, 'bug-triage', 'Ann', '201'],
  ],
};

const worldOf = async (t: ExecutionContext, more: Partial<World> = {}) => {
  const { store } = await ledgerOf(t, { ...WORLD, ...more });
  await store.markRead(PROJECT, SOURCE, NOW * DAY);
  return store;
};

const agendaOf = (store: Store, more: Partial<Project> = {}) =>
  compose(agenda, store, gardenProject({ meetings: [PLAN], ...more }), { at: NOW * DAY });

const goesOnLeave = async (store: Store, ...names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const of = { service: 'gerrit', id: name.toLowerCase(), name } as const;
    const ruling = { kind: 'leave', of, since: 90 * DAY, until: 120 * DAY } as const;
    await store.decide(PROJECT, { key: name, at: 90 * DAY, by: of, place: 'in private', ruling });
  }
};

test('it is about the next meeting that is planned, and about the next one where none is', async t => {
  const store = await worldOf(t);
  const { meeting: next } = await agendaOf(store);
  t.deepEqual(next, { title: PLAN.title, when: '1970-04-13 14:00', inDays: 2, channel: '#garden' });
  const unplanned = await agendaOf(store, { meetings: [] });
  t.is(unplanned.meeting, null);
  const text = await renderer().render(agenda, unplanned, 'text');
  t.regex(text, /^Garden: agenda of the next meeting\nas of 1970-04-11\n/);
});

test('an action is open or done by what was done on what it names, in the words in which it was given', async t => {
  const { actions, finished } = await agendaOf(await worldOf(t));
  t.deepEqual(
    actions.shown.map(({ action: { text }, since, isTaken, done }) => [text, since, isTaken, done?.said]),
    [
      ['Ann to ask for a new shed', '1970-03-29', true, undefined],
      ['somebody to water the plants', '1970-03-29', false, undefined],
    ],
  );
  t.deepEqual(
    finished.shown.map(({ action: { text }, done }) => [text, done?.said, done?.what?.text, done?.date]),
    [
      ['Bob to review change 201', 'Bob commented on', 'Paint the door', '1970-04-01'],
      ['Cid to review change 202', 'Cid reviewed', '202', '1970-04-02'],
    ],
  );
});

test('of whoever wants to be left out of public lists the words are left to the log, and the thing stays', async t => {
  const store = await worldOf(t);
  for (const name of ['Ann', 'Bob']) {
    const of = { service: 'gerrit', id: name.toLowerCase(), name } as const;
    const ruling = { kind: 'hide', of } as const;
    await store.decide(PROJECT, { key: name, at: 90 * DAY, by: of, place: 'in private', ruling });
  }
  const model = await agendaOf(store);
  t.deepEqual(
    [...model.actions.shown, ...model.finished.shown].map(({ action: { text }, done }) => [text, done?.said]),
    [
      ['an action of 1970-03-29, as in its log', undefined],
      ['somebody to water the plants', undefined],
      ['an action of 1970-03-22, as in its log', 'commented on'],
      ['Cid to review change 202', 'Cid reviewed'],
    ],
  );
  for (const format of ['text', 'markdown', 'html', 'json', 'csv'] as const) {
    const said = await renderer().render(agenda, model, format);
    for (const name of ['Ann', 'Bob']) t.false(said.includes(name), `${name} in ${format}`);
  }
});

test('each meeting goes through its own, and the weekly report counts the same', async t => {
  const store = await worldOf(t);
  const cooks = { ...PLAN, series: 'cooks', title: 'Cooks' };
  const both = { meetings: [cooks, { ...PLAN, weekday: 2 }] };
  t.is((await agendaOf(store, both)).actions.total, 0, 'those of the gardeners are for the gardeners');
  const otherName = { meetings: [cooks] };
  t.is((await agendaOf(store, otherName)).actions.total, 2, 'the logs call it otherwise than the plan');
  for (const meetings of [both, otherName]) {
    const { next } = await compose(weekly, store, gardenProject(meetings), { at: NOW * DAY });
    t.is(next?.title, 'Cooks');
    t.is(next?.actions, (await agendaOf(store, meetings)).actions.total);
  }
});

test('priorities and stuck changes are told apart, the longest wait first', async t => {
  const priorities = [
    {
      id: 'roof',
      title: 'The roof',
      owners: [],
      rules: [],
      weekly: [],
    },
  ];
  const { priorities: first, stuck } = await agendaOf(await worldOf(t), {
    priorities: priorities as unknown as Project['priorities'],
  });
  t.deepEqual(first, {
    total: 1,
    shown: [{ change: { text: '205', url: '' }, waitDays: 40, priority: 'The roof' }],
  });
  t.deepEqual(
    stuck?.shown.map(({ change: { text }, waitDays }) => [text, waitDays]),
    [
      ['Paint the door', 30],
      ['203', 21],
    ],
    'not the one that a core reviewed, nor that of five days',
  );
});

test('no more is shown than a meeting bears, and the total is told', async t => {
  const many = (count: number, of: (index: number) => TestChange, name: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, of(index)]));
  const store = await worldOf(t, {
    priorities: [],
    acts: [],
    changes: {
      ...many(12, index => change(50 + index), 'c'),
      ...many(12, index => ({ kind: 'bug', owner: 'Oli', day: 40 + index }), 'bug/'),
    },
  });
  const { stuck, bugs } = await agendaOf(store);
  t.deepEqual([stuck?.total, stuck?.shown.length], [12, 5]);
  t.deepEqual([bugs?.total, bugs?.shown.length], [12, 5]);
  t.deepEqual(bugs?.shown[0], { bug: { text: 'bug/0', url: '' }, waitDays: 60 });
});

test('of those who are away the agenda tells a count, and nobody’s name in any format', async t => {
  const store = await worldOf(t);
  t.is((await agendaOf(store)).away, '', 'nor that nobody is');
  await goesOnLeave(store, 'Eve');
  t.is((await agendaOf(store)).away, '1 of 5 cores is away');
  await goesOnLeave(store, 'Dee');
  const model = await agendaOf(store);
  t.is(model.away, '2 of 5 cores are away');
  for (const format of ['text', 'markdown', 'html', 'json', 'csv'] as const) {
    const said = await renderer().render(agenda, model, format);
    for (const name of ['Dee', 'Eve']) t.false(said.includes(name), `${name} in ${format}`);
    t.is(said.includes('2 of 5 cores are away'), format !== 'csv', format);
  }
  await goesOnLeave(store, 'Cid', 'Bob');
  t.is((await agendaOf(store)).away, 'more than half of the cores are away');
});

test('in a team of three not even a count is told', async t => {
  const store = await worldOf(t, { team: ['Ann', 'Dee', 'Eve'] });
  await goesOnLeave(store, 'Dee');
  t.is((await agendaOf(store)).away, '');
});

test('where the sources tell only what landed, no empty queue is claimed', async t => {
  const { store } = await ledgerOf(t, { team: ['Ann'], acts: [[90, 'commit', 'Ann']] });
  const model = await agendaOf(store);
  t.deepEqual([model.priorities, model.stuck, model.bugs], [null, null, null]);
  const text = await renderer().render(agenda, model, 'text');
  t.regex(text, /The sources tell only what landed/);
  t.false(text.includes('BUGS'));
});
