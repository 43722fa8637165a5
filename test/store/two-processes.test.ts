// Two processes at one ledger: what one forgets or links anew, the other must not undo by what it remembers.
import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import type { Handle, Harvest } from '../../src/domain/activity.ts';
import { Sqlite } from '../../src/store/driver.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { harvested, NOTHING, openFile } from '../support/store.ts';

const T = 1_750_000_000;
const SOURCE = { id: 'told', type: 'told', origin: 'told' };
const GITHUB: Handle = { service: 'github', id: '90817263', name: 'zephyrine-q' };
const MAIL: Handle = { service: 'email', id: 'zephyrine@quillon.example' };
const TRACE = /zephyrine|quillon|90817263/i;

const told = (nativeId: string, by = GITHUB): Harvest =>
  harvested({ nativeId, kind: 'review', by, at: T, value: 1 });

const openTwice = async (t: ExecutionContext) => {
  const { store, file } = await openFile(t);
  const other = openSqlite(file, { busyTimeout: 50 });
  t.teardown(() => other.close());
  return { store, other, file };
};

const keyOf = async (store: Awaited<ReturnType<typeof openTwice>>['store'], id: string): Promise<number> =>
  (await store.people('garden')).find(({ handles }) => handles.some(handle => handle.id === id))?.key ?? 0;

const onDisk = (file: string): string => readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1');

test('a process that knew an account goes on without a name for it once another has forgotten it', async t => {
  const { store, other, file } = await openTwice(t);
  await store.append('garden', SOURCE, told('r1'), []);
  await other.append('garden', SOURCE, told('r2'), []);
  await other.forgetPerson('garden', await keyOf(other, GITHUB.id));
  await store.append('garden', SOURCE, told('r3'), []);
  await store.append('garden', SOURCE, { ...NOTHING, names: [GITHUB] }, []);
  const people = await store.people('garden');
  t.deepEqual(
    people.map(({ name }) => name),
    ['unnamed person'],
  );
  t.is(dumpOf(file)['activity']?.length, 3);
  t.false(TRACE.test(JSON.stringify(dumpOf(file))));
});

test('an act of an account that another process linked anew is the act of the person of now', async t => {
  const { store, other } = await openTwice(t);
  await store.append('garden', SOURCE, told('r1', MAIL), []);
  await store.append('garden', SOURCE, told('r2'), []);
  await store.link('garden', [
    { name: 'Zephyrine', handles: [MAIL], bot: false, known: true },
    { name: 'Bo', handles: [GITHUB], bot: false, known: true },
  ]);
  await store.append('garden', SOURCE, told('r3'), []);
  await other.link('garden', [{ name: 'Zephyrine', handles: [MAIL, GITHUB], bot: false, known: true }]);
  await store.append('garden', SOURCE, told('r4'), []);
  const person = await keyOf(store, GITHUB.id);
  t.is((await store.events(person, { since: 0, until: T + 1 }, ['review'])).length, 4);
});

test('an item of a source that another process took back is told anew', async t => {
  const { store, other } = await openTwice(t);
  const harvest: Harvest = {
    ...NOTHING,
    items: [
      { nativeId: 'c1', kind: 'change', openedAt: T, states: [{ field: 'subject', at: T, value: 'x' }] },
    ],
  };
  await store.append('garden', SOURCE, harvest, []);
  await other.forget('garden', 'told');
  await store.append('garden', SOURCE, harvest, []);
  t.is((await store.unmatchedItems('garden', 10)).length, 1);
});

test('who is forgotten while a letter to them is under way leaves no word of it behind', async t => {
  const { store, other } = await openTwice(t);
  const letter = {
    ...{ channel: 'mail', key: 'letter check-in/x/1', receipt: 'r', digest: 'd', at: T },
    body: 'Dear Zephyrine',
    person: GITHUB,
  };
  await store.append('garden', SOURCE, told('r1'), []);
  await store.intendPublication('garden', letter, false);
  await other.forgetPerson('garden', await keyOf(other, GITHUB.id));
  await store.recordPublication('garden', letter);
  const [noted] = await store.publicationsUnder('garden', 'letter');
  t.false(TRACE.test(JSON.stringify(noted)));
  t.is(noted?.body, '');
});

test('forgetting holds while another process is at the file, and the disk is swept the next time', async t => {
  const { store, other, file } = await openTwice(t);
  await store.append('garden', SOURCE, told('r1'), []);
  const key = await keyOf(store, GITHUB.id);
  const reading = new Sqlite(file);
  t.teardown(() => reading.close());
  const rows = reading.prepare('select * from handle_name').iterate();
  rows.next();
  t.is(await other.forgetPerson('garden', key), 1);
  t.true(TRACE.test(onDisk(file)));
  t.deepEqual(
    (await store.people('garden')).map(({ name }) => name),
    ['unnamed person'],
  );
  rows.return?.();
  t.is(await other.forgetPerson('garden', key), 0);
  t.false(TRACE.test(onDisk(file)));
  t.is(await store.setting('garden', 'traces on disk'), undefined);
});

test('words for somebody who is forgotten go with their own', async t => {
  const { store } = await openFile(t);
  await store.append('garden', SOURCE, told('r1'), []);
  const answer = (text: string) => ({
    ...{ key: `k ${text.length}`, at: T, by: { service: 'github', id: '1' } as const, place: 'p' },
    ruling: { kind: 'contest-answer', of: GITHUB, metric: 'reviews', text } as const,
  });
  await store.decide('garden', answer('Dear Zeph, they count'));
  await store.forgetPerson('garden', await keyOf(store, GITHUB.id));
  await store.decide('garden', answer('Zeph, once more'));
  const decisions = await store.decisions('garden', T + 1);
  t.is(decisions.length, 2);
  t.false(/zeph/i.test(JSON.stringify(decisions)));
});
