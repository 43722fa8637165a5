// What a server does of its own accord: says what is due, and reads at night what a lost delivery missed.
import type { Out } from '../contracts.ts';
import { dateText } from '../domain/calendar.ts';
import { SourceError, UserError } from '../domain/errors.ts';
import { lastDaily } from '../domain/schedule.ts';
import { lineDigest } from '../lib/digest.ts';
import { type Clockwork, type Job, startJobs } from '../shell/schedule.ts';
import type { House, ProjectHouse } from './house.ts';
import { ingestProject, settleProject } from './ingest.ts';
import { withLease } from './lease.ts';
import { publishDue, type Said } from './publish.ts';
import { type Remarks, settleIfChanged } from './settled.ts';

const QUARTER_HOUR = '*/15 * * * *';

/** From 03:10 to 04:50, when clocks do not change, and not for every project at once. */
export const nightlyMinute = (project: string): number => {
  const digest = lineDigest();
  digest.add(project);
  return 190 + (Number.parseInt(digest.text(), 36) % 101);
};

const RECONCILED = 'reconciled';
const quiet = () => ({ update: () => undefined, end: () => undefined });

const readAnew = async (house: House, chosen: ProjectHouse, { remark }: Remarks): Promise<void> => {
  const wish = { remark, progress: quiet };
  for (const { id } of chosen.sources.filter(({ plugin }) => plugin.hear !== undefined)) {
    if (house.io.stopping()) return;
    for (const { error } of await ingestProject(house, chosen, { ...wish, only: id }))
      if (error !== undefined) remark(`${chosen.project.id}/${id}: ${error}`);
  }
  for (const { source, error } of await settleProject(house, chosen, wish))
    remark(`${chosen.project.id}/${source}: ${error}`);
};

/**
 * Reads again whatever tells of itself, once a night however many processes there are. True: it was done here and now.
 * A night that was missed is made up for, but the very first reading is left to the night or to whoever asks for it.
 */
export const reconcile = async (
  house: House,
  chosen: ProjectHouse,
  remarks: Remarks,
  makesUp = false,
): Promise<boolean> => {
  const { id, timezone } = chosen.project;
  if (!chosen.sources.some(({ plugin }) => plugin.hear !== undefined)) return false;
  const done = await withLease(
    house.store,
    `reconcile ${id}`,
    () => house.io.now(),
    async () => {
      const night = dateText(lastDaily(house.io.now(), nightlyMinute(id), timezone), timezone);
      const before = await house.store.setting(id, RECONCILED);
      if (before === night || (makesUp && before === undefined)) return false;
      await readAnew(house, chosen, remarks);
      if (!house.io.stopping()) await house.store.setSetting(id, RECONCILED, night);
      return true;
    },
  );
  return done === true;
};

const tell = ({ id }: { id: string }, said: readonly Said[], { remark }: Remarks): void => {
  for (const { report, channel, state, words } of said)
    if (state !== 'unchanged' && state !== 'busy')
      remark(`${id}: ${report} to ${channel}: ${state}: ${words}`);
};

const say = async (
  house: House,
  chosen: ProjectHouse,
  out: Out,
  log: Remarks,
  anew: boolean,
): Promise<void> => {
  // Without data a report would be a claim of silence.
  if ((await house.store.sources(chosen.project.id)).length === 0) return;
  await settleIfChanged(house, chosen, log);
  tell(chosen.project, await publishDue(house, chosen, out, anew), log);
};

export interface Scheduled {
  readonly house: House;
  readonly out: Out;
  readonly log: Remarks;
}

const jobsOf = ({ house, out, log }: Scheduled, chosen: ProjectHouse): Job[] => {
  const { id, timezone, schedule } = chosen.project;
  const publishing = (): Promise<void> => say(house, chosen, out, log, false);
  const night = async (makesUp: boolean): Promise<void> => {
    if (await reconcile(house, chosen, log, makesUp)) await say(house, chosen, out, log, true);
  };
  const at = (minute: number, weekday = '*'): string =>
    `${minute % 60} ${Math.floor(minute / 60)} * * ${weekday}`;
  return [
    {
      name: `${id}: what is due`,
      cron: QUARTER_HOUR,
      timezone,
      async run() {
        await night(true);
        await publishing();
      },
    },
    { name: `${id}: at night`, cron: at(nightlyMinute(id)), timezone, run: () => night(false) },
    ...(schedule
      ? [
          {
            name: `${id}: weekly`,
            cron: at(schedule.minute, String(schedule.weekday % 7)),
            timezone,
            run: publishing,
          },
        ]
      : []),
  ];
};

/**
 * Begins at once with what came due while nobody was there. A house whose projects change needs a schedule anew.
 */
export const startSchedule = (deps: Scheduled): Clockwork => {
  const jobs = deps.house.projects.flatMap(chosen => jobsOf(deps, chosen));
  const failed = (job: string, error: unknown): void => {
    const isTold = error instanceof UserError || error instanceof SourceError;
    deps.log.remark(
      `${job}: ${isTold || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}`,
    );
  };
  const clockwork = startJobs(jobs, failed);
  for (const job of jobs.filter(({ cron }) => cron === QUARTER_HOUR)) void clockwork.run(job);
  return { stop: () => clockwork.stop() };
};
