// What GitHub answered, as plugins are handed it.
import type { GitHubAnswer } from '../../contracts.ts';

const USABLE = new Set([304, 404, 410, 422]);

/** True for those that a caller can make something of. */
export const isUsable = (status: number): boolean => (status >= 200 && status < 300) || USABLE.has(status);

/** One entry of a Link header, such as `<https://…?page=2>; rel="next"`. */
const ENTRY = /^<([^<>]*)>;\s*rel="(\w+)"$/;

const linksIn = (header: string): Map<string, string> =>
  new Map(
    header.split(/,\s*(?=<)/).flatMap(entry => {
      const [, url, name] = ENTRY.exec(entry.trim()) ?? [];
      return url !== undefined && name !== undefined ? [[name, url] as const] : [];
    }),
  );

const pageIn = (url: string | undefined): number | undefined => {
  const page = Number(/[?&]page=(\d+)(?:&|$)/.exec(url ?? '')?.[1]);
  return Number.isSafeInteger(page) ? page : undefined;
};

/** Header names in lower case. */
export const answerOf = (
  status: number,
  headers: Readonly<Record<string, string | number | undefined>>,
  data: unknown,
): GitHubAnswer => {
  const links = linksIn(String(headers['link'] ?? ''));
  const { etag } = headers;
  const lastPage = pageIn(links.get('last'));
  return {
    status,
    data: status === 204 || status === 304 ? undefined : data,
    more: links.has('next'),
    ...(etag !== undefined && { etag: String(etag) }),
    ...(lastPage !== undefined && { lastPage }),
  };
};
