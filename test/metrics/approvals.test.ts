// An approval without a number weighs what its author's role gave it at the time.
import test from 'ava';
import { APPROVE } from '../../src/domain/activity.ts';
import reviews from '../../src/metrics/reviews.ts';
import { ledgerOf, PROJECT } from '../support/ledger.ts';

test('an approval is +2 of somebody who was core at the time, and +1 of anybody else', async t => {
  const { store, ask } = await ledgerOf(t, {
    team: [
      ['Ada', 'core', 0, 5],
      ['Lin', 'ptl', 0],
    ],
    changes: { c1: { owner: 'Olu', day: 1 } },
    acts: [
      [2, 'review', 'Ada', 'c1', 1, APPROVE],
      [6, 'review', 'Ada', 'c1', 2, APPROVE],
      [3, 'review', 'Lin', 'c1', 1, APPROVE],
      [3, 'review', 'Sam', 'c1', 1, APPROVE],
      [4, 'review', 'Sam', 'c1', 2, 0],
    ],
  });
  const rows = await ask(reviews, 0, 10);
  t.deepEqual(
    rows.map(({ person, plus2, plus1, commentOnly }) => [person, plus2, plus1, commentOnly]),
    [
      ['Ada', 1, 1, 0],
      ['Lin', 1, 0, 0],
      ['Sam', 0, 1, 1],
    ],
  );
  const ada = (await store.people(PROJECT)).find(({ name }) => name === 'Ada');
  const events = await store.events(ada?.key ?? 0, { since: 0, until: 10 * 86_400 }, ['review']);
  t.deepEqual(
    events.map(({ value }) => value),
    [2, 1],
  );
});

test('a number that happens to be the same is no approval elsewhere', async t => {
  const { store } = await ledgerOf(t, {
    acts: [[1, 'meeting-present', 'Ada', undefined, undefined, APPROVE]],
  });
  const [ada] = await store.people(PROJECT);
  const [event] = await store.events(ada?.key ?? 0, { since: 0, until: 10 * 86_400 }, ['meeting-present']);
  t.is(event?.value, APPROVE);
});
