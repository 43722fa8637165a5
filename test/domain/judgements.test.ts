// What numbers mean: spread, trend, load, queue, freshness, and which events of a person are counted.
import test from 'ava';
import fc from 'fast-check';
import { type ExplainedEvent, reviewStandings } from '../../src/domain/explain.ts';
import {
  freshnessOf,
  isDriedUp,
  isStale,
  type StreamReach,
  silentSince,
  tells,
} from '../../src/domain/freshness.ts';
import { absenceFactor, percent } from '../../src/domain/load.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { type OpenChange, waitsFor, waitsForCoreSince } from '../../src/domain/queue.ts';
import { spreadOf } from '../../src/domain/spread.ts';
import { trendOf } from '../../src/domain/trend.ts';

const DAY = 86_400;

test('the spread of values is interpolated, and the median of nothing is not nought', t => {
  t.is(spreadOf([]), undefined);
  t.deepEqual(spreadOf([7]), { count: 1, q1: 7, median: 7, q3: 7, p90: 7 });
  t.deepEqual(spreadOf([4, 1, 3, 2]), { count: 4, q1: 1.75, median: 2.5, q3: 3.25, p90: 3.7 });
  t.like(spreadOf([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), { q1: 2.5, median: 5, q3: 7.5, p90: 9 });
});

test('a spread keeps its order whatever the values', t => {
  const law = fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), values => {
    const spread = spreadOf(values);
    if (!spread) return false;
    const { q1, median, q3, p90 } = spread;
    return (
      Math.min(...values) <= q1 && q1 <= median && median <= q3 && q3 <= p90 && p90 <= Math.max(...values)
    );
  });
  t.notThrows(() => fc.assert(law));
});

test('a trend needs a sample, data before, and a change of a fifth', t => {
  t.is(trendOf(9, 9, 10).direction, 'few');
  t.is(trendOf(100, null, 10).direction, 'few');
  t.is(trendOf(0, 10, 10).direction, 'down');
  t.is(trendOf(10, 0, 10).direction, 'up');
  t.is(trendOf(119, 100, 10).direction, 'level');
  t.is(trendOf(120, 100, 10).direction, 'up');
  t.is(trendOf(80, 100, 10).direction, 'down');
  t.deepEqual(trendOf(81, 100, 10), { now: 81, before: 100, direction: 'level' });
});

test('the absence factor is the smallest number that made half, exactly half is enough', t => {
  t.is(absenceFactor([1000, 433, 343, 332, 202, 90, 42, 33]), 2);
  t.is(absenceFactor([5, 5, 5, 5, 5, 5, 5, 5]), 4);
  t.is(absenceFactor([33, 42, 1000]), 1);
  t.is(absenceFactor([1, 1, 1]), 2);
  t.is(absenceFactor([]), 0);
  t.is(absenceFactor([0, 0]), 0);
});

test('percent of nothing is nought', t => {
  t.is(percent(1, 4), 25);
  t.is(percent(0, 0), 0);
});

const change = (more: Partial<OpenChange>): OpenChange => ({
  openedAt: 10,
  patchsetAt: 20,
  lowest: null,
  coreAt: null,
  approvedAt: null,
  wip: null,
  byBot: 0,
  ...more,
});

test('a change waits for its owner, for the merge, for a core, or for a second look', t => {
  t.is(waitsFor(change({})), 'core');
  t.is(waitsFor(change({ wip: 'true', approvedAt: 30 })), 'owner');
  t.is(waitsFor(change({ lowest: -1, coreAt: 30, approvedAt: 30 })), 'owner');
  t.is(waitsFor(change({ lowest: 0, approvedAt: 30 })), 'merge');
  t.is(waitsFor(change({ wip: 'false', lowest: 2, coreAt: 30 })), 'second look');
});

test('it waits for a core since its latest patch set, or its opening', t => {
  t.is(waitsForCoreSince(change({})), 20);
  t.is(waitsForCoreSince(change({ patchsetAt: null })), 10);
  t.is(waitsForCoreSince(change({ coreAt: 30 })), undefined);
});

