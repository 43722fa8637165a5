// A team on an emulated GitHub: two private repositories, a public one with its MAINTAINERS.md, and the house that listens.
import type { ExecutionContext } from 'ava';
import { z } from 'zod';
import type { GitHub, Io, Roster, Source } from '../../src/contracts.ts';
import type { Handle } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import { commentsListener } from '../../src/house/comments.ts';
import type { House, ProjectHouse } from '../../src/house/house.ts';
import { carryMatters } from '../../src/house/matters.ts';
import { outOf } from '../../src/house/message.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { settle } from '../../src/house/settled.ts';
import { patternTest } from '../../src/lib/pattern.ts';
import maintainers from '../../src/rosters/maintainers/index.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { type EmulatedWorld, emulatedWorld } from './emulate/world.ts';
import { git, makeRepository, temporaryFolder } from './git.ts';
import { rosterIo } from './roster-io.ts';

const plugins = await loadPlugins();
const channel = plugins.channels.get('github-issue');
if (!channel?.letters) throw new Error('the channel is missing');

export const [PUBLIC, PTLS, LETTERS] = ['widget', 'team-room', 'quiet-corner'];
const PROJECT: Project = {
  ...{ id: 'garden', title: 'Garden', timezone: 'UTC', people: [], bots: [], meetings: [], priorities: [] },
  ...{ policy: DEFAULT_POLICY, publish: true, whenRemoved: 'keep', linkByName: false },
  ...{ sources: [{ id: 'github', type: 'github' }], writesLetters: true },
};

const SOURCE: Source = {
  ...{ id: 'github', reads: 'Nothing.', kinds: ['review'], settings: z.unknown() },
  origin: () => `github:acme/${PUBLIC}`,
  async *pull() {},
  normalise: () => ({ activities: [], items: [], aliases: [], skipped: [] }),
};

const accountsIn = async (world: EmulatedWorld): Promise<ReadonlyMap<string, Handle>> => {
  const accounts = new Map<string, Handle>();
  for (const login of ['ada', 'bo', 'mallory']) {
    const { data } = await world.as('ada').users.getByUsername({ username: login });
    accounts.set(login, { service: 'github', id: String(data.id), name: login });
  }
  return accounts;
};

/** emulate lacks two routes: whose number it is, and who may be assigned. All three may read the private repositories. */
const withAccounts = (inner: GitHub, accounts: ReadonlyMap<string, Handle>): GitHub => ({
  request: async (route, parameters) => {
    const known = [...accounts.values()];
    const found = known.find(({ id, name }) =>
      route === 'GET /user/{account_id}'
        ? id === String(parameters?.['account_id'])
        : name === parameters?.['assignee'],
    );
    if (route === 'GET /user/{account_id}')
      return { status: found ? 200 : 404, data: { login: found?.name }, more: false };
    if (route === 'GET /repos/{owner}/{repo}/assignees/{assignee}')
      return { status: found ? 204 : 404, data: undefined, more: false };
    return inner.request(route, parameters);
  },
});

/** Who leads; the file in the repository says who is core. */
const leadOf = (by: Handle, at: number): Roster => ({
  ...{ id: 'lead', reads: 'Nothing.', settings: z.unknown() },
  read: () =>
    Promise.resolve({
      versions: [{ at, ref: 'first', entries: [{ role: 'ptl', name: 'Ada Example', handles: [by] }] }],
      skipped: [],
    }),
});

const SOURCE_OF = { id: 'github', type: 'github', origin: `github:acme/${PUBLIC}` };

const repositories = async (t: ExecutionContext, world: EmulatedWorld, roster: string): Promise<string> => {
  const ada = world.as('ada').repos;
  await ada.createInOrg({ ...{ org: 'acme', name: LETTERS }, private: true, auto_init: true });
  for (const repo of [PTLS, LETTERS])
    for (const username of ['bo', 'mallory'])
      await ada.addCollaborator({ ...{ owner: 'acme', repo, username }, permission: 'push' });
  await ada.createOrUpdateFileContents({
    ...{ owner: 'acme', repo: PUBLIC, path: 'MAINTAINERS.md', message: 'Write it' },
    content: Buffer.from(roster).toString('base64'),
  });
  const files = { 'MAINTAINERS.md': roster };
  const dir = await makeRepository(await temporaryFolder(t), [{ date: '2024-01-05T09:00:00Z', files }]);
  await git(dir, ['remote', 'add', 'origin', `https://github.com/acme/${PUBLIC}.git`]);
  return dir;
};

