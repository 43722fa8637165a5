// The life of a nomination: its laws, whatever was decided and in whatever order it was heard.
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Handle } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import type { Decision, Ruling } from '../../src/domain/decision.ts';
import type { Leave } from '../../src/domain/leave.ts';
import { countedVotes, type Nomination, nominationsOf, outcomeOf } from '../../src/domain/nomination.ts';
import type { NominationRule } from '../../src/domain/nomination-decision.ts';

const NAMES = ['pia', 'cora', 'una', 'oli', 'ned', 'ada'] as const;
type Name = (typeof NAMES)[number];
/** Ned is nominated; Ada is no core either. */
const CORES: readonly Name[] = ['pia', 'cora', 'una', 'oli'];
const handle = (name: Name): Handle => ({ service: 'github', id: name });
const key = (name: Name): number => NAMES.indexOf(name) + 1;
const PEOPLE = NAMES.map(name => ({ key: key(name), handles: [handle(name)] }));

const OPENED = 100 * DAY;
const CLOSES = OPENED + 7 * DAY;

const decided = (at: number, by: Name, ruling: Ruling, place = `${by}'s place`): Decision => ({
  ...{ key: JSON.stringify([at, by, place, ruling]), at, by: handle(by), place, ruling },
});

const openedUnder = (rule: NominationRule): Decision[] => [
  decided(OPENED - 3 * DAY, 'pia', { kind: 'nominate', id: 'n', of: handle('ned') }),
  decided(OPENED - DAY, 'ned', { kind: 'nomination-answer', id: 'n', of: handle('ned'), accepts: true }),
  decided(OPENED, 'pia', {
    ...({ kind: 'nomination-open', id: 'n', of: handle('ned'), closes: CLOSES, rule } as const),
    ...{ words: ['Ned reviews.'], work: [], electorate: CORES.map(handle) },
  }),
];

const LAZY: NominationRule = { kind: 'lazy', plus: 2 };
const HALF: NominationRule = { kind: 'share', share: 0.5 };

const vote = (by: Name, value: -1 | 0 | 1, at = OPENED + DAY, place?: string): Decision =>
  decided(at, by, { kind: 'nomination-vote', id: 'n', value }, place);
const unvote = (by: Name, comment: string, gone: boolean, at = OPENED + 2 * DAY): Decision =>
  decided(at, by, { kind: 'nomination-unvote', comment, gone }, comment);

const one = (decisions: readonly Decision[]): Nomination => {
  const [nomination] = nominationsOf(decisions, PEOPLE);
  if (!nomination) throw new Error('no nomination');
  return nomination;
};
const outcome = (decisions: readonly Decision[], leaves: readonly Leave[] = []) =>
  outcomeOf(one(decisions), leaves);

const rule = fc.constantFrom(LAZY, HALF, { kind: 'share', share: 1 } as const);
const value = fc.constantFrom(-1, 0, 1) as fc.Arbitrary<-1 | 0 | 1>;
const anyVote = (names: readonly Name[]) =>
  fc
    .tuple(fc.constantFrom(...names), value, fc.integer({ min: 1, max: 9 }), fc.constantFrom('a', 'b'))
    .map(([by, given, day, place]) => vote(by, given, OPENED + day * DAY, `${place} of ${by}`));
const votes = (names: readonly Name[]) => fc.array(anyVote(names), { maxLength: 12 });
const leaves = fc
  .uniqueArray(fc.constantFrom(...CORES), { maxLength: 3 })
  .map(away => away.map((name): Leave => ({ person: key(name), since: OPENED, until: CLOSES + DAY })));

test('lazy consensus needs two +1 of cores, and no -1 that stands', t => {
  const start = openedUnder(LAZY);
  t.false(outcome([...start, vote('cora', 1)])?.passed);
  t.true(outcome([...start, vote('cora', 1), vote('una', 1), vote('oli', 0)])?.passed);
  t.false(outcome([...start, vote('cora', 1), vote('una', 1), vote('oli', -1)])?.passed);
  t.true(outcome([...start, vote('cora', 1), vote('una', 1), vote('oli', -1), vote('oli', 0)])?.passed);
});

test('of a share, who is away and has not voted is not waited for, and who has voted counts', t => {
  const start = [...openedUnder(HALF), vote('cora', 1)];
  const away = (name: Name): Leave => ({ person: key(name), since: OPENED });
  t.false(outcome(start)?.passed);
  t.true(outcome(start, [away('una'), away('oli')])?.passed);
  t.true(outcome(start, [away('una'), away('oli'), away('cora')])?.passed);
  t.deepEqual(outcome(start, [away('cora')])?.totals, { plus: 1, zero: 0, minus: 0 });
});

