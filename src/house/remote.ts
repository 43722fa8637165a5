// Projects that repositories describe themselves, in `.github/rollcall.yml`: what such a file may say, and whose data
// it may speak of.
import type { RepositoryConfig } from '../contracts.ts';
import { ConfigError } from '../domain/errors.ts';
import { apart, sameName } from '../lib/repository.ts';
import { type LoadedProject, parseConfig } from '../shell/config/load.ts';
import { type ProjectHouse, projectHouse } from './house.ts';
import { namedBy } from './named.ts';
import type { Plugins } from './plugins.ts';

export const CONFIG_FILE = '.github/rollcall.yml';

/** Whoever may push to a repository may not make Rollcall read this machine: GitHub and the file itself are all. */
const WITHIN_REACH = {
  sources: ['github'],
  rosters: ['github-team', 'rollcall'],
  channels: ['github-issue'],
} as const;

const only = <Kind>(plugins: ReadonlyMap<string, Kind>, ids: readonly string[]): ReadonlyMap<string, Kind> =>
  new Map([...plugins].filter(([id]) => ids.includes(id)));

const reachable = ({ sources, rosters, channels }: Plugins) => ({
  sources: only(sources, WITHIN_REACH.sources),
  rosters: only(rosters, WITHIN_REACH.rosters),
  channels: only(channels, WITHIN_REACH.channels),
});

/** Each name may be asked of GitHub, whose patience with one owner is what all its projects live on. */
const MOST_NAMES = 100;

/** Each is tried on every title and label; one project’s must not take the time of all. */
const MOST_PATTERNS = 200;

const patternsIn = ({ bots, priorities }: LoadedProject['project']): number =>
  priorities.reduce((sum, { match }) => sum + Object.values(match).flat().length, bots.length);

const ownerOf = (name: string): string => apart(name).owner.toLowerCase();

/** The repository that speaks for its whole organisation. */
export const speaksForAll = (name: string): boolean => /^[^/]+\/\.github$/.test(name);

/** GitHub's word on a repository: undefined when it is not there, or not shown to us. */
export type Visibility = (repository: string) => Promise<'public' | 'private' | undefined>;

interface Naming {
  readonly noun: 'source' | 'roster' | 'channel';
  readonly name: string;
}

const namings = ({ sources, rosters, channels, letters }: LoadedProject): Naming[] => [
  ...sources.map(({ settings }) => ({ noun: 'source' as const, name: namedBy(settings) ?? '' })),
  ...rosters
    .filter(({ type }) => type === 'github-team')
    .map(({ settings }) => ({ noun: 'roster' as const, name: namedBy(settings) ?? '' })),
  ...[...channels, ...letters].map(({ settings }) => ({
    noun: 'channel' as const,
    name: namedBy(settings) ?? '',
  })),
];

/** Why this repository's file may not name that; undefined when it may. */
const refusal = async (
  { noun, name }: Naming,
  holder: string,
  visibility: Visibility,
): Promise<string | undefined> => {
  if (ownerOf(name) !== ownerOf(holder)) return `is not ${ownerOf(holder)}’s; accepted: what belongs to it`;
  if (noun === 'roster' || speaksForAll(holder) || sameName(name, holder)) return undefined;
  const elsewhere = `accepted here: ${holder} itself; ${ownerOf(holder)}/.github may name all`;
  if (noun === 'channel') return `is not this repository; ${elsewhere}`;
  return (await visibility(name)) === 'public' ? undefined : `is not public; ${elsewhere}`;
};

/** What is read in private is not told in public. */
const leaks = async (namings: readonly Naming[], visibility: Visibility): Promise<Naming[]> => {
  const all = async (noun: Naming['noun'], kept: 'public' | 'private') => {
    const found: Naming[] = [];
    for (const naming of namings.filter(each => each.noun === noun))
      if (((await visibility(naming.name)) === 'public') === (kept === 'public')) found.push(naming);
    return found;
  };
  const secrets = await all('source', 'private');
  return secrets.length === 0 ? [] : all('channel', 'public');
};

/** Repositories are not settings of the schema, so their faults are placed by the line that names them. */
const placed = (text: string, { noun, name }: Naming, reason: string): string => {
  const lines = text.split('\n');
  const line = lines.findIndex(each => each.includes(name));
  const column = (lines[line]?.indexOf(name) ?? 0) + 1;
  return `${CONFIG_FILE}:${Math.max(line, 0) + 1}:${column} ${noun}: ${name} ${reason}`;
};

/** The project in the ledger: two organisations may both have a "website". */
const withOwner = (loaded: LoadedProject, holder: string): LoadedProject => ({
  ...loaded,
  project: { ...loaded.project, id: `${ownerOf(holder)}.${loaded.project.id}` },
});

const parsed = (text: string, holder: string, plugins: Plugins): LoadedProject => {
  const { projects } = parseConfig([{ file: CONFIG_FILE, text }], reachable(plugins));
  const [project] = projects;
  if (!project) throw new ConfigError([`${CONFIG_FILE}:1:1: no project; accepted: one`]);
  return withOwner(project, holder);
};

/**
 * Every fault of a repository's file, none when it is right. `taken` are the ids of the other projects.
 * @throws SourceError when GitHub cannot be asked about a repository that the file names.
 */
export const remoteFaults = async (
  text: string,
  holder: string,
  plugins: Plugins,
  visibility: Visibility,
  taken: readonly string[],
): Promise<readonly string[]> => {
  let loaded: LoadedProject;
  try {
    loaded = parsed(text, holder, plugins);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  const all = namings(loaded);
  if (all.length > MOST_NAMES)
    return [`${CONFIG_FILE}:1:1 names ${all.length} places; accepted: at most ${MOST_NAMES}`];
  const patterns = patternsIn(loaded.project);
  if (patterns > MOST_PATTERNS)
    return [`${CONFIG_FILE}:1:1 has ${patterns} patterns; accepted: at most ${MOST_PATTERNS}`];
  const faults: string[] = [];
  if (taken.includes(loaded.project.id))
    faults.push(`${CONFIG_FILE}:1:1 id: another repository of ${ownerOf(holder)} has a project of this id`);
  for (const naming of all) {
    const reason = await refusal(naming, holder, visibility);
    if (reason !== undefined) faults.push(placed(text, naming, reason));
  }
  if (faults.length > 0) return faults;
  return (await leaks(all, visibility)).map(naming =>
    placed(text, naming, 'is public, and the project reads what is private; accepted: a private repository'),
  );
};

/** The projects of the accepted files; one that this version cannot read is remarked on and left out. */
export const remoteProjects = (
  configs: readonly RepositoryConfig[],
  plugins: Plugins,
  remark: (text: string) => void,
): ProjectHouse[] =>
  configs.flatMap(({ repository, name, text }) => {
    try {
      const loaded = parsed(text, name, plugins);
      const house = projectHouse({ ...loaded, file: `${name}/${CONFIG_FILE}` }, plugins);
      return [{ ...house, holder: { repository, name } }];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      remark(`${name}: its configuration is not right for this version: ${error.faults.join('; ')}`);
      return [];
    }
  });