const stream = (kind: string, lastDay: number, more: Partial<StreamReach> = {}): StreamReach => ({
  origin: 'git',
  kind,
  lastAt: lastDay * DAY,
  longestGap: 4 * DAY,
  activeDays: 50,
  ...more,
});
const dry = (one: StreamReach, others: readonly StreamReach[], day: number) =>
  isDriedUp(one, [one, ...others], day * DAY, DEFAULT_POLICY);

test('a stream has dried up when it is silent for over five times its longest gap while another goes on', t => {
  const commits = stream('commit', 200);
  t.true(dry(stream('review', 100), [commits], 200));
  t.true(dry(stream('review', 100), [commits], 121), 'the day after five gaps');
  t.false(dry(stream('review', 100), [commits], 120));
  t.false(dry(commits, [stream('review', 100)], 201));
});

test('a project that sleeps as a whole has not dried up, nor a stream without a rhythm', t => {
  t.false(dry(stream('review', 100), [stream('commit', 101)], 500));
  t.false(dry(stream('review', 100), [], 500));
  t.false(dry(stream('review', 100, { activeDays: 9 }), [stream('commit', 200)], 500));
  t.false(dry(stream('review', 100), [stream('commit', 200, { activeDays: 3 })], 500));
});

test('a stream of busy days has at least five days of patience', t => {
  const busy = stream('review', 100, { longestGap: 0 });
  t.false(dry(busy, [stream('commit', 200)], 105));
  t.true(dry(busy, [stream('commit', 200)], 106));
});

const silent = (streams: readonly StreamReach[], day: number, readOn: number | undefined = day) => {
  const source = { origin: 'git', ...(readOn !== undefined && { readAt: readOn * DAY }) };
  const since = silentSince([source], streams, day * DAY, DEFAULT_POLICY);
  return since === undefined ? undefined : since / DAY;
};

test('data that stopped altogether is silent once the shortest patience of what went on is over', t => {
  const all = [stream('review', 100), stream('bug-opened', 98, { longestGap: 40 * DAY })];
  t.is(silent(all, 120), undefined);
  t.is(silent(all, 121), 100);
  t.is(silent([...all, stream('commit', 130)], 121 + 20), undefined, 'something goes on');
  const over = stream('verification', 50, { longestGap: 0 });
  t.is(silent([over, ...all], 120), undefined, 'what had ended before says nothing of now');
  t.is(silent([], 500), undefined);
});

test('a team may rest for two weeks, and after a window of nothing anybody is silent', t => {
  const busy = stream('review', 100, { longestGap: DAY });
  t.is(silent([busy], 114), undefined);
  t.is(silent([busy], 115), 100);
  const slow = stream('review', 100, { longestGap: 60 * DAY });
  for (const one of [slow, stream('review', 100, { activeDays: 3 })]) {
    t.is(silent([one], 190), undefined);
    t.is(silent([one], 191), 100);
  }
});

test('what was not read lately is stale, not silent, and nothing is silent beyond its last read', t => {
  const one = stream('review', 100);
  t.is(silent([one], 150, 141), undefined, 'stale');
  t.is(silent([one], 122, 120), undefined);
  t.is(silent([one], 122, 121), 100);
  t.is(silent([one], 121, 900), 100, 'as of a day, however late it was read');
});

test('where nothing comes in from anywhere a zero of anybody would be a claim', t => {
  const project = { timezone: 'UTC', policy: DEFAULT_POLICY, sources: [] };
  const sources = [{ id: 'git', origin: 'git', readAt: 500 * DAY, skipped: [] }];
  const streams = [stream('review', 100), stream('commit', 200)];
  const found = freshnessOf(sources, streams, project, 400 * DAY);
  t.like(found, { silentSince: '1970-07-20', driedUp: [], stale: [] });
  t.false(tells(found, 'commit'));
  t.false('silentSince' in freshnessOf(sources, streams, project, 201 * DAY));
});

