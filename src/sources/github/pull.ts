// Asks GitHub for items: those that changed since the last time, oldest change first, or a few by name.
import { z } from 'zod';
import type { Cursor, Io, Page } from '../../contracts.ts';
import type { Skip } from '../../domain/activity.ts';
import { SourceError } from '../../domain/errors.ts';
import { apart } from '../../lib/repository.ts';
import { ID } from './answer.ts';
import type { Raw } from './item.ts';
import type { Settings } from './settings.ts';

const LIST = 'GET /repos/{owner}/{repo}/issues';
const PER_PAGE = 100;
/** Items that go into the ledger together: what is lost of the work when the process is interrupted. */
const TOGETHER = 10;
/** An item of more pages than this is cut off, and said to be. */
const MOST_PAGES = 200;

/** 422: a milestone of this number is not there. */
const GONE: ReadonlySet<number> = new Set([404, 410, 422]);

const LISTED = z.looseObject({
  number: ID,
  updated_at: z.string(),
  pull_request: z.unknown().optional(),
  html_url: z.string().optional(),
});
type Listed = z.infer<typeof LISTED>;

/** How far the list was read: everything that changed before `since`, and of that second what is in `seen`. */
interface Position {
  readonly since: string;
  readonly seen: readonly string[];
  /** Of the list from `since` on, when nothing in it was new. */
  readonly etag: string;
}

const keyOf = ({ number, updated_at: at }: Listed): string => `${number} ${at}`;

const positionOf = (cursor: Cursor): Position => ({
  since: cursor.get('since') ?? '',
  seen: (cursor.get('seen') ?? '').split('\n').filter(key => key !== ''),
  etag: cursor.get('etag') ?? '',
});

const entriesOf = ({ since, seen, etag }: Position): Page<Raw>['cursor'] => [
  { stream: 'since', value: since },
  { stream: 'seen', value: [...seen].sort().join('\n') },
  { stream: 'etag', value: etag },
];

/** The position after this item: what was seen of its second stays seen. */
const after = (position: Position, item: Listed): Position => {
  const { updated_at: since } = item;
  const before = position.since === since ? position.seen : [];
  return { since, seen: [...before, keyOf(item)], etag: '' };
};

/** Every page of a list; undefined when it is there no longer. */
const everyPage = async (
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<{ all: unknown[]; cut: boolean } | undefined> => {
  const all: unknown[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { status, data, more } = await io.github.request(route, {
      ...parameters,
      per_page: PER_PAGE,
      page,
    });
    if (GONE.has(status)) return undefined;
    if (!Array.isArray(data)) throw new SourceError(`${route}: GitHub answered no list`);
    for (const each of data) all.push(each);
    if (!more) return { all, cut: false };
  }
  return { all, cut: true };
};

interface Read {
  readonly raw?: Raw;
  readonly skipped: readonly Skip[];
}

/** Everything about one item; no `raw` when it went away meanwhile. */
const readItem = async (issue: Listed, settings: Settings, io: Io): Promise<Read> => {
  const place = apart(settings.repo);
  const { number } = issue;
  const where = `${settings.repo}#${number}`;
  const timeline = await everyPage(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/timeline',
    { ...place, issue_number: number },
    io,
  );
  const isPull = issue.pull_request !== undefined && issue.pull_request !== null;
  const comments = isPull
    ? await everyPage(
        'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments',
        { ...place, pull_number: number },
        io,
      )
    : { all: [], cut: false };
  if (!timeline || !comments)
    return { skipped: [{ where, reason: 'it was listed, but is there no longer' }] };
  return {
    raw: { issue, timeline: timeline.all, reviewComments: comments.all },
    skipped: timeline.cut || comments.cut ? [{ where, reason: 'too long: its end was not read' }] : [],
  };
};

interface List {
  readonly items: readonly Listed[];
  readonly skipped: readonly Skip[];
  readonly more: boolean;
  readonly etag: string;
  readonly total?: number;
}

/** Undefined: nothing has changed since this was last asked. */
const readList = async (
  settings: Settings,
  { since, etag }: Position,
  page: number,
  io: Io,
): Promise<List | undefined> => {
  const answer = await io.github.request(LIST, {
    ...apart(settings.repo),
    state: 'all',
    sort: 'updated',
    direction: 'asc',
    per_page: PER_PAGE,
    page,
    ...(since === '' ? {} : { since }),
    ...(etag === '' ? {} : { headers: { 'if-none-match': etag } }),
  });
  if (answer.status === 304) return undefined;
  if (!Array.isArray(answer.data))
    throw new SourceError(
      GONE.has(answer.status)
        ? `${settings.repo} is not there, or may not be read; its issues may be turned off`
        : `${settings.repo}: GitHub answered no list of issues`,
    );
  const items: Listed[] = [];
  const skipped: Skip[] = [];
  for (const each of answer.data) {
    const parsed = LISTED.safeParse(each);
    if (parsed.success) items.push(parsed.data);
    else skipped.push({ where: settings.repo, reason: 'an issue without a number or a time' });
  }
  const lastPage = answer.lastPage === undefined ? items.length : answer.lastPage * PER_PAGE;
  return { items, skipped, more: answer.more, etag: answer.etag ?? '', total: lastPage };
};

const inPortions = <Value>(values: readonly Value[]): Value[][] =>
  Array.from({ length: Math.ceil(values.length / TOGETHER) }, (_, index) =>
    values.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );

/**
 * Pages that move while they are read lose what slips to the page before: so it is always the first page after the
 * last time seen that is asked for, and a later one only where a whole page changed in one second.
 */
export async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  let position = positionOf(cursor);
  let total: number | undefined;
  let done = 0;
  for (let page = 1; ; ) {
    const { since: asked, etag: before } = position;
    const list = await readList(settings, page === 1 ? position : { ...position, etag: '' }, page, io);
    if (list === undefined) return;
    total ??= list.total;
    const seen = new Set(position.seen);
    const fresh = list.items.filter(item => !seen.has(keyOf(item)));
    let told = list.skipped;
    for (const portion of inPortions(fresh)) {
      const reads: Read[] = [];
      for (const item of portion) {
        reads.push(await readItem(item, settings, io));
        position = after(position, item);
      }
      done += portion.length;
      const skipped = [...told, ...reads.flatMap(read => read.skipped)];
      told = [];
      yield {
        raws: reads.flatMap(({ raw }) => raw ?? []),
        cursor: entriesOf(position),
        done,
        total: Math.max(done, total ?? 0),
        skipped,
      };
    }
    if (fresh.length === 0 && !list.more) {
      const etag = page === 1 ? list.etag : '';
      if (etag !== before) yield { raws: [], cursor: entriesOf({ ...position, etag }), done, total: done };
      return;
    }
    page = position.since === asked && list.more ? page + 1 : 1;
  }
}

