// The fake as plugins see GitHub, without sockets.
import type { GitHub, GitHubAnswer } from '../../../src/contracts.ts';
import { SourceError } from '../../../src/domain/errors.ts';
import { answerOf, isUsable } from '../../../src/shell/github/answer.ts';
import type { Caller } from './callers.ts';
import { ask } from './door.ts';
import type { Reply } from './http.ts';
import type { FakeGitHub } from './index.ts';
import { accountOf } from './state.ts';

const BASE = 'https://api.github.com';

const textOf = (value: unknown): string =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value as string | number | boolean) : '';

/** Fills a route's braces; what is left of the parameters is the query or the body. */
const filled = (route: string, parameters: Readonly<Record<string, unknown>>) => {
  const [method = 'GET', template = '/'] = route.split(' ');
  const left = new Map(Object.entries(parameters).filter(([, value]) => value !== undefined));
  left.delete('headers');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = textOf(left.get(name));
    left.delete(name);
    return name === 'path' ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
  });
  const query = new URLSearchParams(
    method === 'GET' ? [...left].map(([name, value]): [string, string] => [name, textOf(value)]) : [],
  );
  const body: unknown = method === 'GET' ? undefined : JSON.parse(JSON.stringify(Object.fromEntries(left)));
  return { method, path, query, body };
};

interface As {
  /** In whose name it writes, the App's when not said. */
  readonly as?: string;
  /** A token, unless said otherwise, sees everything. */
  readonly kind?: Caller['kind'];
}

export const githubOf = (fake: FakeGitHub, { as, kind = 'token' }: As = {}): GitHub => {
  const [installation] = fake.world.installations;
  const caller: Caller = {
    kind,
    as: as === undefined ? fake.desk.keys.bot : accountOf(fake.world, as),
    ...(kind === 'installation' && installation && { installation }),
  };
  const request = (
    route: string,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<GitHubAnswer> => {
    const given = Object.entries((parameters['headers'] ?? {}) as Record<string, string>);
    const headers = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value]));
    const one = { ...filled(route, parameters), base: BASE, headers };
    let reply: Reply = ask(fake.desk, one, caller);
    while ((reply.status === 301 || reply.status === 307) && reply.headers['location'] !== undefined) {
      const { pathname, searchParams } = new URL(reply.headers['location']);
      reply = ask(fake.desk, { ...one, path: pathname, query: searchParams }, caller);
    }
    const { status, headers: told, body } = reply;
    return isUsable(status)
      ? Promise.resolve(answerOf(status, told, structuredClone(body)))
      : Promise.reject(new SourceError(`GitHub answered ${status} to ${one.method} ${one.path}`));
  };
  return { request: async (route, parameters) => request(route, parameters) };
};
