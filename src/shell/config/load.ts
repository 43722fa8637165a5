// A configuration file, or a folder of them, as projects; or every fault in all of them at once.
import { readFileSync, statSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isTimezone } from '../../domain/calendar.ts';
import { ConfigError, UserError } from '../../domain/errors.ts';
import type { Project } from '../../domain/project.ts';
import { crossProblems, peopleFileProblems } from './check.ts';
import { type Problem, unknown } from './explain.ts';
import { plansOf, type ReadBeside } from './meetings.ts';
import { networkProblems } from './people.ts';
import type { PersonEntry } from './person.ts';
import { toProject, toSourceUses, toUses, type Use } from './project.ts';
import { type Fault, inOrder, readYaml, validate, type YamlFile } from './read.ts';
import { peopleSchema, projectSchema, type Registries } from './schema.ts';

export interface LoadedProject {
  readonly project: Project;
  readonly sources: readonly Use[];
  readonly rosters: readonly Use[];
  readonly channels: readonly { readonly type: string; readonly settings: unknown }[];
  /** How one person is written to, in order of preference. */
  readonly letters: readonly { readonly type: string; readonly settings: unknown }[];
  /** The file that describes it. */
  readonly file: string;
}

export interface LoadedConfig {
  readonly projects: readonly LoadedProject[];
}

const PEOPLE = /^people\.ya?ml$/;

interface Reading<Value> {
  readonly value?: Value;
  readonly faults: readonly string[];
}

interface ReadProject extends LoadedProject {
  readonly yaml: YamlFile;
}

const timezoneOf = (value: unknown): string => {
  const name = (value as { timezone?: unknown } | null)?.timezone;
  return typeof name === 'string' && isTimezone(name) ? name : 'UTC';
};

/** A channel that asks for a report that is none would be silent from its first Monday on. */
const reportProblems = (channels: LoadedProject['channels'], reports: Registries['reports']): Problem[] =>
  channels.flatMap(({ settings }, index) => {
    const { report } = settings as { readonly report?: string };
    if (!reports || report === undefined || reports.has(report)) return [];
    return [{ path: ['channels', index, 'report'], message: unknown('report', report, [...reports.keys()]) }];
  });

/** Every server of a chat that the project speaks or listens on. */
const chatServers = (uses: readonly { readonly type: string; readonly settings: unknown }[]): Set<string> =>
  new Set(
    uses.flatMap(({ type, settings }) => {
      const { server } = settings as { readonly server?: string };
      return type === 'irc' && server !== undefined ? [server.toLowerCase()] : [];
    }),
  );

const readProject = (
  file: string,
  text: string,
  registries: Registries,
  shared: readonly PersonEntry[] | undefined,
  beside: ReadBeside | undefined,
): Reading<ReadProject> => {
  const { yaml, faults: structural } = readYaml(file, text);
  if (!yaml) return { faults: inOrder(structural) };
  const folder = dirname(file);
  const schema = projectSchema(registries, { timezone: timezoneOf(yaml.value), folder });
  const { value, faults } = validate(yaml, schema);
  const crossed = crossProblems(yaml.value, schema, registries, shared).map(yaml.fault);
  const planned = plansOf(value?.meetings ?? [], { yaml, folder, timezone: timezoneOf(yaml.value) }, beside);
  const asked = reportProblems(value?.channels ?? [], registries.reports).map(yaml.fault);
  const servers = chatServers([
    ...(value?.sources ?? []),
    ...(value?.channels ?? []),
    ...(value?.letters ?? []),
  ]);
  const ambiguous = networkProblems(value?.people ?? [], shared ?? [], servers).map(yaml.fault);
  const all: Fault[] = [...structural, ...faults, ...crossed, ...planned.faults, ...asked, ...ambiguous];
  if (all.length + planned.elsewhere.length > 0 || !value)
    return { faults: [...inOrder(all), ...planned.elsewhere] };
  return {
    faults: [],
    value: {
      project: toProject(value, shared ?? [], registries.sources, planned.plans),
      sources: toSourceUses(value.sources, registries.sources),
      rosters: toUses(value.roster),
      channels: value.channels.map(({ type, settings }) => ({ type, settings })),
      letters: value.letters.map(({ type, settings }) => ({ type, settings })),
      file,
      yaml,
    },
  };
};

const readPeople = (file: string, text: string): Reading<PersonEntry[]> => {
  const { yaml, faults: structural } = readYaml(file, text);
  if (!yaml) return { faults: inOrder(structural) };
  const { value, faults } = validate(yaml, peopleSchema);
  const all = [...structural, ...faults, ...peopleFileProblems(yaml.value).map(yaml.fault)];
  return all.length > 0 || !value ? { faults: inOrder(all) } : { value: value.people, faults: [] };
};

const sameIds = (projects: readonly ReadProject[]): string[] =>
  projects.flatMap(({ project, yaml }, index) => {
    const other = projects.slice(0, index).find(before => before.project.id === project.id);
    if (!other) return [];
    const message = `"${project.id}" is the project of ${other.file} already; accepted: an id of its own`;
    return [yaml.fault({ path: ['id'], message }).text];
  });

/** A file of a configuration: its path, and the text in it. */
export interface ConfigFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Configuration from texts: `people.yml` holds the people of all, every other file is one project. Without
 * `beside` they can name no other file.
 * @throws ConfigError with every fault of every file.
 */
export const parseConfig = (
  files: readonly ConfigFile[],
  registries: Registries,
  beside?: ReadBeside,
): LoadedConfig => {
  const isShared = ({ file }: ConfigFile): boolean => PEOPLE.test(basename(file));
  const people = files.filter(isShared).map(({ file, text }) => readPeople(file, text));
  const shared = people.some(({ value }) => !value) ? undefined : people.flatMap(({ value }) => value ?? []);
  const readings = files
    .filter(file => !isShared(file))
    .map(({ file, text }) => readProject(file, text, registries, shared, beside));
  const projects = readings.flatMap(({ value }) => value ?? []);
  const faults = [...[...people, ...readings].flatMap(reading => reading.faults), ...sameIds(projects)];
  if (faults.length > 0) throw new ConfigError(faults);
  return { projects: projects.map(({ yaml: _yaml, ...project }) => project) };
};

const configFiles = async (path: string): Promise<string[]> => {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = (await readdir(path)).filter(name => /^[^.].*\.ya?ml$/.test(name));
    return names.sort().map(name => join(path, name));
  } catch (error) {
    throw new UserError(`There is no configuration at ${path}; \`rollcall init\` writes one.`, {
      cause: error,
    });
  }
};

const MOST_BYTES = 2 ** 20;

/** What a project names is small, and read as the project is. */
const readBeside: ReadBeside = path => {
  try {
    const file = statSync(path);
    return !file.isFile() || file.size > MOST_BYTES ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const textOf = async (file: string): Promise<ConfigFile> => {
  try {
    return { file, text: await readFile(file, 'utf8') };
  } catch (error) {
    throw new UserError(`The configuration ${file} cannot be read.`, { cause: error });
  }
};

/**
 * Reads a project file, or a folder in which every `*.yml` and `*.yaml` is one project but for `people.yml`.
 * @throws UserError when there is nothing to read, ConfigError with every fault of what there is.
 */
export const loadConfig = async (path: string, registries: Registries): Promise<LoadedConfig> => {
  const files = await configFiles(path);
  if (files.every(file => PEOPLE.test(basename(file))))
    throw new UserError(`There is no project in ${path}; \`rollcall init\` writes one.`);
  return parseConfig(await Promise.all(files.map(textOf)), registries, readBeside);
};
