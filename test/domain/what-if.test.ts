// What the team would be without some of its cores: sums, areas, employers; nobody is judged.
import test from 'ava';
import { type CoreWork, whatIfOf } from '../../src/domain/what-if.ts';

const core = (person: number, votes: number, employer?: string): CoreWork => ({
  ...{ person, votes, away: false },
  ...(employer !== undefined && { employer }),
});
const CORES = [core(1, 90, 'Acme'), core(2, 30, 'Acme'), core(3, 60, 'Bolt'), { ...core(4, 0), away: true }];
const asked = (leavers: readonly number[], more = {}) =>
  whatIfOf({
    ...{ days: 90, cores: CORES, leavers: new Set(leavers), opened: 45, again: 9, waits: [3, 20], areas: [] },
    ...more,
  });

test('two core votes are needed for each change, and one for each further look', t => {
  const { needed, today, after } = asked([1]);
  t.is(needed, 7.7);
  t.deepEqual([today.votes, after.votes], [14, 7]);
  t.deepEqual([today.cores, after.cores, today.present, after.present], [4, 3, 3, 2]);
});

test('what no data tells is told as such, and is no nought', t => {
  const blind = asked([1], { opened: null, waits: null });
  t.deepEqual([blind.needed, blind.waiting, blind.thinAreas], [null, null, null]);
  t.is(asked([1], { waits: [] }).longestWait, null);
});

test('areas of those who leave are named where fewer than two cores would be left', t => {
  const areas = [
    { person: 1, area: 'label docs' },
    { person: 1, area: 'topic sheds' },
    { person: 2, area: 'topic sheds' },
    { person: 1, area: 'topic paths' },
    { person: 2, area: 'topic paths' },
    { person: 3, area: 'topic paths' },
    { person: 2, area: 'topic lone' },
  ];
  t.deepEqual(asked([1], { areas }).thinAreas, [
    { area: 'label docs', left: 0 },
    { area: 'topic sheds', left: 1 },
  ]);
});

test('employers: above half for one, or above four fifths for two, is over the bounds; who is alone counts alone', t => {
  const { byCores, byReviews } = asked([]).today;
  t.deepEqual(byCores, { one: 50, two: 75, name: 'Acme', isOver: false });
  t.deepEqual(byReviews, { one: 67, two: 100, name: 'Acme', isOver: true });
  t.is(whatIfOf({ ...ASKED_OF_NOBODY, cores: [core(1, 3)] }).today.byCores, null);
});

const ASKED_OF_NOBODY = {
  ...{ days: 90, leavers: new Set<number>(), opened: null, again: 0, waits: null, areas: [] },
};
