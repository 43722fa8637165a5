// The bench's invented project: as many acts as asked for, in the order of time, the same every time.
import test from 'ava';
import { CORES, PAGE, PEOPLE, START, syntheticPages, syntheticTeam } from '../bench/synthetic.ts';
import { KINDS } from '../src/domain/activity.ts';

const WANTED = 1000;
const TEN_YEARS = 3660 * 86_400;

const everything = (options: Parameters<typeof syntheticPages>[0]) => {
  const pages = [...syntheticPages(options)];
  return {
    pages,
    activities: pages.flatMap(page => page.activities),
    items: pages.flatMap(page => page.items),
  };
};

test('There are exactly as many activities as asked for, in pages of the size asked for', t => {
  const { pages, activities } = everything({ activities: WANTED, pageSize: 300 });
  t.is(activities.length, WANTED);
  t.deepEqual(
    pages.map(page => page.activities.length),
    [300, 300, 300, 100],
  );
  t.is([...syntheticPages({ activities: WANTED })].length, Math.ceil(WANTED / PAGE));
});

test('Time only goes forward, through about ten years', t => {
  const times = everything({ activities: WANTED }).activities.map(({ at }) => at);
  t.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  t.true((times[0] ?? 0) >= START);
  t.true((times.at(-1) ?? 0) < START + 1.2 * TEN_YEARS);
  t.true((times.at(-1) ?? 0) > START + 0.8 * TEN_YEARS);
});

test('The same seed tells the same story, another seed another one', t => {
  const one = everything({ activities: WANTED, seed: 7 });
  t.deepEqual(everything({ activities: WANTED, seed: 7 }), one);
  t.notDeepEqual(everything({ activities: WANTED, seed: 8 }).activities, one.activities);
});

test('Every act is an act of its own, of a known kind, on a change that was opened before', t => {
  const { activities, items } = everything({ activities: 5 * WANTED });
  t.is(new Set(activities.map(({ nativeId }) => nativeId)).size, activities.length);
  t.true(activities.every(({ kind }) => KINDS.includes(kind)));
  const openedAt = new Map(items.map(item => [item.nativeId, item.openedAt ?? Number.NaN]));
  t.true(activities.every(({ item = '', at }) => (openedAt.get(item) ?? Number.NaN) <= at));
});

test('Twenty-five cores make most of the reviews, some of them far more than others', t => {
  const { activities } = everything({ activities: 20 * WANTED });
  const team = new Set(syntheticTeam().map(({ handles }) => handles[0]?.id));
  t.is(team.size, CORES);
  t.true(new Set(activities.map(({ by }) => by.id)).size <= PEOPLE + 1);
  const reviews = activities.filter(({ kind }) => kind === 'review').map(({ by }) => by.id);
  const byCores = reviews.filter(id => team.has(id));
  t.true(byCores.length > reviews.length / 2);
  const counts = [...team].map(core => byCores.filter(id => id === core).length).sort((a, b) => b - a);
  t.true((counts[0] ?? 0) > 5 * (counts.at(-1) ?? 0));
});