export interface EmulatedTeam {
  /** What MAINTAINERS.md says. */
  readonly roster: string;
  readonly more?: Partial<Project>;
}

export const emulatedTeam = async (t: ExecutionContext, { roster, more = {} }: EmulatedTeam) => {
  const world = await emulatedWorld(t);
  const dir = await repositories(t, world, roster);
  const accounts = await accountsIn(world);
  const ada = accounts.get('ada');
  if (!ada) throw new Error('nobody leads');
  const clock = { now: Math.floor(Date.now() / 1000) };
  const io: Io = { ...rosterIo(dir), github: withAccounts(world.github, accounts), now: () => clock.now };
  const store = openSqlite(':memory:');
  t.teardown(() => store.close());
  const own = maintainers as unknown as Roster;
  const chosen: ProjectHouse = {
    ...{ project: { ...PROJECT, ...more }, file: 'rollcall.yml' },
    sources: [{ id: 'github', plugin: SOURCE, settings: { repo: `acme/${PUBLIC}` } }],
    rosters: [
      { id: 'maintainers', plugin: own, settings: own.settings.parse({ repository: dir }) },
      { id: 'lead', plugin: leadOf(ada, clock.now - 400 * DAY), settings: {} },
    ],
    channels: [
      { channel, settings: channel.settings.parse({ repo: `acme/${PTLS}`, report: 'team' }) },
      { channel, settings: channel.settings.parse({ repo: `acme/${PUBLIC}` }) },
    ],
    letters: [{ channel, settings: channel.letters?.parse({ repo: `acme/${LETTERS}` }) }],
  };
  // Prompts write to the PTL too: they have tests of their own.
  const matters = new Map([...plugins.matters].filter(([id]) => id !== 'prompts'));
  const house = {
    ...{ plugins: { ...plugins, matters }, projects: [chosen], store, io, test: patternTest() },
  } as unknown as House;
  const names = [...accounts.values()];
  await store.append('garden', SOURCE_OF, { activities: [], items: [], aliases: [], names, skipped: [] }, []);
  await settle(house, chosen);
  const listener = commentsListener({
    ...{ house, projects: () => [chosen] },
    ownLogin: () => Promise.resolve('rollcall-for-gardens[bot]'),
    log: { info: () => undefined, error: (text, error) => t.log(text, error) },
  });
  const issues = async (repo: string) =>
    (await world.as('ada').issues.listForRepo({ ...{ owner: 'acme', repo }, state: 'all' })).data.filter(
      ({ pull_request, title }) => pull_request === undefined && title !== 'A place to ask',
    );
  /** Said in an issue; returns what is answered there. */
  const ask = async (login: 'ada' | 'bo' | 'mallory', words: string, repo: string, number?: number) => {
    const { issues: api } = world.as(login);
    const place = { owner: 'acme', repo };
    const issue_number = number ?? (await api.create({ ...place, title: 'A place to ask' })).data.number;
    const heard = world.gateway.hooks.length;
    const { data } = await api.createComment({ ...place, issue_number, body: `/rollcall ${words}` });
    clock.now += 60;
    const hook = world.gateway.hooks.slice(heard).find(({ event }) => event === 'issue_comment');
    if (!hook) throw new Error('nobody told of the comment');
    const payload = JSON.parse(hook.body) as { comment: { created_at: string; updated_at: string } };
    const time = new Date(clock.now * 1000).toISOString().replace('.000', '');
    payload.comment.created_at = payload.comment.updated_at = time;
    await listener.hear({ id: hook.id, event: hook.event, payload } as never);
    const { data: all } = await world.as('ada').issues.listComments({ ...place, issue_number });
    return all.find(({ id }) => id > data.id)?.body ?? '';
  };
  return {
    ...{ world, house, chosen, store, clock, ask, issues },
    async later(days: number) {
      clock.now += days * DAY;
      await store.markRead('garden', SOURCE_OF, clock.now - 60);
    },
    carry: async () =>
      (
        (await carryMatters(
          house,
          chosen,
          outOf(() => undefined, io),
        )) ?? []
      ).map(
        ({ step, state, words }) =>
          `${step.kind} ${step.key.split('/').at(-1)}: ${state}${state === 'refused' ? `: ${words}` : ''}`,
      ),
    titles: async (repo: string) => (await issues(repo)).map(({ title }) => title).reverse(),
    pulls: async () =>
      (await world.as('ada').pulls.list({ ...{ owner: 'acme', repo: PUBLIC }, state: 'all' })).data,
  };
};
