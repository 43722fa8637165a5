// Hears what waits in the inbox: in order, each delivery by every listener, until it is done or set aside.
import type { Delivery, Inbox, Store, WaitingDelivery } from '../contracts.ts';
import { dated } from './harvest.ts';
import type { ConfiguredSource } from './ingest.ts';

/** Somebody who wants to hear of deliveries. Each may come again, so that hearing it twice must be as hearing it once. */
export interface Listener {
  readonly name: string;
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
  /** Seconds UTC. */
  now(): number;
  /** Between two deliveries: lets whoever waits at the door in first. */
  pause(): Promise<void>;
  /** True once somebody has asked to stop: the delivery at hand is finished. */
  stopping(): boolean;
  onTrouble(trouble: Trouble): void;
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
    try {
      await listener.hear(delivery);
    } catch (error) {
      faults.push({ listener: listener.name, error });
    }
  }
  return faults;
};

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
  // Where the ledger itself is ill this throws, and nothing is counted against the delivery.
  const setAside = await inbox.failed(waiting.id, reason, options.now());
  const { id, event } = waiting;
  options.onTrouble({ id, event, reason, setAside, errors: faults.map(({ error }) => error) });
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
    const batch = await inbox.waiting(BATCH, options.now());
    const done: string[] = [];
    try {
      for (const waiting of batch) {
        if (options.stopping()) break;
        if (await settleOne(inbox, listeners, waiting, options)) done.push(waiting.id);
        else failed++;
        await options.pause();
      }
    } finally {
      if (done.length > 0) await inbox.done(done, options.now());
    }
    heard += done.length;
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
  { id, plugin, settings }: ConfiguredSource,
  delivery: Delivery,
  now: number,
): Promise<void> => {
  const heard = plugin.hear?.(delivery, settings);
  if (!heard) return;
  const { activities, items, aliases, names = [], skipped, whole = [] } = heard.harvest;
  const tells = [activities, items, aliases, names, skipped, whole].some(({ length }) => length > 0);
  const source = { id, type: plugin.id, origin: plugin.origin(settings) };
  if (tells) await store.append(project, source, dated(heard.harvest, now), []);
  if (heard.reread.length > 0) await store.askReread(project, id, heard.reread, now);
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
