// Walks a branch by its landings: each first-parent commit with the commits that it brought in.
import type { Cursor, Git } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';

export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly authoredAt: number;
  readonly committedAt: number;
  /** `Name <mail>` as .mailmap has it. */
  readonly author: string;
  readonly committer: string;
  readonly message: string;
}

/** A first-parent commit, and the commits that are reachable through it alone (itself first). */
export interface Landing {
  readonly mainline: Commit;
  readonly brought: readonly Commit[];
}

/** `git log` format of what is read of each commit. */
export const COMMIT_FORMAT = '%H%x1f%P%x1f%at%x1f%ct%x1f%aN <%aE>%x1f%cN <%cE>%x1f%B';
/** First-parent commits in the first page: something is stored soon. */
const FIRST_PAGE = 500;
/** And in all later ones: git walks 5,000 commits in the time that it takes to start twice. */
const PAGE = 2000;

const parseCommit = (record: string): Commit | undefined => {
  const [sha, parents, authored, committed, author, committer, message] = record.split('\x1f', 7);
  if (sha === undefined || author === undefined || committer === undefined || message === undefined)
    return undefined;
  return {
    sha,
    parents: parents ? parents.split(' ') : [],
    authoredAt: Number(authored),
    committedAt: Number(committed),
    author,
    committer,
    message,
  };
};

/**
 * Commits come children first. A side commit lands with the oldest first-parent commit that reaches it; since
 * all its children are seen before it, one pass with the pending parents in memory is enough.
 */
const groupLandings = (commits: readonly Commit[], mainline: readonly string[]): Landing[] => {
  const position = new Map(mainline.map((sha, index) => [sha, index]));
  const landsAt = new Map<string, number>();
  const landings = new Map<number, { mainline?: Commit; brought: Commit[] }>();
  for (const commit of commits) {
    const own = position.get(commit.sha);
    const at = own ?? landsAt.get(commit.sha);
    if (at === undefined) continue;
    const landing = landings.get(at) ?? { brought: [] };
    if (own !== undefined) landing.mainline = commit;
    landing.brought.push(commit);
    landings.set(at, landing);
    commit.parents.forEach((parent, index) => {
      if (position.has(parent) || (own !== undefined && index === 0)) return;
      landsAt.set(parent, Math.min(at, landsAt.get(parent) ?? at));
    });
    landsAt.delete(commit.sha);
  }
  return [...landings]
    .sort(([a], [b]) => a - b)
    .flatMap(([, { mainline: first, brought }]) => (first ? [{ mainline: first, brought }] : []));
};

export const branchHead = async (git: Git, dir: string, branch: string): Promise<string> => {
  try {
    return (await git.text(dir, ['rev-parse', '--verify', '--end-of-options', `${branch}^{commit}`])).trim();
  } catch (cause) {
    throw new SourceError(`${dir} has no branch or commit "${branch}"`, { cause });
  }
};

const isAncestor = (git: Git, dir: string, old: string, head: string): Promise<boolean> =>
  git.text(dir, ['merge-base', '--is-ancestor', old, head]).then(
    () => true,
    () => false,
  );

/** The commits that `end` reaches and `before` does not, children first. */
const commitsBetween = async (
  git: Git,
  dir: string,
  end: string,
  before: string | undefined,
): Promise<Commit[]> => {
  const range = before === undefined ? [end] : [end, `^${before}`];
  const log = ['log', '-z', '--topo-order', '--no-show-signature', `--format=${COMMIT_FORMAT}`, ...range];
  const commits: Commit[] = [];
  for await (const record of git.records(dir, log)) {
    const commit = parseCommit(record);
    if (commit) commits.push(commit);
  }
  return commits;
};

/** Landings after the cursor, oldest first, in pages. A rewritten branch is read from its beginning. */
export async function* landingPages(
  git: Git,
  dir: string,
  branch: string,
  cursor: Cursor,
): AsyncIterable<{ landings: Landing[]; head: string; done: number; total: number }> {
  const head = await branchHead(git, dir, branch);
  const last = cursor.get('head');
  if (last === head) return;
  const since = last !== undefined && (await isAncestor(git, dir, last, head)) ? last : undefined;
  const range = since === undefined ? [head] : [head, `^${since}`];
  const mainline = (await git.text(dir, ['rev-list', '--first-parent', '--reverse', ...range]))
    .trim()
    .split('\n');
  const read = (start: number) => {
    const page = mainline.slice(start, start + (start === 0 ? FIRST_PAGE : PAGE));
    const commits = commitsBetween(git, dir, page.at(-1) ?? head, mainline[start - 1] ?? since);
    // Whoever waits for the page gets the failure; a page that nobody wants must not bring the process down.
    commits.catch(() => undefined);
    return { page, commits, next: start + page.length };
  };
  for (let reading = read(0); reading.page.length > 0; ) {
    const { page, commits: pending, next } = reading;
    const commits = await pending;
    // git goes on with the next page while this one is being stored.
    if (next < mainline.length) reading = read(next);
    else reading = { page: [], commits: pending, next };
    yield {
      landings: groupLandings(commits, page),
      head: page.at(-1) ?? head,
      done: next,
      total: mainline.length,
    };
  }
}
