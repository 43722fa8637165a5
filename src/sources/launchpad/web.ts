// Asks Launchpad's API: one record, or all pages of a list by their `next_collection_link`.
import { z } from 'zod';
import type { Io } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';

const LIST = z.looseObject({
  entries: z.array(z.unknown()),
  next_collection_link: z.string().nullish(),
  total_size: z.number().nullish(),
  start: z.number().nullish(),
});

export interface ListPage {
  readonly entries: readonly unknown[];
  readonly next?: string;
  readonly total?: number;
  /** True: this is the last page, and yet the list says that there is more. */
  readonly short: boolean;
}

export interface Web {
  /** Undefined when there is no such thing, or when it may not be read. @throws SourceError */
  record(url: string): Promise<unknown>;
  /** @throws SourceError also when the answer is no list. */
  page(url: string): Promise<ListPage | undefined>;
  /** Every page; `cut` says why its end is missing. */
  list(url: string): Promise<{ all: unknown[]; cut?: string } | undefined>;
}

/** Launchpad gives at most 300 records at a time: a list of more pages is cut off, and said to be. */
const MOST_PAGES = 100;

const NOT_THERE: ReadonlySet<number> = new Set([404, 410]);

/** Without the query, which says nothing to a reader. */
const placeOf = (url: string): string => url.replace(/\?.*$/s, '');

const parseJson = (text: string, url: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SourceError(`${placeOf(url)}: Launchpad’s answer is cut off, or is no JSON`, { cause });
  }
};

/** A list that leads to another host is not followed. */
const sameHost = (link: string, url: string): string => {
  const there = URL.canParse(link, url) ? new URL(link, url) : undefined;
  if (there?.origin === new URL(url).origin) return there.href;
  throw new SourceError(`${placeOf(url)}: the list goes on at ${placeOf(link).slice(0, 200)}, another host`);
};

export const webOf = ({ http }: Pick<Io, 'http'>): Web => {
  const record = async (url: string): Promise<unknown> => {
    const { status, body } = await http.get(url, { headers: { accept: 'application/json' } });
    if (NOT_THERE.has(status)) return undefined;
    if (status === 304) throw new SourceError(`${placeOf(url)}: Launchpad answered that nothing has changed`);
    return parseJson(body, url);
  };

  const page = async (url: string): Promise<ListPage | undefined> => {
    const answer = await record(url);
    if (answer === undefined) return undefined;
    const parsed = LIST.safeParse(answer);
    if (!parsed.success) throw new SourceError(`${placeOf(url)}: Launchpad answered no list`);
    const { entries, next_collection_link: link, total_size: total, start } = parsed.data;
    const next = link ? sameHost(link, url) : undefined;
    return {
      entries,
      ...(next === undefined ? {} : { next }),
      ...(typeof total === 'number' ? { total } : {}),
      short: next === undefined && (start ?? 0) + entries.length < (total ?? 0),
    };
  };

  const list = async (url: string): Promise<{ all: unknown[]; cut?: string } | undefined> => {
    const all: unknown[] = [];
    const asked = new Set<string>();
    for (let next: string | undefined = url; next !== undefined; ) {
      if (asked.has(next))
        throw new SourceError(`${placeOf(url)}: the pages of the list go round in a circle`);
      if (asked.size >= MOST_PAGES) return { all, cut: 'too long: its end was not read' };
      asked.add(next);
      const answer: ListPage | undefined = await page(next);
      if (answer === undefined) return undefined;
      for (const each of answer.entries) all.push(each);
      if (answer.short) return { all, cut: 'the list ended before what it said to hold' };
      next = answer.next;
    }
    return { all };
  };

  return { record, page, list };
};
