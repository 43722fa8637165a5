// Bugs: who triages them, which are open and wait for triage, how many come and go.
import test from 'ava';
import bugFlow from '../../src/metrics/bug-flow.ts';
import bugTriage from '../../src/metrics/bug-triage.ts';
import bugsOpen from '../../src/metrics/bugs-open.ts';
import { type Act, ledgerOf, type TestChange, type World } from '../support/ledger.ts';

const DAY = 86_400;
const bug = (day: number, more: TestChange = {}): TestChange => ({ kind: 'bug', owner: 'Oli', day, ...more });

const WORLD: World = {
  bots: ['Robot', 'Janitor'],
  changes: {
    'bug/1': bug(1),
    'bug/2': bug(2),
    'bug/3': bug(3, { owner: 'Robot' }),
    c1: { owner: 'Oli', day: 1 },
  },
};
const withActs = (...acts: Act[]): World => ({ ...WORLD, acts });

test('triage is counted by acts, by bugs, and by bugs that nobody had triaged before', async t => {
  const { ask } = await ledgerOf(
    t,
    withActs(
      [4, 'bug-triage', 'Una', 'bug/1'],
      [5, 'bug-triage', 'Una', 'bug/1'],
      [6, 'bug-triage', 'Una', 'bug/2'],
      [5.5, 'bug-triage', 'Vic', 'bug/2'],
      [6, 'bug-triage', 'Robot', 'bug/2'],
      [7, 'bug-triage', 'Oli', 'bug/1'],
      [7, 'bug-comment', 'Una', 'bug/1'],
      [10, 'bug-triage', 'Una', 'bug/3'],
    ),
  );
  t.deepEqual(
    await ask(bugTriage, 0, 10),
    [
      { person: 'Una', acts: 3, bugs: 2, firsts: 1 },
      { person: 'Vic', acts: 1, bugs: 1, firsts: 1 },
    ],
    'without the bot’s and the reporter’s own, and without the window’s end',
  );
  t.deepEqual(await ask(bugTriage, 4.5, 10), [
    { person: 'Una', acts: 2, bugs: 2, firsts: 0 },
    { person: 'Vic', acts: 1, bugs: 1, firsts: 1 },
  ]);
});

test('a bug is open until it is closed, and again when it is reopened, as of each day', async t => {
  const { ask } = await ledgerOf(t, {
    changes: { 'bug/1': bug(1) },
    bots: ['Janitor'],
    acts: [
      [4, 'bug-closed', 'Janitor', 'bug/1'],
      [6, 'bug-reopened', 'Oli', 'bug/1'],
      [8, 'bug-closed', 'Una', 'bug/1'],
    ],
  });
  const open = async (day: number) => (await ask(bugsOpen, 0, day)).length === 1;
  const days = [1, 1.1, 4, 4.1, 6, 6.1, 8, 8.1, 20];
  t.deepEqual(await Promise.all(days.map(open)), [false, true, true, false, false, true, true, false, false]);
});

test('an open bug tells its state, who first sorted it and when anything last happened', async t => {
  const states: TestChange['states'] = [
    ['subject', 1, 'It leaks'],
    ['status', 1, 'New'],
    ['importance', 1, 'Undecided'],
    ['assigned', 1, 'false'],
    ['status', 5, 'Triaged'],
    ['importance', 5, 'High'],
    ['assigned', 7, 'true'],
  ];
  const { ask } = await ledgerOf(t, {
    bots: ['Robot'],
    changes: { 'bug/1': bug(1, { states, url: 'https://bugs.example.org/1' }) },
    acts: [
      [2, 'bug-triage', 'Robot', 'bug/1'],
      [3, 'bug-triage', 'Oli', 'bug/1'],
      [4, 'bug-comment', 'Vic', 'bug/1'],
      [5, 'bug-triage', 'Una', 'bug/1'],
      [9, 'bug-triage', 'Vic', 'bug/1'],
    ],
  });
  const at = async (day: number) => (await ask(bugsOpen, 0, day))[0];
  t.like(await at(4.5), {
    number: 'bug/1',
    title: 'It leaks',
    url: 'https://bugs.example.org/1',
    openedAt: DAY,
    status: 'New',
    importance: 'Undecided',
    assigned: 'false',
    triagedAt: null,
    movedAt: 4 * DAY,
    fixedAt: null,
    byBot: 0,
  });
  t.like(await at(20), {
    status: 'Triaged',
    importance: 'High',
    assigned: 'true',
    triagedAt: 5 * DAY,
    movedAt: 9 * DAY,
  });
});

test('a commit that says to close a bug joins it by its number', async t => {
  const { ask } = await ledgerOf(
    t,
    withActs(
      [5, 'bug-fix', 'Una', undefined, undefined, 2],
      [7, 'bug-fix', 'Vic', undefined, undefined, 2],
      [7, 'bug-fix', 'Vic', undefined, undefined, 22],
    ),
  );
  const rows = await ask(bugsOpen, 0, 10);
  t.deepEqual(
    rows.map(({ number, fixedAt, byBot }) => [number, fixedAt, byBot]),
    [
      ['bug/1', null, 0],
      ['bug/2', 5 * DAY, 0],
      ['bug/3', null, 1],
    ],
  );
  t.deepEqual(
    (await ask(bugsOpen, 0, 5)).map(({ fixedAt }) => fixedAt),
    [null, null, null],
  );
});

test('bugs come, are triaged for the first time, and go, whoever closes them', async t => {
  const { ask } = await ledgerOf(
    t,
    withActs(
      [2.5, 'bug-triage', 'Una', 'bug/1'],
      [4, 'bug-triage', 'Vic', 'bug/1'],
      [4, 'bug-triage', 'Vic', 'bug/2'],
      [5, 'bug-triage', 'Una', 'bug/2'],
      [5, 'bug-triage', 'Robot', 'bug/3'],
      [6, 'bug-closed', 'Janitor', 'bug/1'],
      [7, 'bug-reopened', 'Oli', 'bug/1'],
      [8, 'bug-closed', 'Una', 'bug/1'],
    ),
  );
  t.deepEqual(await ask(bugFlow, 0, 10), [{ opened: 3, triaged: 2, closed: 1, reopened: 1 }]);
  t.deepEqual(await ask(bugFlow, 3, 10), [{ opened: 1, triaged: 1, closed: 1, reopened: 1 }]);
  t.deepEqual(await ask(bugFlow, 20, 30), [{ opened: 0, triaged: 0, closed: 0, reopened: 0 }]);
});
