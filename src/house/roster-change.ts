// A decided change of a roster on its way into the file: as a pull request, or as a patch for somebody to send.
import type { Io } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { isCarriedOut, type RosterChange } from '../domain/roster-change.ts';
import type { ConfiguredRoster } from '../flow/settle.ts';
import type { ProjectHouse } from './house.ts';
import { changesIn, diffOf, draftRosterChange, filesOf, placeOf, writingOf } from './roster-file.ts';
import {
  commitTo,
  editedPull,
  fileAt,
  openPull,
  type Pull,
  type PullPlace,
  pullFrom,
  pullPlace,
} from './roster-pull.ts';
import { bodyFor, sendingWords, titleFor } from './roster-words.ts';

export type ProposedChange =
  | {
      readonly by: 'pull';
      readonly url: string;
      /** `closed`: somebody said no; it is not opened again. */
      readonly state: 'open' | 'merged' | 'closed';
      /** Against the branch that it goes to; empty once it is merged or closed. */
      readonly diff: string;
    }
  | { readonly by: 'patch'; readonly diff: string; readonly words: string };

/** A word of letters that git and GitHub take for the name of a branch. */
const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'change';

const textsAt = async (
  place: PullPlace,
  paths: readonly string[],
  ref: string,
): Promise<Map<string, string>> => {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const file = await fileAt(place, path, ref);
    if (file) texts.set(path, file.text);
  }
  return texts;
};

/** Whether the branch says what is wanted already: then what somebody polished there stays. */
const isDone = async (
  place: PullPlace,
  branch: string,
  roster: ConfiguredRoster,
  texts: ReadonlyMap<string, string>,
  change: RosterChange,
): Promise<boolean> => {
  const writing = writingOf(roster);
  const there = await textsAt(place, [...texts.keys()], branch);
  if (there.size < texts.size) return false;
  const [before, after] = [texts, there].map(each => writing.entries(each, roster.settings, change.at));
  if (!before || !after || 'fault' in before || 'fault' in after) return false;
  return isCarriedOut(before.entries, after.entries, change);
};

const stateOf = ({ state, merged_at }: Pull): 'open' | 'merged' | 'closed' => {
  if (state === 'open') return 'open';
  return merged_at ? 'merged' : 'closed';
};

const asPull = async (
  place: PullPlace,
  projectHouse: ProjectHouse,
  roster: ConfiguredRoster,
  change: RosterChange,
  key: string,
): Promise<ProposedChange> => {
  const { project } = projectHouse;
  const branch = `rollcall/${slug(project.id)}/${slug(key)}`;
  const known = await pullFrom(place, branch);
  if (known && stateOf(known) !== 'open')
    return { by: 'pull', url: known.html_url, state: stateOf(known), diff: '' };
  const texts = await textsAt(place, filesOf(projectHouse, roster), place.base);
  const files = changesIn(roster, texts, change);
  const words = { title: titleFor(change), body: bodyFor(change, { files }, [project.id, 'roster', key]) };
  if (!known || !(await isDone(place, branch, roster, texts, change)))
    await commitTo(place, branch, files, words.title);
  const pull = known ? await editedPull(place, known, words) : await openPull(place, branch, words);
  return { by: 'pull', url: pull.html_url, state: stateOf(pull), diff: diffOf(files) };
};

/**
 * Brings a decided change to where the roster lives. On GitHub that is one pull request for each `key`, such as the
 * decision's id: said again it is found by its branch, and edited where the file or the words have changed; one that
 * somebody closed stays closed. Elsewhere it is a patch with the words how to send it.
 *
 * What goes out is public wherever the repository is, and it names a person: the caller sees to it that the PTL has
 * confirmed it, and that the person was told first. It says neither a number nor a reason.
 * @throws UserError for a project that publishes nothing, and where the change is refused or cannot be made surely;
 * SourceError when the roster or GitHub cannot be reached.
 */
export const proposeRosterChange = async (
  io: Io,
  projectHouse: ProjectHouse,
  roster: ConfiguredRoster,
  change: RosterChange,
  key: string,
): Promise<ProposedChange> => {
  const { project } = projectHouse;
  const place = await placeOf(io, projectHouse, roster);
  if (place.by === 'patch') {
    const { diff } = await draftRosterChange(io, projectHouse, roster, change);
    return { by: 'patch', diff, words: sendingWords(change, place) };
  }
  if (!project.publish)
    throw new UserError(
      `${project.id} has \`publish: false\`: nothing leaves the house, so no pull request is opened.`,
    );
  const there = await pullPlace(io.github, place.repository, place.branch);
  return asPull(there, projectHouse, roster, change, key);
};
