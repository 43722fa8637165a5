// Reads what is new in every source of a project: one that is ill keeps no other from being read.
import { SourceError } from '../domain/errors.ts';
import { type ConfiguredSource, type IngestProgress, type IngestResult, ingest } from '../flow/ingest.ts';
import type { House, ProjectHouse } from './house.ts';
import { type Remarks, settle } from './settled.ts';

export interface SourceOutcome extends Partial<IngestResult> {
  readonly project: string;
  readonly source: string;
  readonly error?: string;
}

/** Shows how far one source has been read. */
export interface Progress {
  update(step: IngestProgress): void;
  end(): void;
}

export interface Wish extends Remarks {
  /** Only the source with this id. */
  readonly only?: string | undefined;
  /** Forget what was read, and read it all. */
  readonly full?: boolean;
  readonly progress: () => Progress;
}

const ingestSource = async (
  house: House,
  project: string,
  source: ConfiguredSource,
  { full = false, progress: newProgress }: Wish,
): Promise<SourceOutcome> => {
  const progress = newProgress();
  const onProgress = (step: IngestProgress): void => progress.update(step);
  try {
    return { project, ...(await ingest(house.store, project, source, house.io, { full, onProgress })) };
  } catch (error) {
    // One source that is ill does not keep the others from being read.
    if (!(error instanceof SourceError)) throw error;
    return { project, source: source.id, error: error.message };
  } finally {
    progress.end();
  }
};

/** What a source told that the configuration no longer has is no longer part of any number. */
const retireSources = async (house: House, { project, sources }: ProjectHouse, { remark }: Remarks) => {
  for (const { id } of await house.store.sources(project.id)) {
    if (sources.some(source => source.id === id)) continue;
    await house.store.retire(project.id, id);
    remark(`${project.id}/${id}: no longer in the configuration; what it told was removed`);
  }
};

export const ingestProject = async (
  house: House,
  projectHouse: ProjectHouse,
  wish: Wish,
): Promise<SourceOutcome[]> => {
  const { project, sources } = projectHouse;
  await retireSources(house, projectHouse, wish);
  const outcomes: SourceOutcome[] = [];
  const originOf = ({ plugin, settings }: ConfiguredSource): string => plugin.origin(settings);
  const wanted = sources.filter(({ id }) => wish.only === undefined || id === wish.only);
  const again = new Set<ConfiguredSource>();
  for (const source of wanted) {
    if (house.io.stopping()) break;
    const outcome = await ingestSource(house, project.id, source, wish);
    outcomes.push(outcome);
    if (!outcome.restarted) continue;
    // Whoever shares the origin was forgotten with it, and tells its part again.
    for (const other of sources)
      if (other !== source && originOf(other) === originOf(source)) again.add(other);
  }
  for (const source of again) {
    if (house.io.stopping()) break;
    outcomes.push(await ingestSource(house, project.id, source, { ...wish, full: false }));
  }
  return outcomes;
};

export const settleProject = async (
  house: House,
  projectHouse: ProjectHouse,
  { remark }: Remarks,
): Promise<SourceOutcome[]> => {
  const project = projectHouse.project.id;
  const skipped = await settle(house, projectHouse);
  for (const { roster, where, reason, unread } of skipped) {
    if (!unread) remark(`${project}/${roster}: ${where}: ${reason}`);
  }
  return skipped
    .filter(({ unread }) => unread)
    .map(({ roster, reason }) => ({ project, source: roster, error: reason }));
};

/** Every project's sources, then who is who. */
export const ingestAll = async (house: House, wish: Wish): Promise<SourceOutcome[]> => {
  const outcomes: SourceOutcome[] = [];
  for (const projectHouse of house.projects) {
    outcomes.push(...(await ingestProject(house, projectHouse, wish)));
    if (!house.io.stopping()) outcomes.push(...(await settleProject(house, projectHouse, wish)));
  }
  return outcomes;
};
