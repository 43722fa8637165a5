// The inbox: claimed once, given out in order, left alone after failures, set aside after three of them.
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Inbox } from '../../src/contracts.ts';
import { Sqlite } from '../../src/store/driver.ts';
import { openInbox } from '../../src/store/inbox.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { temporaryFolder } from '../support/git.ts';

const T = 1_750_000_000;

const opened = async (t: ExecutionContext): Promise<{ inbox: Inbox; file: string }> => {
  const file = join(await temporaryFolder(t), 'ledger.db');
  const inbox = openInbox(file);
  t.teardown(() => inbox.close());
  return { inbox, file };
};

const claim = (inbox: Inbox, id: string, receivedAt = T, payload = '{}'): Promise<boolean> =>
  inbox.claim({ id, event: 'issues', payload, receivedAt });

const ids = async (inbox: Inbox, now = T, limit = 100): Promise<string[]> =>
  (await inbox.waiting('waiting', limit, now)).map(({ id }) => id);

test('an id is claimed once, also among those that come at the same moment', async t => {
  const { inbox } = await opened(t);
  const answers = await Promise.all(['a', 'b', 'a', 'c', 'b'].map(id => claim(inbox, id)));
  t.deepEqual(answers, [true, true, false, true, false]);
  t.false(await claim(inbox, 'c'));
  t.deepEqual(await ids(inbox), ['a', 'b', 'c']);
  t.deepEqual(await ids(inbox, T, 2), ['a', 'b']);
});

test('a claim is in the file once it is promised, for whoever opens it next', async t => {
  const { inbox, file } = await opened(t);
  await claim(inbox, 'a', T, '{"n":1}');
  const other = openInbox(file);
  t.teardown(() => other.close());
  t.deepEqual(await other.waiting('waiting', 9, T), [
    { id: 'a', event: 'issues', payload: '{"n":1}', receivedAt: T, tries: 0 },
  ]);
  await inbox.done(['a'], T);
  t.deepEqual(await ids(other), []);
  t.false(await claim(other, 'a'), 'what is done stays known');
});

test('one that fails is left alone for a while, and set aside at the third time', async t => {
  const { inbox } = await opened(t);
  await claim(inbox, 'bad');
  await claim(inbox, 'good');
  t.false(await inbox.failed('bad', 'first', T));
  t.deepEqual(await ids(inbox, T), ['good'], 'it blocks nobody');
  t.deepEqual(await ids(inbox, T + 60), ['bad', 'good']);
  t.false(await inbox.failed('bad', 'second', T + 60));
  t.deepEqual(await ids(inbox, T + 179), ['good']);
  t.deepEqual(await ids(inbox, T + 180), ['bad', 'good']);
  t.true(await inbox.failed('bad', 'third', T + 180));
  t.deepEqual(await ids(inbox, T + 9999), ['good']);
  t.deepEqual(await inbox.setAside(), [{ id: 'bad', event: 'issues', receivedAt: T, reason: 'third' }]);
  t.deepEqual(await inbox.lag(), { waiting: 1, oldestAt: T, setAside: 1 });
  await inbox.postponed('good', 'GitHub is ill', T + 300);
  t.deepEqual(await inbox.lag(), { waiting: 1, setAside: 1 }, 'nobody hears it too slowly');
});

test('one that waits for an outer world that is ill is no sign that nobody hears', async t => {
  const { inbox } = await opened(t);
  await claim(inbox, 'ill');
  await inbox.postponed('ill', 'suspended', T + 300);
  t.is((await inbox.lag()).waiting, 1);
  t.falsy((await inbox.lag()).oldestAt);
  await claim(inbox, 'new');
  t.is((await inbox.lag()).oldestAt, T);
});

test('what was set aside waits again when it is asked for, one or all', async t => {
  const { inbox } = await opened(t);
  for (const id of ['a', 'b', 'c']) {
    await claim(inbox, id);
    for (const reason of ['1', '2', '3']) await inbox.failed(id, reason, T);
  }
  t.is(await inbox.retry('nothing'), 0);
  t.is(await inbox.retry('b'), 1);
  t.deepEqual(await ids(inbox), ['b']);
  t.is(await inbox.retry(), 2);
  t.deepEqual(await ids(inbox), ['a', 'b', 'c'], 'in the order in which they came');
  t.is((await inbox.waiting('waiting', 1, T))[0]?.tries, 0);
});

test('large ones are given out one by one', async t => {
  const { inbox } = await opened(t);
  for (const id of ['a', 'b', 'c']) await claim(inbox, id, T, `"${'x'.repeat(5_000_000)}"`);
  await claim(inbox, 'd');
  t.deepEqual(await ids(inbox), ['a']);
  await inbox.done(['a', 'b'], T);
  t.deepEqual(await ids(inbox), ['c']);
});

test('old payloads go, ids stay, and what waits or is set aside keeps its own', async t => {
  const { inbox, file } = await opened(t);
  const many = Array.from({ length: 1200 }, (_, index) => `old-${index}`);
  await Promise.all([...many, 'new', 'waiting', 'aside'].map(id => claim(inbox, id)));
  await inbox.done(many, T);
  await inbox.done(['new'], T + 100);
  for (const reason of ['1', '2', '3']) await inbox.failed('aside', reason, T);
  t.is(await inbox.purge(T + 100), 1200);
  t.is(await inbox.purge(T + 100), 0);
  const db = new Sqlite(file, { readonly: true });
  t.teardown(() => db.close());
  const kept = db.prepare('select id from delivery where payload is not null order by seq').pluck().all();
  t.deepEqual(kept, ['new', 'waiting', 'aside']);
  t.false(await claim(inbox, 'old-7'));
});

test('a ledger that another process holds is a sentence, and nothing is claimed', async t => {
  const file = join(await temporaryFolder(t), 'ledger.db');
  openSqlite(file).close();
  const inbox = openInbox(file, { busyTimeout: 10 });
  t.teardown(() => inbox.close());
  const other = new Sqlite(file);
  t.teardown(() => other.close());
  other.exec('begin immediate');
  const both = await Promise.allSettled([claim(inbox, 'a'), claim(inbox, 'b')]);
  t.true(both.every(({ status }) => status === 'rejected'));
  await t.throwsAsync(claim(inbox, 'a'), { name: 'UserError', message: /in use by another process/ });
  other.exec('rollback');
  t.true(await claim(inbox, 'a'));
  t.throws(() => openInbox('/dev/null/ledger.db'), { name: 'UserError' });
});
