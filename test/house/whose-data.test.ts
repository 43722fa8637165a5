// What one project reads in private is told neither in public places nor by projects of others.
import test from 'ava';
import { openness } from '../../src/house/discretion.ts';
import type { House, ProjectHouse } from '../../src/house/house.ts';
import { outOf } from '../../src/house/message.ts';
import { publishNow } from '../../src/house/publish.ts';
import { gardenOf, github, NOW, projectOf } from '../support/garden.ts';

const reading =
  (...repos: readonly string[]) =>
  (house: ProjectHouse): ProjectHouse => ({
    ...house,
    sources: [
      ...house.sources,
      ...repos.map((repo, index) => ({ id: `more-${index}`, plugin: github, settings: { repo } })),
    ],
  });

test('a project that reads something private says nothing where everybody reads, and speaks in private', async t => {
  const garden = await gardenOf(t, { alter: reading('acme/cellar') });
  garden.fake.repo('acme/cellar', { private: true });
  for (const words of ['report', 'priority', 'me', 'explain closure', 'help', 'priority week add #2'])
    t.deepEqual(await garden.ask('cora', `/rollcall ${words}`), [], words);
  t.deepEqual(await garden.store.decisions('garden', Number.MAX_SAFE_INTEGER), []);
  t.regex(garden.logged.join('\n'), /reads what is private; not answered/);
  t.regex((await garden.ask('pia', '/rollcall report', garden.inside))[0] ?? '', /The gate squeaks|Merged/);
});

test('what GitHub does not show is not taken for public', async t => {
  const garden = await gardenOf(t, { alter: reading('acme/nowhere') });
  t.deepEqual(await garden.ask('cora', '/rollcall report'), []);
});

test('a repository that becomes private takes the words from its public neighbour at once', async t => {
  const garden = await gardenOf(t, { alter: reading('acme/shed') });
  const shed = garden.fake.repo('acme/shed');
  t.is((await garden.ask('cora', '/rollcall priority')).length, 1);
  shed.setPrivate(true);
  t.deepEqual(await garden.ask('cora', '/rollcall priority'), []);
});

test('of two projects that share a public repository, the private one is not even named there', async t => {
  const garden = await gardenOf(t, {
    projects: [projectOf(), projectOf({ id: 'vault' })],
    alter: house => (house.project.id === 'vault' ? reading('acme/cellar')(house) : house),
  });
  garden.fake.repo('acme/cellar', { private: true });
  t.regex((await garden.ask('cora', '/rollcall priority'))[0] ?? '', /Paint the sheds/);
  const [guess] = await garden.ask('cora', '/rollcall --project vault report');
  const [other] = await garden.ask('cora', '/rollcall --project xault report');
  t.regex(guess ?? '', /There is no project/);
  t.is(
    guess?.replace(/^<!--.*-->/, '').replaceAll('vault', ''),
    other?.replace(/^<!--.*-->/, '').replaceAll('xault', ''),
  );
});

test('a neighbour’s file may read a repository, and neither speaks nor silences there', async t => {
  const holders = {
    garden: { repository: 0, name: 'Acme/Widget' },
    weeds: { repository: 999_999, name: 'acme/weeds' },
  };
  const garden = await gardenOf(t, {
    projects: [projectOf(), projectOf({ id: 'weeds', bots: ['*'] })],
    alter: house => ({ ...house, holder: holders[house.project.id as 'garden' | 'weeds'] }),
  });
  holders.garden.repository = garden.repo.repo.id;
  t.regex((await garden.ask('cora', '/rollcall priority'))[0] ?? '', /Paint the sheds/);
  t.regex((await garden.ask('cora', '/rollcall --project weeds priority'))[0] ?? '', /no project "weeds"/);
});

test('the owner’s .github repository speaks for all of them', async t => {
  const garden = await gardenOf(t, {
    alter: house => ({ ...house, holder: { repository: 999_999, name: 'acme/.github' } }),
  });
  t.is((await garden.ask('cora', '/rollcall priority')).length, 1);
});

