// A moving list in closed slices of time: each comes in one answer, so that nothing can slip between two pages.

export interface Listing {
  /** The latest updated first. */
  readonly changes: readonly unknown[];
  readonly more: boolean;
  /** When the last of `changes` was updated, seconds UTC; undefined where it does not tell. */
  readonly last?: number;
}

/** Changes updated from `since` to `until`, both included; the first `skip` of them left out. */
export type Ask = (since: number, until: number, skip: number) => Promise<Listing>;

export interface Slice {
  readonly changes: readonly unknown[];
  /** Everything that was updated before this has been read, seconds UTC. */
  readonly until: number;
}

const FIRST_WIDTH = 90 * 86_400;
/** After a slice in which little happened the next is wider; so few changes are little. */
const FEW = 8;

const widened = (width: number, found: number): number =>
  found === 0 ? width * 4 : found < FEW ? width * 2 : width;

/**
 * More than fits into an answer was updated in one second, as when a server abandons what is old: here alone pages
 * are counted. What leaves the list meanwhile moves all behind it, so that it is read until nothing new comes.
 */
async function* crowded(ask: Ask, since: number, until: number, idOf: (change: unknown) => unknown) {
  const seen = new Set<unknown>();
  for (let news = true; news; ) {
    news = false;
    for (let skip = 0; ; ) {
      const { changes, more } = await ask(since, until, skip);
      const fresh = changes.filter(change => !seen.has(idOf(change)));
      for (const change of fresh) seen.add(idOf(change));
      if (fresh.length > 0) {
        news = true;
        yield fresh;
      }
      if (!more || changes.length === 0) break;
      skip += changes.length;
    }
  }
}

/** Oldest slice first. A change that is touched while we read is in a later slice, or in the next reading. */
export async function* slices(
  ask: Ask,
  since: number,
  end: number,
  idOf: (change: unknown) => unknown,
): AsyncIterable<Slice> {
  let width = FIRST_WIDTH;
  for (let from = since; from < end; ) {
    const until = Math.min(end, from + width);
    const { changes, more, last } = await ask(from, until, 0);
    if (!more) {
      yield { changes, until };
      from = until;
      width = widened(width, changes.length);
      continue;
    }
    if (until - from <= 1) {
      for await (const part of crowded(ask, from, until, idOf)) yield { changes: part, until: from };
      yield { changes: [], until };
      from = until;
      continue;
    }
    // What came is the end of the slice; the whole of it is about as dense.
    const told = last === undefined ? width : until - last;
    width = Math.max(1, Math.min(Math.floor((until - from) / 2), told));
  }
}
