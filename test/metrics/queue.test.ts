// The review queue and the priority items: what is open, whom it waits for, and what does not count.
import test from 'ava';
import priorityItems from '../../src/metrics/priority-items.ts';
import reviewQueue from '../../src/metrics/review-queue.ts';
import { type Act, ledgerOf, type TestChange, type World } from '../support/ledger.ts';

const DAY = 86_400;
const one = (acts: readonly Act[], change: TestChange = {}, more: World = {}): World => ({
  team: ['Una'],
  changes: { c1: { owner: 'Oli', day: 1, ...change } },
  acts,
  ...more,
});

test('a change is open from its opening to its end, and again when it is restored', async t => {
  const { ask } = await ledgerOf(
    t,
    one([
      [5, 'change-abandoned', 'Oli', 'c1'],
      [7, 'change-restored', 'Oli', 'c1'],
      [9, 'change-merged', 'Una', 'c1'],
    ]),
  );
  const open = async (day: number) => (await ask(reviewQueue, 0, day)).length === 1;
  const days = [1, 1.1, 5, 5.1, 7, 7.1, 9, 9.1, 20];
  t.deepEqual(await Promise.all(days.map(open)), [false, true, true, false, false, true, true, false, false]);
});

test('a change that was opened and merged in one second is not open', async t => {
  const { ask } = await ledgerOf(
    t,
    one([[1, 'change-merged', 'Oli', 'c1']], {}, { priorities: [['c1', 'doors', 0]] }),
  );
  t.deepEqual(await ask(reviewQueue, 0, 20), []);
  t.like((await ask(priorityItems, 0, 20))[0], { status: 'change-merged' });
});

test('it waits for a core until one says something about the latest patch set', async t => {
  const world = one([
    [2, 'review', 'Vic', 'c1', 1, 1],
    [3, 'review', 'Una', 'c1', 1, 0],
    [4, 'patchset', 'Oli', 'c1', 2],
    [5, 'review', 'Una', 'c1', 1, 2],
    [6, 'review', 'Una', 'c1', 2, 1],
  ]);
  const { ask } = await ledgerOf(t, world);
  const at = async (day: number) => (await ask(reviewQueue, 0, day))[0];
  t.like(await at(3), { number: 'c1', revision: 1, patchsetAt: DAY, coreAt: null, lowest: 1 });
  t.like(await at(3.1), { coreAt: 3 * DAY, lowest: 1 });
  t.like(await at(5.1), { revision: 2, patchsetAt: 4 * DAY, coreAt: null, lowest: null });
  t.like(await at(6.1), { coreAt: 6 * DAY, lowest: 1 });
});

test('a vote against it holds while it stands', async t => {
  const { ask } = await ledgerOf(
    t,
    one([
      [2, 'review', 'Vic', 'c1', 1, -1],
      [3, 'review', 'Vic', 'c1', 1, 1],
      [4, 'review', 'Wim', 'c1', 1, -1],
      [5, 'review-withdrawn', 'Wim', 'c1', 1],
      [6, 'patchset', 'Oli', 'c1', 2],
      [6, 'review-copied', 'Xia', 'c1', 2, -2],
      [6, 'review', 'Oli', 'c1', 1, -2],
    ]),
  );
  const lowest = async (day: number) => (await ask(reviewQueue, 0, day))[0]?.['lowest'];
  t.deepEqual(await Promise.all([2, 2.1, 3.1, 4.1, 5.1, 6.1].map(lowest)), [null, -1, 1, -1, 1, -2]);
});

test('an approval holds while it stands, and on the patch set it was given to', async t => {
  const { ask } = await ledgerOf(
    t,
    one([
      [2, 'approval', 'Una', 'c1', 1, 1],
      [3, 'approval-withdrawn', 'Una', 'c1', 1],
      [4, 'approval', 'Una', 'c1', 1, 1],
      [5, 'patchset', 'Oli', 'c1', 2],
      [6, 'patchset', 'Oli', 'c1', 3],
      [6, 'approval-copied', 'Una', 'c1', 3, 1],
    ]),
  );
  const approved = async (day: number) => (await ask(reviewQueue, 0, day))[0]?.['approvedAt'];
  const days = [2, 2.1, 3.1, 4.1, 5.1, 6.1];
  t.deepEqual(await Promise.all(days.map(approved)), [null, 2 * DAY, null, 4 * DAY, null, 6 * DAY]);
});