test('what an internal repository asks is answered as in public: a whole enterprise reads it', async t => {
  const garden = await gardenOf(t);
  const inner = garden.house.io.github;
  const io = garden.house.io as { github: typeof inner };
  io.github = {
    request: async (route, parameters) => {
      const answer = await inner.request(route, parameters);
      if (route !== 'GET /repos/{owner}/{repo}') return answer;
      return { ...answer, data: { ...(answer.data as object), visibility: 'internal' } };
    },
  };
  t.regex((await garden.ask('pia', '/rollcall report team', garden.inside))[0] ?? '', /others read here/);
});

const posted = async (house: House, chosen: ProjectHouse): Promise<string> => {
  const out = outOf(() => undefined, house.io);
  const [said] = await publishNow(house, chosen, () => ({ at: NOW }), out);
  return `${said?.state}: ${said?.words}`;
};

test('a report of what is private is not posted where everybody reads, whatever was allowed before', async t => {
  const garden = await gardenOf(t, { alter: reading('acme/cellar') });
  const cellar = garden.fake.repo('acme/cellar');
  const [project] = garden.projects;
  const [channel] = project?.channels ?? [];
  if (!project || !channel) return t.fail();
  const to = (repo: string): ProjectHouse => ({
    ...project,
    channels: [{ ...channel, settings: channel.channel.settings.parse({ repo, report: 'weekly' }) }],
  });
  t.regex(await posted(garden.house, to('acme/widget')), /^posted: /);
  cellar.setPrivate(true);
  t.regex(
    await posted(garden.house, to('acme/widget')),
    /^refused: .*everybody reads acme\/widget, and garden reads what is private/,
  );
  t.regex(await posted(garden.house, to('acme/ptl')), /^posted: /);
});

test('somebody who contests without end is heard, and crowds out nobody', async t => {
  const garden = await gardenOf(t);
  await garden.ask('ada', '/rollcall correct reviews "mine is missing"');
  for (let hour = 0; hour < 4; hour++) {
    garden.clock.now += 3601;
    for (const metric of ['reviews', 'commits', 'closure', 'bug-fixes', 'votes', 'newcomers', 'reviewers'])
      await garden.ask('cora', `/rollcall correct ${metric} "wrong ${hour}"`);
  }
  const [team] = await garden.ask('pia', '/rollcall report team', garden.inside);
  const [, contested = ''] = (team ?? '').split('Contested');
  const lines = contested.split('\n').filter(line => line.includes('said here'));
  t.is(lines.filter(line => line.includes('cora')).length, 5);
  t.true(lines.filter(line => line.includes('cora')).every(line => line.includes('wrong 3')));
  t.regex(lines.join('\n'), /ada.*mine is missing/);
});

test('whoever administers one repository of a project is nobody in the others', async t => {
  const garden = await gardenOf(t, { alter: reading('acme/shed') });
  const shed = garden.fake.repo('acme/shed');
  const add = '/rollcall priority week add #2';
  garden.repo.permit('ned', 'admin');
  t.regex((await garden.ask('ned', add))[0] ?? '', /Sorry, this is for cores/);
  shed.permit('ned', 'admin');
  t.regex((await garden.ask('ned', `${add} sheds`))[0] ?? '', /is on the list/);
});

test('a page for everybody is of what everybody may read; where GitHub does not say, there is none', async t => {
  const garden = await gardenOf(t, { alter: reading('acme/shed') });
  const shed = garden.fake.repo('acme/shed');
  const { projects } = garden;
  const isOpen = (given: readonly ProjectHouse[] = projects) =>
    openness({ io: garden.house.io, projects: given })('garden');
  t.true(await isOpen());
  shed.setPrivate(true);
  t.false(await isOpen());
  t.false(await isOpen([]));
  t.true(await isOpen(projects.map(house => ({ ...house, sources: [] }))));
  shed.setPrivate(false);
  garden.fake.failNext(9, { status: 502 });
  t.false(await isOpen());
});
