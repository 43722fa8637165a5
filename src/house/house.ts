// Puts the house together for its front doors: plugins, configuration, ledger, the outer world.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Channel, Io, Store } from '../contracts.ts';
import { UsageError, UserError } from '../domain/errors.ts';
import type { Project } from '../domain/project.ts';
import type { ConfiguredSource } from '../flow/ingest.ts';
import type { ConfiguredRoster } from '../flow/settle.ts';
import { patternTest } from '../lib/pattern.ts';
import { type LoadedProject, loadConfig } from '../shell/config/load.ts';
import { githubFromEnvironment } from '../shell/github/environment.ts';
import { lazyGitHub } from '../shell/github.ts';
import { httpClient } from '../shell/http.ts';
import { realIo } from '../shell/io.ts';
import { openSqlite } from '../store/sqlite.ts';
import { digestOf } from './digest.ts';
import { loadPlugins, type Plugins } from './plugins.ts';
import { setupOf } from './setup.ts';

/** One project with everything that is needed to work on it. */
export interface ProjectHouse {
  readonly project: Project;
  readonly file: string;
  /** The repository that describes it, by GitHub's number; left out: it is configured on this machine. */
  readonly holder?: { readonly repository: number; readonly name: string };
  readonly sources: readonly ConfiguredSource[];
  readonly rosters: readonly ConfiguredRoster[];
  readonly channels: readonly { readonly channel: Channel; readonly settings: unknown }[];
  /** How one person is written to in private, in order of preference. */
  readonly letters: readonly { readonly channel: Channel; readonly settings: unknown }[];
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

const withSetup = (loaded: LoadedProject, plugins: Plugins): Project => ({
  ...loaded.project,
  setup: setupOf(loaded, plugins.channels),
});

export const projectHouse = (loaded: LoadedProject, plugins: Plugins): ProjectHouse => {
  const { sources, rosters, channels, letters, file } = loaded;
  return {
    project: withSetup(loaded, plugins),
    file,
    sources: sources.map(({ id, type, settings }) => ({
      id,
      plugin: found(plugins.sources, type),
      settings,
      digest: digestOf(JSON.stringify([type, settings])),
    })),
    rosters: rosters.map(({ id, type, settings }) => ({
      id,
      plugin: found(plugins.rosters, type),
      settings,
    })),
    channels: channels.map(({ type, settings }) => ({ channel: found(plugins.channels, type), settings })),
    letters: letters.map(({ type, settings }) => ({ channel: found(plugins.channels, type), settings })),
  };
};

/** @throws ConfigError with every fault; UsageError when there is nothing to read. */
export const loadProjects = async (config: string, plugins: Plugins): Promise<ProjectHouse[]> => {
  if (!(await stat(config).catch(() => undefined))) {
    throw new UsageError(
      `${config} does not exist. "rollcall init" writes a first one; --config PATH names another.`,
    );
  }
  const { projects } = await loadConfig(config, plugins);
  return projects.map(loaded => projectHouse(loaded, plugins));
};

/** Where the configuration and the ledger are, as somebody named them. */
export interface Places {
  readonly config?: string | undefined;
  readonly database?: string | undefined;
}

export const configPath = ({ config }: Places): string => resolve(config ?? 'rollcall.yml');

export const databasePath = async ({ config, database }: Places): Promise<string> => {
  if (database !== undefined) return resolve(database);
  const path = configPath({ config });
  const isFolder = await stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
  return join(isFolder ? path : dirname(path), 'rollcall.db');
};

export interface OpenHouse {
  readonly stopping?: () => boolean;
  /** Only who reads sources makes a ledger: a mistyped --database must not pass for an empty one. */
  readonly makes?: boolean;
  /** There may be no configuration on this machine: repositories describe their projects themselves. */
  readonly alone?: boolean;
  /** Told when GitHub or another host makes us wait. */
  readonly remark?: ((text: string) => void) | undefined;
}

/**
 * Opens everything; the caller closes `store`.
 * @throws UserError when there is no ledger yet and `makes` is not set.
 */
export const openHouse = async (
  places: Places,
  { stopping, makes = false, alone = false, remark }: OpenHouse = {},
): Promise<House> => {
  const plugins = await loadPlugins();
  const hasConfig = places.config !== undefined || !alone || existsSync(configPath(places));
  const projects = hasConfig ? await loadProjects(configPath(places), plugins) : [];
  const database = await databasePath(places);
  if (!makes && !(await stat(database).catch(() => undefined))) {
    throw new UserError(
      `There is no ledger ${database} yet. "rollcall ingest" makes it; --database FILE names another.`,
    );
  }
  const asked = stopping && { stopping };
  const onWait = (seconds: number, why: string) => remark?.(`${why}: waiting ${seconds} s`);
  const github = lazyGitHub(() => githubFromEnvironment(process.env, { ...asked, onWait }));
  const http = httpClient({ ...asked, environment: process.env, onWait });
  return {
    plugins,
    projects,
    store: openSqlite(database),
    io: realIo({ cacheDir: join(dirname(database), 'cache'), ...asked, github, http }),
    test: patternTest(),
  };
};
