// The ledger's file: older and newer ones, other programs' files, locks, full disks, backups.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { UserError } from '../../src/domain/errors.ts';
import { Sqlite } from '../../src/store/driver.ts';
import { explained } from '../../src/store/faults.ts';
import { migrate } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/schema.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { temporaryFolder } from '../support/git.ts';
import { PROJECT, SOURCE } from '../support/ledger.ts';
import { harvested, openFile, openMemory, review } from '../support/store.ts';

const NEXT =
  'create table later (key integer primary key, project integer not null references project) strict;';

test('an older file is upgraded in place and keeps what it holds', async t => {
  const { file, store } = await openFile(t);
  await store.append(PROJECT, SOURCE, harvested(review('a', 'una', 10)), []);
  store.close();
  const before = dumpOf(file);
  const db = new Sqlite(file);
  t.teardown(() => db.close());
  migrate(db, [...MIGRATIONS, NEXT]);
  t.is(db.pragma('user_version', { simple: true }), MIGRATIONS.length + 1);
  t.is(db.prepare('select count(*) from later').pluck().get(), 0);
  t.deepEqual(dumpOf(file), before);
  migrate(db, [...MIGRATIONS, NEXT]);
});

test('a file of the first version is brought to today’s', async t => {
  const file = join(await temporaryFolder(t), 'old.db');
  const db = new Sqlite(file);
  migrate(db, MIGRATIONS.slice(0, 1));
  db.close();
  const store = openSqlite(file);
  t.teardown(() => store.close());
  t.is((await store.health()).schemaVersion, MIGRATIONS.length);
});

test('an upgrade that fails changes nothing', t => {
  const db = new Sqlite(':memory:');
  t.teardown(() => db.close());
  migrate(db);
  t.throws(() => migrate(db, [...MIGRATIONS, NEXT, 'create nonsense']), { any: true });
  t.is(db.pragma('user_version', { simple: true }), MIGRATIONS.length);
  t.is(db.prepare(`select count(*) from sqlite_schema where name = 'later'`).pluck().get(), 0);
});

test('a file of a newer Rollcall is refused, with what to do', async t => {
  const { file, store } = await openFile(t);
  store.close();
  const db = new Sqlite(file);
  db.pragma(`user_version = ${MIGRATIONS.length + 3}`);
  db.close();
  const error = t.throws(() => openSqlite(file), { instanceOf: UserError });
  t.regex(error?.message ?? '', /newer Rollcall.*Upgrade Rollcall, or restore a backup/);
});

test('files that are no ledgers are refused and left as they are', async t => {
  const folder = await temporaryFolder(t);
  const foreign = join(folder, 'foreign.db');
  const db = new Sqlite(foreign);
  db.exec('create table recipe (name text)');
  db.close();
  t.regex(
    t.throws(() => openSqlite(foreign), { instanceOf: UserError })?.message ?? '',
    /SQLite file of another program/,
  );
  const again = new Sqlite(foreign, { readonly: true });
  t.deepEqual(again.prepare('select name from sqlite_schema').pluck().all(), ['recipe']);
  again.close();
  const text = join(folder, 'notes.txt');
  await writeFile(text, 'Not a database at all, but long enough to look like one. '.repeat(100));
  t.regex(
    t.throws(() => openSqlite(text), { instanceOf: UserError })?.message ?? '',
    /not a readable ledger/,
  );
});

test('a ledger is made with its folders, and a place where none can be is told', async t => {
  const folder = await temporaryFolder(t);
  openSqlite(join(folder, 'deep', 'down', 'ledger.db')).close();
  t.true(existsSync(join(folder, 'deep', 'down', 'ledger.db')));
  await mkdir(join(folder, 'taken.db'));
  await writeFile(join(folder, 'file'), '');
  for (const place of ['taken.db', join('file', 'ledger.db')]) {
    const error = t.throws(() => openSqlite(join(folder, place)), { instanceOf: UserError });
    t.regex(error?.message ?? '', /cannot be opened for writing/, place);
  }
});

