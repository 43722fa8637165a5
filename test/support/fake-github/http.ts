// Questions and answers of the fake, apart from sockets: pages, errors, ETags.
import { createHash } from 'node:crypto';
import { secondsOf } from './state.ts';

export interface Question {
  readonly method: string;
  /** Where it came in, such as `http://127.0.0.1:4000`: links and redirections lead back there. */
  readonly base: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A string is sent as it is. */
  readonly body?: unknown;
}

export const ok = (body: unknown, status = 200): Reply => ({ status, headers: {}, body });
export const NO_CONTENT: Reply = { status: 204, headers: {} };

export const fault = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  headers,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

export const NOT_FOUND = fault(404, 'Not Found');

export const invalid = (resource: string, field: string, code = 'missing_field'): Reply => ({
  status: 422,
  headers: {},
  body: {
    message: 'Validation Failed',
    errors: [{ resource, field, code }],
    documentation_url: 'https://docs.github.com/rest',
    status: '422',
  },
});

const numberIn = (query: URLSearchParams, name: string, otherwise: number, most: number): number => {
  const given = Number(query.get(name) ?? otherwise);
  return Number.isInteger(given) && given > 0 ? Math.min(given, most) : otherwise;
};

/** One page of the items, with GitHub's links to the others; only what is on the page is written out. */
export const paged = <Item>(
  { base, path, query }: Question,
  items: readonly Item[],
  write: (item: Item) => unknown,
): Reply => {
  const size = numberIn(query, 'per_page', 30, 100);
  const page = numberIn(query, 'page', 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, name: string): string => {
    const there = new URLSearchParams(query);
    there.set('page', String(to));
    return `<${base}${path}?${there.toString()}>; rel="${name}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return {
    status: 200,
    headers: links.length > 0 ? { link: links.join(', ') } : {},
    body: items.slice((page - 1) * size, page * size).map(write),
  };
};

/** The items that were changed at `since` or later. */
export const sinceOf = <Item extends { readonly updatedAt: number }>(
  query: URLSearchParams,
  items: readonly Item[],
): Item[] => {
  const since = query.get('since');
  return since === null ? [...items] : items.filter(item => item.updatedAt >= secondsOf(since));
};

/** Gives an answer its ETag; 304 when the asker has it already. */
export const tagged = ({ method, headers }: Question, reply: Reply): Reply => {
  if (method !== 'GET' || reply.status !== 200) return reply;
  const digest = createHash('sha256')
    .update(JSON.stringify([reply.body, reply.headers['link']]))
    .digest('hex');
  const etag = `W/"${digest}"`;
  return headers['if-none-match'] === etag
    ? { status: 304, headers: { etag } }
    : { ...reply, headers: { ...reply.headers, etag } };
};
