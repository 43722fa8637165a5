// What a server does of its own accord: reads what is new, at night also what a lost delivery missed, and says what is due.
import type { Out } from '../contracts.ts';
import { dateText } from '../domain/calendar.ts';
import { SourceError, UserError } from '../domain/errors.ts';
import { lastDaily } from '../domain/schedule.ts';
import type { ConfiguredSource } from '../flow/ingest.ts';
import { lineDigest } from '../lib/digest.ts';
import { type Job, startClockwork } from '../shell/schedule.ts';
import type { House, ProjectHouse } from './house.ts';
import { ingestProject, settleProject } from './ingest.ts';
import { withLease } from './lease.ts';
import { carryMatters } from './matters.ts';
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

const readAnew = async (
  house: House,
  chosen: ProjectHouse,
  sources: readonly ConfiguredSource[],
  { remark }: Remarks,
): Promise<void> => {
  const wish = { remark, progress: quiet };
  for (const { id } of sources) {
    if (house.io.stopping()) return;
    for (const { error } of await ingestProject(house, chosen, { ...wish, only: id }))
      if (error !== undefined) remark(`${chosen.project.id}/${id}: ${error}`);
  }
  for (const { source, error } of await settleProject(house, chosen, wish))
    remark(`${chosen.project.id}/${source}: ${error}`);
};

/** Those of which the history from before was never read to its end. */
const unreadOf = async (
  { store }: House,
  project: string,
  sources: readonly ConfiguredSource[],
): Promise<ConfiguredSource[]> => {
  const read = new Set(
    (await store.sources(project)).filter(({ readAt }) => readAt !== undefined).map(({ id }) => id),
  );
  return sources.filter(({ id }) => !read.has(id));
};

/** Seconds: what does not tell of itself is asked so often. */
const ASK_EVERY = 3 * 3600;

/** Reads what does not tell of itself, where that is hours ago. With an App, GitHub tells. */
export const freshen = async ({ house, isApp, log }: Scheduled, chosen: ProjectHouse): Promise<void> => {
  const { id } = chosen.project;
  const known = new Map((await house.store.sources(id)).map(({ id: source, readAt }) => [source, readAt]));
  const old = chosen.sources.filter(
    ({ id: source, plugin }) =>
      !(isApp && plugin.hear !== undefined) && (known.get(source) ?? 0) <= house.io.now() - ASK_EVERY,
  );
  if (old.length === 0) return;
  await withLease(
    house.store,
    `read ${id}`,
    () => house.io.now(),
    () => readAnew(house, chosen, old, log),
  );
};

/**
 * Reads everything again, once a night however many processes there are, and at any time what was never read to its
 * end. True: it was done here and now. A night that was missed is made up for.
 */
export const reconcile = async (house: House, chosen: ProjectHouse, remarks: Remarks): Promise<boolean> => {
  const { sources } = chosen;
  const { id, timezone } = chosen.project;
  const done = await withLease(
    house.store,
    `reconcile ${id}`,
    () => house.io.now(),
    async () => {
      const night = dateText(lastDaily(house.io.now(), nightlyMinute(id), timezone), timezone);
      const isDone = (await house.store.setting(id, RECONCILED)) === night;
      const wanted = isDone ? await unreadOf(house, id, sources) : sources;
      if (wanted.length === 0) return false;
      await readAnew(house, chosen, wanted, remarks);
      if (!house.io.stopping()) await house.store.setSetting(id, RECONCILED, night);
      return true;
    },
  );
  return done === true;
};

const tell = ({ id }: { id: string }, said: readonly Said[], log: Scheduled['log']): void => {
  const { remark, news = remark } = log;
  for (const { report, channel, state, words } of said)
    if (state !== 'unchanged' && state !== 'busy' && state !== 'over')
      (state === 'refused' ? remark : news)(`${id}: ${report} to ${channel}: ${state}: ${words}`);
};

export interface Scheduled {
  /** Its projects are read anew whenever something is done. */
  readonly house: House;
  readonly out: Out;
  /** Whether GitHub tells this server what happens there. */
  readonly isApp: boolean;
  /** `news`: what goes as it should; left out, it is a remark like any other. */
  readonly log: Remarks & { readonly news?: (text: string) => void };
}

/** Before everything was read once, a report would be a claim of silence. */
const isRead = async (house: House, { project, sources }: ProjectHouse): Promise<boolean> =>
  (await unreadOf(house, project.id, sources)).length === 0;

/** `anew`: also what was said this week is brought up to date. */
const say = async ({ house, out, log }: Scheduled, chosen: ProjectHouse, anew: boolean): Promise<void> => {
  if (!(await isRead(house, chosen))) return;
  await settleIfChanged(house, chosen, log);
  tell(chosen.project, await publishDue(house, chosen, out, anew), log);
};

