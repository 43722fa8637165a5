// The routes of the fake, and how one is found.
import type { Caller, Keys } from './callers.ts';
import { mayNotWrite, maySee } from './callers.ts';
import { fault, NOT_FOUND, type Question, type Reply } from './http.ts';
import type { Repo, Thread, World } from './state.ts';

export interface Asked extends Question {
  readonly world: World;
  readonly keys: Keys;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly rate: () => { limit: number; remaining: number; used: number; reset: number };
}

export type Handler = (asked: Asked) => Reply;

export interface Route {
  readonly method: string;
  /** As GitHub's OpenAPI writes it. */
  readonly path: string;
  readonly answer: Handler;
}

export const route = (signature: string, answer: Handler): Route => {
  const [method = '', path = ''] = signature.split(' ');
  return { method, path, answer };
};

const patternOf = (path: string): RegExp => {
  // A file's path goes on to the end, numbers are numbers, everything else ends at a slash.
  const source = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'path') return '(?<path>.+)';
    return `(?<${name}>${/_(number|id)$/.test(name) ? '\\d+' : '[^/]+'})`;
  });
  return new RegExp(`^${source}$`);
};

export const finder = (routes: readonly Route[]) => {
  const known = routes.map(one => ({ ...one, pattern: patternOf(one.path) }));
  return (method: string, path: string): { route: Route; params: Record<string, string> } | undefined => {
    for (const one of known) {
      const found = one.method === method ? one.pattern.exec(path) : null;
      if (!found) continue;
      const params = Object.entries(found.groups ?? {}).map(([name, value]) => [
        name,
        decodeURIComponent(value),
      ]);
      return { route: one, params: Object.fromEntries(params) as Record<string, string> };
    }
    return undefined;
  };
};

export const repoNamed = (
  world: World,
  { owner, repo }: Readonly<Record<string, string>>,
): Repo | undefined => world.repos.get(`${owner}/${repo}`.toLowerCase());

/** For what is about a repository. */
export const inRepo =
  (answer: (asked: Asked, repo: Repo) => Reply): Handler =>
  asked => {
    const repo = repoNamed(asked.world, asked.params);
    return repo === undefined || !maySee(asked.caller, repo) ? NOT_FOUND : answer(asked, repo);
  };

export const writing = (answer: (asked: Asked, repo: Repo) => Reply): Handler =>
  inRepo((asked, repo) => mayNotWrite(asked.caller, repo) ?? answer(asked, repo));

/** For what is about an issue or a pull request: deleted ones are gone, transferred ones are elsewhere. */
export const threadOf = (
  { params, base, caller }: Asked,
  repo: Repo,
  then: (thread: Thread) => Reply,
): Reply => {
  const number = Number(params['issue_number'] ?? params['pull_number']);
  const there = repo.moved.get(number);
  if (there !== undefined) {
    if (!maySee(caller, there.repo)) return NOT_FOUND;
    const location = `${base}/repositories/${there.repo.id}/issues/${there.number}`;
    return fault(301, 'Moved Permanently', { location });
  }
  if (repo.gone.has(number)) return fault(410, 'This issue was deleted');
  const thread = repo.threads.get(number);
  return thread === undefined || (params['pull_number'] !== undefined && !thread.isPull)
    ? NOT_FOUND
    : then(thread);
};

export const inThread = (answer: (asked: Asked, thread: Thread) => Reply): Handler =>
  inRepo((asked, repo) => threadOf(asked, repo, thread => answer(asked, thread)));

export const writingThread = (answer: (asked: Asked, thread: Thread) => Reply): Handler =>
  writing((asked, repo) => threadOf(asked, repo, thread => answer(asked, thread)));
