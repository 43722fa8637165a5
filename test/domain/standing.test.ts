// Where a core stands: each rule by an example, and the laws that hold for all of them.
import test from 'ava';
import fc from 'fast-check';
import { DAY } from '../../src/domain/calendar.ts';
import type { Leave } from '../../src/domain/leave.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { type Standing, type StandingFacts, standingOf } from '../../src/domain/standing.ts';
import type { Counts, Look } from '../../src/domain/standing-level.ts';

const NOW = 1000;
const person = 7;

const countsOf = (day: number, days: number, given: Partial<Counts> = {}): Counts => ({
  window: { since: (day - days) * DAY, until: day * DAY },
  reviews: 0,
  changes: 0,
  weeks: 0,
  upForReview: 300,
  onPriority: 0,
  triaged: 0,
  meetings: [],
  ...given,
});

const lookOf = (day: number, given: Partial<Counts> = {}, more: Partial<Look> = {}): Look => ({
  at: day * DAY,
  counts: countsOf(day, 90, given),
  leads: [],
  ...more,
});

/** The same in both looks, unless told otherwise. */
const factsOf = (given: Partial<Counts> = {}, more: Partial<StandingFacts> = {}): StandingFacts => ({
  person,
  share: 1,
  now: lookOf(NOW, given),
  before: lookOf(NOW - 7, given),
  reviewsBefore: 20,
  vouches: [],
  doubts: [],
  ...more,
});

const verdict = (facts: StandingFacts, leaves: readonly Leave[] = []) =>
  standingOf(facts, DEFAULT_POLICY, leaves);
const is = (given: Partial<Counts>, more?: Partial<StandingFacts>, leaves?: readonly Leave[]) =>
  verdict(factsOf(given, more), leaves).standing;
const away = (since: number, until?: number): Leave => ({
  person,
  since: since * DAY,
  ...(until !== undefined && { until: until * DAY }),
});
const meetings = (held: number, present: number, represented = 0): Counts['meetings'] =>
  Array.from({ length: held }, (_, index) => ({
    at: (NOW - 60 + index) * DAY,
    present: index < present,
    represented: index >= held - represented,
  }));

test('active is the rate of 30 reviews in 26 weeks: 15 in 90 days', t => {
  t.is(is({ reviews: 15 }), 'active');
  t.is(is({ reviews: 14 }), 'quiet');
  t.is(is({ reviews: 14, weeks: 2 }), 'occasional');
});

test('in a small project a tenth of the changes up for review is active', t => {
  t.is(is({ changes: 3, upForReview: 30 }), 'active');
  t.is(is({ changes: 2, upForReview: 30 }), 'quiet');
  t.is(is({ changes: 0, upForReview: 0 }), 'quiet', 'nothing of nothing is not enough');
});

test('whoever leads a priority item is active', t => {
  const more = { now: lookOf(NOW, {}, { leads: ['Image import'] }) };
  t.is(is({}, more), 'active');
  t.like(verdict(factsOf({}, more)).reasons[0], { code: 'leads', about: ['Image import'] });
});

test('meetings alone, triage alone, a priority review alone, or a vouch alone is taking part', t => {
  t.is(is({ meetings: meetings(12, 3) }), 'occasional');
  t.is(is({ meetings: meetings(12, 2) }), 'quiet');
  t.is(is({ triaged: 1 }), 'occasional');
  t.is(is({ onPriority: 1 }), 'occasional');
  t.is(is({}, { vouches: [(NOW - 50) * DAY] }), 'occasional');
  t.is(is({}, { vouches: [(NOW - 100) * DAY] }), 'quiet', 'it counts for the window');
});

test('meetings during leave, or at which somebody stood in, are not expected', t => {
  const held = meetings(12, 1, 8);
  t.is(is({ meetings: held }), 'occasional');
  t.is(is({ meetings: meetings(12, 1) }), 'quiet');
  t.is(is({ meetings: meetings(12, 1) }, {}, [away(NOW - 58, NOW - 48)]), 'occasional');
  t.is(
    is({ meetings: meetings(12, 12) }, {}, [away(NOW - 60, NOW - 40)]),
    'occasional',
    'coming all the same counts',
  );
});

test('quiet takes two looks, and improvement one', t => {
  const busy = lookOf(NOW - 7, { weeks: 2 });
  const held = verdict(factsOf({}, { before: busy }));
  t.is(held.standing, 'occasional');
  t.true(held.reasons.some(reason => reason.code === 'first-look' && reason.level === 'quiet'));
  t.is(is({}, { before: lookOf(NOW - 7, { reviews: 15 }) }), 'active');
  t.is(is({ reviews: 15 }, { before: lookOf(NOW - 7) }), 'active');
  t.is(is({ weeks: 2 }, { before: lookOf(NOW - 7) }), 'occasional');
});

