// A configuration in a repository: pushed, checked where it stands, taken over, and out of service when it may no longer be.
import test, { type ExecutionContext } from 'ava';
import type { Delivery, RepositoryConfig } from '../../src/contracts.ts';
import { configListener } from '../../src/house/config-push.ts';
import type { ProjectHouse } from '../../src/house/house.ts';
import { installationListener } from '../../src/house/installations.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { remoteProjects } from '../../src/house/remote.ts';
import { githubOf } from '../support/fake-github/direct.ts';
import { fakeGitHub } from '../support/fake-github/index.ts';
import { harvested, openMemory, review } from '../support/store.ts';

const FILE = '.github/rollcall.yml';
const NOW = 1_760_000_000;

const good = (more = ''): string =>
  `id: lumen\nsources:\n  - { type: github, repo: acme/lumen }\nchannels:\n  - { type: github-issue, repo: acme/lumen }\n${more}`;

const world = async (t: ExecutionContext) => {
  const fake = fakeGitHub();
  const repo = fake.repo('acme/lumen');
  const store = openMemory(t);
  const plugins = await loadPlugins();
  const remarks: string[] = [];
  let changes = 0;
  let projects: ProjectHouse[] = [];
  const deps = {
    store,
    plugins,
    github: githubOf(fake),
    local: () => ['lumen'],
    now: () => NOW,
    projects: () => projects,
    remark: (text: string) => void remarks.push(text),
    changed: async () => {
      changes += 1;
      projects = remoteProjects(await store.repositoryConfigs(), plugins, () => undefined);
    },
  };
  const listeners = [configListener(deps), installationListener(deps)];
  let heard = 0;
  return {
    fake,
    repo,
    store,
    deps,
    remarks,
    changes: () => changes,
    projects: () => projects,
    /** Hears what the fake has told since the last time. */
    hear: async (also: readonly Delivery[] = []): Promise<void> => {
      const news = [...fake.deliveries.slice(heard), ...also];
      heard = fake.deliveries.length;
      for (const delivery of news) for (const listener of listeners) await listener.hear(delivery);
    },
    checks: () => [...repo.repo.checks.values()].map(({ given }) => given),
  };
};

const accepted = (configs: readonly RepositoryConfig[]): string[] => configs.map(({ name }) => name);

test('a right file is answered with a check run and taken over; heard again it is one run still', async t => {
  const w = await world(t);
  w.repo.file(FILE, good());
  await w.hear();
  const [push] = w.fake.deliveries;
  await w.hear(push ? [push] : []);
  t.like(w.checks(), [{ conclusion: 'success' }]);
  t.deepEqual(accepted(await w.store.repositoryConfigs()), ['acme/lumen']);
  t.deepEqual(
    w.projects().map(({ project }) => project.id),
    ['acme.lumen'],
  );
  t.is(w.changes(), 1);
});

test('a bad file is told at its lines and never replaces a good one', async t => {
  const w = await world(t);
  w.repo.file(FILE, good());
  await w.hear();
  w.repo.file(FILE, good('timezone: Moon\ncolour: red\n'));
  await w.hear();
  const [, run] = w.checks();
  t.is(run?.['conclusion'], 'failure');
  const output = run?.['output'] as
    | { annotations: { path: string; start_line: number; message: string }[] }
    | undefined;
  const annotations = output?.annotations ?? [];
  t.deepEqual(
    annotations.map(({ path, start_line: line }) => [path, line]),
    [
      [FILE, 6],
      [FILE, 7],
    ],
  );
  t.regex(annotations[0]?.message ?? '', /timezone.*IANA time zone/);
  t.is((await w.store.repositoryConfigs())[0]?.text, good());
});

test('a push of other files asks nothing of GitHub', async t => {
  const w = await world(t);
  w.repo.file('README.md', 'hello');
  await w.hear();
  t.is(w.fake.log.length, 0);
});

test('pushes that come in the wrong order leave the newest file in service', async t => {
  const w = await world(t);
  w.repo.file(FILE, good());
  w.repo.file(FILE, good('title: Lumen\n'));
  const pushes = w.fake.deliveries.splice(0);
  await w.hear(pushes.reverse());
  t.is((await w.store.repositoryConfigs())[0]?.text, good('title: Lumen\n'));
});

test('a delivery without sense is no push', async t => {
  const w = await world(t);
  for (const payload of [null, {}, { ref: 5 }, { ref: 'refs/heads/main', after: 'x', repository: {} }])
    await w.hear([{ id: 'x', event: 'push', payload }]);
  t.is(w.fake.log.length, 0);
});

test('a new installation brings the files of its repositories into service', async t => {
  const w = await world(t);
  w.repo.file(FILE, good());
  w.fake.deliveries.splice(0);
  const { id, owner, name } = w.repo.repo;
  const repositories = [{ id, name, full_name: `${owner.login}/${name}` }];
  const installation = { id: 1, account: { login: 'acme' } };
  await w.hear([
    { id: 'i', event: 'installation', payload: { action: 'created', installation, repositories } },
  ]);
  t.deepEqual(accepted(await w.store.repositoryConfigs()), ['acme/lumen']);
});

