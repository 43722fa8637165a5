// Repositories that change their names, and teams that change their members.
import test from 'ava';
import type { Delivery } from '../../src/contracts.ts';
import type { ProjectHouse } from '../../src/house/house.ts';
import { configuredNames } from '../../src/house/renames.ts';
import { rosterListener } from '../../src/house/roster-changes.ts';
import { openMemory } from '../support/store.ts';

/** As much of a project as these listeners look at. */
const house = (id: string, settings: { repo?: string; team?: string; repository?: string }): ProjectHouse =>
  ({
    project: { id },
    sources: settings.repo === undefined ? [] : [{ id: 'github', settings }],
    rosters: settings.repo === undefined ? [{ id: 'roster', settings }] : [],
  }) as unknown as ProjectHouse;

const delivery = (name: string, id = 5): Delivery => ({
  id: 'd',
  event: 'issues',
  payload: { action: 'opened', repository: { id, full_name: name } },
});

const nameIn = ({ payload }: Delivery): string =>
  (payload as { repository: { full_name: string } }).repository.full_name;

test('a renamed repository is known by its number under the configured name, also after a restart', async t => {
  const store = openMemory(t);
  const projects = [house('lumen', { repo: 'Acme/lumen' })];
  const named = configuredNames(store, () => projects);
  t.is(nameIn(await named(delivery('acme/lamp'))), 'acme/lamp');
  t.is(nameIn(await named(delivery('acme/lumen'))), 'acme/lumen');
  t.is(nameIn(await named(delivery('acme/lamp'))), 'acme/lumen');
  t.is(nameIn(await configuredNames(store, () => projects)(delivery('acme/lamp'))), 'acme/lumen');
  t.is(nameIn(await named(delivery('acme/lamp', 6))), 'acme/lamp');
});

test('a delivery without a repository, or without any sense, is handed on as it is', async t => {
  const named = configuredNames(openMemory(t), () => [house('lumen', { repo: 'acme/lumen' })]);
  for (const payload of [null, 7, {}, { repository: null }, { repository: { id: 'x', full_name: 5 } }]) {
    const strange: Delivery = { id: 'd', event: 'issues', payload };
    t.is(await named(strange), strange);
  }
});

test('a change of a team has the rosters that read it settled anew, and no others', async t => {
  const store = openMemory(t);
  const projects = [house('lumen', { team: 'Acme/core' }), house('other', { team: 'rival/core' })];
  for (const { project } of projects) await store.setSetting(project.id, 'configuration', 'settled');
  const listener = rosterListener(store, () => projects);
  const payload = { action: 'added', organization: { login: 'acme' } };
  await listener.hear({ id: 'd', event: 'issues', payload });
  t.is(await store.setting('lumen', 'configuration'), 'settled');
  await listener.hear({ id: 'd', event: 'membership', payload });
  t.is(await store.setting('lumen', 'configuration'), '');
  t.is(await store.setting('other', 'configuration'), 'settled');
});

test('a push to the repository in which a roster stands has it read anew, under any of its addresses', async t => {
  const store = openMemory(t);
  const addresses = [
    'https://github.com/Acme/lumen.git',
    'git@github.com:acme/lumen',
    'https://github.com/acme/lumen/',
  ];
  const others = [
    'https://github.com/acme/big-lumen',
    '/srv/lumen',
    'https://github.com/acme/lumen-docs.git',
  ];
  const projects = [...addresses, ...others].map((repository, index) => house(`p${index}`, { repository }));
  for (const { project } of projects) await store.setSetting(project.id, 'configuration', 'settled');
  const listener = rosterListener(store, () => projects);
  for (const payload of [null, { repository: { id: 5 } }, { repository: { id: 5, full_name: 'acme/lumen' } }])
    await listener.hear({ id: 'd', event: 'push', payload });
  const settled = await Promise.all(
    projects.map(({ project }) => store.setting(project.id, 'configuration')),
  );
  t.deepEqual(settled, ['', '', '', 'settled', 'settled', 'settled']);
});
