// What is done again and again while the server runs, each thing without overlap.
import type { Log } from './log.ts';

export interface Timer {
  readonly name: string;
  readonly everySeconds: number;
  run(): Promise<void>;
}

/** Returns what stops them: what is under way is finished. */
export const startTimers = (timers: readonly Timer[], log: Log): (() => Promise<void>) => {
  let stopping = false;
  const running = new Map<Timer, Promise<void>>();
  const tick = async (timer: Timer): Promise<void> => {
    try {
      await timer.run();
    } catch (err) {
      // One that fails keeps no other from its work, and is tried again.
      log.error({ err, timer: timer.name }, 'a timer failed');
    } finally {
      running.delete(timer);
    }
  };
  const clocks = timers.map(timer =>
    setInterval(() => {
      if (!stopping && !running.has(timer)) running.set(timer, tick(timer));
    }, timer.everySeconds * 1000),
  );
  return async () => {
    stopping = true;
    for (const clock of clocks) clearInterval(clock);
    await Promise.all(running.values());
  };
};
