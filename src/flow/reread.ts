// Reads items whole of which a delivery told only a part: once they have been quiet for a while.
import type { Io, Reread, Store } from '../contracts.ts';
import type { Harvest } from '../domain/activity.ts';
import { SourceError } from '../domain/errors.ts';
import { dated } from './harvest.ts';
import type { HearingProject } from './hear.ts';
import { type ConfiguredSource, sourceName } from './ingest.ts';

export interface RereadOptions {
  /** Seconds without a delivery about an item before it is read. */
  readonly quietSeconds: number;
  /** Items of one source that are read at once. */
  readonly most: number;
}

/** A source that could not be reread; `error` is a SourceError when the outer world is ill. */
export interface RereadTrouble {
  readonly project: string;
  readonly source: string;
  readonly error: unknown;
  /** Seconds UTC: not asked again before. */
  readonly until: number;
}

export interface Rereads {
  /** Items that were read. */
  readonly read: number;
  readonly troubles: readonly RereadTrouble[];
}

/** Wishes of each source that are looked at in one go. */
const MOST_WISHES = 1000;
const FIRST_BACK_OFF = 60;
/** Items in a row that cannot be read. */
const ILL_AFTER = 3;
const LONGEST_BACK_OFF = 1800;

interface Group {
  readonly project: string;
  readonly source: string;
  readonly wishes: Reread[];
}

const grouped = (wishes: readonly Reread[]): ReadonlyMap<string, Group> => {
  const groups = new Map<string, Group>();
  for (const wish of wishes) {
    const { project, source } = wish;
    const key = `${project}/${source}`;
    const group = groups.get(key) ?? { project, source, wishes: [] };
    groups.set(key, group);
    group.wishes.push(wish);
  }
  return groups;
};

const readWhole = async (
  store: Store,
  project: string,
  source: ConfiguredSource,
  item: string,
  io: Io,
): Promise<void> => {
  const { plugin, settings } = source;
  if (!plugin.reread) throw new Error(`${plugin.id} asks for a reading that it cannot do`);
  for await (const raw of plugin.reread([item], settings, io)) {
    const harvest: Harvest = plugin.normalise(raw, settings);
    await store.append(project, sourceName(source), dated(harvest, io.now()), []);
  }
};

/**
 * Returns what reads all that is due, source by source; to be called every few seconds. A source or an item that
 * is ill keeps its wishes and is left alone for a minute, then for two, and so on; one that is no longer configured forgets them.
 */
export const rereader = (
  store: Store,
  projects: () => readonly HearingProject[],
  io: Io,
  { quietSeconds, most }: RereadOptions,
): (() => Promise<Rereads>) => {
  /** Sources and items that are left alone for now: forgotten with the process, which does no harm. */
  const ill = new Map<string, { readonly until: number; readonly backOff: number }>();
  const sourceOf = ({ project, source }: Group): ConfiguredSource | undefined =>
    projects()
      .find(each => each.project.id === project)
      ?.sources.find(({ id }) => id === source);

  const isLeftAlone = (key: string): boolean => (ill.get(key)?.until ?? 0) > io.now();

  const leaveAlone = (key: string, { project, source }: Group, error: unknown): RereadTrouble => {
    const before = ill.get(key)?.backOff ?? FIRST_BACK_OFF / 2;
    const backOff = Math.min(before * 2, LONGEST_BACK_OFF);
    const until = io.now() + backOff;
    ill.set(key, { until, backOff });
    return { project, source, error, until };
  };

  /** One by one: an item that cannot be read is left alone, and keeps the others from nothing. */
  const readItems = async (key: string, group: Group, source: ConfiguredSource): Promise<Rereads> => {
    const wishes = group.wishes.filter(({ item }) => !isLeftAlone(`${key}/${item}`)).slice(0, most);
    const troubles: RereadTrouble[] = [];
    let read = 0;
    for (const wish of wishes) {
      try {
        await readWhole(store, group.project, source, wish.item, io);
        await store.rereadDone(wish);
        ill.delete(`${key}/${wish.item}`);
        read++;
      } catch (error) {
        troubles.push(leaveAlone(`${key}/${wish.item}`, group, error));
      }
      // Several at the beginning, and nothing that could be read: it is the source that is ill.
      if (read === 0 && wishes.length > 1 && troubles.length >= Math.min(ILL_AFTER, wishes.length))
        return { read, troubles: [leaveAlone(key, group, troubles.at(-1)?.error)] };
      if (io.stopping()) break;
    }
    ill.delete(key);
    return { read, troubles };
  };

  const forget = async ({ wishes }: Group): Promise<Rereads> => {
    for (const wish of wishes) await store.rereadDone(wish);
    return { read: 0, troubles: [] };
  };

  return async () => {
    const now = io.now();
    const wishes = await store.rereads(now - quietSeconds, MOST_WISHES);
    // Asked again within this second it would look the same, and be forgotten with it.
    const due = wishes.filter(({ askedAt }) => askedAt < now);
    const all: Rereads[] = [];
    for (const [key, group] of grouped(due)) {
      if (io.stopping()) break;
      if (isLeftAlone(key)) continue;
      const source = sourceOf(group);
      all.push(source ? await readItems(key, group, source) : await forget(group));
    }
    return {
      read: all.reduce((sum, { read }) => sum + read, 0),
      troubles: all.flatMap(({ troubles }) => troubles),
    };
  };
};

/** In words for a log: the outer world's illness is a sentence, our own fault is not. */
export const isIllness = ({ error }: RereadTrouble): boolean => error instanceof SourceError;
