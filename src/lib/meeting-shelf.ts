// Where logs and minutes lie: one file, a folder, or pages of links as web servers list their folders.
import { SourceError } from '../domain/errors.ts';
import { dateIn } from './meeting-log.ts';
import { textOf } from './meeting-text.ts';

/** The part of the outer world that is needed here. */
export interface Outside {
  now(): number;
  readonly files: {
    bytes(path: string): Promise<Uint8Array>;
    size(path: string): Promise<number>;
    list(path: string): Promise<readonly { readonly name: string; readonly isFolder: boolean }[] | undefined>;
  };
  readonly http: {
    get(
      url: string,
      request?: { readonly headers?: Readonly<Record<string, string>> },
    ): Promise<{
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }>;
  };
}

/** A file, by its name below the place that was asked for. */
export interface Paper {
  readonly name: string;
  /** Path or address. */
  readonly place: string;
}

const MOST_BYTES = 32 * 2 ** 20;
const DEEPEST = 6;
const MOST_FOLDERS = 5000;
const MOST_PAPERS = 100_000;

export const isAddress = (path: string): boolean => /^https?:\/\//i.test(path);

const LINK = /\bhref\s{0,4}=\s{0,4}["']?([^"'<>\s]{1,500})/gi;

/** What a page links to below itself; answers nothing else that it might link to. */
const linksOf = (page: string, base: URL): URL[] => {
  const links = new Map<string, URL>();
  for (const [, href = ''] of page.matchAll(LINK)) {
    const address = href.replace(/&amp;/g, '&');
    if (!URL.canParse(address, base.href)) continue;
    const url = new URL(address, base);
    if (url.search !== '' || url.origin !== base.origin) continue;
    url.hash = '';
    if (url.href !== base.href && url.pathname.startsWith(base.pathname)) links.set(url.href, url);
  }
  return [...links.values()];
};

/** As people write it; where it cannot be decoded, as it stands. */
const readable = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

interface Found {
  readonly papers: Paper[];
  readonly folders: { place: string; depth: number }[];
}

const full = (found: Found): boolean =>
  found.papers.length >= MOST_PAPERS || found.folders.length >= MOST_FOLDERS;

const listWeb = async (root: string, io: Outside): Promise<Paper[]> => {
  const top = new URL(root);
  const found: Found = { papers: [], folders: [{ place: top.href, depth: 0 }] };
  // The list grows while it is walked.
  for (const { place, depth } of found.folders) {
    const { status, body } = await io.http.get(place);
    if (status !== 200 && depth === 0) throw new SourceError(`${root} is not there (answer ${status})`);
    if (status !== 200) continue;
    for (const url of linksOf(body, new URL(place))) {
      if (full(found)) break;
      if (!url.pathname.endsWith('/'))
        found.papers.push({ name: readable(url.pathname.slice(top.pathname.length)), place: url.href });
      else if (depth < DEEPEST && !found.folders.some(each => each.place === url.href))
        found.folders.push({ place: url.href, depth: depth + 1 });
    }
  }
  return [...new Map(found.papers.map(paper => [paper.place, paper])).values()];
};

const listFolder = async (root: string, io: Outside): Promise<Paper[]> => {
  const found: Found = { papers: [], folders: [{ place: root, depth: 0 }] };
  for (const { place, depth } of found.folders) {
    const entries = await io.files.list(place);
    if (entries === undefined && depth === 0) return [{ name: root.split('/').at(-1) ?? root, place: root }];
    for (const { name, isFolder } of entries ?? []) {
      if (name.startsWith('.') || full(found)) continue;
      const below = `${place.replace(/\/$/, '')}/${name}`;
      if (!isFolder)
        found.papers.push({ name: below.slice(root.replace(/\/$/, '').length + 1), place: below });
      else if (depth < DEEPEST) found.folders.push({ place: below, depth: depth + 1 });
    }
  }
  return found.papers;
};

/** By the days in the names, so that what happened first is read first. */
const inOrder = (a: Paper, b: Paper): number => {
  const [one, other] = [a, b].map(({ name }) => `${dateIn(name) ?? ''} ${name}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
};

/** @throws SourceError when there is nothing at `path`, a file, a folder or an address. */
export const papersAt = async (path: string, io: Outside): Promise<Paper[]> => {
  if (!isAddress(path)) return (await listFolder(path, io)).sort(inOrder);
  if (!URL.canParse(path)) throw new SourceError(`${path} is no address`);
  const { pathname } = new URL(path);
  if (!pathname.endsWith('/')) return [{ name: readable(pathname.split('/').at(-1) ?? ''), place: path }];
  return (await listWeb(path, io)).sort(inOrder);
};

/** What was read of a paper, and the mark by which the server knows whether it changed since. */
export type Reading =
  | { readonly text: string; readonly mark: string }
  | { readonly skip: string }
  | 'unchanged';

/** `mark`: of the last reading. @throws SourceError */
export const readPaper = async (
  { place }: Paper,
  mark: string | undefined,
  io: Outside,
): Promise<Reading> => {
  if (!isAddress(place)) {
    if ((await io.files.size(place)) > MOST_BYTES) return { skip: 'the file is larger than 32 MB' };
    return { text: textOf(await io.files.bytes(place)), mark: '' };
  }
  const headers = mark === undefined || mark === '' ? {} : { headers: { 'if-none-match': mark } };
  const { status, headers: told, body } = await io.http.get(place, headers);
  if (status === 304) return 'unchanged';
  if (status !== 200) return { skip: `the server no longer has it (answer ${status})` };
  return { text: body, mark: told['etag'] ?? '' };
};
