// Reviews and votes of persons, counted both ways, on ledgers small enough to count by hand.
import test from 'ava';
import priorityReviews from '../../src/metrics/priority-reviews.ts';
import reviewLoad from '../../src/metrics/review-load.ts';
import reviewers from '../../src/metrics/reviewers.ts';
import reviews from '../../src/metrics/reviews.ts';
import votes from '../../src/metrics/votes.ts';
import weeklyActivity from '../../src/metrics/weekly-activity.ts';
import { ledgerOf, type World } from '../support/ledger.ts';

const CHANGES = { c1: { owner: 'Oli', day: 1 }, c2: { owner: 'Una', day: 2 } } as const;

const noVotes = { minus2: 0, minus1: 0, plus1: 0, plus2: 0, approvals: 0 };
const none = { ...noVotes, commentOnly: 0 };

const BUSY: World = {
  team: ['Una'],
  bots: ['Robot'],
  changes: CHANGES,
  acts: [
    [3, 'review', 'Una', 'c1', 1, -1],
    [3.1, 'review', 'Una', 'c1', 1, 0],
    [4, 'review', 'Una', 'c1', 1, 2],
    [5, 'review', 'Una', 'c1', 2, 2],
    [5.1, 'approval', 'Una', 'c1', 2, 1],
    [5.2, 'approval', 'Una', 'c1', 2, 1],
    [6, 'review-copied', 'Una', 'c1', 3, 2],
    [6, 'review', 'Una', 'c2', 1, 2],
    [7, 'review', 'Vic', 'c2', 1, 1],
    [8, 'review', 'Wim', 'c2', 1, 0],
    [8, 'inline-comment', 'Xia', 'c2', 1],
    [9, 'review', 'Robot', 'c2', 1, 1],
    [9, 'verification', 'Robot', 'c2', 1, 1],
  ],
};

test('a review is one person on one patch set, and its column the last vote', async t => {
  const { ask } = await ledgerOf(t, BUSY);
  t.deepEqual(await ask(reviews, 0, 30), [
    { person: 'Una', reviews: 2, ...none, plus2: 2, approvals: 1 },
    { person: 'Vic', reviews: 1, ...none, plus1: 1 },
    { person: 'Wim', reviews: 1, ...none, commentOnly: 1 },
  ]);
});

test('votes in reviewstats’ way count copies and votes on one’s own changes, but no comments', async t => {
  const { ask } = await ledgerOf(t, BUSY);
  t.deepEqual(await ask(votes, 0, 30), [
    { person: 'Una', reviews: 4, ...noVotes, plus2: 4, approvals: 2 },
    { person: 'Vic', reviews: 1, ...noVotes, plus1: 1 },
  ]);
  const strict = await ask(votes, 0, 30, { own: 0, copied: 0 });
  t.like(strict[0], { person: 'Una', reviews: 2 });
});

test('a vote that was taken back is a comment, and no vote in reviewstats’ way', async t => {
  const { ask } = await ledgerOf(t, {
    changes: CHANGES,
    acts: [
      [3, 'review', 'Vic', 'c1', 1, -2],
      [4, 'review-withdrawn', 'Vic', 'c1', 1],
      [3, 'review', 'Wim', 'c1', 1, -1],
      [4, 'review-withdrawn', 'Wim', 'c1', 1],
      [5, 'review', 'Wim', 'c1', 1, 1],
    ],
  });
  t.deepEqual(await ask(reviews, 0, 30), [
    { person: 'Vic', reviews: 1, ...none, commentOnly: 1 },
    { person: 'Wim', reviews: 1, ...none, plus1: 1 },
  ]);
  t.deepEqual(await ask(votes, 0, 30), [{ person: 'Wim', reviews: 1, ...noVotes, plus1: 1 }]);
});

test('taking back a vote of before the window is no review in it', async t => {
  const { ask } = await ledgerOf(t, {
    changes: CHANGES,
    acts: [
      [3, 'review', 'Vic', 'c1', 1, -2],
      [12, 'review-withdrawn', 'Vic', 'c1', 1],
    ],
  });
  t.deepEqual(await ask(reviews, 10, 30), []);
});

test('what happens at or after the end changes nothing, what happens at the start counts', async t => {
  const { ask } = await ledgerOf(t, {
    changes: CHANGES,
    acts: [
      [3, 'review', 'Vic', 'c1', 1, 1],
      [10, 'review', 'Vic', 'c1', 1, -1],
      [10, 'review-withdrawn', 'Wim', 'c1', 1],
      [9, 'review', 'Wim', 'c1', 1, 2],
      [2.9, 'review', 'Xia', 'c1', 1, 2],
      [11, 'approval', 'Vic', 'c1', 1, 1],
    ],
  });
  t.deepEqual(await ask(reviews, 3, 10), [
    { person: 'Vic', reviews: 1, ...none, plus1: 1 },
    { person: 'Wim', reviews: 1, ...none, plus2: 1 },
  ]);
  t.deepEqual(await ask(votes, 3, 10), [
    { person: 'Vic', reviews: 1, ...noVotes, plus1: 1 },
    { person: 'Wim', reviews: 1, ...noVotes, plus2: 1 },
  ]);
});

test('the load is counted without names', async t => {
  const { ask } = await ledgerOf(t, BUSY);
  t.deepEqual(await ask(reviewLoad, 0, 30), [{ reviews: 1 }, { reviews: 1 }, { reviews: 2 }]);
});

test('everybody who reviewed is a name, bots and owners of nothing else are none', async t => {
  const { ask } = await ledgerOf(t, BUSY);
  const people = ['Una', 'Vic', 'Wim', 'Xia'].map(person => ({ person }));
  t.deepEqual(await ask(reviewers, 0, 30), people);
  t.deepEqual(await ask(reviewers, 7, 8), [{ person: 'Vic' }]);
});

test('the share that went to priorities is of all reviews, as the priorities stood at the end', async t => {
  const { ask } = await ledgerOf(t, {
    ...BUSY,
    priorities: [
      ['c2', 'doors', 5, 20],
      ['c1', 'sheds', 50],
    ],
  });
  t.deepEqual(await ask(priorityReviews, 0, 10), [
    { person: 'Una', reviews: 2, onPriority: 0 },
    { person: 'Vic', reviews: 1, onPriority: 1 },
    { person: 'Wim', reviews: 1, onPriority: 1 },
  ]);
  t.like((await ask(priorityReviews, 0, 30))[1], { person: 'Vic', onPriority: 0 });
  t.like((await ask(priorityReviews, 0, 60))[0], { person: 'Una', onPriority: 2 });
  t.like((await ask(priorityReviews, 0, 20))[1], { person: 'Vic', onPriority: 1 });
});

test('weeks are counted from the start of the window', async t => {
  const { ask } = await ledgerOf(t, {
    changes: CHANGES,
    acts: [
      [3, 'review', 'Vic', 'c1', 1, 1],
      [9.9, 'review', 'Vic', 'c1', 2, 1],
      [10, 'review', 'Wim', 'c1', 2, 1],
      [10, 'change-merged', 'Robot', 'c1'],
      [24, 'change-merged', 'Robot', 'c2'],
    ],
    bots: ['Robot'],
  });
  t.deepEqual(await ask(weeklyActivity, 3, 24), [
    { week: 0, reviews: 2, merged: 0 },
    { week: 1, reviews: 1, merged: 1 },
  ]);
});
