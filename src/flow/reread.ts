// Reads items whole of which a delivery told only a part: once they have been quiet for a while.
import type { Io, Reread, Store } from '../contracts.ts';
import type { Harvest } from '../domain/activity.ts';
import { SourceError } from '../domain/errors.ts';
import { dated } from './harvest.ts';
import type { HearingProject } from './hear.ts';
import type { ConfiguredSource } from './ingest.ts';

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
  /** Ids of projects that may know something new. */
  readonly projects: readonly string[];
  readonly troubles: readonly RereadTrouble[];
}

/** Wishes looked at in one go. */
const MOST_WISHES = 1000;
/** Seconds after which an item is read though deliveries about it go on. */
const LONGEST_WAIT = 600;
const FIRST_BACK_OFF = 60;
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
  { id, plugin, settings }: ConfiguredSource,
  items: readonly string[],
  io: Io,
): Promise<void> => {
  if (!plugin.reread) throw new Error(`${plugin.id} asks for a reading that it cannot do`);
  const source = { id, type: plugin.id, origin: plugin.origin(settings) };
  for await (const raw of plugin.reread(items, settings, io)) {
    const harvest: Harvest = plugin.normalise(raw, settings);
    await store.append(project, source, dated(harvest, io.now()), []);
  }
};

/** When each wish was first seen, and which sources are left alone for now: gone with the process, which does no harm. */
interface Memory {
  readonly since: Map<string, number>;
  readonly ill: Map<string, { readonly until: number; readonly backOff: number }>;
}

const dueOf = (wishes: readonly Reread[], { since }: Memory, now: number, quiet: number): Reread[] => {
  const keyOf = ({ project, source, item }: Reread): string => `${project}/${source}/${item}`;
  const keys = new Set(wishes.map(keyOf));
  for (const key of since.keys()) if (!keys.has(key)) since.delete(key);
  for (const wish of wishes) if (!since.has(keyOf(wish))) since.set(keyOf(wish), wish.askedAt);
  return wishes.filter(
    wish => wish.askedAt <= now - quiet || (since.get(keyOf(wish)) ?? now) <= now - LONGEST_WAIT,
  );
};

/**
 * Returns what reads all that is due, source by source; to be called every few seconds. A source that is ill keeps its
 * wishes and is left alone for a minute, then for two, and so on; one that is no longer configured forgets them.
 */
export const rereader = (
  store: Store,
  projects: () => readonly HearingProject[],
  io: Io,
  { quietSeconds, most }: RereadOptions,
): (() => Promise<Rereads>) => {
  const memory: Memory = { since: new Map(), ill: new Map() };
  const sourceOf = ({ project, source }: Group): ConfiguredSource | undefined =>
    projects()
      .find(each => each.project.id === project)
      ?.sources.find(({ id }) => id === source);

  const readGroup = async (group: Group): Promise<number> => {
    const source = sourceOf(group);
    const wishes = source ? group.wishes.slice(0, most) : group.wishes;
    const items = wishes.map(({ item }) => item);
    if (source) await readWhole(store, group.project, source, items, io);
    for (const wish of wishes) await store.rereadDone(wish);
    return source ? wishes.length : 0;
  };

  const leaveAlone = (key: string, { project, source }: Group, error: unknown): RereadTrouble => {
    const before = memory.ill.get(key)?.backOff ?? FIRST_BACK_OFF / 2;
    const backOff = Math.min(before * 2, LONGEST_BACK_OFF);
    const until = io.now() + backOff;
    memory.ill.set(key, { until, backOff });
    return { project, source, error, until };
  };

  return async () => {
    const now = io.now();
    const due = dueOf(await store.rereads(now, MOST_WISHES), memory, now, quietSeconds);
    let read = 0;
    const troubles: RereadTrouble[] = [];
    const touched = new Set<string>();
    for (const [key, group] of grouped(due)) {
      if (io.stopping()) break;
      if ((memory.ill.get(key)?.until ?? 0) > now) continue;
      try {
        read += await readGroup(group);
        memory.ill.delete(key);
      } catch (error) {
        troubles.push(leaveAlone(key, group, error));
      }
      // What was read before a source fell ill has been stored.
      touched.add(group.project);
    }
    return { read, projects: [...touched], troubles };
  };
};

/** In words for a log: the outer world's illness is a sentence, our own fault is not. */
export const isIllness = ({ error }: RereadTrouble): boolean => error instanceof SourceError;
