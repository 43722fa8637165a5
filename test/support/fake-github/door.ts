// The fake's front desk: faults on demand, who asks, redirections, the log; with sockets or without.
import { APP } from './app-routes.ts';
import { type Caller, callerOf, type Keys } from './callers.ts';
import { fault, NOT_FOUND, type Question, type Reply, tagged } from './http.ts';
import { READ } from './read-routes.ts';
import { finder, type Route } from './routes.ts';
import { accountOf, type World } from './state.ts';
import { WRITE } from './write-routes.ts';

/** Every route that the fake serves. */
export const ROUTES: readonly Route[] = [...READ, ...WRITE, ...APP];
const find = finder(ROUTES);

export interface Logged {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** 0: the connection was cut. */
  readonly status: number;
}

/** An answer given instead of the true one; `status` 0 cuts the connection. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Only requests whose `METHOD /path` matches. */
  readonly when?: RegExp;
}

export interface Desk {
  readonly world: World;
  readonly keys: Keys;
  readonly log: Logged[];
  readonly faults: Fault[];
  remaining: number;
}

export const LIMIT = 5000;

const rateOf = (desk: Desk) => ({
  limit: LIMIT,
  remaining: desk.remaining,
  used: LIMIT - desk.remaining,
  reset: Math.floor(Date.now() / 1000) + 3600,
});

const limits = (desk: Desk): Record<string, string> => {
  const { limit, remaining, used, reset } = rateOf(desk);
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  };
};

const REPOSITORY = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/;
const BY_ID = /^\/repositories\/(\d+)(\/.*)?$/;

/** Repositories are found by their number too: that is where GitHub's redirections lead. */
const byName = (world: World, path: string): string => {
  const found = BY_ID.exec(path);
  const repo = found && [...world.repos.values()].find(({ id }) => id === Number(found[1]));
  return repo ? `/repos/${repo.owner.login}/${repo.name}${found[2] ?? ''}` : path;
};

const redirection = (world: World, { method, base, path, query }: Question): Reply | undefined => {
  const [, owner, name, rest = ''] = REPOSITORY.exec(path) ?? [];
  const key = `${owner}/${name}`.toLowerCase();
  const repo = world.repos.has(key) ? undefined : world.formerly.get(key);
  if (repo === undefined) return undefined;
  const words = query.size > 0 ? `?${query.toString()}` : '';
  const location = `${base}/repositories/${repo.id}${rest}${words}`;
  return method === 'GET'
    ? fault(301, 'Moved Permanently', { location })
    : fault(307, 'Temporary Redirect', { location });
};

const answered = (desk: Desk, question: Question, known: Caller | undefined): Reply => {
  const { world, keys } = desk;
  const caller = known ?? callerOf(keys, accountOf(world, 'nobody'), question.headers['authorization']);
  if ('status' in caller) return caller;
  const moved = redirection(world, question);
  if (moved) return moved;
  const found = find(question.method, byName(world, question.path));
  if (found === undefined) return NOT_FOUND;
  const reply = found.route.answer({
    ...question,
    world,
    keys,
    caller,
    params: found.params,
    rate: () => rateOf(desk),
  });
  return tagged(question, reply);
};

const takeFault = (desk: Desk, { method, path }: Question): Fault | undefined => {
  const index = desk.faults.findIndex(({ when }) => when === undefined || when.test(`${method} ${path}`));
  return index < 0 ? undefined : desk.faults.splice(index, 1)[0];
};

/** `caller`: for those who are known without a credential. */
export const ask = (desk: Desk, question: Question, caller?: Caller): Reply => {
  const planned = takeFault(desk, question);
  const reply: Reply = planned
    ? { headers: {}, body: { message: 'As planned' }, ...planned }
    : answered(desk, question, caller);
  if (reply.status !== 304 && question.path !== '/rate_limit')
    desk.remaining = Math.max(0, desk.remaining - 1);
  const words = question.query.size > 0 ? `?${question.query.toString()}` : '';
  desk.log.push({ method: question.method, path: question.path + words, status: reply.status });
  return { ...reply, headers: { ...limits(desk), ...reply.headers } };
};
