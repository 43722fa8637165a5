// Asks Launchpad for the bugs that changed since the last time, the oldest change first.
import { z } from 'zod';
import type { Cursor, Io, Page } from '../../contracts.ts';
import type { Skip } from '../../domain/activity.ts';
import { SourceError } from '../../domain/errors.ts';
import {
  after,
  entriesOf,
  firstAsk,
  isLater,
  latest,
  nextAsk,
  type Position,
  positionOf,
} from './position.ts';
import { type Head, type Raw, type Reader, readerOf } from './read.ts';
import type { Settings } from './settings.ts';
import { type ListPage, webOf } from './web.ts';

/** As many as Launchpad lists without being asked for more. */
const PART = 75;
/** Bugs that go into the ledger together: what is lost of the work when the process is interrupted. */
const TOGETHER = 10;
/** Seconds by which Launchpad's clock and ours may differ, and a page may be older than it says. */
const DOUBT = 120;

/** Pages of one moment: more of them are a list that goes on for ever. */
const MOST_STILL = 200;

const OPEN = ['New', 'Incomplete', 'Confirmed', 'Triaged', 'In Progress', 'Fix Committed'];
/** Not every Launchpad may be asked for `Does Not Exist`: such a bug is seen to leave those that are open. */
const ENDED = ['Fix Released', 'Invalid', "Won't Fix", 'Opinion', 'Expired'];

const searchUrl = ({ url, project }: Settings, more: readonly (readonly [string, string])[]): string => {
  const query = new URLSearchParams([
    ['ws.op', 'searchTasks'],
    ['ws.size', String(PART)],
    ['omit_duplicates', 'false'],
    ['order_by', 'date_last_updated'],
    ...more.map(([name, value]): [string, string] => [name, value]),
  ]);
  return `${url}/${project}?${query.toString()}`;
};

const statuses = (all: readonly string[]) => all.map(status => ['status', status] as const);

const TASK = z.looseObject({ bug_link: z.string() });

/** The bugs of a page, each once, in its order: one may have several tasks. */
const bugsOn = ({ entries }: ListPage, where: string): { bugs: number[]; skipped: Skip[] } => {
  const bugs = new Set<number>();
  const skipped: Skip[] = [];
  entries.forEach((entry, index) => {
    const link = TASK.safeParse(entry).data?.bug_link ?? '';
    const number = /\/bugs\/([1-9]\d{0,14})$/.exec(link)?.[1];
    if (number === undefined)
      skipped.push({ where: `${where} task ${index + 1}`, reason: 'a task without a bug' });
    else bugs.add(Number(number));
  });
  return { bugs: [...bugs], skipped };
};

interface Portion {
  readonly raws: Raw[];
  readonly heads: Head[];
  readonly skipped: Skip[];
  /** Bugs of which all is known that can be known now. */
  readonly settled: number[];
  /** The bug that could not be read, and why. */
  readonly stuck?: { readonly number: number; readonly error: SourceError };
}

const tolerated = (error: unknown): SourceError => {
  if (error instanceof SourceError) return error;
  throw error;
};

/** Reads these bugs, up to the first that cannot be read; one that could not be read before is passed by. */
const readBugs = async (bugs: readonly number[], reader: Reader, position: Position): Promise<Portion> => {
  const portion: Portion = { raws: [], heads: [], skipped: [], settled: [] };
  for (const number of bugs) {
    const where = `bug ${number}`;
    try {
      const head = await reader.head(number);
      if (head === undefined) portion.skipped.push({ where, reason: 'not a bug: no number, or no time' });
      else if (head === 'gone') portion.raws.push({ gone: number });
      else if (position.seen.get(number) === head.date_last_updated) portion.heads.push(head);
      else {
        const { raw, skipped } = await reader.rest(head);
        portion.skipped.push(...skipped);
        portion.heads.push(head);
        if (raw) portion.raws.push(raw);
      }
      portion.settled.push(number);
    } catch (error) {
      const ill = tolerated(error);
      if (!position.stuck.has(number)) return { ...portion, stuck: { number, error: ill } };
      portion.skipped.push({ where, reason: 'it could not be read, twice; it will be tried again' });
    }
  }
  return portion;
};

const inPortions = <Value>(values: readonly Value[]): Value[][] =>
  Array.from({ length: Math.ceil(values.length / TOGETHER) }, (_, index) =>
    values.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );

interface Run {
  readonly settings: Settings;
  readonly reader: Reader;
  readonly read: Set<number>;
  position: Position;
  /** The latest time on the page at hand. */
  reached: string;
  done: number;
}

