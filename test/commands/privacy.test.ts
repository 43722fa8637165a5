// The law of public answers: what somebody did may be said, and no count, rate or silence of a named person.
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Block } from '../../src/contracts.ts';
import { asked, METRICS, requestOf } from '../support/asking.ts';
import { type Act, ledgerOf, type World } from '../support/ledger.ts';

const CHANGES: NonNullable<World['changes']> = Object.fromEntries(
  'abcdefgh'.split('').map(name => [
    `c-${name}`,
    {
      owner: 'Oli',
      day: 80,
      url: `https://example.org/${name}`,
      states: [['subject', 80, `Work ${name}`]],
    },
  ]),
);
const NAMES = Object.keys(CHANGES);

const acts = fc.array(
  fc.tuple(
    fc.integer({ min: 81, max: 99 }),
    fc.constantFrom(
      'review',
      'approval',
      'inline-comment',
      'commit',
      'bug-fix',
      'change-merged',
      'bug-triage',
    ),
    fc.constantFrom('Una', 'Oli', 'Nia'),
    fc.constantFrom(...NAMES),
    fc.constant(1),
    fc.constantFrom(-1, 0, 1, 2),
  ),
  { maxLength: 25 },
) as fc.Arbitrary<Act[]>;

const worldOf = (given: readonly Act[]): World => ({ team: ['Una', 'Nia'], changes: CHANGES, acts: given });

const sentences = (say: readonly Block[]): string => say.filter(block => typeof block === 'string').join(' ');
const links = (say: readonly Block[]) =>
  say.flatMap(block => (typeof block !== 'string' && 'list' in block ? block.list : []));

test('in public, "me" holds no digit outside of titles, and a handful of them', async t => {
  await fc.assert(
    fc.asyncProperty(acts, async given => {
      const { store } = await ledgerOf(t, worldOf(given));
      const reply = await asked('me', [], await requestOf(store, { day: 100, by: 'Una' }));
      t.is(reply.audience, 'public');
      t.false(/\d/.test(sentences(reply.say)));
      t.true(reply.say.every(block => typeof block === 'string' || 'list' in block));
      for (const link of links(reply.say)) t.true(typeof link !== 'string' && /^Work [a-h]$/.test(link.text));
      t.true(links(reply.say).length <= 10);
    }),
    { numRuns: 25 },
  );
});

test('in public, "me" does not tell how often somebody reviewed, nor what else they did', async t => {
  const once: Act[] = [
    [85, 'review', 'Una', 'c-a', 1, 1],
    [90, 'change-merged', 'Oli', 'c-a'],
  ];
  const often: Act[] = [
    ...once,
    ...[86, 87, 88].map((day, index): Act => [day, 'review', 'Una', 'c-a', index + 2, -1]),
    [88, 'review', 'Una', 'c-b', 1, 2],
    [89, 'commit', 'Una'],
  ];
  const say = async (given: Act[]) => {
    const { store } = await ledgerOf(t, worldOf(given));
    return (await asked('me', [], await requestOf(store, { day: 100, by: 'Una' }))).say;
  };
  t.deepEqual(await say(often), await say(once));
  t.is(links(await say(once)).length, 1);
});

test('in public, "me" thanks the author for what was merged, five at most, also one who is no core', async t => {
  const merged = NAMES.map((name): Act => [90, 'change-merged', 'Una', name]);
  const { store } = await ledgerOf(t, worldOf(merged));
  const { say } = await asked('me', [], await requestOf(store, { day: 100, by: 'Oli' }));
  t.is(say[0], 'Merged lately, made by you:');
  t.is(links(say).length, 5);
});

test('in public, "me" says the same to whoever did nothing lately as to a stranger', async t => {
  const { store } = await ledgerOf(t, worldOf([[85, 'review', 'Nia', 'c-a', 1, 1]]));
  const silent = await asked('me', [], await requestOf(store, { day: 100, by: 'Una' }));
  const stranger = await asked('me', [], await requestOf(store, { day: 100, by: 'nobody' }));
  t.deepEqual(silent, stranger);
});

test('in public, "explain" says the same to everybody, and of metrics about people no number', async t => {
  await fc.assert(
    fc.asyncProperty(acts, async given => {
      const [{ store }, empty] = [await ledgerOf(t, worldOf(given)), await ledgerOf(t, {})];
      for (const { id, per } of METRICS) {
        const say = async (by: string, ledger = store) =>
          asked('explain', [id], await requestOf(ledger, { day: 100, by }));
        const una = await say('Una');
        t.is(una.audience, 'public');
        t.deepEqual(una, await say('Nia'));
        if (per !== 'project') t.deepEqual(una, await say('Una', empty.store));
      }
    }),
    { numRuns: 10 },
  );
});

test('in public, a number of so few people that it is one’s own is not shown', async t => {
  const review = (who: string): Act => [90, 'review', who, 'c-a', 1, 1];
  const say = async (people: readonly string[]) => {
    const { store } = await ledgerOf(t, worldOf(people.map(review)));
    return asked('explain', ['review-load'], await requestOf(store, { day: 100 }));
  };
  t.false((await say(['Una', 'Nia'])).say.some(block => typeof block !== 'string'));
  t.true((await say(['Una', 'Nia', 'Ada'])).say.some(block => typeof block !== 'string' && 'grid' in block));
});

test('about somebody else nothing is even looked up in public', async t => {
  const { store } = await ledgerOf(t, worldOf([[90, 'review', 'Nia', 'c-a', 1, 1]]));
  for (const login of ['@Nia', '@nobody'])
    t.deepEqual(
      await asked(
        'explain',
        ['reviews', login],
        await requestOf(store, { day: 100, by: 'Una', standing: 'ptl' }),
      ),
      { audience: 'ptl', say: [] },
    );
});
