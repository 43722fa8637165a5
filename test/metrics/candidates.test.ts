// What speaks of a reviewer's quality: later votes of cores, comments that led to something, areas, whose changes.
import test from 'ava';
import answeredComments from '../../src/metrics/answered-comments.ts';
import firstActivity from '../../src/metrics/first-activity.ts';
import laterCoreVotes from '../../src/metrics/later-core-votes.ts';
import reviewAreas from '../../src/metrics/review-areas.ts';
import reviewedOwners from '../../src/metrics/reviewed-owners.ts';
import { ledgerOf } from '../support/ledger.ts';

test('of a vote, the last one of another core after it on the same patch set is told', async t => {
  const { ask } = await ledgerOf(t, {
    team: ['Una', ['Zoe', 'core', 0, 105]],
    changes: { c1: { owner: 'Oli', day: 100 }, c2: { owner: 'Nia', day: 100 } },
    acts: [
      [101, 'review', 'Nia', 'c1', 1, 1],
      [102, 'review', 'Una', 'c1', 1, -1],
      [103, 'review', 'Una', 'c1', 1, 2],
      [104, 'review', 'Nia', 'c1', 2, -1],
      [106, 'review', 'Zoe', 'c1', 2, -1],
      [101, 'review', 'Nia', 'c2', 1, 1],
      [102, 'review', 'Una', 'c2', 1, 2],
      [101, 'review', 'Una', 'c2', 2, 2],
    ],
  });
  const rows = await ask(laterCoreVotes, 90, 110);
  t.deepEqual(
    rows.map(({ person, number, value, later }) => [person, number, value, later]),
    [['Nia', 'c1', 1, 2]],
    'Zoe was no core any more, one’s own change does not count, and nobody follows themselves',
  );
});

test('a comment led to something when a patch set came within two weeks after it', async t => {
  const { ask } = await ledgerOf(t, {
    changes: {
      c1: { owner: 'Oli', day: 100 },
      c2: { owner: 'Oli', day: 100 },
      c3: { owner: 'Oli', day: 100 },
    },
    acts: [
      [101, 'review', 'Nia', 'c1', 1, -1],
      [101.5, 'inline-comment', 'Nia', 'c1', 1],
      [102, 'patchset', 'Oli', 'c1', 2],
      [101, 'review', 'Nia', 'c2', 1, 0],
      [116, 'patchset', 'Oli', 'c2', 2],
      [101, 'review', 'Nia', 'c3', 1, 1],
      [102, 'patchset', 'Oli', 'c3', 2],
      [101, 'inline-comment', 'Oli', 'c3', 1],
    ],
  });
  const rows = await ask(answeredComments, 90, 120);
  const told = rows.map(({ person, number, answeredAt }) => [person, number, answeredAt]);
  t.deepEqual(told, [
    ['Nia', 'c1', 102 * 86_400],
    ['Nia', 'c2', null],
  ]);
});

test('areas and owners count changes, however often each was reviewed', async t => {
  const { ask } = await ledgerOf(t, {
    changes: {
      c1: {
        owner: 'Oli',
        day: 100,
        states: [
          ['repository', 100, 'sheds'],
          ['branch', 100, 'main'],
        ],
      },
      c2: { owner: 'Oli', day: 100, states: [['repository', 100, 'sheds']] },
    },
    acts: [
      [101, 'review', 'Nia', 'c1', 1, -1],
      [102, 'review', 'Nia', 'c1', 2, 1],
      [102, 'inline-comment', 'Nia', 'c2', 1],
      [103, 'review', 'Oli', 'c2', 1, 1],
    ],
  });
  t.deepEqual(await ask(reviewAreas, 90, 110), [
    { person: 'Nia', field: 'branch', area: 'main', changes: 1 },
    { person: 'Nia', field: 'repository', area: 'sheds', changes: 2 },
  ]);
  t.deepEqual(await ask(reviewedOwners, 90, 110), [{ person: 'Nia', owner: 'Oli', changes: 2 }]);
});

test('the first act is told, whenever it was, and the last review', async t => {
  const { ask } = await ledgerOf(t, {
    changes: { c1: { owner: 'Oli', day: 10 } },
    acts: [
      [11, 'review', 'Nia', 'c1', 1, -1],
      [105, 'review', 'Nia', 'c1', 2, 1],
      [200, 'review', 'Ada', 'c1', 2, 1],
    ],
  });
  const rows = await ask(firstActivity, 100, 110);
  t.deepEqual(rows, [
    { person: 'Nia', firstAt: 11 * 86_400, reviewedAt: 105 * 86_400 },
    { person: 'Oli', firstAt: 10 * 86_400, reviewedAt: null },
  ]);
});
