// Which bugs wait, in which order a team goes through them, and that they are dealt fairly.
import test from 'ava';
import fc from 'fast-check';
import { DAY } from '../../src/domain/calendar.ts';
import { handfuls, isUntriaged, type SortedBug, toSmash } from '../../src/domain/triage.ts';

const AT = 200 * DAY;
const bug = (number: number, openedOn: number, more: Partial<SortedBug> = {}): SortedBug => ({
  number: `bug/${number}`,
  openedAt: openedOn * DAY,
  status: 'New',
  importance: 'Undecided',
  triagedAt: null,
  movedAt: openedOn * DAY,
  fixedAt: null,
  byBot: 0,
  ...more,
});
const sorted = (number: number, openedOn: number, more: Partial<SortedBug> = {}): SortedBug =>
  bug(number, openedOn, { status: 'Triaged', importance: 'High', triagedAt: openedOn * DAY, ...more });

test('a bug is untriaged while its status is the first one and nobody else has touched it', t => {
  t.true(isUntriaged(bug(1, 1)));
  t.true(isUntriaged(bug(1, 1, { status: null })), 'the tracker knows no status');
  t.false(isUntriaged(bug(1, 1, { triagedAt: 2 * DAY })));
  t.false(isUntriaged(bug(1, 1, { status: 'Confirmed' })), 'by its reporter, and yet sorted');
  t.false(isUntriaged(bug(1, 1, { byBot: 1 })));
});

test('the oldest untriaged come first, then those without importance, then those that may be closed', t => {
  const bugs = [
    sorted(1, 3, { fixedAt: 10 * DAY }),
    sorted(2, 5, { status: 'Incomplete', movedAt: 100 * DAY }),
    sorted(3, 6, { status: 'Incomplete', movedAt: 150 * DAY }),
    sorted(4, 7, { importance: 'Undecided' }),
    sorted(5, 8),
    bug(7, 30),
    bug(6, 20),
    bug(10, 20),
    bug(8, 10, { byBot: 1 }),
  ];
  t.deepEqual(
    toSmash(bugs, AT).map(({ bug: { number }, why }) => [number, why]),
    [
      ['bug/6', 'untriaged'],
      ['bug/10', 'untriaged'],
      ['bug/7', 'untriaged'],
      ['bug/4', 'no importance'],
      ['bug/2', 'can be closed?'],
      ['bug/1', 'fix has landed'],
    ],
  );
});

test('where the tracker knows no importance, its lack is no reason', t =>
  t.deepEqual(toSmash([sorted(1, 1, { importance: null }), sorted(2, 2, { importance: null })], AT), []));

test('handfuls hold everything once, in order, and differ by one at most', t => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 9 }), (length, size) => {
      const list = Array.from({ length }, (_, index) => index);
      const dealt = handfuls(list, size);
      const sizes = dealt.map(hand => hand.length);
      return (
        dealt
          .flat()
          .toSorted((a, b) => a - b)
          .join() === list.join() &&
        sizes.every(each => each >= 1 && each <= size) &&
        Math.max(0, ...sizes) - Math.min(...sizes, size) <= 1 + (length === 0 ? size : 0) &&
        dealt.every(hand => hand.every((each, index) => index === 0 || each > (hand[index - 1] ?? 0)))
      );
    }),
  );
  t.deepEqual(handfuls([1, 2, 3, 4, 5, 6, 7], 3), [
    [1, 4, 7],
    [2, 5],
    [3, 6],
  ]);
});