/** Who is written to is told by the configuration and the roster: both are brought up to date before. */
const carry = async ({ house, out, log }: Scheduled, chosen: ProjectHouse): Promise<void> => {
  if (!chosen.project.publish || !(await isRead(house, chosen))) return;
  await settleIfChanged(house, chosen, log);
  const { remark, news = remark } = log;
  for (const { step, channel, state, words } of (await carryMatters(house, chosen, out)) ?? [])
    if (state !== 'unchanged')
      (['refused', 'later', 'unsure'].includes(state) ? remark : news)(
        `${chosen.project.id}: ${step.kind} ${step.key} to ${channel}: ${state}: ${words}`,
      );
};

const atNight = async (deps: Scheduled, chosen: ProjectHouse): Promise<void> => {
  if (await reconcile(deps.house, chosen, deps.log)) await say(deps, chosen, true);
};

/** The history from before may take hours to read: it is read beside everything else. */
const firstReadings = (deps: Scheduled, failed: (job: string, error: unknown) => void) => {
  const running = new Map<string, Promise<void>>();
  const isOwed = async (chosen: ProjectHouse): Promise<boolean> =>
    (await unreadOf(deps.house, chosen.project.id, chosen.sources)).length > 0;
  const read = async (chosen: ProjectHouse): Promise<void> => {
    const { id } = chosen.project;
    const { remark, news = remark } = deps.log;
    news(`${id}: reading its history for the first time`);
    try {
      await atNight(deps, chosen);
      if (!(await isOwed(chosen))) news(`${id}: its history was read`);
    } catch (error) {
      failed(id, error);
    } finally {
      running.delete(id);
    }
  };
  return {
    /** False: it was read before, or there is nothing to read. */
    async begin(chosen: ProjectHouse): Promise<boolean> {
      const { id } = chosen.project;
      if (!(await isOwed(chosen))) return false;
      if (!running.has(id)) running.set(id, read(chosen));
      return true;
    },
    ended: async (): Promise<void> => void (await Promise.all(running.values())),
  };
};

const at = (minute: number, weekday = '*'): string =>
  `${minute % 60} ${Math.floor(minute / 60)} * * ${weekday}`;

/** A project is looked up when its time has come: what is configured may have changed. */
const withProject = async (house: House, id: string, work: (chosen: ProjectHouse) => Promise<void>) => {
  const chosen = house.projects.find(({ project }) => project.id === id);
  if (chosen) await work(chosen);
};

const timesOf = (deps: Scheduled, { project }: ProjectHouse): Job[] => {
  const { id, timezone, schedule } = project;
  const night = {
    name: `${id}: at night`,
    cron: at(nightlyMinute(id)),
    timezone,
    run: () => withProject(deps.house, id, chosen => atNight(deps, chosen)),
  };
  if (!schedule) return [night];
  const weekly = {
    name: `${id}: weekly`,
    cron: at(schedule.minute, String(schedule.weekday % 7)),
    timezone,
    run: () => withProject(deps.house, id, chosen => say(deps, chosen, false)),
  };
  return [night, weekly];
};

export interface Schedule {
  /** To be called when the projects have changed: nobody waits for it, and it waits for no history. */
  look(): void;
  /** Resolves once what is at hand has ended. */
  stop(): Promise<void>;
}

/**
 * Begins at once with what came due while nobody was there, and looks again every quarter of an hour: also at which
 * projects there are then.
 */
export const startSchedule = (deps: Scheduled): Schedule => {
  const { house, log } = deps;
  const failed = (job: string, error: unknown): void => {
    const isTold = error instanceof UserError || error instanceof SourceError || !(error instanceof Error);
    log.remark(`${job}: ${isTold ? String(error) : (error.stack ?? error.message)}`);
  };
  const clockwork = startClockwork(failed);
  const firsts = firstReadings(deps, failed);
  const catchUp = async (chosen: ProjectHouse): Promise<void> => {
    if (await firsts.begin(chosen)) return;
    await atNight(deps, chosen);
    await freshen(deps, chosen);
    await say(deps, chosen, false);
    await carry(deps, chosen);
  };
  const plan = (): void => clockwork.plan([look, ...house.projects.flatMap(chosen => timesOf(deps, chosen))]);
  const look: Job = {
    name: 'what is due',
    cron: QUARTER_HOUR,
    timezone: 'UTC',
    async run() {
      plan();
      for (const chosen of house.projects) {
        if (house.io.stopping()) return;
        // One project that fails keeps no other waiting.
        await catchUp(chosen).catch((error: unknown) => failed(chosen.project.id, error));
      }
    },
  };
  const lookNow = (): void => void clockwork.run(look);
  lookNow();
  return {
    look: lookNow,
    stop: async () => void (await Promise.all([clockwork.stop(), firsts.ended()])),
  };
};
