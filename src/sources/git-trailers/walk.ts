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

/** A branch at one moment. */
export interface Branch {
  readonly git: Git;
  /** The git directory itself: from within a work tree git would heed the .mailmap that lies there, too. */
  readonly dir: string;
  readonly head: string;
}

/** Options of git by which names come from the .mailmap of this head alone: not from a work tree, not from a user. */
export const mailmapOf = (head: string): string[] => [
  '-c',
  'mailmap.file=',
  '-c',
  `mailmap.blob=${head}:.mailmap`,
];

/** Empty where the head has no .mailmap. */
const mailmapBlob = async ({ git, dir, head }: Branch): Promise<string> =>
  /^\d+ blob ([0-9a-f]+)\t/.exec(await git.text(dir, ['ls-tree', '--full-tree', head, '.mailmap']))?.[1] ??
  '';

/** The commits that `end` reaches and `before` does not, children first. */
const commitsBetween = async (branch: Branch, end: string, before: string | undefined): Promise<Commit[]> => {
  const { git, dir, head } = branch;
  const range = before === undefined ? [end] : [end, `^${before}`];
  const format = ['-z', '--topo-order', '--no-show-signature', `--format=${COMMIT_FORMAT}`];
  const commits: Commit[] = [];
  for await (const record of git.records(dir, [...mailmapOf(head), 'log', ...format, ...range])) {
    const commit = parseCommit(record);
    if (commit) commits.push(commit);
  }
  return commits;
};

export interface LandingPage {
  readonly landings: readonly Landing[];
  /** The last landing of the page. */
  readonly head: string;
  /** Its head's .mailmap holds for every page; `mailmap` is the id of that file. */
  readonly branch: Branch;
  readonly mailmap: string;
  readonly done: number;
  readonly total: number;
  readonly restart: boolean;
}

/** Landings after `since`, oldest first, in pages. */
async function* pagesSince(
  branch: Branch,
  since: string | undefined,
): AsyncIterable<Pick<LandingPage, 'landings' | 'head' | 'done' | 'total'>> {
  const { git, dir, head } = branch;
  const range = since === undefined ? [head] : [head, `^${since}`];
  const mainline = (await git.text(dir, ['rev-list', '--first-parent', '--reverse', ...range]))
    .trim()
    .split('\n');
  const read = (start: number) => {
    const page = mainline.slice(start, start + (start === 0 ? FIRST_PAGE : PAGE));
    const commits = commitsBetween(branch, page.at(-1) ?? head, mainline[start - 1] ?? since);
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

/**
 * Landings after the cursor. A branch that was rewritten, or that names people otherwise than before, is read
 * from its beginning.
 */
export async function* landingPages(
  git: Git,
  dir: string,
  name: string,
  cursor: Cursor,
): AsyncIterable<LandingPage> {
  const head = await branchHead(git, dir, name);
  const gitDir = (await git.text(dir, ['rev-parse', '--absolute-git-dir'])).trimEnd();
  const branch: Branch = { git, dir: gitDir, head };
  const mailmap = await mailmapBlob(branch);
  const last = cursor.get('head');
  const isRenamed = last !== undefined && mailmap !== (cursor.get('mailmap') ?? '');
  if (last === head && !isRenamed) return;
  const goesOn = last !== undefined && !isRenamed && (await isAncestor(git, dir, last, head));
  let restart = last !== undefined && !goesOn;
  for await (const page of pagesSince(branch, goesOn ? last : undefined)) {
    yield { ...page, branch, mailmap, restart };
    restart = false;
  }
}
