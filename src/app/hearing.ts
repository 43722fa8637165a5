// Drains the inbox whenever something waits: at the start, on every new delivery, and now and then for those that failed.
import type { Inbox } from '../contracts.ts';
import { type DrainOptions, drain, type Listener, type Trouble } from '../flow/hear.ts';
import type { Log } from './log.ts';

export interface Hearing {
  /** Something new waits. */
  readonly wake: () => void;
  /** Finishes the delivery at hand. */
  stop(): Promise<void>;
}

export interface HearingParts {
  readonly inbox: Inbox;
  /** They put what is told into the ledger: nothing outside of this machine can hold them up. */
  readonly recorders: readonly Listener[];
  /** They act on it, and may have to wait for GitHub. */
  readonly answerers: readonly Listener[];
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

interface Lane extends Pick<DrainOptions, 'lane' | 'goesOn'> {
  readonly listeners: readonly Listener[];
  /** Called when something was heard. */
  readonly onHeard?: () => void;
}

const startLane = ({ inbox, now, log }: HearingParts, { listeners, onHeard, ...which }: Lane): Hearing => {
  let stopping = false;
  let again = false;
  let running: Promise<void> | undefined;
  const options = {
    ...which,
    now,
    pause,
    stopping: () => stopping,
    onTrouble: (trouble: Trouble) => tell(log, trouble),
  };

  const run = async (): Promise<void> => {
    try {
      do {
        again = false;
        const { heard } = await drain(inbox, listeners, options);
        if (heard > 0) onHeard?.();
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

/** Each lane goes at its own pace. */
export const startHearing = (parts: HearingParts): Hearing => {
  const { recorders, answerers } = parts;
  const answering = startLane(parts, { lane: 'recorded', listeners: answerers });
  const recording = startLane(parts, {
    lane: 'waiting',
    listeners: recorders,
    goesOn: event => answerers.some(({ events }) => events === undefined || events.has(event)),
    onHeard: answering.wake,
  });
  return {
    wake() {
      recording.wake();
      answering.wake();
    },
    async stop() {
      await Promise.all([recording.stop(), answering.stop()]);
    },
  };
};
