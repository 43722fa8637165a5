// Writes repositories for measuring: commits and files go down one `git fast-import`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface NewCommit {
  readonly ref: string;
  /** `Name <mail>`. */
  readonly author: string;
  readonly at: number;
  readonly message: string;
  /** Marks of the parents; left out: the tip of the ref. */
  readonly parents?: readonly string[];
  /** A name by which later commits may call this one. */
  readonly mark?: number;
  readonly files?: readonly { readonly path: string; readonly text: string }[];
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

const commandOf = ({ ref, author, at, message, parents = [], mark, files = [] }: NewCommit): string =>
  [
    `commit ${ref}\n`,
    mark === undefined ? '' : `mark :${mark}\n`,
    `author ${author} ${at} +0000\ncommitter Bench <bench@example.org> ${at} +0000\n`,
    data(message),
    ...parents.map((parent, index) => `${index === 0 ? 'from' : 'merge'} ${parent}\n`),
    ...files.map(({ path, text }) => `M 100644 inline ${path}\n${data(text)}`),
  ].join('');

export const runGit = async (
  dir: string,
  args: readonly string[],
  input: Iterable<string> = [],
): Promise<void> => {
  const git = spawn('git', ['-C', dir, ...args], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(git, 'close');
  for (const text of input) if (!git.stdin.write(text)) await once(git.stdin, 'drain');
  git.stdin.end();
  const [code] = (await ended) as [number];
  if (code !== 0) throw new Error(`git ${args[0]} ended with ${code}`);
};

/** Adds the commits to the repository in `dir` and packs its refs, as a mirror has them. */
export const writeCommits = async (dir: string, commits: Iterable<NewCommit>): Promise<void> => {
  const commands = function* () {
    for (const commit of commits) yield commandOf(commit);
  };
  await runGit(dir, ['fast-import', '--quiet', '--force'], commands());
  await runGit(dir, ['pack-refs', '--all']);
};
