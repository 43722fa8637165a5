// A project with a repository on a fake GitHub, a ledger that knows its people, and the listener for its comments.
import type { ExecutionContext } from 'ava';
import { z } from 'zod';
import type { GitHub, Roster, Source, Store } from '../../src/contracts.ts';
import type { Activity, Handle, Harvest } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import type { Role } from '../../src/domain/team.ts';
import { commentsListener } from '../../src/house/comments.ts';
import type { House, ProjectHouse } from '../../src/house/house.ts';
import { loadPlugins } from '../../src/house/plugins.ts';
import { settle } from '../../src/house/settled.ts';
import { patternTest } from '../../src/lib/pattern.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { githubOf } from './fake-github/direct.ts';
import { type FakeGitHub, fakeGitHub } from './fake-github/index.ts';

export const NOW = Date.parse('2026-03-04T12:00:00Z') / 1000;
const REPO = 'acme/widget';
const PRIVATE = 'acme/ptl';

const plugins = await loadPlugins();
const channel = plugins.channels.get('github-issue');

/** Tells nothing by itself: what it would have told is appended by hand. */
export const github: Source = {
  id: 'github',
  reads: 'Nothing.',
  settings: z.object({ repo: z.string() }),
  kinds: ['review'],
  origin: settings => `github:${(settings as { repo: string }).repo}`,
  async *pull() {},
  normalise: () => ({ activities: [], items: [], aliases: [], skipped: [] }),
};

export const projectOf = (more: Partial<Project> = {}): Project => ({
  id: 'garden',
  title: 'Garden',
  timezone: 'UTC',
  sources: [{ id: 'github', type: 'github' }],
  people: [],
  bots: ['sprinkler-*'],
  priorities: [{ id: 'sheds', title: 'Paint the sheds', owners: [], match: {}, weekly: [] }],
  policy: DEFAULT_POLICY,
  publish: true,
  linkByName: false,
  meetings: [],
  whenRemoved: 'keep',
  ...more,
});

const roster = (fake: FakeGitHub): Roster => ({
  id: 'given',
  reads: 'Nothing.',
  settings: z.unknown(),
  read: () => {
    const entries = Object.entries(ROLES).map(([login, role]) => ({
      role,
      name: login,
      handles: [{ service: 'github' as const, id: String(fake.user(login).id) }],
    }));
    return Promise.resolve({ versions: [{ at: NOW - 400 * DAY, ref: 'first', entries }], skipped: [] });
  },
});

const houseOf = (project: Project, fake: FakeGitHub): ProjectHouse => ({
  project,
  file: 'rollcall.yml',
  sources: [{ id: 'github', plugin: github, settings: { repo: 'Acme/Widget' } }],
  rosters: [{ id: 'given', plugin: roster(fake), settings: {} }],
  channels: channel ? [{ channel, settings: { repo: PRIVATE, report: 'team' } }] : [],
  letters: [],
});

const ROLES: Readonly<Record<string, Role>> = { pia: 'ptl', cora: 'core' };
const LOGINS = ['pia', 'cora', 'ned', 'ada'] as const;

/** Changes #1 to #3; #1 is merged, and everybody but Ned has reviewed it. */
const historyOf = (accounts: ReadonlyMap<string, Handle>): Harvest => {
  const by = (login: string): Handle => accounts.get(login) ?? { service: 'github', id: '0' };
  const at = (daysAgo: number): number => NOW - daysAgo * DAY;
  const acts: Activity[] = [
    { nativeId: 'o1', kind: 'change-opened', by: by('ada'), at: at(20), item: 'pull/1' },
    { nativeId: 'o2', kind: 'change-opened', by: by('ada'), at: at(9), item: 'pull/2' },
    ...['pia', 'cora'].map(
      (login): Activity => ({
        nativeId: `r-${login}`,
        kind: 'review',
        by: by(login),
        at: at(6),
        item: 'pull/1',
        revision: 1,
        value: 1,
      }),
    ),
    { nativeId: 'm1', kind: 'change-merged', by: by('cora'), at: at(5), item: 'pull/1' },
    { nativeId: 't3', kind: 'bug-triage', by: by('cora'), at: at(3), item: 'issue/3' },
  ];
  const item = (nativeId: string, title: string, kind: 'change' | 'bug' = 'change') => ({
    nativeId,
    kind,
    url: `https://github.com/${REPO}/${nativeId}`,
    owner: by('ada'),
    openedAt: at(20),
    states: [{ field: 'subject' as const, at: at(20), value: title }],
  });
  return {
    activities: acts,
    items: [
      item('pull/1', 'Paint it <b>green</b> for @acme/all'),
      item('pull/2', 'Mend the fence'),
      item('issue/3', 'The gate squeaks', 'bug'),
    ],
    aliases: [],
    names: [...accounts.values()],
    skipped: [],
  };
};

