// Storing: every fact once, in whatever order and however often; a page and its cursor together or not at all.
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import type { Activity, Alias, Harvest, Item, Skip } from '../../src/domain/activity.ts';
import { KINDS } from '../../src/domain/activity.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { temporaryFolder } from '../support/git.ts';
import { PROJECT, SOURCE } from '../support/ledger.ts';
import { harvested, NOTHING, openFile, openMemory, review } from '../support/store.ts';

const handle = fc.record(
  {
    service: fc.constantFrom('gerrit' as const, 'email' as const),
    id: fc.constantFrom('una', 'vic', 'wim'),
    name: fc.constantFrom('Una Core', 'Vic Voter'),
  },
  { requiredKeys: ['service', 'id'] },
);
const at = fc.integer({ min: 1, max: 9 });
const number = fc.constantFrom('c1', 'c2', 'c3');

const activity: fc.Arbitrary<Activity> = fc.record(
  {
    nativeId: fc.integer({ min: 1, max: 1e9 }).map(String),
    kind: fc.constantFrom(...KINDS),
    by: handle,
    at,
    item: number,
    revision: fc.integer({ min: 1, max: 3 }),
    value: fc.integer({ min: -2, max: 2 }),
  },
  { requiredKeys: ['nativeId', 'kind', 'by', 'at'] },
);
// What one origin says of an item differs between readings only in what it does not know yet.
const item: fc.Arbitrary<Item> = fc.record(
  {
    nativeId: number,
    kind: fc.constant('change' as const),
    openedAt: at,
    states: fc.array(
      fc.record({
        field: fc.constantFrom('subject' as const, 'topic' as const),
        at,
        value: fc.constantFrom('a', 'b'),
      }),
    ),
  },
  { requiredKeys: ['nativeId', 'kind', 'states'] },
);
const alias: fc.Arbitrary<Alias> = fc.record({
  a: handle,
  b: handle,
  evidence: fc.constant('seen'),
  ref: fc.constantFrom('r1', 'r2'),
});
const skip: fc.Arbitrary<Skip> = fc.record({ where: fc.constantFrom('w1', 'w2'), reason: fc.constant('no') });

const harvest: fc.Arbitrary<Harvest> = fc.record({
  activities: fc.uniqueArray(activity, { maxLength: 5, selector: ({ nativeId }) => nativeId }),
  items: fc.array(item, { maxLength: 3 }),
  aliases: fc.array(alias, { maxLength: 2 }),
  skipped: fc.array(skip, { maxLength: 2 }),
});

/** Harvests, and the same in another order with some of them again. */
const shuffled = fc
  .array(harvest, { minLength: 1, maxLength: 4 })
  .map(harvests => {
    // A fact keeps its name: the same name for two facts would be two truths.
    const named = (index: number) => (each: Activity) => ({ ...each, nativeId: `${index}/${each.nativeId}` });
    return harvests.map((each, index) => ({ ...each, activities: each.activities.map(named(index)) }));
  })
  .chain(harvests =>
    fc.record({
      harvests: fc.constant(harvests),
      again: fc
        .array(fc.nat(harvests.length - 1), { maxLength: 4 })
        .chain(more =>
          fc.shuffledSubarray([...harvests.keys(), ...more], { minLength: harvests.length + more.length }),
        ),
    }),
  );

test('any order and any repetition of harvests gives the same ledger', async t => {
  const folder = await temporaryFolder(t);
  let ledgers = 0;
  const stored = async (harvests: readonly Harvest[]) => {
    const file = join(folder, `${ledgers++}.db`);
    const store = openSqlite(file);
    for (const each of harvests) await store.append(PROJECT, SOURCE, each, []);
    store.close();
    return dumpOf(file);
  };
  const law = fc.asyncProperty(shuffled, async ({ harvests, again }) => {
    const other = await stored(again.map(index => harvests[index] ?? NOTHING));
    t.deepEqual(other, await stored(harvests));
  });
  await fc.assert(law, { numRuns: 60 });
});

test('what is new is told from what was known, and a corrected fact is stored again', async t => {
  const store = openMemory(t);
  const page = harvested(review('a', 'una', 10), review('b', 'una', 20));
  t.deepEqual(await store.append(PROJECT, SOURCE, page, []), { stored: 2, known: 0 });
  t.deepEqual(await store.append(PROJECT, SOURCE, page, []), { stored: 0, known: 2 });
  const corrected = harvested(review('a', 'vic', 11, { value: -1 }), review('b', 'una', 20));
  t.deepEqual(await store.append(PROJECT, SOURCE, corrected, []), { stored: 1, known: 1 });
  const vic = (await store.people(PROJECT)).find(({ name }) => name === 'VIC');
  const [event] = await store.events(vic?.key ?? 0, { since: 0, until: 100 }, ['review']);
  t.like(event, { at: 11, value: -1, handle: 'gerrit:vic' });
});

