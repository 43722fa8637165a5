// Drains the inbox whenever something waits: at the start, on every new delivery, and now and then for those that failed.
import type { Inbox } from '../contracts.ts';
import { drain, type Listener, type Trouble } from '../flow/hear.ts';
import type { Log } from './log.ts';

export interface Hearing {
  /** Something new waits. */
  wake(): void;
  /** Finishes the delivery at hand. */
  stop(): Promise<void>;
}

export interface HearingParts {
  readonly inbox: Inbox;
  readonly listeners: readonly Listener[];
  readonly now: () => number;
  readonly log: Log;
}

/** A turn of the event loop: requests that have arrived are taken in before the next delivery is heard. */
const pause = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

const tell = (log: Log, { id, event, reason, setAside, errors }: Trouble): void => {
  const [err] = errors;
  if (setAside)
    log.error({ delivery: id, event, reason, err }, 'a delivery was set aside; see rollcall deliveries');
  else log.warn({ delivery: id, event, reason }, 'a delivery could not be heard and is tried again');
};

export const startHearing = ({ inbox, listeners, now, log }: HearingParts): Hearing => {
  let stopping = false;
  let again = false;
  let running: Promise<void> | undefined;
  const options = {
    now,
    pause,
    stopping: () => stopping,
    onTrouble: (trouble: Trouble) => tell(log, trouble),
  };

  const run = async (): Promise<void> => {
    try {
      do {
        again = false;
        await drain(inbox, listeners, options);
      } while (again && !stopping);
    } catch (err) {
      // What waits goes on waiting: the timer wakes us again.
      log.error({ err }, 'the inbox cannot be drained');
    } finally {
      running = undefined;
    }
  };
  const wake = (): void => {
    again = true;
    if (!stopping) running ??= run();
  };
  wake();
  return {
    wake,
    async stop() {
      stopping = true;
      await running;
    },
  };
};