test('under ten changes up for review the window grows, and says so', t => {
  const grown = (weeks: number, upForReview = 9) => {
    const look = (day: number) =>
      lookOf(day, { upForReview }, { grown: countsOf(day, 180, { weeks, upForReview: 18 }) });
    return factsOf({}, { now: look(NOW), before: look(NOW - 7) });
  };
  t.is(verdict(grown(2)).standing, 'occasional');
  t.is(verdict(grown(2, 10)).standing, 'quiet', 'ten are enough to look at');
  t.true(verdict(grown(2)).reasons.some(reason => reason.code === 'grown' && reason.days === 180));
});

test('leave and part-time shrink what is expected', t => {
  t.is(is({ reviews: 8 }, { share: 0.5 }), 'active');
  t.is(is({ reviews: 8 }, {}, [away(NOW - 80, NOW - 38)]), 'active');
  t.is(is({ weeks: 1 }, { share: 0.5 }), 'occasional');
  t.is(is({ weeks: 1 }), 'quiet');
});

test('away is who is on leave now and would be quiet, or was for most of the window', t => {
  t.is(is({}, {}, [away(NOW - 10)]), 'away');
  t.is(is({}, {}, [away(NOW - 80, NOW - 30)]), 'away');
  t.is(is({}, {}, [away(NOW - 80, NOW - 45)]), 'quiet');
  t.is(is({ reviews: 30 }, {}, [away(NOW - 60)]), 'away');
});

test('who is back from leave improves at once', t => {
  t.is(is({ reviews: 10, weeks: 1 }, {}, [away(NOW - 80, NOW - 20)]), 'active');
});

test('who was away at the look before is not quiet at this one', t => {
  const leaves = [away(NOW - 97, NOW - 46)];
  const { standing, reasons } = verdict(factsOf(), leaves);
  t.is(standing, 'away');
  t.true(reasons.some(({ code }) => code === 'first-look'));
});

test('new is who is core for under 90 days, and a week later it takes two looks as for anybody', t => {
  const since = (days: number) => ({ coreSince: (NOW - days) * DAY });
  t.is(is({}, since(89)), 'new');
  t.is(is({ reviews: 40 }, since(89)), 'new');
  t.is(is({}, since(92)), 'new');
  t.is(is({}, since(98)), 'quiet');
  t.is(is({ weeks: 2 }, since(92)), 'occasional');
});

test('unknown takes the place of quiet only', t => {
  const doubts = [{ code: 'no-account', service: 'gerrit' }] as const;
  t.is(is({}, { doubts }), 'unknown');
  t.deepEqual(verdict(factsOf({}, { doubts })).reasons[0], doubts[0]);
  t.is(is({ weeks: 2 }, { doubts }), 'occasional');
  t.is(is({ reviews: 15 }, { doubts }), 'active');
  t.is(is({}, { doubts }, [away(NOW - 10)]), 'away');
});

test('the trend is of reviews against the window before', t => {
  t.is(verdict(factsOf({ reviews: 30 })).trend.direction, 'up');
  t.is(verdict(factsOf({ reviews: 30 }, { reviewsBefore: null })).trend.direction, 'few');
});

// The laws.

const meeting = (day: number) =>
  fc.record({
    at: fc.integer({ min: day - 180, max: day - 1 }).map(each => each * DAY),
    present: fc.boolean(),
    represented: fc.boolean(),
  });
const countsIn = (day: number, days: number): fc.Arbitrary<Counts> =>
  fc.record({
    window: fc.constant({ since: (day - days) * DAY, until: day * DAY }),
    reviews: fc.integer({ min: 0, max: 40 }),
    changes: fc.integer({ min: 0, max: 12 }),
    weeks: fc.integer({ min: 0, max: 4 }),
    upForReview: fc.integer({ min: 0, max: 120 }),
    onPriority: fc.integer({ min: 0, max: 1 }),
    triaged: fc.integer({ min: 0, max: 1 }),
    meetings: fc.array(meeting(day), { maxLength: 6 }),
  });
const lookIn = (day: number): fc.Arbitrary<Look> =>
  fc.record(
    {
      at: fc.constant(day * DAY),
      counts: countsIn(day, 90),
      grown: countsIn(day, 180),
      leads: fc.constant([]),
    },
    { requiredKeys: ['at', 'counts', 'leads'] },
  );
