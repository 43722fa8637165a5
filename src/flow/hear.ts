// Hears what waits in a lane of the inbox: in order, each delivery by every listener, until it is done or set aside.
import type { Delivery, Inbox, Lane, Store, WaitingDelivery } from '../contracts.ts';
import { DAY } from '../domain/calendar.ts';
import { SourceError } from '../domain/errors.ts';
import { dated } from './harvest.ts';
import { type ConfiguredSource, sourceName } from './ingest.ts';

/** Somebody who wants to hear of deliveries. Each may come again, so that hearing it twice must be as hearing it once. */
export interface Listener {
  readonly name: string;
  /** The events that it wants to hear of; left out: all. */
  readonly events?: ReadonlySet<string>;
  /** @throws when it has to be heard again; a delivery that is none of its business is no reason. */
  hear(delivery: Delivery): Promise<void>;
}

/** A delivery that one or more listeners could not hear. */
export interface Trouble {
  readonly id: string;
  readonly event: string;
  readonly reason: string;
  /** True: that was the last try. */
  readonly setAside: boolean;
  readonly errors: readonly unknown[];
}

export interface DrainOptions {
  readonly lane: Lane;
  /** Whether a delivery of this event waits for an answer after it was recorded. */
  readonly goesOn?: (event: string) => boolean;
  /** Seconds UTC. */
  readonly now: () => number;
  /** Between two deliveries: lets whoever waits at the door in first. */
  readonly pause: () => Promise<void>;
  /** True once somebody has asked to stop: the delivery at hand is finished. */
  readonly stopping: () => boolean;
  readonly onTrouble: (trouble: Trouble) => void;
}

export interface Drained {
  readonly heard: number;
  readonly failed: number;
}

/** Deliveries that are noted as done in one transaction. */
const BATCH = 50;
const LONGEST_REASON = 500;

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);

const deliveryOf = ({ id, event, payload }: WaitingDelivery): Delivery => ({
  id,
  event,
  payload: JSON.parse(payload) as unknown,
});

/** Every listener hears it, whatever the others say. */
const hearOne = async (
  listeners: readonly Listener[],
  waiting: WaitingDelivery,
): Promise<{ listener: string; error: unknown }[]> => {
  const faults: { listener: string; error: unknown }[] = [];
  let delivery: Delivery;
  try {
    delivery = deliveryOf(waiting);
  } catch (error) {
    return [{ listener: 'JSON', error }];
  }
  for (const listener of listeners) {
    if (listener.events?.has(delivery.event) === false) continue;
    try {
      await listener.hear(delivery);
    } catch (error) {
      faults.push({ listener: listener.name, error });
    }
  }
  return faults;
};

/** Seconds until an outer world that is ill is asked again, and how long it may be ill. */
const POSTPONED = 300;
const PATIENCE = DAY;

/** Returns false when it failed. */
const settleOne = async (
  inbox: Inbox,
  listeners: readonly Listener[],
  waiting: WaitingDelivery,
  options: DrainOptions,
): Promise<boolean> => {
  const faults = await hearOne(listeners, waiting);
  if (faults.length === 0) return true;
  const reason = faults.map(({ listener, error }) => `${listener}: ${reasonOf(error)}`).join('; ');
  const { id, event, receivedAt } = waiting;
  const { now, onTrouble } = options;
  const errors = faults.map(({ error }) => error);
  if (errors.every(error => error instanceof SourceError) && now() - receivedAt < PATIENCE) {
    await inbox.postponed(id, reason, now() + POSTPONED);
    onTrouble({ id, event, reason, setAside: false, errors });
    return false;
  }
  // Where the ledger itself is ill this throws, and nothing is counted against the delivery.
  const setAside = await inbox.failed(id, reason, now());
  onTrouble({ id, event, reason, setAside, errors });
  return false;
};

/**
 * Hears all that waits. One that fails keeps none after it from being heard; it is tried again later, and set aside
 * in the end. A process that dies on the way hears some of it twice.
 * @throws UserError when the ledger cannot be written: all that is not done goes on waiting.
 */
export const drain = async (
  inbox: Inbox,
  listeners: readonly Listener[],
  options: DrainOptions,
): Promise<Drained> => {
  let [heard, failed] = [0, 0];
  for (;;) {
    const batch = await inbox.waiting(options.lane, BATCH, options.now());
    const [done, goingOn]: [string[], string[]] = [[], []];
    try {
      for (const waiting of batch) {
        if (options.stopping()) break;
        const isHeard = await settleOne(inbox, listeners, waiting, options);
        if (!isHeard) failed++;
        else if (options.goesOn?.(waiting.event)) goingOn.push(waiting.id);
        else done.push(waiting.id);
        await options.pause();
      }
    } finally {
      if (done.length > 0) await inbox.done(done, options.now());
      if (goingOn.length > 0) await inbox.recorded(goingOn);
    }
    heard += done.length + goingOn.length;
    if (batch.length === 0 || options.stopping()) return { heard, failed };
  }
};

/** A project as far as it can hear. */
export interface HearingProject {
  readonly project: { readonly id: string };
  readonly sources: readonly ConfiguredSource[];
}

const hearInSource = async (
  store: Store,
  project: string,
  source: ConfiguredSource,
  delivery: Delivery,
  now: number,
): Promise<void> => {
  const heard = source.plugin.hear?.(delivery, source.settings);
  if (!heard) return;
  const { activities, items, aliases, names = [], skipped, whole = [] } = heard.harvest;
  const tells = [activities, items, aliases, names, skipped, whole].some(({ length }) => length > 0);
  if (tells) await store.append(project, sourceName(source), dated(heard.harvest, now), []);
  if (heard.reread.length > 0) await store.askReread(project, source.id, heard.reread, now);
};

/**
 * Puts what deliveries tell into the ledger. A source is not marked as read by it: that a delivery came says nothing
 * about those that were lost, so that only a pull makes a source fresh.
 */
export const factsListener = (
  store: Store,
  projects: () => readonly HearingProject[],
  now: () => number,
): Listener => ({
  name: 'facts',
  async hear(delivery) {
    const faults: unknown[] = [];
    for (const { project, sources } of projects()) {
      for (const source of sources) {
        // One project that cannot take it in does not keep it from the others.
        try {
          await hearInSource(store, project.id, source, delivery, now());
        } catch (error) {
          faults.push(error);
        }
      }
    }
    if (faults.length > 0) throw faults[0];
  },
});
