// Where a roster that is a file lives, and what it would say after a change: nothing is written here.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Io, RosterWriting } from '../contracts.ts';
import { SourceError, UserError } from '../domain/errors.ts';
import type { RosterChange, RosterTexts } from '../domain/roster-change.ts';
import type { ConfiguredRoster } from '../flow/settle.ts';
import { nameInRemote } from '../lib/repository.ts';
import { unifiedDiff } from '../lib/unified-diff.ts';
import type { ProjectHouse } from './house.ts';
import { CONFIG_FILE } from './remote.ts';

/** How a change comes to a roster: a pull request on GitHub, or a patch that somebody sends or applies. */
export type RosterPlace =
  | { readonly by: 'pull'; readonly repository: string; readonly branch?: string }
  | { readonly by: 'patch'; readonly to: 'gerrit' | 'git' | 'file'; readonly where: string };

export interface FileChange {
  /** In the repository, or beside the file that is configured. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface RosterDraft {
  readonly roster: ConfiguredRoster;
  readonly place: RosterPlace;
  readonly files: readonly FileChange[];
  /** As `git apply` takes it. */
  readonly diff: string;
}

/** What all rosters that are files are told. */
interface PlaceSettings {
  readonly path?: string;
  readonly repository?: string;
  readonly branch?: string;
}

const placeSettingsOf = ({ settings }: ConfiguredRoster): PlaceSettings => settings as PlaceSettings;

/** @throws UserError for a roster that is no file. */
export const writingOf = ({ id, plugin }: ConfiguredRoster): RosterWriting<unknown> => {
  if (plugin.writing) return plugin.writing;
  throw new UserError(`The roster ${id} is no file: it is changed where it is kept.`);
};

/** The roster that is asked for, or the only one that is a file. @throws UserError */
export const rosterNamed = ({ rosters, project }: ProjectHouse, id: string | undefined): ConfiguredRoster => {
  const files = rosters.filter(({ plugin }) => plugin.writing !== undefined);
  const named = rosters.find(roster => roster.id === id);
  const names = files.map(roster => roster.id).join(', ');
  if (named) return named;
  if (id !== undefined)
    throw new UserError(`${project.id} has no roster "${id}"; accepted: ${names || 'none'}.`);
  const [only, another] = files;
  if (!only) throw new UserError(`No roster of ${project.id} is a file that can be changed.`);
  if (another) throw new UserError(`${project.id} has several rosters; say which: ${names}.`);
  return only;
};

const isGerrits = async (io: Io, dir: string, branch: string): Promise<boolean> => {
  const objects = io.git.objects(dir);
  try {
    return (await objects.read(`${branch}:.gitreview`)) !== undefined;
  } finally {
    objects.close();
  }
};

/** A mirror on GitHub of a repository that is reviewed on Gerrit takes no pull requests: `.gitreview` tells. */
const placeInGit = async (io: Io, { repository = '', branch }: PlaceSettings): Promise<RosterPlace> => {
  const dir = await io.git.open(repository);
  const where = `${repository}${branch === undefined ? '' : `, branch ${branch}`}`;
  if (await isGerrits(io, dir, branch ?? 'HEAD')) return { by: 'patch', to: 'gerrit', where };
  const origin = await io.git.text(dir, ['config', '--default', '', '--get', 'remote.origin.url']);
  const name = nameInRemote(repository) ?? nameInRemote(origin);
  if (name === undefined) return { by: 'patch', to: 'git', where };
  return { by: 'pull', repository: name, ...(branch === undefined ? {} : { branch }) };
};

/** Found from what the roster is read from: there is nothing more to configure. */
export const placeOf = async (
  io: Io,
  { file, holder }: ProjectHouse,
  roster: ConfiguredRoster,
): Promise<RosterPlace> => {
  const settings = placeSettingsOf(roster);
  if (settings.repository !== undefined) return placeInGit(io, settings);
  if (settings.path !== undefined) return { by: 'patch', to: 'file', where: dirname(settings.path) };
  if (holder) return { by: 'pull', repository: holder.name };
  return { by: 'patch', to: 'file', where: dirname(file) };
};

/** Paths of the files that may hold the roster. */
export const filesOf = ({ file, holder }: ProjectHouse, roster: ConfiguredRoster): readonly string[] => {
  const files = writingOf(roster).files(roster.settings);
  if (files.length > 0) return files;
  return [holder ? CONFIG_FILE : basename(file)];
};

const textsOnDisk = async (folder: string, files: readonly string[]): Promise<Map<string, string>> => {
  const texts = new Map<string, string>();
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
};

const textsInGit = async (
  io: Io,
  { repository = '', branch = 'HEAD' }: PlaceSettings,
  files: readonly string[],
): Promise<Map<string, string>> => {
  const objects = io.git.objects(await io.git.open(repository));
  const texts = new Map<string, string>();
  try {
    for (const file of files) {
      const found = await objects.read(`${branch}:${file}`);
      if (found?.type === 'blob') texts.set(file, found.body.toString('utf8'));
    }
  } finally {
    objects.close();
  }
  return texts;
};

/** @throws UserError where the change is refused; SourceError when there is no such file. */
export const changesIn = (
  roster: ConfiguredRoster,
  texts: RosterTexts,
  change: RosterChange,
): FileChange[] => {
  if (texts.size === 0) throw new SourceError(`the roster ${roster.id} has no file to be changed`);
  const changed = writingOf(roster).write(texts, change, roster.settings);
  return [...changed].map(([path, after]) => ({ path, before: texts.get(path) ?? '', after }));
};

export const diffOf = (files: readonly FileChange[]): string =>
  files.map(({ path, before, after }) => unifiedDiff(path, before, after)).join('');

/**
 * The change as it would be made now, from what this machine can read; nobody is told.
 * @throws UserError where it is refused; SourceError where the roster cannot be read.
 */
export const draftRosterChange = async (
  io: Io,
  projectHouse: ProjectHouse,
  roster: ConfiguredRoster,
  change: RosterChange,
): Promise<RosterDraft> => {
  const names = filesOf(projectHouse, roster);
  const place = await placeOf(io, projectHouse, roster);
  const settings = placeSettingsOf(roster);
  const texts =
    settings.repository === undefined
      ? await textsOnDisk(dirname(settings.path ?? projectHouse.file), names)
      : await textsInGit(io, settings, names);
  const files = changesIn(roster, texts, change);
  return { roster, place, files, diff: diffOf(files) };
};
