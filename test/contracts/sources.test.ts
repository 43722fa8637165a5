// What every source promises, tried on every file of src/sources.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { Io, Source } from '../../src/contracts.ts';
import { ITEM_FIELDS, KINDS } from '../../src/domain/activity.ts';
import { ingest } from '../../src/flow/ingest.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { temporaryFolder } from '../support/git.ts';
import { loadPlugins } from '../support/project.ts';
import { testIo } from '../support/reading.ts';
import { SOURCE_WORLDS } from '../support/source-worlds.ts';

const sources = (await loadPlugins('sources')).map(({ name, plugin }) => ({
  name,
  source: plugin as Source,
}));

const INTERRUPTIONS = 6;
const SENTENCE = /^\p{L}.*[^\s]$/u;

const ioOf = (name: string, folder: string): Io => {
  const { github, http } = SOURCE_WORLDS[name] ?? {};
  return { ...testIo(folder), ...(github && { github }), ...(http && { http }) };
};

const openLedger = async (t: ExecutionContext, folder: string, name: string) => {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.ledger`);
  const store = openSqlite(file);
  t.teardown(() => store.close());
  return { file, store };
};

const setUp = async (t: ExecutionContext, name: string, source: Source) => {
  const folder = await temporaryFolder(t);
  const given = await SOURCE_WORLDS[name]?.make(folder);
  return { folder, configured: { id: name, plugin: source, settings: source.settings.parse(given) } };
};

test('there are sources, and each has a world to be tried on', t => {
  t.true(sources.length >= 5);
  const without = sources.filter(({ name }) => SOURCE_WORLDS[name] === undefined).map(({ name }) => name);
  t.deepEqual(without, [], 'add it to test/support/source-worlds.ts');
});

for (const { name, source } of sources) {
  test(`${name} says who it is and what it reads`, t => {
    t.is(source.id, name);
    t.regex(source.reads, SENTENCE);
    if (source.blind !== undefined) t.regex(source.blind, /^\p{Lu}.*\.$/u);
    t.true(source.kinds.length > 0);
    t.deepEqual(
      source.kinds.filter(kind => !KINDS.includes(kind)),
      [],
    );
    t.is(new Set(source.kinds).size, source.kinds.length);
  });

  test(`${name} refuses settings that it does not know`, async t => {
    const { configured } = await setUp(t, name, source);
    const { settings } = configured;
    t.true(source.settings.safeParse(settings).success);
    t.false(source.settings.safeParse({ ...(settings as object), unheardOf: 1 }).success);
    t.false(source.settings.safeParse({}).success);
    t.false(source.settings.safeParse('text').success);
    t.true(source.origin(settings).length > 0);
    if (source.beside) t.true(source.settings.safeParse(source.beside(settings)).success);
  });

  test(`${name} never throws, whatever it is given`, async t => {
    const { configured } = await setUp(t, name, source);
    const junk = SOURCE_WORLDS[name]?.junk ?? fc.constant(undefined);
    const property = fc.property(junk, raw => {
      const { activities, items, skipped } = source.normalise(raw, configured.settings);
      return [activities, items, skipped].every(Array.isArray);
    });
    t.notThrows(() => fc.assert(property, { numRuns: 300 }));
  });

  test(`${name} read twice is ${name} read once, and holds what it declares`, async t => {
    const { folder, configured } = await setUp(t, name, source);
    const { file, store } = await openLedger(t, folder, 'twice');
    const io = ioOf(name, folder);
    const first = await ingest(store, 'garden', configured, io);
    t.true(first.complete && first.stored > 0);
    const once = dumpOf(file);
    const second = await ingest(store, 'garden', configured, io, { full: true });
    t.like(second, { stored: first.stored, known: first.known, restarted: true }, 'forgotten and told anew');
    t.deepEqual(dumpOf(file), once);
    const third = await ingest(store, 'garden', configured, io);
    t.is(third.stored + third.known, 0, 'nothing new is nothing read');
    const kinds = once['activity']?.map(row => (JSON.parse(row) as { kind: string }).kind) ?? [];
    t.deepEqual(
      kinds.filter(kind => !source.kinds.some(declared => declared === kind)),
      [],
    );
    const fields = once['state']?.map(row => (JSON.parse(row) as { field: string }).field) ?? [];
    t.true(fields.every(field => ITEM_FIELDS.some(known => known === field)));
  });

  test(`${name} interrupted after any page and resumed is undisturbed`, async t => {
    const { folder, configured } = await setUp(t, name, source);
    const whole = await openLedger(t, folder, 'whole');
    await ingest(whole.store, 'garden', configured, ioOf(name, folder));
    const { file, store } = await openLedger(t, folder, 'pieces');
    let interrupted = 0;
    for (let complete = false; !complete; ) {
      const io = { ...ioOf(name, folder), stopping: () => interrupted < INTERRUPTIONS };
      complete = (await ingest(store, 'garden', configured, io)).complete;
      if (!complete) interrupted++;
    }
    t.true(interrupted > 0, 'the world has several pages');
    t.deepEqual(dumpOf(file), dumpOf(whole.file));
  });
}
