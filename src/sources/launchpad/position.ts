// How far the list of bugs was read, so that a list that moves while it is read loses nothing.
import type { Cursor, CursorEntry } from '../../contracts.ts';
import { secondsOf } from '../../lib/time.ts';
import type { Head } from './read.ts';

/** Seconds: a change may be seen on Launchpad later than its time says, behind others. */
const OVERLAP = 900;

export interface Position {
  /** Every bug that changed at this time or before was read: as Launchpad writes times; empty at the beginning. */
  readonly since: string;
  /** When those were changed that were read of the time around it, by number. */
  readonly seen: ReadonlyMap<number, string>;
  /** Bugs that could not be read: the next run does not wait for them. */
  readonly stuck: ReadonlySet<number>;
  /** The bugs that were open; undefined: never looked. */
  readonly open?: readonly number[];
}

const pairs = (text: string): [number, string][] =>
  text.split('\n').flatMap(line => {
    const [number, at] = line.split(' ');
    return number && at ? [[Number(number), at]] : [];
  });

const numbers = (text: string): number[] => text.split(' ').filter(Boolean).map(Number);

export const positionOf = (cursor: Cursor): Position => {
  const open = cursor.get('open');
  return {
    since: cursor.get('since') ?? '',
    seen: new Map(pairs(cursor.get('seen') ?? '')),
    stuck: new Set(numbers(cursor.get('stuck') ?? '')),
    ...(open === undefined ? {} : { open: numbers(open) }),
  };
};

const inOrder = (all: Iterable<number>): number[] => [...all].sort((a, b) => a - b);

export const entriesOf = ({ since, seen, stuck, open }: Position): CursorEntry[] => [
  { stream: 'since', value: since },
  {
    stream: 'seen',
    value: inOrder(seen.keys())
      .map(each => `${each} ${seen.get(each)}`)
      .join('\n'),
  },
  { stream: 'stuck', value: inOrder(stuck).join(' ') },
  ...(open === undefined ? [] : [{ stream: 'open', value: inOrder(open).join(' ') }]),
];

/** So many seconds earlier, as Launchpad reads times. */
const earlier = (since: string, seconds: number): string =>
  new Date(((secondsOf(since) ?? 0) - seconds) * 1000).toISOString();

const BEGINNING = '1970-01-01T00:00:00+00:00';

/** From when on to ask in the first place. */
export const firstAsk = ({ since }: Position): string => (since === '' ? BEGINNING : earlier(since, OVERLAP));

/** Launchpad gives what changed after a time: of several in one second none may be lost. */
export const nextAsk = (reached: string): string => earlier(reached, 1);

/** Microseconds: a number holds them for some centuries to come. */
const microsOf = (at: string): number =>
  (secondsOf(at) ?? 0) * 1e6 + Number((/\.(\d{1,6})/.exec(at)?.[1] ?? '').padEnd(6, '0'));

export const isLater = (a: string, b: string): boolean => b === '' || microsOf(a) > microsOf(b);

/**
 * The latest time of change among them. What was changed after the page was asked for stood elsewhere in the list by
 * then, and says nothing of how far the list was read.
 */
export const latest = (since: string, heads: readonly Head[], askedAt: number): string =>
  heads.reduce(
    (reached, { date_last_updated: at }) =>
      (secondsOf(at) ?? Infinity) < askedAt && isLater(at, reached) ? at : reached,
    since,
  );

/** After these bugs of one page. */
export const after = (position: Position, heads: readonly Head[], askedAt: number): Position => {
  const seen = new Map(position.seen);
  for (const { id, date_last_updated: at } of heads) seen.set(id, at);
  const since = latest(position.since, heads, askedAt);
  if (since !== '') {
    const oldest = earlier(since, OVERLAP + 1);
    for (const [id, at] of seen) if (isLater(oldest, at)) seen.delete(id);
  }
  return { ...position, since, seen };
};
