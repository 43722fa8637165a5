// Waiting, as long as nobody wants to stop.
import { setTimeout as sleep } from 'node:timers/promises';

/** @returns false when it was asked to stop before the end. */
export const waitFor = async (seconds: number, second: number, stopping: () => boolean): Promise<boolean> => {
  for (let left = seconds; left > 0; left -= 1) {
    if (stopping()) return false;
    await sleep(Math.min(left, 1) * second);
  }
  return !stopping();
};

/** Runs the work of one lane one after the other. */
export const lanes = () => {
  const ends = new Map<string, Promise<unknown>>();
  return <Result>(lane: string, work: () => Promise<Result>): Promise<Result> => {
    const before = ends.get(lane) ?? Promise.resolve();
    const mine = before.then(work, work);
    const end = mine.catch(() => undefined);
    ends.set(lane, end);
    void end.then(() => {
      if (ends.get(lane) === end) ends.delete(lane);
    });
    return mine;
  };
};