for (const whenRemoved of ['keep', 'delete'] as const)
  test(`when the App is removed the data is ${whenRemoved === 'keep' ? 'kept' : 'deleted'} as configured`, async t => {
    const w = await world(t);
    w.repo.file(FILE, good(`whenRemoved: ${whenRemoved}\n`));
    await w.hear();
    const source = { id: 'github', type: 'github', origin: 'github acme/lumen' };
    await w.store.append('acme.lumen', source, harvested(review('review/1', '7', 10)), []);
    const installation = { id: 1, account: { login: 'Acme' } };
    await w.hear([{ id: 'i', event: 'installation', payload: { action: 'deleted', installation } }]);
    t.deepEqual(await w.store.repositoryConfigs(), []);
    t.deepEqual(w.projects(), []);
    t.is((await w.store.people('acme.lumen')).length, whenRemoved === 'keep' ? 1 : 0);
  });

test('a renamed repository keeps its configuration under the new name', async t => {
  const w = await world(t);
  w.repo.file(FILE, good());
  await w.hear();
  w.repo.rename('lamp');
  await w.hear();
  t.deepEqual(accepted(await w.store.repositoryConfigs()), ['acme/lamp']);
});

test('a repository that is hidden takes what spoke of it in public out of service', async t => {
  const w = await world(t);
  const cellar = w.fake.repo('acme/cellar');
  w.repo.file(FILE, good().replace('repo: acme/lumen }', 'repo: acme/cellar }'));
  await w.hear();
  t.deepEqual(accepted(await w.store.repositoryConfigs()), ['acme/lumen']);
  cellar.setPrivate(true);
  await w.hear();
  t.deepEqual(await w.store.repositoryConfigs(), []);
  t.regex(w.remarks.join(), /acme\/lumen: its configuration is no longer right.*acme\/cellar is not public/);
});

test('a file that is gone takes its project out of service, and what was read stays', async t => {
  const w = await world(t);
  w.repo.file(FILE, good());
  await w.hear();
  const [push] = structuredClone(w.fake.deliveries);
  w.repo.repo.files.delete(FILE);
  await w.hear(push ? [push] : []);
  t.deepEqual(await w.store.repositoryConfigs(), []);
});

test('what was read of a repository that the file no longer names is gone before the next word', async t => {
  const w = await world(t);
  const cellar = w.fake.repo('acme/cellar', { private: true });
  const all = w.fake.repo('acme/.github');
  w.fake.deliveries.splice(0);
  const file = (repo: string): string => `id: all\nsources: [{ type: github, repo: ${repo} }]\n`;
  all.file(FILE, file('acme/cellar'));
  await w.hear();
  const [project] = w.projects();
  if (!project) return t.fail();
  const source = { id: 'github', type: 'github', origin: 'github:acme/cellar' };
  const origin = project.sources[0]?.plugin.origin(project.sources[0].settings) ?? '';
  await w.store.append('acme.all', { ...source, origin }, harvested(review('r1', '7', 10)), []);
  await w.store.markRead('acme.all', { ...source, origin }, NOW);
  all.file(FILE, `${file('acme/cellar')}title: All\n`);
  await w.hear();
  t.is((await w.store.sources('acme.all')).length, 1);
  all.file(FILE, file('acme/lumen'));
  await w.hear();
  t.deepEqual(await w.store.sources('acme.all'), []);
  t.truthy(cellar);
});

test('the id of a project whose data are kept is not another repository’s to take', async t => {
  const w = await world(t);
  w.repo.file(FILE, good());
  await w.hear();
  await w.store.dropConfig(w.repo.repo.id);
  const other = w.fake.repo('acme/lamp');
  const taken = 'id: lumen\nsources: [{ type: github, repo: acme/lamp }]\n';
  other.file(FILE, taken);
  await w.hear();
  t.deepEqual(await w.store.repositoryConfigs(), []);
  const [run] = [...other.repo.checks.values()].map(({ given }) => given);
  t.is(run?.['conclusion'], 'failure');
  t.regex(JSON.stringify(run), /what another repository read for a project of this id is kept/);
  other.file(FILE, taken.replace('id: lumen', 'id: lamp'));
  await w.hear();
  w.repo.file(FILE, good('title: Lumen\n'));
  await w.hear();
  t.deepEqual(accepted(await w.store.repositoryConfigs()).sort(), ['acme/lamp', 'acme/lumen']);
});

test('a folder, or what GitHub does not show, is a fault of the file and keeps nobody waiting', async t => {
  const w = await world(t);
  w.repo.file(FILE, good());
  for (const data of [[{ type: 'file', name: 'a' }], { type: 'file', encoding: 'none', content: '' }]) {
    const github = w.deps.github;
    const odd = configListener({
      ...w.deps,
      github: {
        request: (route, parameters) =>
          route.includes('/contents/')
            ? Promise.resolve({ status: 200, data, more: false })
            : github.request(route, parameters),
      },
    });
    for (const delivery of w.fake.deliveries) await odd.hear(delivery);
    t.regex(JSON.stringify(w.checks().at(-1)), /no file that GitHub shows/);
  }
  t.deepEqual(await w.store.repositoryConfigs(), []);
});