test('a ledger that another process writes to is said to be in use', async t => {
  const { file, store } = await openFile(t);
  const other = new Sqlite(file);
  other.exec('begin immediate');
  const hasty = openSqlite(file, { busyTimeout: 1 });
  const error = await t.throwsAsync(hasty.append(PROJECT, SOURCE, harvested(review('a', 'una', 10)), []), {
    instanceOf: UserError,
  });
  t.regex(error?.message ?? '', /in use by another process/);
  t.deepEqual(await hasty.people(PROJECT), [], 'reading goes on');
  other.exec('rollback');
  other.close();
  await hasty.append(PROJECT, SOURCE, harvested(review('a', 'una', 10)), []);
  hasty.close();
  t.is((await store.people(PROJECT)).length, 1);
});

test('faults of the database are told in sentences, others stay as they are', t => {
  const told = (code: string): string => {
    const error = explained('x.db', new Sqlite.SqliteError('raw', code));
    return error instanceof UserError ? error.message : 'untold';
  };
  t.regex(told('SQLITE_FULL'), /no room left on the disk of x\.db.*safe/);
  t.regex(told('SQLITE_BUSY_SNAPSHOT'), /in use/);
  t.regex(told('SQLITE_CORRUPT_VTAB'), /not a readable ledger/);
  t.regex(told('SQLITE_READONLY_DIRECTORY'), /cannot be opened for writing/);
  t.regex(told('SQLITE_IOERR_WRITE'), /cannot be opened for writing/);
  t.is(told('SQLITE_CONSTRAINT'), 'untold');
  const bug = new TypeError('a bug');
  t.is(explained('x.db', bug), bug);
});

test('a full disk leaves the ledger as it was', async t => {
  const { file, store } = await openFile(t);
  await store.append(PROJECT, SOURCE, harvested(review('a', 'una', 10)), []);
  store.close();
  const db = new Sqlite(file);
  t.teardown(() => db.close());
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
  const fill = db.transaction(() => {
    for (let at = 0; at < 1000; at++)
      db.prepare('insert into project (id) values (?)').run('x'.repeat(500) + at);
  });
  const error = t.throws(() => fill(), { any: true });
  t.true(explained(file, error) instanceof UserError);
  t.is(db.prepare('select count(*) from project').pluck().get(), 1);
});

test('a backup is a whole ledger, also when it is made while being written to', async t => {
  const { folder, store } = await openFile(t);
  const many = (from: number) =>
    Array.from({ length: 3000 }, (_, n) => review(`a${from + n}`, `who${n % 50}`, from + n));
  await store.append(PROJECT, SOURCE, harvested(...many(0)), []);
  const copy = join(folder, 'copy.db');
  const steps: number[] = [];
  const [, result] = await Promise.all([
    store.backup(copy, done => void steps.push(done)),
    store.append(PROJECT, SOURCE, harvested(...many(5000)), []),
  ]);
  t.is(result.stored, 3000);
  const opened = openSqlite(copy);
  t.teardown(() => opened.close());
  const health = await opened.health();
  t.is(health.integrity, 'ok');
  t.true([3000, 6000].includes(health.counts['activity'] ?? 0), `${health.counts['activity']} activities`);
  t.true(steps.length > 0);
});

test('a backup never overwrites, and one that fails leaves nothing', async t => {
  const { file, folder, store } = await openFile(t);
  const taken = join(folder, 'taken.db');
  await writeFile(taken, 'precious');
  const error = await t.throwsAsync(store.backup(taken), { instanceOf: UserError });
  t.regex(error?.message ?? '', /taken\.db exists already; a backup never overwrites a file/);
  await t.throwsAsync(store.backup(file), { instanceOf: UserError });
  const nowhere = join(folder, 'no', 'such', 'folder.db');
  await t.throwsAsync(store.backup(nowhere));
  t.false(existsSync(nowhere));
});

test('the health of a ledger in memory is told', async t => {
  const store = openMemory(t);
  await store.append(PROJECT, SOURCE, harvested(review('a', 'una', 10)), []);
  t.like(await store.health(), { integrity: 'ok', bytes: 0, schemaVersion: MIGRATIONS.length });
  t.like((await store.health()).counts, { activity: 1, item: 1, person: 1 });
});
