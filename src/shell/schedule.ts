// The clockwork: jobs at times of the wall clock, each after the other, until it is stopped.
import cron from 'node-cron';

export interface Job {
  readonly name: string;
  /** Five fields: minute, hour, day, month, weekday. */
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
  run(): Promise<void>;
}

export interface Clockwork {
  /** No job begins any more; resolves once the one at hand has ended. */
  stop(): Promise<void>;
}

/** `failed` is told of what a job threw: one that fails keeps no other from running. */
export const startJobs = (
  jobs: readonly Job[],
  failed: (job: string, error: unknown) => void,
): Clockwork & { run(job: Job): Promise<void> } => {
  // Its own logger writes colours to the terminal; late and overlapping runs are made up for by the next.
  const silent = (): void => undefined;
  cron.setLogger({
    info: silent,
    warn: silent,
    debug: silent,
    error: (text, error) => failed('clock', error ?? text),
  });
  let [last, isStopped] = [Promise.resolve(), false];
  const waiting = new Set<Job>();
  const work = async (job: Job): Promise<void> => {
    waiting.delete(job);
    if (isStopped) return;
    try {
      await job.run();
    } catch (error) {
      failed(job.name, error);
    }
  };
  // Jobs of one process run one after the other; one that waits already is not queued twice.
  const run = (job: Job): Promise<void> => {
    if (waiting.has(job)) return last;
    waiting.add(job);
    last = last.then(() => work(job));
    return last;
  };
  const tasks = jobs.map(job =>
    cron.schedule(job.cron, () => run(job), { name: job.name, timezone: job.timezone, noOverlap: true }),
  );
  return {
    run,
    async stop() {
      isStopped = true;
      for (const task of tasks) await task.destroy();
      await last;
    },
  };
};
