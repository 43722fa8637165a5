// Reads a source as the flows do, without a ledger: every page, what it becomes, and the cursor after it.
import type { Cursor, Io, Source } from '../../src/contracts.ts';
import type { Activity, Harvest } from '../../src/domain/activity.ts';
import { realIo } from '../../src/shell/io.ts';

/** A day after everything that the tests invent. */
const LATER = Date.parse('2030-01-01T00:00:00Z') / 1000;

/** Real files and real git with a clock that stands still. */
export const testIo = (cacheDir: string, now = LATER): Io => ({ ...realIo({ cacheDir }), now: () => now });

export interface Reading extends Harvest {
  readonly cursor: Cursor;
  readonly records: number;
  /** For each page, whether it said that everything before it is to be forgotten. */
  readonly restarts: readonly boolean[];
}

export const read = async <Raw, Settings>(
  source: Source<Raw, Settings>,
  given: unknown,
  cacheDir: string,
  cursor: Cursor = new Map(),
): Promise<Reading> => {
  const settings = source.settings.parse(given);
  const after = new Map(cursor);
  const harvests: Harvest[] = [];
  const restarts: boolean[] = [];
  for await (const page of source.pull(settings, cursor, testIo(cacheDir))) {
    harvests.push(...page.raws.map(raw => source.normalise(raw, settings)));
    restarts.push(page.restart ?? false);
    if (page.restart) after.clear();
    for (const { stream, value } of page.cursor) after.set(stream, value);
  }
  return {
    activities: harvests.flatMap(each => each.activities),
    items: harvests.flatMap(each => each.items),
    aliases: harvests.flatMap(each => each.aliases),
    skipped: harvests.flatMap(each => each.skipped),
    cursor: after,
    records: harvests.length,
    restarts,
  };
};

/** `review 5 c12/2 +1`: an activity in a word, for tables in tests. */
export const told = ({ kind, by, item, revision, value }: Activity): string => {
  const place = item === undefined ? '' : ` ${item}${revision === undefined ? '' : `/${revision}`}`;
  const sign = value === undefined ? '' : ` ${value > 0 ? '+' : ''}${value}`;
  return `${kind} ${by.id}${place}${sign}`;
};

export const toldOf = (activities: readonly Activity[], ...kinds: readonly string[]): string[] =>
  activities
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(told)
    .sort((a, b) => (a < b ? -1 : 1));
