// Disagreements in the sense of reviewstats and of Stackalytics, on the cases where they differ.
import test from 'ava';
import disagreements from '../../src/metrics/disagreements.ts';
import opposition from '../../src/metrics/disagreements-stackalytics.ts';
import reviews from '../../src/metrics/reviews.ts';
import votes from '../../src/metrics/votes.ts';
import { type Act, ledgerOf, type World } from '../support/ledger.ts';

const on = (acts: readonly Act[], more: World = {}): World => ({
  team: ['Una', 'Udo'],
  changes: { c1: { owner: 'Oli', day: 1 } },
  acts,
  ...more,
});

test('reviewstats counts a newcomer and a core whom cores contradicted, Stackalytics the one opposite to the last core', async t => {
  const { ask } = await ledgerOf(
    t,
    on([
      [2, 'review', 'Nia', 'c1', 1, 1],
      [3, 'review', 'Una', 'c1', 1, -1],
      [4, 'review', 'Udo', 'c1', 1, 2],
    ]),
  );
  t.deepEqual(await ask(disagreements, 0, 30), [
    { person: 'Nia', votes: 1, disagreements: 1 },
    { person: 'Udo', votes: 1, disagreements: 0 },
    { person: 'Una', votes: 1, disagreements: 1 },
  ]);
  t.deepEqual(await ask(opposition, 0, 30), [
    { person: 'Nia', votes: 1, disagreements: 0 },
    { person: 'Udo', votes: 1, disagreements: 0 },
    { person: 'Una', votes: 1, disagreements: 1 },
  ]);
});

/** Two patch sets of one change, a self-vote, a vote of a grumbler, a change in progress; a third core is silent. */
const SILENT_CORE: World = {
  team: ['Una', 'Udo', 'Uwe'],
  bots: ['Robot'],
  changes: {
    c1: { owner: 'Oli', day: 1 },
    c2: { owner: 'Nia', day: 3 },
    c3: { owner: 'Zed', day: 4 },
  },
  acts: [
    [1.1, 'verification', 'Robot', 'c1', 1, 1],
    [1.2, 'review', 'Nia', 'c1', 1, 1],
    [1.3, 'review', 'Una', 'c1', 1, -1],
    [2, 'patchset', 'Oli', 'c1', 2],
    [2.1, 'review', 'Una', 'c1', 2, 2],
    [2.2, 'review', 'Udo', 'c1', 2, 2],
    [2.3, 'approval', 'Udo', 'c1', 2, 1],
    [3.1, 'review', 'Grit', 'c2', 1, -1],
    [3.2, 'review', 'Una', 'c2', 1, 2],
    [3.3, 'review', 'Nia', 'c2', 1, 1],
    [4.1, 'review', 'Udo', 'c3', 1, -2],
  ],
};

test('a fortnight with a silent core gives reviewstats’ table', async t => {
  const { ask } = await ledgerOf(t, SILENT_CORE);
  const zero = { minus2: 0, minus1: 0, plus1: 0, plus2: 0, approvals: 0 };
  t.deepEqual(await ask(votes, 0, 14), [
    { person: 'Grit', reviews: 1, ...zero, minus1: 1 },
    { person: 'Nia', reviews: 2, ...zero, plus1: 2 },
    { person: 'Udo', reviews: 2, ...zero, minus2: 1, plus2: 1, approvals: 1 },
    { person: 'Una', reviews: 3, ...zero, minus1: 1, plus2: 2 },
  ]);
  t.deepEqual(await ask(disagreements, 0, 14, { own: 1, copied: 1, coreAt: 14 * 86_400 }), [
    { person: 'Grit', votes: 1, disagreements: 1 },
    { person: 'Nia', votes: 2, disagreements: 1 },
    { person: 'Udo', votes: 2, disagreements: 0 },
    { person: 'Una', votes: 3, disagreements: 0 },
  ]);
  const ours = await ask(reviews, 0, 14);
  t.like(
    ours.find(({ person }) => person === 'Nia'),
    { reviews: 1 },
  );
});

test('a vote after the core’s word contradicts nobody, nor does one on another patch set', async t => {
  const { ask } = await ledgerOf(
    t,
    on([
      [2, 'review', 'Una', 'c1', 1, -1],
      [3, 'review', 'Nia', 'c1', 1, 1],
      [4, 'review', 'Udo', 'c1', 2, 2],
    ]),
  );
  for (const metric of [disagreements, opposition]) {
    t.true((await ask(metric, 0, 30)).every(row => row['disagreements'] === 0));
  }
});

test('votes of before the window are not judged, but the core’s word counts whenever it was given', async t => {
  const acts: Act[] = [
    [2, 'review', 'Nia', 'c1', 1, 1],
    [12, 'review', 'Nick', 'c1', 1, 1],
    [13, 'review', 'Una', 'c1', 1, -1],
  ];
  const { ask } = await ledgerOf(t, on(acts));
  t.deepEqual(await ask(disagreements, 10, 30), [
    { person: 'Nick', votes: 1, disagreements: 1 },
    { person: 'Una', votes: 1, disagreements: 0 },
  ]);
  t.deepEqual(await ask(disagreements, 10, 13), [{ person: 'Nick', votes: 1, disagreements: 0 }]);
});

test('who was core is taken at the time of the vote, in reviewstats mode at the date of the report', async t => {
  const acts: Act[] = [
    [2, 'review', 'Nia', 'c1', 1, 1],
    [3, 'review', 'Uwe', 'c1', 1, -1],
  ];
  const { ask } = await ledgerOf(t, on(acts, { team: [['Uwe', 'core', 10]] }));
  for (const metric of [disagreements, opposition]) {
    t.like((await ask(metric, 0, 30))[0], { person: 'Nia', disagreements: 0 });
    t.like((await ask(metric, 0, 30, { coreAt: 30 * 86_400 }))[0], { person: 'Nia', disagreements: 1 });
  }
});

test('withdrawn votes, self-votes, copies and bots neither judge nor are judged', async t => {
  const { ask } = await ledgerOf(
    t,
    on(
      [
        [2, 'review', 'Nia', 'c1', 1, 1],
        [2, 'review', 'Oli', 'c1', 1, 1],
        [3, 'review', 'Una', 'c1', 1, -1],
        [4, 'review-withdrawn', 'Una', 'c1', 1],
        [3, 'review', 'Robot', 'c1', 1, -1],
        [3, 'review-copied', 'Udo', 'c1', 1, -2],
        [3, 'review', 'Oli', 'c1', 1, -1],
      ],
      { bots: ['Robot'], team: ['Una', 'Udo', 'Oli', 'Robot'] },
    ),
  );
  for (const metric of [disagreements, opposition])
    t.deepEqual(await ask(metric, 0, 30), [{ person: 'Nia', votes: 1, disagreements: 0 }]);
});
