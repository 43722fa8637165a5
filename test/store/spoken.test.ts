// What was said and decided: publications, decisions, rereads, leases, repository configurations, and forgetting all.
import test from 'ava';
import type { Decision } from '../../src/domain/decision.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { harvested, openFile, openMemory, review } from '../support/store.ts';

const said = (key: string, at: number) => ({
  channel: 'github-issue acme/lumen',
  key,
  receipt: `#${at}`,
  digest: 'd',
  at,
  body: 'body',
});

test('a publication is known by project, channel and key, and said anew it is replaced', async t => {
  const store = openMemory(t);
  await store.recordPublication('lumen', said('weekly 2026-W33', 1));
  await store.recordPublication('lumen', said('weekly 2026-W34', 2));
  await store.recordPublication('lumen', { ...said('weekly 2026-W33', 3), receipt: '#7' });
  t.is((await store.publication('lumen', 'github-issue acme/lumen', 'weekly 2026-W33'))?.receipt, '#7');
  t.is(await store.publication('lumen', 'irc', 'weekly 2026-W33'), undefined);
  t.is(await store.publication('other', 'github-issue acme/lumen', 'weekly 2026-W33'), undefined);
  const all = await store.publications('lumen', 'github-issue acme/lumen', 'weekly ');
  t.deepEqual(
    all.map(({ key }) => key),
    ['weekly 2026-W33', 'weekly 2026-W34'],
  );
  t.deepEqual(await store.publications('lumen', 'github-issue acme/lumen', 'team '), []);
});

const decision = (key: string, at: number, text = 'x'): Decision => ({
  key,
  at,
  by: { service: 'github', id: '7', name: 'ada' },
  place: 'https://github.example/1',
  ruling: { kind: 'correct', metric: 'reviews', text },
});

test('a decision is recorded once, never changed, and known from its time on', async t => {
  const store = openMemory(t);
  t.true(await store.decide('lumen', decision('a', 10)));
  t.false(await store.decide('lumen', decision('a', 20, 'other words')));
  t.true(await store.decide('lumen', decision('b', 5)));
  t.deepEqual(await store.decisions('lumen', 11), [decision('b', 5), decision('a', 10)]);
  t.deepEqual(await store.decisions('lumen', 10), [decision('b', 5)]);
  t.deepEqual(await store.decisions('other', 99), []);
});

test('an item that was asked for again is read again', async t => {
  const store = openMemory(t);
  await store.askReread('lumen', 'github', ['pull/1', 'pull/2'], 10);
  await store.askReread('lumen', 'github', ['pull/1'], 30);
  await store.askReread('lumen', 'github', ['pull/1'], 20);
  t.deepEqual(
    (await store.rereads(30, 9)).map(({ item, askedAt }) => [item, askedAt]),
    [
      ['pull/2', 10],
      ['pull/1', 30],
    ],
  );
  const [first] = await store.rereads(29, 9);
  t.truthy(first);
  if (first) await store.rereadDone(first);
  await store.rereadDone({ project: 'lumen', source: 'github', item: 'pull/1', askedAt: 20 });
  t.deepEqual(
    (await store.rereads(99, 9)).map(({ item }) => item),
    ['pull/1'],
  );
});

test('an item about which news never cease is read all the same', async t => {
  const store = openMemory(t);
  for (let at = 1000; at <= 1700; at += 10) await store.askReread('lumen', 'github', ['pull/1'], at);
  t.is((await store.rereads(1599, 9)).length, 0);
  t.is((await store.rereads(1600, 9)).length, 1);
});

test('an item that was asked for while it was read has ten minutes anew', async t => {
  const store = openMemory(t);
  await store.askReread('lumen', 'github', ['pull/1'], 1000);
  await store.askReread('lumen', 'github', ['pull/1'], 1700);
  await store.rereadDone({ project: 'lumen', source: 'github', item: 'pull/1', askedAt: 1690 });
  t.is((await store.rereads(1699, 9)).length, 0);
  t.is((await store.rereads(1700, 9)).length, 1);
});

test('the many wishes of one source hide none of another, and go with a source that is retired', async t => {
  const store = openMemory(t);
  const name = { id: 'ill', type: 'github', origin: 'github acme/ill' };
  await store.append('lumen', name, harvested(review('r1', 'ada', 10)), []);
  await store.askReread('lumen', 'ill', ['pull/1', 'pull/2', 'pull/3'], 10);
  await store.askReread('lumen', 'github', ['pull/9'], 20);
  const sources = async () => (await store.rereads(99, 2)).map(({ source }) => source);
  t.deepEqual(await sources(), ['ill', 'ill', 'github']);
  await store.retire('lumen', 'ill');
  t.deepEqual(await sources(), ['github']);
});

test('a lease is held by one, kept by its holder, and free again when it ends', async t => {
  const { file, store } = await openFile(t);
  const other = openSqlite(file);
  t.teardown(() => other.close());
  t.true(await store.lease('weekly', 'a', 100, 160));
  t.false(await other.lease('weekly', 'b', 120, 180));
  t.true(await store.lease('weekly', 'a', 130, 190));
  t.false(await other.lease('weekly', 'b', 189, 250));
  t.true(await other.lease('weekly', 'b', 190, 250));
  await store.release('weekly', 'a');
  t.false(await store.lease('weekly', 'a', 200, 260));
  await other.release('weekly', 'b');
  t.true(await store.lease('weekly', 'a', 200, 260));
});

test('the accepted configuration of a repository follows it through a new name', async t => {
  const store = openMemory(t);
  const config = { repository: 5, name: 'acme/lumen', text: 'id: lumen', commit: 'c1', acceptedAt: 1 };
  await store.acceptConfig(config);
  await store.acceptConfig({ ...config, name: 'acme/lamp' });
  t.deepEqual(await store.repositoryConfigs(), [{ ...config, name: 'acme/lamp' }]);
  await store.dropConfig(5);
  t.deepEqual(await store.repositoryConfigs(), []);
});

test('a project that is forgotten leaves nothing, and its neighbour keeps all', async t => {
  const store = openMemory(t);
  const source = { id: 'github', type: 'github', origin: 'github acme/lumen' };
  for (const project of ['lumen', 'lamp']) {
    await store.append(project, source, harvested(review('r1', 'ada', 10)), [{ stream: 's', value: '1' }]);
    await store.replaceMemberships(project, 'team', [
      { role: 'core', handles: [{ service: 'gerrit', id: 'ada' }], since: 0, evidence: [] },
    ]);
    await store.recordPublication(project, said('weekly 2026-W33', 1));
    await store.decide(project, decision('a', 10));
    await store.askReread(project, 'github', ['pull/1'], 10);
    await store.setSetting(project, 'x', '1');
  }
  await store.forgetProject('lumen');
  t.deepEqual(await store.sources('lumen'), []);
  t.deepEqual(await store.people('lumen'), []);
  t.deepEqual(await store.decisions('lumen', 99), []);
  t.is(await store.setting('lumen', 'x'), undefined);
  t.is((await store.people('lamp')).length, 1);
  t.is((await store.members('lamp')).length, 1);
  t.is((await store.rereads(99, 9)).length, 1);
  t.is((await store.health()).integrity, 'ok');
});