const NAMED = /^(?:pull|issue)\/(\d{1,15})$/;

/**
 * Whoever may no longer read a private repository is told that nothing is there: that takes nothing back.
 * @throws SourceError when the repository cannot be read.
 */
const stillThere = async (settings: Settings, io: Io): Promise<void> => {
  const { status } = await io.github.request(LIST, { ...apart(settings.repo), per_page: 1 });
  if (GONE.has(status)) throw new SourceError(`${settings.repo} is not there, or may not be read`);
};

const SHARED = /^(label|milestone)\/(.+)$/s;

/** The items that carry this label, or are meant for this milestone. */
const carrying = async (name: string, settings: Settings, io: Io): Promise<Listed[]> => {
  const [, by = 'label', value = ''] = SHARED.exec(name) ?? [];
  const which = by === 'label' ? { labels: value } : { milestone: value };
  const list = await everyPage(LIST, { ...apart(settings.repo), state: 'all', ...which }, io);
  return (list?.all ?? []).flatMap(each => LISTED.safeParse(each).data ?? []);
};

const NOW = z.looseObject({ full_name: z.string() });

/**
 * Of an item that was moved GitHub tells what it has become elsewhere, maybe under the same number; those of a renamed
 * repository are told under its new name.
 */
const isOf = async (settings: Settings, { html_url: url }: Listed, io: Io): Promise<boolean> => {
  const isIn = (name: string): boolean => !url || url.toLowerCase().includes(`/${name.toLowerCase()}/`);
  if (isIn(settings.repo)) return true;
  const { data } = await io.github.request('GET /repos/{owner}/{repo}', apart(settings.repo));
  const now = NOW.safeParse(data).data;
  return now !== undefined && isIn(now.full_name);
};

export async function* reread(items: readonly string[], settings: Settings, io: Io): AsyncIterable<Raw> {
  for (const item of items) {
    for (const issue of SHARED.test(item) ? await carrying(item, settings, io) : []) {
      const { raw } = await readItem(issue, settings, io);
      if (raw) yield raw;
    }
    const number = Number(NAMED.exec(item)?.[1]);
    if (!Number.isSafeInteger(number)) continue;
    const answer = await io.github.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
      ...apart(settings.repo),
      issue_number: number,
    });
    const issue = LISTED.safeParse(answer.data);
    const found = !GONE.has(answer.status) && issue.success && issue.data.number === number;
    const isHere = found && (await isOf(settings, issue.data, io));
    const read = isHere ? await readItem(issue.data, settings, io) : undefined;
    if (!read?.raw) await stillThere(settings, io);
    yield read?.raw ?? { gone: number };
  }
}