const fill = async (store: Store, project: string, fake: FakeGitHub): Promise<void> => {
  const accounts = new Map(
    LOGINS.map(login => [
      login,
      { service: 'github', id: String(fake.user(login).id), name: login } as const,
    ]),
  );
  const source = { id: 'github', type: 'github', origin: 'github:acme/widget' };
  await store.append(project, source, historyOf(accounts), []);
  await store.markRead(project, source, NOW - 3600);
};

export interface GardenOptions {
  readonly projects?: readonly Project[];
  readonly ownLogin?: string | undefined;
  /** What else is known of a project: it may read more, or be described elsewhere. */
  readonly alter?: (house: ProjectHouse) => ProjectHouse;
}

/** The fake knows no accounts by name: that one route stands here. */
const withUsers = (fake: FakeGitHub, inner: GitHub): GitHub => ({
  request: async (route, parameters) => {
    if (route !== 'GET /users/{username}') return inner.request(route, parameters);
    const name = parameters?.['username'];
    const account = fake.world.accounts.get(typeof name === 'string' ? name.toLowerCase() : '');
    return account
      ? { status: 200, data: { id: account.id, login: account.login }, more: false }
      : { status: 404, data: {}, more: false };
  },
});

export const gardenOf = async (t: ExecutionContext, options: GardenOptions = {}) => {
  const clock = { now: NOW };
  const fake = fakeGitHub({ now: () => clock.now });
  const store = openSqlite(':memory:');
  t.teardown(() => store.close());
  const projects = (options.projects ?? [projectOf()]).map(project =>
    (options.alter ?? (house => house))(houseOf(project, fake)),
  );
  const io = { now: () => clock.now, github: withUsers(fake, githubOf(fake)), stopping: () => false };
  const house = { plugins, projects, store, io, test: patternTest() } as unknown as House;
  const logged: string[] = [];
  const repo = fake.repo(REPO);
  const secret = fake.repo(PRIVATE, { private: true });
  const issue = repo.issue({ by: 'ada' });
  const inside = secret.issue({ by: 'pia' });
  for (const { project } of projects) await fill(store, project.id, fake);
  for (const each of projects) await settle(house, each);
  const make = () =>
    commentsListener({
      house,
      projects: () => projects,
      ownLogin: () => Promise.resolve('ownLogin' in options ? options.ownLogin : 'rollcall[bot]'),
      log: {
        info: text => void logged.push(text),
        error: (text, error) => void logged.push(`${text} ${String(error)}`),
      },
    });
  let [listener, heard] = [make(), fake.deliveries.length];
  /** Lets the listener hear all that GitHub has sent since. */
  const hear = async (): Promise<void> => {
    // What it answers is told by webhook too, and heard as well.
    for (let next = fake.deliveries[heard]; next !== undefined; next = fake.deliveries[heard]) {
      heard++;
      clock.now += 1;
      await listener.hear(next);
    }
  };
  return {
    fake,
    store,
    house,
    projects,
    clock,
    logged,
    repo,
    issue,
    inside,
    hear,
    get listener() {
      return listener;
    },
    /** A process that starts anew remembers nothing. */
    restart: () => {
      listener = make();
    },
    /** Says it and returns the answers that stand there then. */
    ask: async (by: string, text: string, where = issue): Promise<string[]> => {
      clock.now += 10;
      const before = new Set(where.thread.comments);
      where.comment(text, { by });
      await hear();
      return where.thread.comments
        .filter(each => !before.has(each) && each.user?.login === 'rollcall[bot]')
        .map(({ body }) => body);
    },
    answers: (where = issue): string[] =>
      where.thread.comments.filter(({ user }) => user?.login === 'rollcall[bot]').map(({ body }) => body),
  };
};