test('a place said anew replaces its vote, a place taken back leaves the others, a place that is gone stays so', t => {
  const start = openedUnder(LAZY);
  const counted = (...more: Decision[]) => countedVotes(one([...start, ...more])).get(key('cora'));
  const [first, later] = [vote('cora', 1, OPENED + DAY, 'a'), vote('cora', -1, OPENED + DAY + 1, 'b')];
  t.is(counted(first, later), -1);
  t.is(counted(first, vote('cora', 0, OPENED + DAY + 1, 'a')), 0);
  t.is(counted(first, later, unvote('cora', 'b', true)), 1);
  t.is(counted(first, unvote('cora', 'a', false)), undefined);
  t.is(counted(first, unvote('cora', 'a', false), vote('cora', 0, OPENED + 3 * DAY, 'a')), 0);
  t.is(counted(unvote('cora', 'a', true), first), undefined);
  t.is(counted(first, unvote('una', 'a', true)), 1, 'nobody takes back the vote of another');
});

test('nothing is open before the person has said yes, and a no ends it to the last moment', t => {
  const [nominate, accept, open] = openedUnder(LAZY) as [Decision, Decision, Decision];
  const no = (at: number): Decision =>
    decided(at, 'ned', { kind: 'nomination-answer', id: 'n', of: handle('ned'), accepts: false });
  t.is(one([nominate]).state, 'asked');
  t.is(one([nominate, open, vote('cora', 1)]).state, 'asked');
  t.is(one([nominate, no(OPENED - DAY), accept, open]).state, 'declined');
  t.is(one([nominate, accept, no(OPENED - 1), open]).state, 'declined');
  t.is(one([nominate, accept, open, no(CLOSES - 1)]).state, 'withdrawn');
  t.is(
    one([nominate, decided(OPENED - DAY, 'pia', { kind: 'nomination-lapse', id: 'n' }), accept]).state,
    'lapsed',
  );
  const again = decided(OPENED, 'cora', { kind: 'nominate', id: 'm', of: handle('ned') });
  t.is(nominationsOf([nominate, again], PEOPLE).length, 1);
  t.is(nominationsOf([nominate, no(OPENED - DAY), again], PEOPLE).length, 2);
});

test('it is never closed early, and what is heard after the close changes nothing', t => {
  const close = (at: number) =>
    decided(at, 'pia', { kind: 'nomination-close', id: 'n', passed: true, plus: 2, zero: 0, minus: 0 });
  const start = openedUnder(LAZY);
  t.is(one([...start, close(CLOSES - 1)]).state, 'open');
  const closed = [...start, vote('cora', 1), vote('una', 1), close(CLOSES)];
  t.is(one(closed).state, 'passed');
  t.deepEqual(
    one([...closed, vote('oli', -1, CLOSES + 1), unvote('una', "una's place", true, CLOSES)]).totals,
    {
      ...{ plus: 2, zero: 0, minus: 0 },
    },
  );
});

test('without a decision there is nothing', t => {
  t.deepEqual(nominationsOf([], PEOPLE), []);
  const [, accept, open] = openedUnder(LAZY) as [Decision, Decision, Decision];
  t.deepEqual(nominationsOf([accept, open, vote('cora', 1)], PEOPLE), []);
});

test('the same decisions give the same state', t => {
  fc.assert(
    fc.property(rule, votes(NAMES), (given, cast) => {
      const all = [...openedUnder(given), ...cast].sort((a, b) => a.at - b.at);
      t.deepEqual(nominationsOf(all, PEOPLE), nominationsOf(structuredClone(all), PEOPLE));
    }),
  );
});

test('the order in which different people voted is nothing', t => {
  fc.assert(
    fc.property(rule, votes(CORES), leaves, (given, cast, away) => {
      const start = openedUnder(given);
      // Each person's votes stay in their order; the people trade places.
      const byPerson = [...CORES].reverse().flatMap(name => cast.filter(({ by }) => by.id === name));
      t.deepEqual(outcome([...start, ...byPerson], away), outcome([...start, ...cast], away));
    }),
  );
});

test('votes of those who are no cores, and of the person, never matter', t => {
  fc.assert(
    fc.property(rule, votes(CORES), votes(['ned', 'ada']), leaves, (given, cast, others, away) => {
      const start = openedUnder(given);
      const mixed = [...start, ...others, ...cast, ...others];
      t.deepEqual(outcome(mixed, away), outcome([...start, ...cast], away));
    }),
  );
});

test('a leave takes no vote away, and keeps nothing from passing', t => {
  fc.assert(
    fc.property(rule, votes(CORES), leaves, (given, cast, away) => {
      const all = [...openedUnder(given), ...cast];
      const [there, without] = [outcome(all), outcome(all, away)];
      t.deepEqual(without?.totals, there?.totals);
      if (there?.passed) t.true(without?.passed);
    }),
  );
});

test('one +1 less makes nothing pass', t => {
  fc.assert(
    fc.property(rule, votes(CORES), leaves, (given, cast, away) => {
      // One vote each: where somebody has voted twice, taking back the last brings back the one before.
      const single = [...new Map(cast.map(each => [each.by.id, each])).values()];
      const start = openedUnder(given);
      const before = outcome([...start, ...single], away);
      for (const gone of single.filter(({ ruling }) => 'value' in ruling && ruling.value === 1)) {
        const after = outcome([...start, ...single.filter(each => each !== gone)], away);
        if (!before?.passed) t.false(after?.passed);
      }
      t.pass();
    }),
  );
});
