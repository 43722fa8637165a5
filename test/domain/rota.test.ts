// Whose week it is: the same whoever asks, everybody in turn, nobody who is away; and a day that is free.
import test from 'ava';
import fc from 'fast-check';
import { DAY, dateText, parseDate } from '../../src/domain/calendar.ts';
import type { Leave } from '../../src/domain/leave.ts';
import { freeDay, turnIn, weekFrom } from '../../src/domain/rota.ts';

const at = (date: string): number => parseDate(date, 'UTC') ?? 0;
const NOW = at('2026-08-17');
const TEAM = ['Ann', 'Bob', 'Cid', 'Dee', 'Eve'].map((name, index) => ({ key: index + 1, name }));
const WHOLE: Leave = { person: 0, since: 0 };

const turns = (weeks: number, leaves: readonly Leave[] = [], team = TEAM, from = NOW): string[] =>
  Array.from(
    { length: weeks },
    (_, week) => turnIn(team, leaves, weekFrom(from, week, 'UTC'), 'UTC')?.name ?? '–',
  );

test('every core has a turn before anybody has a second one, in the order of their names', t => {
  const round = turns(10);
  t.deepEqual(round.slice(0, 5).toSorted(), ['Ann', 'Bob', 'Cid', 'Dee', 'Eve']);
  t.deepEqual(round.slice(0, 5), round.slice(5));
  t.deepEqual([...round.slice(round.indexOf('Ann')), ...round].slice(0, 5), [
    'Ann',
    'Bob',
    'Cid',
    'Dee',
    'Eve',
  ]);
});

test('who asks, when in the week, and in which order the team is listed change nothing', t => {
  const shuffled = [...TEAM].reverse();
  for (const day of [0, 1, 3.5, 6.9])
    t.deepEqual(turns(6, [], shuffled, NOW + day * DAY), turns(6), `day ${day}`);
});

test('for somebody who is away stands in who is half a round further on; for a day nobody is passed over', t => {
  const round = turns(5);
  const [first = ''] = round;
  const away = TEAM.find(({ name }) => name === first)?.key ?? 0;
  const [standIn, ...rest] = turns(5, [{ person: away, since: NOW, until: NOW + 7 * DAY }]);
  t.is(standIn, round[2]);
  t.deepEqual(rest, round.slice(1));
  t.deepEqual(turns(1, [{ person: away, since: NOW, until: NOW + 3 * DAY }]), [first]);
  t.deepEqual(
    turns(
      1,
      TEAM.map(({ key }) => ({ ...WHOLE, person: key })),
    ),
    ['–'],
    'everybody is away',
  );
  t.deepEqual(turns(1, [], []), ['–'], 'there is nobody');
});

test('nobody who is away for the whole week has a turn', t =>
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.subarray(TEAM), fc.nat(500), (gone, weeks) => {
        const week = weekFrom(NOW, weeks, 'UTC');
        const turn = turnIn(
          TEAM,
          gone.map(({ key }) => ({ ...WHOLE, person: key })),
          week,
          'UTC',
        );
        return gone.length === TEAM.length ? turn === undefined : turn !== undefined && !gone.includes(turn);
      }),
    ),
  ));

test('a week begins on Monday by the clock of the team, also when the clocks change', t => {
  const zone = 'Europe/Berlin';
  const { since, until } = weekFrom(at('2026-10-21'), 0, zone);
  t.deepEqual([dateText(since, zone), dateText(until, zone)], ['2026-10-19', '2026-10-26']);
  t.is((until - since) / 3600, 7 * 24 + 1);
});

test('the day is a Wednesday at least a week ahead, in a week without a milestone', t => {
  const day = (busy: readonly string[], away = 0, from = NOW) => {
    const found = freeDay(from, busy.map(at), () => away, 5, 'UTC');
    return found && dateText(found.at, 'UTC');
  };
  t.is(day([]), '2026-08-26');
  t.is(day(['2026-08-24']), '2026-09-02', 'a milestone on its Monday');
  t.is(day(['2026-08-30', '2026-09-02']), '2026-09-09');
  t.is(day([], 0, at('2026-08-20')), '2026-09-02', 'not within a week');
  t.is(day([], 3), undefined, 'more than half are away');
  t.is(day([], 2), '2026-08-26');
});
