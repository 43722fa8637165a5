// A repository that speaks for the first time is looked at once: it may have described its project while nobody listened.
import test from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import { firstWords } from '../../src/house/first-words.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { githubOf } from '../support/fake-github/direct.ts';
import { fakeGitHub } from '../support/fake-github/index.ts';
import { openMemory } from '../support/store.ts';

test('a configuration of which nobody told us is found by the repository’s first word, and looked for once', async t => {
  const fake = fakeGitHub();
  const repo = fake.repo('acme/lumen');
  repo.file('.github/rollcall.yml', 'id: lumen\nsources: [{ type: github, repo: acme/lumen }]\n');
  fake.deliveries.splice(0);
  repo.issue({ title: 'Leak', by: 'ada' });
  repo.issue({ title: 'Another', by: 'ada' });
  const store = openMemory(t);
  let changes = 0;
  const words = firstWords({
    store,
    github: githubOf(fake),
    plugins: await loadPlugins(),
    local: () => [],
    now: () => 1_760_000_000,
    changed: async () => void changes++,
  });
  for (const delivery of fake.deliveries) await words.listener.hear(delivery);
  await words.look();
  t.deepEqual(
    (await store.repositoryConfigs()).map(({ name }) => name),
    ['acme/lumen'],
  );
  t.is(changes, 1);
  const asked = fake.log.length;
  for (const delivery of fake.deliveries) await words.listener.hear(delivery);
  await words.look();
  t.is(fake.log.length, asked);
});

test('where GitHub does not answer it is looked for after the next word, and the others at once', async t => {
  const fake = fakeGitHub();
  fake.repo('acme/lamp').issue({ by: 'ada' });
  const repo = fake.repo('acme/lumen');
  repo.file('.github/rollcall.yml', 'id: lumen\nsources: [{ type: github, repo: acme/lumen }]\n');
  const store = openMemory(t);
  const words = firstWords({
    store,
    github: githubOf(fake),
    plugins: await loadPlugins(),
    local: () => [],
    now: () => 1_760_000_000,
    changed: async () => undefined,
  });
  for (const delivery of fake.deliveries) await words.listener.hear(delivery);
  fake.failNext(1, { status: 502 });
  await t.throwsAsync(words.look(), { name: 'SourceError' });
  t.is((await store.repositoryConfigs()).length, 1, 'that of the second one');
  const asked = fake.log.length;
  await words.look();
  t.is(fake.log.length, asked);
  for (const delivery of fake.deliveries) await words.listener.hear(delivery);
  await words.look();
  t.true(fake.log.length > asked);
});

test('one that cannot be looked at keeps no other from being found', async t => {
  const fake = fakeGitHub();
  for (const name of ['acme/lumen', 'beta/lamp'])
    fake.repo(name).file('.github/rollcall.yml', `id: x\nsources: [{ type: github, repo: ${name} }]\n`);
  const store = openMemory(t);
  const inner = githubOf(fake);
  const words = firstWords({
    store,
    github: {
      request: (route, parameters) =>
        parameters?.['owner'] === 'acme'
          ? Promise.reject(new SourceError('The GitHub App is suspended on acme'))
          : inner.request(route, parameters),
    },
    plugins: await loadPlugins(),
    local: () => [],
    now: () => 1_760_000_000,
    changed: async () => undefined,
  });
  for (const delivery of fake.deliveries) await words.listener.hear(delivery);
  await t.throwsAsync(words.look(), { message: /suspended/ });
  t.deepEqual(
    (await store.repositoryConfigs()).map(({ name }) => name),
    ['beta/lamp'],
  );
});
