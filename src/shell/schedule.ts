// The clockwork: jobs at times of the wall clock, each after the other, until it is stopped.
import cron, { type ScheduledTask } from 'node-cron';

export interface Job {
  readonly name: string;
  /** Five fields: minute, hour, day, month, weekday. */
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
  run(): Promise<void>;
}

export interface Clockwork {
  /** From now on these are all; one with the same name and times goes on as it was. */
  plan(jobs: readonly Job[]): void;
  /** Now, and out of turn. */
  run(job: Job): Promise<void>;
  /** No job begins any more; resolves once the one at hand has ended. */
  stop(): Promise<void>;
}

const keyOf = ({ name, cron: times, timezone }: Job): string => `${name}\n${times}\n${timezone}`;

/** Jobs of one process run one after the other; one that waits already is not queued twice. */
const queue = (failed: (job: string, error: unknown) => void) => {
  let [last, isStopped] = [Promise.resolve(), false];
  const waiting = new Set<string>();
  const work = async (job: Job): Promise<void> => {
    waiting.delete(keyOf(job));
    if (isStopped) return;
    try {
      await job.run();
    } catch (error) {
      failed(job.name, error);
    }
  };
  return {
    run: (job: Job): Promise<void> => {
      if (waiting.has(keyOf(job))) return last;
      waiting.add(keyOf(job));
      last = last.then(() => work(job));
      return last;
    },
    stop: (): Promise<void> => {
      isStopped = true;
      return last;
    },
  };
};

/** `failed` is told of what a job threw: one that fails keeps no other from running. */
export const startClockwork = (failed: (job: string, error: unknown) => void): Clockwork => {
  // Its own logger writes colours to the terminal; late and overlapping runs are made up for by the next.
  const silent = (): void => undefined;
  const error = (text: string | Error, cause?: Error): void => failed('clock', cause ?? text);
  cron.setLogger({ info: silent, warn: silent, debug: silent, error });
  const { run, stop } = queue(failed);
  const tasks = new Map<string, ScheduledTask>();
  const drop = (key: string): void => {
    void tasks.get(key)?.destroy();
    tasks.delete(key);
  };
  return {
    run,
    plan(jobs) {
      const wanted = new Map(jobs.map(job => [keyOf(job), job]));
      for (const key of [...tasks.keys()].filter(each => !wanted.has(each))) drop(key);
      for (const [key, job] of wanted) {
        if (tasks.has(key)) continue;
        const { name, timezone } = job;
        tasks.set(
          key,
          cron.schedule(job.cron, () => run(job), { name, timezone, noOverlap: true }),
        );
      }
    },
    stop() {
      for (const key of [...tasks.keys()]) drop(key);
      return stop();
    },
  };
};
