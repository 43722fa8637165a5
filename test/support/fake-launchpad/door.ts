// Questions to the fake and its answers: routes, pages by links, faults that were asked for.
import { bugBody, entryBody, messageBody, personBody, taskBody } from './bodies.ts';
import type { FakeBugState, FakeTask, LaunchpadWorld } from './state.ts';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is. */
  readonly body?: unknown;
}

export interface Fault extends Partial<Reply> {
  /** Only for an address in which this is found. */
  readonly when?: RegExp;
  /** Bytes of the true answer that arrive before the line goes dead. */
  readonly cutAfter?: number;
  /** Milliseconds. */
  readonly slow?: number;
  /** Happens before the question is answered: somebody works on Launchpad meanwhile. */
  readonly first?: () => void;
}

export interface Desk {
  readonly world: LaunchpadWorld;
  readonly faults: Fault[];
  /** Addresses in the order in which they were asked for, without the host. */
  readonly log: string[];
  /** Answers that stand for what the world would say, by path and query. */
  readonly recorded: Map<string, Reply>;
  /** At most so many records on a page, whatever is asked for. */
  readonly most: number;
}

/** The version of the API is the first part of the path. */
const VERSION = /^\/(devel|1\.0|beta)(?=\/)/;

const notFound = (path: string): Reply => ({ status: 404, body: `Object: <Launchpad>, name: '${path}'` });

const paged = (desk: Desk, url: URL, kind: string, all: readonly (() => object)[]): Reply => {
  const size = Math.min(desk.most, Number(url.searchParams.get('ws.size') ?? 75), 300);
  const start = Number(url.searchParams.get('ws.start') ?? 0);
  const there = (from: number): string => {
    const query = new URLSearchParams(url.searchParams);
    query.set('ws.start', String(from));
    query.set('memo', String(from));
    return `${url.origin}${url.pathname}?${query.toString()}`;
  };
  const api = `${url.origin}${VERSION.exec(url.pathname)?.[0] ?? ''}`;
  return {
    status: 200,
    body: {
      start,
      total_size: all.length,
      resource_type_link: `${api}/#${kind}-page-resource`,
      ...(start + size < all.length ? { next_collection_link: there(start + size) } : {}),
      ...(start > 0 ? { prev_collection_link: there(Math.max(0, start - size)) } : {}),
      entries: all.slice(start, start + size).map(make => make()),
    },
  };
};

/** Without an account nobody sees what is private; a search looks at the tasks of the project, not of its series. */
const found = (
  world: LaunchpadWorld,
  { searchParams: query }: URL,
  target: string,
): [FakeBugState, FakeTask][] => {
  const since = query.get('modified_since');
  const statuses = new Set(query.getAll('status'));
  const tasks = [...world.bugs.values()]
    .filter(bug => !bug.isPrivate && (since === null || bug.updatedAt > Date.parse(since) / 1000))
    .flatMap(bug => bug.tasks.map((task): [FakeBugState, FakeTask] => [bug, task]))
    .filter(([, task]) => task.target === target && (statuses.size === 0 || statuses.has(task.status)));
  return query.get('order_by') === 'date_last_updated'
    ? tasks.sort(([a], [b]) => a.updatedAt - b.updatedAt)
    : tasks.sort(([a], [b]) => b.id - a.id);
};

const answerBug = (desk: Desk, api: string, url: URL, id: number, part: string | undefined): Reply => {
  const bug = desk.world.bugs.get(id);
  if (!bug || bug.isPrivate) return notFound(url.pathname);
  const lists: Readonly<Record<string, readonly [string, readonly (() => object)[]]>> = {
    activity: ['bug_activity', bug.log.map(entry => () => entryBody(api, bug, entry))],
    messages: ['message', bug.messages.map((each, index) => () => messageBody(api, bug, each, index))],
    bug_tasks: ['bug_task', bug.tasks.map(task => () => taskBody(api, bug, task))],
  };
  if (part === undefined) return { status: 200, body: bugBody(api, bug) };
  const list = lists[part];
  return list ? paged(desk, url, ...list) : notFound(url.pathname);
};

export const ask = (desk: Desk, url: URL): Reply => {
  const version = VERSION.exec(url.pathname)?.[0];
  const recorded = desk.recorded.get(`${url.pathname}${url.search}`) ?? desk.recorded.get(url.pathname);
  if (recorded) return recorded;
  if (version === undefined) return notFound(url.pathname);
  const api = `${url.origin}${version}`;
  const path = decodeURIComponent(url.pathname.slice(version.length + 1));
  const bug = /^bugs\/(\d+)(?:\/(\w+))?$/.exec(path);
  if (bug) return answerBug(desk, api, url, Number(bug[1]), bug[2]);
  if (path.startsWith('~')) {
    const shown = desk.world.people.get(path.slice(1));
    return shown === undefined
      ? notFound(path)
      : { status: 200, body: personBody(api, path.slice(1), shown) };
  }
  if (!desk.world.projects.has(path)) return notFound(path);
  if (url.searchParams.get('ws.op') !== 'searchTasks')
    return { status: 200, body: { name: path, self_link: `${api}/${path}` } };
  const tasks = found(desk.world, url, path).map(
    ([each, task]) =>
      () =>
        taskBody(api, each, task),
  );
  return paged(desk, url, 'bug_task', tasks);
};

/** The fault that is next in turn for this address, taken from the list. */
export const faultFor = (desk: Desk, url: URL): Fault | undefined => {
  const index = desk.faults.findIndex(({ when }) => when?.test(url.href) ?? true);
  return index < 0 ? undefined : desk.faults.splice(index, 1)[0];
};

export const textOf = ({ body }: Reply): string =>
  body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
