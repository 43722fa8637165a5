// Items that are told whole, and first words: the last whole reading is what stands.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import type { Store } from '../../src/contracts.ts';
import type { Activity, Harvest, Item } from '../../src/domain/activity.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { NOTHING, openFile, review } from '../support/store.ts';

const SOURCE = { id: 'told', type: 'told', origin: 'told' };
const T = 1_750_000_000;

const item = (nativeId: string, ...states: readonly (readonly [at: number, subject: string])[]): Item => ({
  nativeId,
  kind: 'change',
  states: states.map(([at, value]) => ({ field: 'subject', at, value })),
});

const act = (nativeId: string, kind: Activity['kind'], at: number, to = 'c1'): Activity => ({
  ...review(nativeId, 'bo', at, { kind, item: to }),
});

const tell = (store: Store, harvest: Partial<Harvest>, project = 'garden', source = SOURCE) =>
  store.append(project, source, { ...NOTHING, ...harvest }, []);

/** `review r1`, in the order of their ids. */
const facts = (file: string): string[] =>
  (dumpOf(file)['activity'] ?? [])
    .map(row => JSON.parse(row) as { kind: string; native_id: string; item: string })
    .map(row => `${row.kind} ${row.native_id} ${row.item}`);

const states = (file: string): string[] =>
  (dumpOf(file)['state'] ?? [])
    .map(row => JSON.parse(row) as { native_id: string; at: number; value: string })
    .map(row => `${row.native_id} ${row.at - T} ${row.value}`);

test('what an item told whole no longer tells is taken back; everything else stays', async t => {
  const { store, file } = await openFile(t);
  const activities = [act('r1', 'review', T), act('r2', 'review', T + 1), act('r3', 'review', T, 'c2')];
  const both = { activities, items: [item('c1', [T, 'one'], [T + 5, 'two']), item('c2', [T, 'other'])] };
  await tell(store, both);
  await tell(store, both, 'shed');
  await tell(store, { activities: [act('r1', 'review', T)], items: [item('c1', [T, 'one'])], whole: ['c1'] });
  t.deepEqual(facts(file), ['review r1 c1', 'review r3 c2', 'review r1 c1', 'review r2 c1', 'review r3 c2']);
  t.deepEqual(
    states(file)
      .filter(row => row.startsWith('c1'))
      .sort(),
    ['c1 0 one', 'c1 0 one', 'c1 5 two'],
  );
});

test('an item told whole and not among the items is gone, with all that was done to it', async t => {
  const { store, file } = await openFile(t);
  await tell(store, {
    activities: [act('r1', 'review', T), act('r3', 'review', T, 'c2')],
    items: [item('c1', [T, 'one']), item('c2')],
  });
  await tell(store, { whole: ['c1', 'never seen'] });
  t.deepEqual(facts(file), ['review r3 c2']);
  t.is(dumpOf(file)['item']?.length, 1);
  t.deepEqual(states(file), []);
  await tell(store, {
    activities: [act('r1', 'review', T)],
    items: [item('c1', [T, 'back'])],
    whole: ['c1'],
  });
  t.deepEqual(states(file), ['c1 0 back']);
});

test('a closing that is no longer told opens the item again', async t => {
  const { store, file } = await openFile(t);
  const closedAt = () =>
    (JSON.parse(dumpOf(file)['item']?.[0] ?? '{}') as { closed_at: number | null }).closed_at;
  const opened = act('o', 'change-opened', T);
  await tell(store, { activities: [opened, act('m', 'change-merged', T + 9)], items: [item('c1')] });
  t.is(closedAt(), T + 9);
  await tell(store, { activities: [opened], items: [item('c1')], whole: ['c1'] });
  t.is(closedAt(), null);
});

test('first words stand until something better comes, and correct nothing', async t => {
  const { store, file } = await openFile(t);
  const value = () => (JSON.parse(dumpOf(file)['activity']?.[0] ?? '{}') as { value: number }).value;
  const said = (vote: number): Activity => ({ ...act('r1', 'review', T), value: vote });
  await tell(store, { activities: [said(1)], tentative: true });
  t.is(value(), 1);
  await tell(store, { activities: [said(2)], tentative: true });
  t.is(value(), 1, 'a late one does not know better');
  await tell(store, { activities: [said(-1)], items: [item('c1')], whole: ['c1'] });
  t.is(value(), -1);
  await tell(store, { activities: [said(2)], tentative: true });
  t.is(value(), -1);
});

test('an empty page, and whole items of a source that shares its origin, do no harm', async t => {
  const { store, file } = await openFile(t);
  t.deepEqual(await tell(store, { whole: ['c1'] }), { stored: 0, known: 0 });
  await tell(store, { activities: [act('r1', 'review', T)] }, 'garden', { ...SOURCE, origin: 'elsewhere' });
  await tell(store, { whole: ['c1'] });
  t.deepEqual(facts(file), ['review r1 c1'], 'c1 of another origin is another item');
});

const delivery = fc.record({
  nativeId: fc.constantFrom('r1', 'r2', 'r3', 'm'),
  kind: fc.constantFrom('review' as const, 'change-merged' as const),
  at: fc.integer({ min: T, max: T + 3 }),
  subject: fc.constantFrom('one', 'two'),
});

testProp(
  'whatever was said first, in whatever order: after a whole reading the ledger is that reading',
  [fc.array(delivery, { maxLength: 12 })],
  async (t, said) => {
    const whole: Partial<Harvest> = {
      activities: [act('r1', 'review', T), act('m', 'change-merged', T + 2)],
      items: [item('c1', [T, 'one'], [T + 2, 'three'])],
      whole: ['c1'],
    };
    const after = async (before: typeof said): Promise<Record<string, string[]>> => {
      const folder = mkdtempSync(join(tmpdir(), 'rollcall-whole-'));
      const file = join(folder, 'ledger.db');
      const store = openSqlite(file);
      for (const { nativeId, kind, at, subject } of before) {
        const first = { activities: [act(nativeId, kind, at)], items: [item('c1', [at, subject])] };
        await tell(store, { ...first, tentative: true });
      }
      await tell(store, whole);
      store.close();
      // Of a name it is remembered when it was last seen, also where the work it was seen with is no longer told.
      const dump = dumpOf(file, ['name']);
      rmSync(folder, { recursive: true });
      return dump;
    };
    t.deepEqual(await after(said), await after([]));
  },
  { numRuns: 40 },
);
