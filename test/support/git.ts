// Git repositories for tests, made in a temporary folder from given commits at given dates.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ExecutionContext } from 'ava';

const run = promisify(execFile);

export interface TestCommit {
  /** ISO 8601; author and committer date. */
  readonly date: string;
  /** Text by file name; undefined removes the file. */
  readonly files: Readonly<Record<string, string | Uint8Array | undefined>>;
  readonly message?: string;
  /** Made on a branch at an earlier date and merged at `date`. */
  readonly mergedFrom?: string;
}

/** Removed when the test is over. */
export const temporaryFolder = async (t: ExecutionContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

export const git = async (dir: string, args: readonly string[], date?: string): Promise<string> => {
  const identity = {
    GIT_AUTHOR_NAME: 'Ada Example',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada Example',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const dates = date === undefined ? {} : { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const { stdout } = await run('git', ['-C', dir, ...args], {
    env: { ...process.env, ...identity, ...dates },
  });
  return stdout.trim();
};

const commit = async (dir: string, { files, message }: TestCommit, date: string): Promise<void> => {
  for (const [name, text] of Object.entries(files)) {
    const path = join(dir, name);
    await mkdir(dirname(path), { recursive: true });
    if (text === undefined) await rm(path);
    else await writeFile(path, text);
  }
  await git(dir, ['add', '--all']);
  await git(dir, ['commit', '--quiet', '--allow-empty', '-m', message ?? 'an edit'], date);
};

/** A repository with a work tree on the branch `main`. */
export const makeRepository = async (dir: string, commits: readonly TestCommit[]): Promise<string> => {
  await mkdir(dir, { recursive: true });
  await git(dir, ['init', '--quiet', '--initial-branch=main']);
  for (const one of commits) {
    if (one.mergedFrom === undefined) {
      await commit(dir, one, one.date);
      continue;
    }
    await git(dir, ['switch', '--quiet', '--create', 'topic']);
    await commit(dir, one, one.mergedFrom);
    await git(dir, ['switch', '--quiet', 'main']);
    await git(dir, ['merge', '--quiet', '--no-ff', '-m', 'Merge topic', 'topic'], one.date);
    await git(dir, ['branch', '--quiet', '-D', 'topic']);
  }
  return dir;
};
