// Reads changes from Gerrit's REST API, slice by slice, with the inline comments of those that have some.
import type { Cursor, Io, Page } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';
import { askGerrit } from '../../lib/gerrit-rest.ts';
import { HEAD } from './answer.ts';
import { type Settings, searchOf } from './settings.ts';
import { type Listing, slices } from './slices.ts';

/** One change as the server told it. Untrusted. */
export interface Raw {
  readonly change: unknown;
  /** By file; absent where there are none. */
  readonly comments?: unknown;
  /** Why the inline comments could not be read. */
  readonly fault?: string;
}

const OPTIONS = ['DETAILED_ACCOUNTS', 'DETAILED_LABELS', 'MESSAGES', 'ALL_REVISIONS', 'CURRENT_COMMIT'];
/** Changes an answer: some with hundreds of messages and patch sets are megabytes. */
const PAGE = 25;
/** 2008-07-01, seconds UTC: before the first Gerrit there was nothing to read. */
const BEGINNING = 1_214_870_400;
/** Seconds that are read again each time: clocks differ, and a server's index lags behind. */
const OVERLAP = 3600;
/** So many changes in a row whose inline comments fail, and it is the server that is ill. */
const MOST_FAULTS = 3;

const STREAM = 'updated';

/** `2006-01-02 15:04:05 +0000`, as Gerrit's search wants it. */
const timeOf = (at: number): string =>
  `${new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ')} +0000`;

const pathOf = (settings: Settings, since: number, until: number, skip: number): string => {
  const times = `after:"${timeOf(since)}" before:"${timeOf(until)}"`;
  const query = `${searchOf(settings)} ${times}`.trim();
  const start = skip === 0 ? '' : `&S=${skip}`;
  return `/changes/?q=${encodeURIComponent(query)}&n=${PAGE}${start}${OPTIONS.map(each => `&o=${each}`).join('')}`;
};

const headOf = (change: unknown) => {
  const head = HEAD.safeParse(change);
  return head.success ? head.data : undefined;
};

const numberOf = (change: unknown): unknown => headOf(change)?._number ?? change;

const listed =
  (settings: Settings, { http }: Io) =>
  async (since: number, until: number, skip: number): Promise<Listing> => {
    const { json } = await askGerrit(http, settings, pathOf(settings, since, until, skip));
    if (!Array.isArray(json))
      throw new SourceError(
        `${settings.url}/changes/ is not there; right would be the address of a Gerrit server`,
      );
    const changes: readonly unknown[] = json;
    const end = changes.at(-1);
    const last = headOf(end)?.updated;
    const more = (end as { readonly _more_changes?: unknown } | null | undefined)?._more_changes === true;
    return { changes, more, ...(last !== undefined && { last }) };
  };

/** Newer servers count inline comments; of older ones the messages tell. */
const hasComments = (head: ReturnType<typeof headOf>): boolean =>
  head?.total_comment_count === undefined
    ? (head?.messages ?? []).some(({ message = '' }) => /\(\d+ (?:inline )?comments?\)/.test(message))
    : head.total_comment_count > 0;

/** One change whose comments cannot be read keeps no other from being read, as long as it is alone. */
const commented = (settings: Settings, io: Io) => {
  let faults = 0;
  return async (change: unknown): Promise<Raw> => {
    const head = headOf(change);
    if (head === undefined || !hasComments(head)) return { change };
    try {
      const { json } = await askGerrit(io.http, settings, `/changes/${head._number}/comments`);
      faults = 0;
      return json === undefined ? { change, fault: 'are not shown' } : { change, comments: json };
    } catch (error) {
      faults += 1;
      if (!(error instanceof SourceError) || faults >= MOST_FAULTS || io.stopping()) throw error;
      return { change, fault: 'cannot be read' };
    }
  };
};

export async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const read = Number(cursor.get(STREAM) ?? Number.NaN);
  const since = Number.isSafeInteger(read) ? Math.max(BEGINNING, read - OVERLAP) : BEGINNING;
  const withComments = commented(settings, io);
  let done = 0;
  for await (const { changes, until } of slices(listed(settings, io), since, io.now(), numberOf)) {
    const raws: Raw[] = [];
    for (const change of changes.toReversed()) raws.push(await withComments(change));
    done += raws.length;
    // Never backwards: what was read before is read, though a look over the shoulder was cut short.
    const value = String(Math.max(until, Number.isSafeInteger(read) ? read : 0));
    yield { raws, cursor: [{ stream: STREAM, value }], done };
  }
}
