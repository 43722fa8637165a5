// Leave as people said it: what was said later holds, and the past stays as it was.
import test from 'ava';
import fc from 'fast-check';
import type { CheckInChoice, Decision, Ruling } from '../../src/domain/decision.ts';
import { capacitiesOf, hoursAt, isAway, leavesOf, secondsPresent } from '../../src/domain/leave.ts';

const una = { service: 'github', id: '1' } as const;
const people = [{ key: 7, handles: [una] }];

const said = (at: number, ruling: Ruling): Decision => ({ key: `${at}`, at, by: una, place: 'x', ruling });
const leave = (at: number, since: number, until?: number): Decision =>
  said(at, { kind: 'leave', of: una, since, ...(until !== undefined && { until }) });
const back = (at: number): Decision => said(at, { kind: 'back', of: una });
const spans = (...decisions: Decision[]) =>
  leavesOf(decisions, people).map(({ since, until }) => [since, until ?? null]);

test('a leave holds from its first moment until its last, which is not part of it', t => {
  const leaves = leavesOf([leave(5, 10, 20)], people);
  t.deepEqual(
    [9, 10, 19, 20].map(at => isAway(leaves, 7, at)),
    [false, true, true, false],
  );
  t.false(isAway(leaves, 8, 15));
});

test('back ends the leave that one is on and keeps what is planned after it', t =>
  t.deepEqual(spans(leave(5, 10, 50), leave(6, 100, 200), back(30)), [
    [10, 30],
    [100, 200],
  ]));

test('who is on no leave takes back with it what was planned', t =>
  t.deepEqual(spans(leave(5, 100, 200), back(30)), []));

test('a leave that is said anew takes the place of the one before', t => {
  t.deepEqual(spans(leave(5, 100, 200), leave(6, 150, 300)), [[150, 300]]);
  t.deepEqual(spans(leave(5, 10, 200), leave(50, 60, 80)), [
    [10, 50],
    [60, 80],
  ]);
});

test('leave of an account that nobody has is left out', t =>
  t.deepEqual(leavesOf([leave(5, 10, 20)], []), []));

test('what somebody promised is kept with its date', t =>
  t.deepEqual(capacitiesOf([said(4, { kind: 'capacity', of: una, hours: 6 })], people), [
    { person: 7, at: 4, hours: 6 },
  ]));

const capacity = (at: number, hours: number): Decision => said(at, { kind: 'capacity', of: una, hours });
const answers = (at: number, answer: CheckInChoice, hours?: number, until?: number): Decision => {
  const more = { ...(hours !== undefined && { hours }), ...(until !== undefined && { until }) };
  return said(at, { kind: 'check-in-answer', id: 'gambia', of: una, answer, ...more });
};
const hoursAfter = (at: number, ...decisions: Decision[]) =>
  hoursAt(capacitiesOf(decisions, people), at).get(7) ?? null;

test('an answer without hours takes back those of the answer before it, and nothing said by itself', t => {
  const stay = answers(10, 'stay', 40);
  t.is(hoursAfter(20, stay), 40);
  t.is(hoursAfter(20, stay, answers(11, 'step-back')), null);
  t.is(hoursAfter(11, stay, answers(11, 'step-back')), 40, 'until it was said');
  t.is(hoursAfter(20, capacity(5, 6), stay, answers(11, 'talk')), 6);
  t.is(hoursAfter(20, stay, capacity(11, 6), answers(12, 'talk')), 6);
  t.is(hoursAfter(20, stay, answers(11, 'talk'), answers(12, 'stay', 3)), 3);
});

test('hours that an answer once wrote down a second time go with it', t =>
  t.is(hoursAfter(20, answers(10, 'stay', 40), capacity(10, 40), answers(11, 'step-back')), null));

test('the hours of a reduced time end with it, and none are known then', t => {
  const history = [capacity(5, 9), answers(10, 'reduced', 2, 50)];
  t.deepEqual(
    [10, 11, 49, 50].map(at => hoursAfter(at, ...history)),
    [9, 2, 2, null],
  );
});

const decisionsIn = fc
  .array(
    fc.record({
      kind: fc.constantFrom('leave', 'back'),
      since: fc.nat(100),
      days: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    }),
    { maxLength: 12 },
  )
  .map(steps =>
    steps.map(({ kind, since, days }, at) =>
      kind === 'back' ? back(at * 5) : leave(at * 5, since, days === undefined ? undefined : since + days),
    ),
  );

test('leaves of one person never overlap, and presence is the time outside them', t => {
  fc.assert(
    fc.property(decisionsIn, decisions => {
      const leaves = leavesOf(decisions, people);
      for (const [index, { until }] of leaves.entries()) {
        const next = leaves[index + 1];
        if (next && (until === undefined || until > next.since)) return false;
      }
      const here = Array.from({ length: 150 }, (_, at) => at).filter(at => !isAway(leaves, 7, at));
      return secondsPresent(leaves, 7, { since: 0, until: 150 }) === here.length;
    }),
  );
  t.pass();
});

test('a later word changes nothing about moments before it was said', t => {
  fc.assert(
    fc.property(decisionsIn, decisions => {
      const last = decisions.at(-1);
      if (last === undefined) return true;
      const [before, after] = [leavesOf(decisions.slice(0, -1), people), leavesOf(decisions, people)];
      const announced = last.ruling.kind === 'leave' ? Math.min(last.at, last.ruling.since) : last.at;
      return Array.from({ length: announced }, (_, at) => at).every(
        at => isAway(before, 7, at) === isAway(after, 7, at),
      );
    }),
  );
  t.pass();
});