test('a source is stale when it was never read to its end, or not lately', t => {
  t.true(isStale(undefined, 100 * DAY, DEFAULT_POLICY));
  t.true(isStale(92 * DAY - 1, 100 * DAY, DEFAULT_POLICY));
  t.false(isStale(92 * DAY, 100 * DAY, DEFAULT_POLICY));
});

test('what a report prints about its data', t => {
  const skipped = [{ reason: 'no JSON', count: 2 }];
  const project = { timezone: 'UTC', policy: DEFAULT_POLICY, sources: [{ id: 'git', blind: 'No votes.' }] };
  const streams = [stream('review', 100), stream('commit', 200)];
  const sources = [
    { id: 'git', origin: 'git', readAt: 199 * DAY, skipped },
    { id: 'new', origin: 'new', skipped: [] },
  ];
  const { sources: reach, driedUp } = freshnessOf(sources, streams, project, 200 * DAY);
  t.deepEqual(reach, [
    { source: 'git', read: '1970-07-19 00:00 UTC', stale: false, skipped, blind: 'No votes.' },
    { source: 'new', read: 'never to its end', stale: true, skipped: [], blind: '' },
  ]);
  t.deepEqual(driedUp, [{ origin: 'git', kind: 'review', last: '1970-04-11', driedUp: true }]);
});

test('silence is told only by a stream that goes on, of an origin that was read lately', t => {
  const project = { timezone: 'UTC', policy: DEFAULT_POLICY, sources: [] };
  const untold = (streams: StreamReach[], ...readAt: (number | undefined)[]) => {
    const sources = readAt.map((each, index) => ({
      id: `s${index}`,
      origin: 'git',
      skipped: [],
      ...(each === undefined ? {} : { readAt: each * DAY }),
    }));
    return freshnessOf(sources, streams, project, 200 * DAY);
  };
  const live = untold([stream('review', 199), stream('commit', 200)], 199);
  t.deepEqual(live.untold, ['approval', 'bug-fix', 'bug-triage', 'meeting-present', 'chat-present']);
  t.true(tells(live, 'review'));
  t.true(untold([stream('review', 100), stream('commit', 200)], 199).untold.includes('review'), 'dried up');
  t.true(untold([stream('review', 199)], 150).untold.includes('review'), 'stale');
  t.true(untold([stream('review', 199)], undefined).untold.includes('review'), 'never read to its end');
  t.false(untold([stream('review', 199)], 150, 199).untold.includes('review'), 'one source of two');
});

const event = (at: number, more: Partial<ExplainedEvent> = {}): ExplainedEvent => ({
  kind: 'review',
  at,
  origin: 'gerrit',
  item: 'c1',
  revision: 1,
  value: 1,
  own: false,
  ...more,
});

test('of one patch set the last vote is counted, and the others say why they are not', t => {
  const events = [
    event(1, { value: 0 }),
    event(2),
    event(3, { value: 2 }),
    event(4, { value: 0 }),
    event(5, { revision: 2, kind: 'review-copied' }),
    event(6, { item: 'c2', own: true }),
    event(7, { kind: 'commit' }),
    event(8, { item: 'c3', value: 0 }),
  ];
  t.deepEqual(reviewStandings(events), [
    'with a vote',
    'replaced by a later vote',
    'counted',
    'with a vote',
    'copied by Gerrit',
    'own change',
    'counted',
    'counted',
  ]);
});

test('a vote that was taken back counts once, as a comment; without its vote the taking back is none', t => {
  const withdrawn = (at: number): ExplainedEvent => {
    const { value: _none, ...rest } = event(at, { kind: 'review-withdrawn' });
    return rest;
  };
  const both = reviewStandings([event(1), withdrawn(2)]);
  t.is(both.filter(standing => standing === 'counted').length, 1);
  t.deepEqual(reviewStandings([withdrawn(2)]), ['vote taken back']);
});
