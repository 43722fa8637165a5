// One process of a ledger sits in a network: two would run every meeting twice, and answer every question twice.
import { randomUUID } from 'node:crypto';
import type { Store } from '../../contracts.ts';

/** Seconds that a process which died keeps the next one waiting: so much of a meeting is missing. */
const LASTS = 10;
const LOOK = 2;

/** What is begun when it is our turn, and ended when it is not any more. */
export interface Sitting {
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface TurnParts {
  readonly store: Pick<Store, 'lease' | 'release'>;
  /** Of the network. */
  readonly name: string;
  /** Seconds UTC. */
  readonly now: () => number;
  readonly begin: () => Promise<Sitting>;
  readonly log: {
    info(text: string): void;
    error(text: string, error: unknown): void;
  };
}

/** Resolves once it sits there, or knows that another process does: then it waits for its turn. */
export const inTurn = async ({ store, name, now, begin, log }: TurnParts): Promise<Sitting> => {
  const holder = randomUUID();
  let sitting: Sitting | undefined;
  let [isStopped, isTold] = [false, false];
  const enter = async (): Promise<void> => {
    isTold = false;
    try {
      sitting = await begin();
    } catch (error) {
      log.error(`${name}: nobody sits there`, error);
      isStopped = true;
      await store.release(name, holder);
    }
  };
  const leave = async (left: Sitting): Promise<void> => {
    sitting = undefined;
    log.info(`${name}: another process sits there now; this one leaves`);
    await left.stop();
  };
  const look = async (): Promise<void> => {
    if (isStopped) return;
    const isOurs = await store.lease(name, holder, now(), now() + LASTS);
    if (isOurs && !sitting) await enter();
    else if (!isOurs && sitting) await leave(sitting);
    else if (!isOurs && !isTold) {
      isTold = true;
      log.info(`${name}: another process sits there; this one waits until it is gone`);
    }
  };
  // A ledger that is busy for a moment is no reason to leave.
  let last: Promise<void> = Promise.resolve();
  const again = (): Promise<void> =>
    (last = last.then(look).catch((error: unknown) => log.error(`${name}: whose turn it is`, error)));
  await again();
  const clock = setInterval(() => void again(), LOOK * 1000);
  return {
    async settled() {
      await last;
      await sitting?.settled();
    },
    async stop() {
      clearInterval(clock);
      isStopped = true;
      await last;
      await sitting?.stop();
      await store.release(name, holder);
    },
  };
};
