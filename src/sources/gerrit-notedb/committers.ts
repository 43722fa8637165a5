// Who committed the patch sets of a change, where the repository holds patch sets at all.
import type { Git, GitObjects } from '../../contracts.ts';
import type { Handle } from '../../domain/activity.ts';
import type { ChangeEvent } from './events.ts';
import { type MetaRef, readHistories } from './refs.ts';

export interface Committer {
  readonly account: Handle;
  readonly sha: string;
  readonly committer: string;
}

/** A repository without patch-set refs in whose oldest changes, this many, no patch set is there holds none. */
const PROBES = 20;

const committerOf = (commit: Buffer): string =>
  /^committer (.*?) \d+ [+-]\d{4}$/m.exec(commit.toString('utf8', 0, 2000))?.[1] ?? '';

export const readCommitters = async (
  objects: GitObjects,
  events: readonly ChangeEvent[],
): Promise<Committer[]> => {
  const uploads = events.filter(event => event.footers.has('Commit'));
  const read = uploads.map(async ({ by, footers }): Promise<Committer[]> => {
    const sha = footers.get('Commit') ?? '';
    const object = /^[0-9a-f]{40}$/.test(sha) ? await objects.read(sha) : undefined;
    return object?.type === 'commit' ? [{ account: by, sha, committer: committerOf(object.body) }] : [];
  });
  return (await Promise.all(read)).flat();
};

/**
 * Asking for a million commits that are not there takes minutes. The answer depends on the repository alone and
 * not on where this run begins: an interrupted reading must find what an undisturbed one finds.
 */
export const holdsPatchSets = async (
  git: Git,
  dir: string,
  objects: GitObjects,
  all: readonly MetaRef[],
): Promise<boolean> => {
  const patchSets = 'refs/changes/*/*/[0-9]*';
  if ((await git.text(dir, ['for-each-ref', '--count=1', patchSets])).trim() !== '') return true;
  // Merged patch sets came with the branch.
  const histories = await readHistories(git, dir, all.slice(0, PROBES));
  for (const { events } of histories.values()) {
    if ((await readCommitters(objects, events)).length > 0) return true;
  }
  return false;
};