test('nobody is core before or after their time, and the owner’s own word is no core’s', async t => {
  const acts: Act[] = [
    [2, 'review', 'Uwe', 'c1', 1, 2],
    [3, 'review', 'Oli', 'c1', 1, 2],
  ];
  const team: World['team'] = [
    ['Uwe', 'core', 5],
    ['Oli', 'core', 0],
    ['Ute', 'emeritus', 0],
  ];
  const { ask } = await ledgerOf(t, one([...acts, [4, 'review', 'Ute', 'c1', 1, 2]], {}, { team }));
  t.like((await ask(reviewQueue, 0, 20))[0], { coreAt: null });
});

test('title, work in progress and priority are those of the day', async t => {
  const change: TestChange = {
    url: 'https://review.example.org/1',
    states: [
      ['subject', 1, 'Paint'],
      ['subject', 5, 'Paint the shed'],
      ['wip', 3, 'true'],
      ['wip', 6, 'false'],
    ],
  };
  const { ask } = await ledgerOf(t, one([], change, { priorities: [['c1', 'sheds', 4, 8]] }));
  const at = async (day: number) => (await ask(reviewQueue, 0, day))[0];
  t.like(await at(2), { title: 'Paint', wip: null, priority: 0, url: 'https://review.example.org/1' });
  t.like(await at(4.5), { title: 'Paint', wip: 'true', priority: 1 });
  t.like(await at(7), { title: 'Paint the shed', wip: 'false', priority: 1 });
  t.like(await at(9), { priority: 0 });
});

test('what a bot proposes is marked, and a core’s word about it is seen', async t => {
  const { ask } = await ledgerOf(
    t,
    one([[3, 'review', 'Una', 'c1', 1, 2]], { owner: 'Robot' }, { bots: ['Robot'], team: ['Una'] }),
  );
  t.like((await ask(reviewQueue, 0, 20))[0], { byBot: 1, coreAt: 3 * DAY, revision: 1, lowest: 2 });
});

test('priority items tell their state and who looked at them', async t => {
  const world: World = {
    team: ['Una', ['Uwe', 'core', 50]],
    changes: { c1: { owner: 'Oli', day: 1 }, c2: { owner: 'Una', day: 2 }, c3: { owner: 'Oli', day: 3 } },
    acts: [
      [3, 'review', 'Vic', 'c1', 1, 1],
      [4, 'review', 'Una', 'c1', 1, 2],
      [5, 'review', 'Una', 'c1', 1, 2],
      [6, 'review', 'Uwe', 'c1', 1, 2],
      [7, 'change-merged', 'Una', 'c1'],
      [3, 'review', 'Una', 'c2', 1, 1],
      [30, 'review', 'Vic', 'c2', 1, 1],
    ],
    priorities: [
      ['c1', 'sheds', 0],
      ['c2', 'sheds', 0],
      ['c3', 'doors', 0, 10],
      ['c3', 'sheds', 25],
    ],
  };
  const { ask } = await ledgerOf(t, world);
  const rows = (await ask(priorityItems, 0, 20)).sort((a, b) =>
    String(a['number']) < String(b['number']) ? -1 : 1,
  );
  t.is(rows.length, 2);
  t.like(rows[0], {
    number: 'c1',
    priority: 'sheds',
    status: 'change-merged',
    statusAt: 7 * DAY,
    reviewers: 3,
    coreReviewers: 1,
    movedAt: 7 * DAY,
  });
  t.like(rows[1], {
    number: 'c2',
    status: 'change-opened',
    reviewers: 0,
    coreReviewers: 0,
    movedAt: 3 * DAY,
  });
  t.deepEqual(
    (await ask(priorityItems, 0, 10)).map(({ number, priority }) => [number, priority]),
    [
      ['c1', 'sheds'],
      ['c2', 'sheds'],
      ['c3', 'doors'],
    ],
  );
});
