// rollcall ingest: reads what is new in every source into the ledger.
import { SourceError, UsageError } from '../domain/errors.ts';
import { type ConfiguredSource, type IngestProgress, type IngestResult, ingest } from '../flow/ingest.ts';
import { type House, hint, openHouse, type ProjectHouse } from './house.ts';
import { progressOn } from './progress.ts';
import { settle } from './settled.ts';
import { COMMON, oneOf, type Terminal, text, type Verb } from './verb.ts';

interface SourceOutcome extends Partial<IngestResult> {
  readonly project: string;
  readonly source: string;
  readonly error?: string;
}

const plainly = (outcome: SourceOutcome): string => {
  const { project, source, error, records = 0, stored = 0, known = 0, skipped = 0, complete } = outcome;
  if (error !== undefined) return `${project}/${source}: ${error}`;
  const news = records === 0 ? 'nothing new' : `${records} records read, ${stored} activities stored`;
  const rest = [known > 0 ? `${known} known already` : '', skipped > 0 ? `${skipped} skipped` : ''].filter(
    Boolean,
  );
  const state = complete ? '' : '; stopped before the end, the next run goes on from here';
  return `${project}/${source}: ${[news, ...rest].join(', ')}${state}`;
};

interface Wish {
  readonly only: string | undefined;
  readonly full: boolean;
  readonly terminal: Terminal;
}

const ingestSource = async (
  house: House,
  project: string,
  source: ConfiguredSource,
  { full, terminal }: Wish,
): Promise<SourceOutcome> => {
  const progress = progressOn(terminal);
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
const retireSources = async (house: House, { project, sources }: ProjectHouse, terminal: Terminal) => {
  for (const { id } of await house.store.sources(project.id)) {
    if (sources.some(source => source.id === id)) continue;
    await house.store.retire(project.id, id);
    terminal.remark(`${project.id}/${id}: no longer in the configuration; what it told was removed`);
  }
};

const ingestProject = async (
  house: House,
  projectHouse: ProjectHouse,
  wish: Wish,
): Promise<SourceOutcome[]> => {
  const { project, sources } = projectHouse;
  await retireSources(house, projectHouse, wish.terminal);
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

const settleProject = async (
  house: House,
  projectHouse: ProjectHouse,
  terminal: Terminal,
): Promise<SourceOutcome[]> => {
  const project = projectHouse.project.id;
  const skipped = await settle(house, projectHouse);
  for (const { roster, where, reason, unread } of skipped) {
    if (!unread) terminal.remark(`${project}/${roster}: ${where}: ${reason}`);
  }
  return skipped
    .filter(({ unread }) => unread)
    .map(({ roster, reason }) => ({ project, source: roster, error: reason }));
};

/** Shared with the demo. */
export const ingestAll = async (
  house: House,
  terminal: Terminal,
  only?: string,
  full = false,
): Promise<SourceOutcome[]> => {
  const outcomes: SourceOutcome[] = [];
  for (const projectHouse of house.projects) {
    outcomes.push(...(await ingestProject(house, projectHouse, { only, full, terminal })));
    if (!house.io.stopping()) outcomes.push(...(await settleProject(house, projectHouse, terminal)));
  }
  return outcomes;
};

export const ingestVerb: Verb = {
  name: 'ingest',
  usage: 'ingest [--source ID] [--full]',
  summary: 'read what is new in every source into the ledger',
  details: 'May be interrupted at any time (Ctrl-C): nothing is lost or doubled, and the next run goes on.',
  options: {
    source: { type: 'string', value: 'ID', help: 'only this source' },
    full: { type: 'boolean', help: 'forget what was read and read everything again' },
    format: { type: 'string', value: 'text|json', help: 'how to print what was read (default: text)' },
    config: COMMON.config,
    database: COMMON.database,
  },
  async run(invocation) {
    const format = oneOf(invocation.options, 'format', ['text', 'json']) ?? 'text';
    const house = await openHouse(invocation, true);
    try {
      const only = text(invocation.options, 'source');
      const ids = house.projects.flatMap(({ sources }) => sources.map(({ id }) => id));
      if (only !== undefined && !ids.includes(only)) {
        throw new UsageError(`There is no source "${only}"; there are ${ids.join(', ')}.${hint(only, ids)}`);
      }
      const outcomes = await ingestAll(house, invocation.terminal, only, invocation.options['full'] === true);
      if (format === 'json') invocation.terminal.print(`${JSON.stringify(outcomes, null, 2)}\n`);
      else for (const outcome of outcomes) invocation.terminal.print(`${plainly(outcome)}\n`);
      return outcomes.some(({ error }) => error !== undefined) ? 1 : 0;
    } finally {
      house.store.close();
    }
  },
};
