// What `explain` calls counted is what the metric counts.
import test from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import { reviewStandings } from '../../src/domain/explain.ts';
import reviews from '../../src/metrics/reviews.ts';
import { demoHouse, MONDAY } from '../support/demo.ts';

const base = { origin: 'gerrit', item: '7', revision: 1, own: false };

test('of several events on one patch set the last vote is counted, and each other says why not', t => {
  const standings = reviewStandings([
    { ...base, kind: 'review', at: 1, value: 0 },
    { ...base, kind: 'review', at: 2, value: -1 },
    { ...base, kind: 'review', at: 3, value: 1 },
    { ...base, kind: 'review-copied', at: 3, value: 1, revision: 2 },
    { ...base, kind: 'review', at: 4, value: 2, item: '8', own: true },
    { ...base, kind: 'commit', at: 5 },
    { ...base, kind: 'bug-triage', at: 6, own: true },
    { ...base, kind: 'bug-triage', at: 6 },
  ]);
  t.deepEqual(standings, [
    'with a vote',
    'replaced by a later vote',
    'counted',
    'copied by Gerrit',
    'own change',
    'counted',
    'own change',
    'counted',
  ]);
});

test('for everybody in the demo the counted events are as many as the report says', async t => {
  const { store } = await demoHouse(t);
  const window = { since: MONDAY - 90 * DAY, until: MONDAY };
  const facts = await store.measure(reviews, 'lumen', window);
  t.true(facts.length > 20);
  for (const fact of facts) {
    const events = await store.events(fact.person, window, reviews.kinds);
    const standings = reviewStandings(events);
    const counted = events.filter(
      ({ kind }, index) => kind.startsWith('review') && standings[index] === 'counted',
    );
    t.is(counted.length, fact.reviews, `person ${fact.person}`);
  }
});