test('a page is stored with its cursor', async t => {
  const store = openMemory(t);
  t.is((await store.cursor(PROJECT, SOURCE.id)).size, 0);
  await store.append(PROJECT, SOURCE, harvested(review('a', 'una', 10)), [{ stream: 'head', value: 'x' }]);
  await store.append(PROJECT, SOURCE, NOTHING, [
    { stream: 'head', value: 'y' },
    { stream: 'tail', value: 'z' },
  ]);
  t.deepEqual(Object.fromEntries(await store.cursor(PROJECT, SOURCE.id)), { head: 'y', tail: 'z' });
  await store.forget(PROJECT, SOURCE.id);
  t.is((await store.cursor(PROJECT, SOURCE.id)).size, 0);
});

test('a page that fails leaves neither facts nor cursor, and the next one is stored', async t => {
  const { file, store } = await openFile(t);
  await store.append(PROJECT, SOURCE, NOTHING, [{ stream: 'head', value: 'x' }]);
  const before = dumpOf(file);
  const broken = harvested(review('a', 'una', 10), review('b', 'vic', Number.NaN));
  await t.throwsAsync(store.append(PROJECT, SOURCE, broken, [{ stream: 'head', value: 'y' }]), { any: true });
  t.deepEqual(dumpOf(file), before);
  await store.append(PROJECT, SOURCE, harvested(review('a', 'una', 10)), [{ stream: 'head', value: 'y' }]);
  t.is((await store.people(PROJECT)).length, 1);
});

test('whatever fails leaves no memory of keys that are gone', async t => {
  const store = openMemory(t);
  const una = { service: 'gerrit', id: 'una' } as const;
  const nobody = { role: 'core', handles: [], since: 0, evidence: [] } as const;
  const member = { role: 'core', handles: [una], since: 0, evidence: [] } as const;
  await t.throwsAsync(store.replaceMemberships(PROJECT, 'roster', [member, nobody]), { any: true });
  t.deepEqual(await store.rosters(PROJECT), []);
  await store.append(PROJECT, SOURCE, harvested(review('a', 'una', 10)), []);
  t.is((await store.people(PROJECT)).length, 1);
});

test('an item is closed by what happened last, in whatever order it is read', async t => {
  const ends: [string, Activity['kind'], number][] = [
    ['c1', 'change-abandoned', 20],
    ['c1', 'change-restored', 30],
    ['c1', 'change-merged', 40],
    ['c2', 'change-merged', 20],
    ['c2', 'change-restored', 30],
    ['c3', 'change-opened', 20],
    ['c3', 'change-merged', 20],
  ];
  const activities = ends.map(([item, kind, when]) => review(`${item}/${kind}`, 'una', when, { item, kind }));
  for (const order of [activities, activities.toReversed()]) {
    const { file, store } = await openFile(t);
    for (const one of order) await store.append(PROJECT, SOURCE, harvested(one), []);
    const closed = dumpOf(file)['item']?.map(row => {
      const { native_id, closed_at } = JSON.parse(row) as { native_id: string; closed_at: number | null };
      return [native_id, closed_at];
    });
    t.deepEqual(closed, [
      ['c1', 40],
      ['c2', null],
      ['c3', 20],
    ]);
  }
});

test('skipped records are told by reason, once each', async t => {
  const store = openMemory(t);
  const skipped = [
    { where: 'line 2', reason: 'no JSON' },
    { where: 'line 1', reason: 'no JSON' },
    { where: 'line 3', reason: 'no owner' },
  ];
  for (let times = 0; times < 2; times++) await store.append(PROJECT, SOURCE, { ...NOTHING, skipped }, []);
  await store.markRead(PROJECT, SOURCE, 77);
  t.deepEqual(await store.sources(PROJECT), [
    {
      ...SOURCE,
      readAt: 77,
      skipped: [
        { reason: 'no JSON', count: 2, example: 'line 1' },
        { reason: 'no owner', count: 1, example: 'line 3' },
      ],
    },
  ]);
});

test('the projects of one ledger know nothing of each other', async t => {
  const store = openMemory(t);
  await store.append('garden', SOURCE, harvested(review('a', 'una', 10)), [{ stream: 'head', value: 'x' }]);
  await store.append('kitchen', SOURCE, harvested(review('a', 'una', 20), review('b', 'vic', 30)), []);
  const [una] = await store.people('garden');
  t.is((await store.people('garden')).length, 1);
  t.deepEqual(
    (await store.events(una?.key ?? 0, { since: 0, until: 100 }, ['review'])).map(event => event.at),
    [10],
  );
  t.is((await store.cursor('kitchen', SOURCE.id)).size, 0);
  t.is((await store.streams('garden', 100))[0]?.lastAt, 10);
  t.deepEqual(
    (await store.volumes('kitchen')).map(({ handle: { id }, activities }) => [id, activities]),
    [
      ['una', 1],
      ['vic', 1],
    ],
  );
  const member = {
    role: 'core',
    handles: [{ service: 'gerrit', id: 'una' }],
    since: 0,
    evidence: [],
  } as const;
  await store.replaceMemberships('garden', 'roster', [member]);
  await store.setSetting('garden', 'priorities', '[]');
  t.deepEqual([await store.members('kitchen'), await store.rosters('kitchen')], [[], []]);
  t.is(await store.setting('kitchen', 'priorities'), undefined);
  t.deepEqual(await store.people('cellar'), []);
});
