// The schedule of a house whose projects come and go: set anew whenever they have changed.
import type { Out } from '../contracts.ts';
import type { House } from '../house/house.ts';
import { startSchedule } from '../house/schedule.ts';
import type { Log } from './log.ts';

export interface ScheduleKeeper {
  /** To be called when the projects have changed. What is under way ends first, and nobody waits for it. */
  renew(): void;
  /** Resolves once the job at hand has ended. */
  stop(): Promise<void>;
}

export const keepSchedule = (house: House, out: Out, log: Log): ScheduleKeeper => {
  const words = { remark: (text: string) => log.warn(text), news: (text: string) => log.info(text) };
  const begin = () => startSchedule({ house, out, log: words });
  let stopped = false;
  let clockwork = begin();
  let renewal: Promise<void> = Promise.resolve();
  const again = async (): Promise<void> => {
    await clockwork.stop();
    if (!stopped) clockwork = begin();
  };
  return {
    renew() {
      renewal = renewal.then(again).catch((err: unknown) => log.error({ err }, 'the schedule stands still'));
    },
    async stop() {
      stopped = true;
      await renewal;
      await clockwork.stop();
    },
  };
};