const facts: fc.Arbitrary<StandingFacts> = fc.record(
  {
    person: fc.constant(person),
    coreSince: fc.integer({ min: NOW - 120, max: NOW - 1 }).map(day => day * DAY),
    share: fc.constantFrom(0, 0.25, 0.5, 1),
    now: lookIn(NOW),
    before: lookIn(NOW - 7),
    reviewsBefore: fc.option(fc.nat(40)),
    vouches: fc.array(
      fc.integer({ min: NOW - 200, max: NOW }).map(day => day * DAY),
      { maxLength: 1 },
    ),
    doubts: fc.constantFrom([], [{ code: 'no-account' as const, service: 'gerrit' }]),
  },
  { requiredKeys: ['person', 'share', 'now', 'before', 'reviewsBefore', 'vouches', 'doubts'] },
);
/** Leaves as `leavesOf` gives them: in order, and never over one another. */
const leavesIn = fc.uniqueArray(fc.integer({ min: NOW - 200, max: NOW + 30 }), { maxLength: 6 }).map(days => {
  const sorted = [...days].sort((a, b) => a - b);
  return sorted.flatMap((since, index) => (index % 2 === 0 ? [away(since, sorted[index + 1])] : []));
});

const RANK: Readonly<Record<Standing, number | undefined>> = {
  active: 2,
  occasional: 1,
  quiet: 0,
  unknown: 0,
  // Beside the scale: neither better nor worse than anything.
  away: undefined,
  new: undefined,
};
const isBetter = (a: Standing, b: Standing): boolean => {
  const [x, y] = [RANK[a], RANK[b]];
  return x !== undefined && y !== undefined && x > y;
};

/** The same with less of what the person did; what others did stays. */
const lesser = (counts: Counts, by: number): Counts => ({
  ...counts,
  reviews: Math.floor(counts.reviews * by),
  changes: Math.floor(counts.changes * by),
  weeks: Math.floor(counts.weeks * by),
  onPriority: Math.floor(counts.onPriority * by),
  triaged: Math.floor(counts.triaged * by),
  meetings: counts.meetings.map((each, index) =>
    index < counts.meetings.length * by ? each : { ...each, present: false },
  ),
});
const lesserLook = (look: Look, by: number): Look => ({
  ...look,
  counts: lesser(look.counts, by),
  ...(look.grown && { grown: lesser(look.grown, by) }),
});

const RUNS = { numRuns: 2000 };

test('less activity never improves a standing', t => {
  fc.assert(
    fc.property(facts, leavesIn, fc.double({ min: 0, max: 1, noNaN: true }), (given, leaves, by) => {
      const less = { ...given, now: lesserLook(given.now, by), before: lesserLook(given.before, by) };
      const [more, fewer] = [verdict(given, leaves).standing, verdict(less, leaves).standing];
      return !isBetter(fewer, more);
    }),
    RUNS,
  );
  t.pass();
});

test('more leave never worsens a standing', t => {
  const joined = (leaves: readonly Leave[], more: Leave): Leave[] => {
    const end = ({ until = Infinity }: Leave): number => until;
    const touching = leaves.filter(each => each.since <= end(more) && more.since <= end(each));
    const until = Math.max(...[more, ...touching].map(end));
    const whole = {
      person,
      since: Math.min(...[more, ...touching].map(({ since }) => since)),
      ...(until !== Infinity && { until }),
    };
    return [...leaves.filter(each => !touching.includes(each)), whole].sort((a, b) => a.since - b.since);
  };
  fc.assert(
    fc.property(
      facts,
      leavesIn,
      fc.integer({ min: NOW - 200, max: NOW + 10 }),
      fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
      (given, leaves, since, days) => {
        const more = joined(leaves, away(since, days === undefined ? undefined : since + days));
        return !isBetter(verdict(given, leaves).standing, verdict(given, more).standing);
      },
    ),
    RUNS,
  );
  t.pass();
});

test('nobody on leave is quiet, nor unknown', t => {
  fc.assert(
    fc.property(facts, leavesIn, (given, leaves) => {
      const isOn = leaves.some(({ since, until = Infinity }) => since <= NOW * DAY && until > NOW * DAY);
      return !isOn || !['quiet', 'unknown'].includes(verdict(given, leaves).standing);
    }),
    RUNS,
  );
  t.pass();
});

test('who took part in either look is not quiet, and every verdict has its reasons', t => {
  fc.assert(
    fc.property(facts, leavesIn, (given, leaves) => {
      const { standing, reasons } = verdict(given, leaves);
      const tookPart = [given.now, given.before].some(
        ({ counts, grown }) => (grown && counts.upForReview < 10 ? grown : counts).weeks >= 2,
      );
      return reasons.length > 0 && !(tookPart && ['quiet', 'unknown'].includes(standing));
    }),
    RUNS,
  );
  t.pass();
});