/** What is known after a portion of bugs. */
const advance = (run: Run, { heads, settled, stuck }: Portion, askedAt: number): void => {
  const still = new Set(run.position.stuck);
  for (const number of settled) still.delete(number);
  if (stuck) still.add(stuck.number);
  run.position = { ...after(run.position, heads, askedAt), stuck: still };
  run.reached = latest(run.reached, heads, askedAt);
};

/** @throws SourceError after the page with all that was read before, where a bug cannot be read. */
async function* readAll(
  run: Run,
  bugs: readonly number[],
  first: readonly Skip[],
  askedAt: number,
  total?: number,
): AsyncIterable<Page<Raw>> {
  let told = first;
  for (const portion of inPortions(bugs)) {
    const read = await readBugs(portion, run.reader, run.position);
    const { raws, skipped, stuck } = read;
    const before = entriesOf(run.position);
    advance(run, read, askedAt);
    for (const number of portion) run.read.add(number);
    run.done += raws.length;
    const all = [...told, ...skipped];
    told = [];
    const cursor = entriesOf(run.position);
    const isNews = raws.length > 0 || all.length > 0 || JSON.stringify(before) !== JSON.stringify(cursor);
    const progress = { done: run.done, ...(total === undefined ? {} : { total: Math.max(total, run.done) }) };
    if (isNews) yield { raws, cursor, skipped: all, ...progress };
    if (stuck) throw stuck.error;
  }
  if (told.length > 0) yield { raws: [], cursor: entriesOf(run.position), skipped: told, done: run.done };
}

/**
 * Pages that move while they are read lose what slips to the page before. So it is the first page after the last time
 * seen that is asked for, and a later one by its link only where a whole page changed in one moment.
 */
async function* changed(run: Run, io: Io): AsyncIterable<Page<Raw>> {
  const { settings } = run;
  const web = webOf(io);
  const where = `launchpad ${settings.project}`;
  const askFrom = (since: string): string =>
    searchUrl(settings, [['modified_since', since], ...statuses([...OPEN, ...ENDED])]);
  let from = firstAsk(run.position);
  let total: number | undefined;
  let still = 0;
  for (let url: string | undefined = askFrom(from); url !== undefined; ) {
    const askedAt = io.now() - DOUBT;
    const page: ListPage | undefined = await web.page(url);
    if (page === undefined) throw new SourceError(`${where} is not there, or may not be read`);
    total ??= page.total;
    const { bugs, skipped } = bugsOn(page, where);
    if (page.short) skipped.push({ where, reason: 'the list ended before what it said to hold' });
    run.reached = '';
    yield* readAll(run, bugs, skipped, askedAt, total);
    if (page.next === undefined) return;
    const next = run.reached === '' ? from : nextAsk(run.reached);
    const isFurther = isLater(next, from);
    still = isFurther ? 0 : still + 1;
    if (still > MOST_STILL) throw new SourceError(`${where}: the list of bugs has no end`);
    url = isFurther ? askFrom(next) : page.next;
    if (isFurther) from = next;
  }
}

/** The bugs that are open now; a list that moves meanwhile names some twice, or leaves them to be looked at. */
const openNow = async ({ settings }: Run, io: Io): Promise<number[]> => {
  const where = `launchpad ${settings.project}`;
  const list = await webOf(io).list(searchUrl(settings, statuses(OPEN)));
  if (list === undefined) throw new SourceError(`${where} is not there, or may not be read`);
  return bugsOn({ entries: list.all, short: false }, where).bugs;
};

/** A bug that was moved to another project, or made private, is listed no more: its change is seen by its absence. */
async function* vanished(run: Run, io: Io): AsyncIterable<Page<Raw>> {
  const { open: before } = run.position;
  const open = await openNow(run, io);
  const isListed = new Set(open);
  const missing = (before ?? []).filter(number => !isListed.has(number) && !run.read.has(number));
  const again = [...run.position.stuck].filter(number => !run.read.has(number));
  // Known by what it was: it is read whatever its time says.
  const seen = new Map([...run.position.seen].filter(([number]) => !missing.includes(number)));
  run.position = { ...run.position, seen };
  yield* readAll(run, [...missing, ...again], [], 0);
  const known = JSON.stringify(entriesOf(run.position));
  run.position = { ...run.position, open };
  if (JSON.stringify(entriesOf(run.position)) !== known)
    yield { raws: [], cursor: entriesOf(run.position), done: run.done, total: run.done };
}

export async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const position = positionOf(cursor);
  const run: Run = {
    settings,
    reader: readerOf(settings, io),
    read: new Set(),
    position,
    reached: '',
    done: 0,
  };
  yield* changed(run, io);
  yield* vanished(run, io);
}
