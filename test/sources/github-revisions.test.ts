// Which revision a review on GitHub was about, as far as the timeline tells.
import test from 'ava';
import { commit, harvestOf, minute } from '../support/github-json.ts';

type Lines = NonNullable<Parameters<typeof harvestOf>[1]['lines']>;

const told = (...lines: Lines) => {
  const { activities } = harvestOf('pull', { lines });
  return {
    patchsets: activities
      .filter(({ kind }) => kind === 'patchset')
      .map(({ revision, at, by }) => [revision, (at - minute(0)) / 60, by.name]),
    reviews: activities.filter(({ kind }) => kind === 'review').map(({ revision }) => revision),
  };
};
const review = (sha: string | null, by = 'una') =>
  ['reviewed', by, { state: 'commented', commit_id: sha }] as const;
const force = (sha: string, by = 'oli') => ['head_ref_force_pushed', by, { commit_id: sha }] as const;

test('commits before any review are the first revision', t => {
  t.deepEqual(told(commit('a', -10), commit('b', 2), review('b')), {
    patchsets: [[1, 0, 'oli']],
    reviews: [1],
  });
});

test('commits after a review are the next one, dated by the last of them', t => {
  t.deepEqual(told(commit('a', 0), review('a'), commit('b', 5), commit('c', 7), review('c')), {
    patchsets: [
      [1, 0, 'oli'],
      [2, 7, 'oli'],
    ],
    reviews: [1, 2],
  });
});

test('the author’s own words between two pushes begin nothing', t => {
  t.is(told(commit('a', 0), review('a', 'oli'), commit('b', 5)).patchsets.length, 1);
});

test('every force push is a revision by whoever pushed, and brings the commits listed before it', t => {
  t.deepEqual(told(review('x'), commit('a', 2), force('a', 'vic'), review('a'), force('b')), {
    patchsets: [
      [1, 0, 'oli'],
      [2, 3, 'vic'],
      [3, 5, 'oli'],
    ],
    reviews: [1, 2],
  });
});

test('what was reviewed before a force push had been pushed before it', t => {
  const lines = [
    commit('a', 0),
    review('a'),
    commit('b', 3),
    review('b'),
    commit('c', 5),
    force('c'),
    review('c'),
  ];
  t.deepEqual(told(...lines).reviews, [1, 2, 3]);
});

test('a review goes with its commit when that was the head of a revision, else with its place', t => {
  const lines = [commit('a', 0), review('a'), commit('b', 3), commit('c', 4)] as const;
  t.deepEqual(
    told(...lines, review('a'), review('b'), review(null), review('unheard')).reviews,
    [1, 1, 2, 2, 2],
  );
});

test('a commit with a wrong clock is dated within the life of the pull request, and in order', t => {
  const { patchsets } = told(review('x'), commit('a', -5000), review('a'), commit('b', 500_000));
  t.deepEqual(patchsets, [
    [1, 0, 'oli'],
    [2, 0, 'oli'],
    [3, 1000, 'oli'],
  ]);
});
