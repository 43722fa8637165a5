// A stateful fake of GitHub for tests: seeded by simple calls, asked by HTTP or directly, telling webhooks as it goes.
import { teamBody, userBody } from './bodies.ts';
import { newKeys } from './callers.ts';
import { ask, type Desk, type Fault, LIMIT } from './door.ts';
import type { Question } from './http.ts';
import { type FakeRepo, repoHandle } from './repo.ts';
import { listen, type Server } from './server.ts';
import {
  type Account,
  accountOf,
  emptyWorld,
  type Installation,
  type Repo,
  type Team,
  type When,
  type World,
} from './state.ts';
import { tell } from './webhooks.ts';

export { ROUTES } from './door.ts';

interface FakeOptions {
  /** Seconds UTC: the time of acts that are given none. Without it each act comes a minute after the one before. */
  readonly now?: () => number;
  /** The App's name: it writes as `rollcall[bot]` when not said. */
  readonly slug?: string;
}

const newRepo = (world: World, name: string, isPrivate: boolean, id?: number): Repo => {
  const [owner = '', repo = ''] = name.split('/');
  const made: Repo = {
    id: id ?? world.next(),
    owner: accountOf(world, owner, { type: 'Organization' }),
    name: repo,
    isPrivate,
    createdAt: world.time(),
    threads: new Map(),
    gone: new Set(),
    moved: new Map(),
    labels: new Map(),
    milestones: new Map(),
    permissions: new Map(),
    files: new Map(),
    checks: new Map(),
  };
  world.repos.set(name.toLowerCase(), made);
  return made;
};

/** Who is in a team; each change is a webhook of its own. */
const teamHandle = (world: World, team: Team) => {
  const change =
    (action: 'added' | 'removed') =>
    (login: string): void => {
      const member = accountOf(world, login);
      const index = team.members.indexOf(member);
      if (action === 'added' && index < 0) team.members.push(member);
      if (action === 'removed' && index >= 0) team.members.splice(index, 1);
      const more = { scope: 'team', member: userBody(member), team: teamBody(team) };
      tell(world, 'membership', team.org, team.org, { action, ...more });
    };
  return { team, add: change('added'), remove: change('removed') };
};

const planned = (desk: Desk) => ({
  /** The next `count` requests (that match `when`) are answered so instead. Status 0 cuts the connection. */
  failNext: (count: number, fault: Fault): void => {
    for (let index = 0; index < count; index += 1) desk.faults.push(fault);
  },
  /** The primary limit is reached: it ends at `reset`, seconds UTC. */
  limitPrimary: (count: number, reset: number): void => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    const message = 'API rate limit exceeded for installation ID 1.';
    for (let index = 0; index < count; index += 1)
      desk.faults.push({ status: 403, headers, body: { message } });
  },
  /** A secondary limit is reached: come back after so many seconds. */
  limitSecondary: (count: number, retryAfter: number, status: 403 | 429 = 403): void => {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    const fault = { status, headers: { 'retry-after': String(retryAfter) }, body: { message } };
    for (let index = 0; index < count; index += 1) desk.faults.push(fault);
  },
});

/** Octokit takes installations of one number for the same, even of two GitHubs in one process. */
let installed = 50_000;

const installing = (world: World, desk: Desk) => ({
  /** The App's key, as GitHub hands it out; its number is `appId`. */
  privateKey: () => desk.keys.privateKey(),
  appId: desk.keys.app.id,
  install: (login: string, { at }: { readonly at?: When } = {}): Installation => {
    const account = accountOf(world, login, { type: 'Organization' });
    installed += 1;
    const installation = { id: installed, account, createdAt: world.time(at) };
    world.installations.push(installation);
    return installation;
  },
  suspend: (installation: Installation): void => {
    installation.suspendedAt = world.time();
  },
  uninstall: (installation: Installation): void => {
    world.installations.splice(world.installations.indexOf(installation), 1);
    for (const [token, caller] of desk.keys.tokens)
      if (caller.installation === installation) desk.keys.tokens.delete(token);
  },
  /** A personal token: it sees and may everything. */
  token: (token: string, login: string): void => {
    desk.keys.tokens.set(token, { kind: 'token', as: accountOf(world, login) });
  },
});

export const fakeGitHub = ({ now, slug = 'rollcall' }: FakeOptions = {}) => {
  const world = emptyWorld(now);
  const desk: Desk = { world, keys: newKeys(world, slug), log: [], faults: [], remaining: LIMIT };
  let latency = 0;
  return {
    world,
    desk,
    /** Webhooks in the order in which GitHub would send them. */
    deliveries: world.deliveries,
    /** Every request with its answer's status. */
    log: desk.log,
    user: (login: string, given: { readonly id?: number; readonly type?: Account['type'] } = {}): Account =>
      accountOf(world, login, given),
    /** The account keeps its number. */
    renameUser: (login: string, to: string): void => {
      const account = accountOf(world, login);
      world.accounts.delete(login.toLowerCase());
      account.login = to;
      world.accounts.set(to.toLowerCase(), account);
    },
    /** `owner/name`; the owner is an organisation unless it was made a user before. Makes it, or finds it. */
    repo: (name: string, given: { readonly private?: boolean; readonly id?: number } = {}): FakeRepo =>
      repoHandle(
        world,
        world.repos.get(name.toLowerCase()) ?? newRepo(world, name, given.private ?? false, given.id),
      ),
    team: (org: string, slug: string, members: readonly string[]) => {
      const account = accountOf(world, org, { type: 'Organization' });
      const people = members.map(login => accountOf(world, login));
      const team: Team = { id: world.next(), org: account, slug, name: slug, members: people };
      world.teams.set(`${org}/${slug}`.toLowerCase(), team);
      return teamHandle(world, team);
    },
    ...installing(world, desk),
    ...planned(desk),
    /** Milliseconds that each answer takes over HTTP. */
    slow: (milliseconds: number): void => {
      latency = milliseconds;
    },
    /** @returns where it listens; to be closed. */
    listen: (): Promise<Server> =>
      listen(
        (question: Question) => ask(desk, question),
        () => latency,
      ),
  };
};

export type FakeGitHub = ReturnType<typeof fakeGitHub>;
