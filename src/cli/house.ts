// Puts the house together for the command line: plugins, configuration, ledger, the outer world.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Channel, Io, Metric, Report, Roster, Source, Store } from '../contracts.ts';
import { UsageError, UserError } from '../domain/errors.ts';
import type { Project } from '../domain/project.ts';
import type { ConfiguredSource } from '../flow/ingest.ts';
import type { ConfiguredRoster } from '../flow/settle.ts';
import { patternTest } from '../lib/pattern.ts';
import { closest } from '../lib/suggest.ts';
import { type LoadedProject, loadConfig } from '../shell/config/load.ts';
import { realIo } from '../shell/io.ts';
import { loadFolder } from '../shell/registry.ts';
import { type Renderer, templates } from '../shell/templates.ts';
import { openSqlite } from '../store/sqlite.ts';
import { type Invocation, type Options, text } from './verb.ts';

/** The folder of package.json: three up from dist/src/cli. */
export const ROOT = new URL('../../../', import.meta.url);

export interface Plugins {
  readonly sources: ReadonlyMap<string, Source>;
  readonly rosters: ReadonlyMap<string, Roster>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly reports: ReadonlyMap<string, Report>;
}

const room = <Kind extends { readonly id: string }>(name: string) =>
  loadFolder<Kind>(new URL(`../${name}/`, import.meta.url));

export const loadPlugins = async (): Promise<Plugins> => ({
  sources: await room<Source>('sources'),
  rosters: await room<Roster>('rosters'),
  channels: await room<Channel>('channels'),
  metrics: await room<Metric>('metrics'),
  reports: await room<Report>('reports'),
});

export const renderer = (): Renderer => templates(new URL('templates/', ROOT));

/** One project with everything that is needed to work on it. */
export interface ProjectHouse {
  readonly project: Project;
  readonly file: string;
  readonly sources: readonly ConfiguredSource[];
  readonly rosters: readonly ConfiguredRoster[];
  readonly channels: readonly { readonly channel: Channel; readonly settings: unknown }[];
}

export interface House {
  readonly plugins: Plugins;
  readonly projects: readonly ProjectHouse[];
  readonly store: Store;
  readonly io: Io;
  readonly test: ReturnType<typeof patternTest>;
}

const found = <Kind>(plugins: ReadonlyMap<string, Kind>, id: string): Kind => {
  const plugin = plugins.get(id);
  if (plugin === undefined) throw new Error(`the plugin ${id} was accepted and is not there`);
  return plugin;
};

const projectHouse = (
  { project, sources, rosters, channels, file }: LoadedProject,
  plugins: Plugins,
): ProjectHouse => ({
  project,
  file,
  sources: sources.map(({ id, type, settings }) => ({
    id,
    plugin: found(plugins.sources, type),
    settings,
    digest: createHash('sha256')
      .update(JSON.stringify([type, settings]))
      .digest('hex'),
  })),
  rosters: rosters.map(({ id, type, settings }) => ({ id, plugin: found(plugins.rosters, type), settings })),
  channels: channels.map(({ type, settings }) => ({ channel: found(plugins.channels, type), settings })),
});

export const configPath = (options: Options): string => resolve(text(options, 'config') ?? 'rollcall.yml');

/** @throws ConfigError with every fault; UsageError when there is nothing to read. */
export const loadProjects = async (options: Options, plugins: Plugins): Promise<ProjectHouse[]> => {
  const path = configPath(options);
  if (!(await stat(path).catch(() => undefined))) {
    throw new UsageError(
      `${path} does not exist. "rollcall init" writes a first one; --config PATH names another.`,
    );
  }
  const { projects } = await loadConfig(path, plugins);
  return projects.map(loaded => projectHouse(loaded, plugins));
};

const databasePath = async (options: Options): Promise<string> => {
  const named = text(options, 'database');
  if (named !== undefined) return resolve(named);
  const path = configPath(options);
  const folder = (await stat(path)).isDirectory() ? path : dirname(path);
  return join(folder, 'rollcall.db');
};

/**
 * Opens everything; the caller closes `store`. Only who reads sources makes a ledger: a mistyped --database must not
 * pass for an empty one.
 * @throws UserError when there is no ledger yet and `makes` is not set.
 */
export const openHouse = async (
  { options, stopping }: Pick<Invocation, 'options' | 'stopping'>,
  makes = false,
): Promise<House> => {
  const plugins = await loadPlugins();
  const projects = await loadProjects(options, plugins);
  const database = await databasePath(options);
  if (!makes && !(await stat(database).catch(() => undefined))) {
    throw new UserError(
      `There is no ledger ${database} yet. "rollcall ingest" makes it; --database FILE names another.`,
    );
  }
  return {
    plugins,
    projects,
    store: openSqlite(database),
    io: realIo({ cacheDir: join(dirname(database), 'cache'), stopping }),
    test: patternTest(),
  };
};

/** The project that was asked for, or the only one. @throws UsageError */
export const chosenProject = (projects: readonly ProjectHouse[], options: Options): ProjectHouse => {
  const id = text(options, 'project');
  const ids = projects.map(({ project }) => project.id);
  const chosen = id === undefined ? projects[0] : projects.find(({ project }) => project.id === id);
  if (id === undefined && projects.length > 1) {
    throw new UsageError(`The configuration has several projects; say which: --project ${ids.join(' | ')}.`);
  }
  if (chosen) return chosen;
  throw new UsageError(`There is no project "${id}"; there are ${ids.join(', ')}.${hint(id ?? '', ids)}`);
};

export const hint = (word: string, words: readonly string[]): string => {
  const near = closest(word, words);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
};

/** @throws UserError when nothing was ever read: a report of nothing would look like a report of silence. */
export const mustHaveData = async (store: Store, project: Project): Promise<void> => {
  if ((await store.sources(project.id)).length === 0) {
    throw new UserError(`Nothing has been read for ${project.id} yet. Run: rollcall ingest`);
  }
};
