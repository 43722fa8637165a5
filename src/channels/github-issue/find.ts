// Finds again what was posted and not recorded, by the hidden key in its first line.
import { hasKey } from '../../lib/github-markdown.ts';
import { type Comment, commentPage, type Issue, issuePage, type Place } from './api.ts';
import { ownOf } from './own.ts';

/** What was posted and not recorded is new; five hundred others may have been opened since. */
const PAGES = 5;

const labelled = async (place: Place, labels: readonly string[]): Promise<Issue[]> => {
  const found: Issue[] = [];
  for (let page = 1; page <= PAGES; page++) {
    const { issues, more } = await issuePage(place, page, labels);
    found.push(...issues);
    if (!more) break;
  }
  return found;
};

/** Of several the first is taken, so that everybody who looks takes the same. */
const firstOwn = async <Kind extends Pick<Comment, 'user'>>(
  place: Place,
  found: readonly Kind[],
  age: (said: Kind) => number,
): Promise<Kind | undefined> => {
  if (found.length === 0) return undefined;
  return found.filter(await ownOf(place)).sort((a, b) => age(a) - age(b))[0];
};

export const findIssue = async (
  place: Place,
  key: string,
  labels: readonly string[],
): Promise<Issue | undefined> => {
  const isIt = ({ body }: Issue): boolean => hasKey(body ?? '', key);
  const found = (await labelled(place, labels)).filter(isIt);
  // GitHub drops labels that we may not set, and people take them off.
  if (found.length === 0 && labels.length > 0)
    found.push(...(await issuePage(place, 1, [])).issues.filter(isIt));
  return firstOwn(place, found, ({ number }) => number);
};

/** On the last two pages: the very last one may have just begun. */
export const findComment = async (place: Place, issue: number, key: string): Promise<Comment | undefined> => {
  const first = await commentPage(place, issue, 1);
  const pages = [first.lastPage - 1, first.lastPage].filter(page => page > 1);
  const found = [...first.comments];
  for (const page of pages) found.push(...(await commentPage(place, issue, page)).comments);
  const keyed = found.filter(({ body }) => hasKey(body ?? '', key));
  return firstOwn(place, keyed, ({ id }) => id);
};
