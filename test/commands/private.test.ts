// What is told in a private place: one's own numbers, and the events behind them.
import test from 'ava';
import type { Block } from '../../src/contracts.ts';
import { DAY } from '../../src/domain/calendar.ts';
import { asked, requestOf } from '../support/asking.ts';
import { ledgerOf, SOURCE, type World } from '../support/ledger.ts';

const WORLD: World = {
  team: ['Una', 'Nia'],
  changes: {
    c1: { owner: 'Oli', day: 80, states: [['subject', 80, 'Paint']] },
    c2: { owner: 'Una', day: 80, states: [['subject', 80, 'Mend']] },
  },
  acts: [
    [90, 'review', 'Una', 'c1', 1, -1],
    [91, 'review', 'Una', 'c1', 1, 1],
    [92, 'review', 'Una', 'c2', 1, 2],
    [93, 'review', 'Nia', 'c1', 1, 2],
    [94, 'commit', 'Nia'],
  ],
};

const rows = (say: readonly Block[]) =>
  say.flatMap(block => (typeof block !== 'string' && 'grid' in block ? block.grid.rows : []));

test('"me" gives the numbers as the metrics count them, of the asker alone', async t => {
  const { store } = await ledgerOf(t, WORLD);
  await store.markRead('garden', SOURCE, 99 * DAY);
  const reply = await asked('me', [], await requestOf(store, { day: 100, by: 'Una', isPrivate: true }));
  t.is(reply.audience, 'person');
  const numbers = new Map(rows(reply.say).map(row => [row[0], row]));
  t.is(numbers.get('reviews')?.[1], '1');
  t.is(numbers.get('+1')?.[1], '1');
  t.is(numbers.get('commits')?.[1], '0');
  t.is(numbers.get('bug fixes')?.[1], '–', 'no source tells of bugs');
  t.deepEqual(numbers.get('review'), ['review', '3', '1970-04-01', '1970-04-03']);
  await t.throwsAsync(async () => asked('me', [], await requestOf(store, { day: 100, isPrivate: true })), {
    name: 'UserError',
  });
});

test('"explain" lists the events, with the reason of each that is not counted', async t => {
  const { store } = await ledgerOf(t, WORLD);
  const own = await asked(
    'explain',
    ['reviews'],
    await requestOf(store, { day: 100, by: 'Una', isPrivate: true }),
  );
  t.is(own.audience, 'person');
  t.deepEqual(
    rows(own.say).map(row => row.at(-1)),
    ['replaced by a later vote', '', 'own change'],
  );
  const request = await requestOf(store, { day: 100, by: 'Una', isPrivate: true, standing: 'ptl' });
  const other = await asked('explain', ['reviews', '@Nia'], request);
  t.is(other.audience, 'ptl');
  t.is(rows(other.say).length, 1);
});

test('an unknown metric or report gets a suggestion', async t => {
  const { store } = await ledgerOf(t, WORLD);
  const request = await requestOf(store, { day: 100, by: 'Una' });
  await t.throwsAsync(asked('explain', ['reviws'], request), { message: /Did you mean "reviews"/ });
  await t.throwsAsync(asked('correct', ['reviws', 'x'], request), { message: /Did you mean "reviews"/ });
  await t.throwsAsync(asked('report', ['weakly'], request), { message: /Did you mean "weekly"/ });
  await t.throwsAsync(asked('help', ['explian'], request), { message: /Did you mean "explain"/ });
});

test('"report" renders a public one anywhere, a private one in private alone', async t => {
  const { store } = await ledgerOf(t, {});
  const say = async (id: string, isPrivate: boolean) =>
    asked('report', [id], await requestOf(store, { day: 100, isPrivate }));
  t.deepEqual(await say('weekly', false), { audience: 'public', say: [{ report: 'rendered weekly' }] });
  t.deepEqual(await say('team', false), { audience: 'ptl', say: [] });
  t.deepEqual(await say('team', true), { audience: 'ptl', say: [{ report: 'rendered team' }] });
});
