// A look at a git repository: what of it a project file can name.
import { basename, resolve } from 'node:path';
import type { Git } from '../../contracts.ts';
import { nameInRemote } from '../../lib/repository.ts';

export interface Author {
  readonly name: string;
  /** In lower case. */
  readonly emails: readonly string[];
  readonly commits: number;
}

export interface Findings {
  readonly id: string;
  /** As the project file will name it; a path begins at the file's folder. */
  readonly repository: string;
  /** Gerrit's own record of its changes is here, `refs/changes/…/meta`. */
  readonly noteDb: boolean;
  /** Gerrit's notes on merged commits are here, `refs/notes/review`. */
  readonly reviewNotes: boolean;
  /** Commits looked at: the newest of HEAD, at most 2,000. */
  readonly commits: number;
  readonly reviewedBy: number;
  readonly rosters: readonly { readonly type: string; readonly file: string }[];
  readonly mailmap: boolean;
  /** `owner/name`, where its remote is on GitHub. */
  readonly github?: string;
  /** Names of authors that look like programs. */
  readonly bots: readonly string[];
  /** The others, the busiest first. */
  readonly authors: readonly Author[];
}

const LOOKED_AT = 2000;

/** Roster files by the type that would read them; of two for one type the first counts. */
const ROSTER_FILES: readonly (readonly [file: string, type: string])[] = [
  ['INFO.yaml', 'info-yaml'],
  ['INFO', 'info-yaml'],
  ['MAINTAINERS.md', 'maintainers'],
  ['OWNERS', 'owners'],
];

const BOT = /\bbot\b|jenkins|zuul|\[bot\]/i;

const idFrom = (dir: string): string => {
  const name = basename(resolve(dir)).replace(/\.git$/, '');
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return id === '' ? 'project' : id;
};

const hasRef = async (git: Git, dir: string, pattern: string): Promise<boolean> =>
  (await git.text(dir, ['for-each-ref', '--count=1', '--format=%(refname)', pattern])).trim() !== '';

/** A repository of NoteDb alone, and one without a commit, have no HEAD to speak of. */
const hasHead = async (git: Git, dir: string): Promise<boolean> =>
  !(await git.text(dir, ['cat-file', '--batch-check'], 'HEAD\n')).trim().endsWith(' missing');

const githubName = async (git: Git, dir: string): Promise<string | undefined> => {
  const remote = await git.text(dir, ['config', '--default', '', '--get', 'remote.origin.url']);
  return nameInRemote(remote);
};

interface Log {
  readonly commits: number;
  readonly reviewedBy: number;
  readonly authors: readonly Author[];
}

const LOG_FORMAT = '--format=%aN%x1f%aE%x1f%(trailers:key=Reviewed-by,valueonly,separator=%x1e)';

const readLog = async (git: Git, dir: string): Promise<Log> => {
  const authors = new Map<string, { name: string; emails: Set<string>; commits: number }>();
  let [commits, reviewedBy] = [0, 0];
  // Outside a work tree git only finds a .mailmap that it is pointed to; one that is not there does no harm.
  const args = ['-c', 'mailmap.blob=HEAD:.mailmap', 'log', `-n${LOOKED_AT}`, '-z', LOG_FORMAT, 'HEAD', '--'];
  for await (const record of git.records(dir, args)) {
    const [name = '', email = '', trailers = ''] = record.split('\x1f');
    commits += 1;
    reviewedBy += trailers.split('\x1e').filter(trailer => trailer.trim() !== '').length;
    const author = authors.get(name) ?? { name, emails: new Set(), commits: 0 };
    author.commits += 1;
    if (email !== '') author.emails.add(email.toLowerCase());
    authors.set(name, author);
  }
  const sorted = [...authors.values()]
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.commits - a.commits);
  return { commits, reviewedBy, authors: sorted.map(author => ({ ...author, emails: [...author.emails] })) };
};

const rostersIn = (files: ReadonlySet<string>, types: RosterTypes): Findings['rosters'] => {
  const known = ROSTER_FILES.filter(([file, type]) => files.has(file) && types.has(type));
  const found = known.map(([file, type]) => ({ type, file }));
  return found.filter(({ type }, index) => found.findIndex(other => other.type === type) === index);
};

/** The roster types that a configuration may name. */
export type RosterTypes = Pick<ReadonlySet<string>, 'has'>;

/**
 * Looks at a checkout or a bare repository.
 * @throws SourceError when it is not a repository.
 */
export const inspect = async (dir: string, git: Git, types: RosterTypes): Promise<Findings> => {
  const root = await git.open(dir);
  const head = await hasHead(git, root);
  const tree = head ? await git.text(root, ['ls-tree', '-z', '--name-only', '--full-tree', 'HEAD']) : '';
  const files = new Set(tree.split('\0'));
  const log = head ? await readLog(git, root) : { commits: 0, reviewedBy: 0, authors: [] };
  const github = await githubName(git, root);
  return {
    id: idFrom(dir),
    repository: '.',
    noteDb: await hasRef(git, root, 'refs/changes/*/*/meta'),
    reviewNotes: await hasRef(git, root, 'refs/notes/review'),
    commits: log.commits,
    reviewedBy: log.reviewedBy,
    rosters: rostersIn(files, types),
    mailmap: files.has('.mailmap'),
    ...(github !== undefined && { github }),
    bots: log.authors.map(({ name }) => name).filter(name => BOT.test(name)),
    authors: log.authors.filter(({ name }) => !BOT.test(name)),
  };
};
