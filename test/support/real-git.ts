// Git as it is installed, behind the door that the shell offers; and repositories made for one test.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Git } from '../../src/contracts.ts';

export const runGit = (dir: string, args: readonly string[], input?: string): string =>
  execFileSync('git', ['-C', dir, ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    ...(input !== undefined && { input }),
  });

export const realGit: Git = {
  open: async dir => runGit(dir, ['rev-parse', '--absolute-git-dir']).trim(),
  text: async (dir, args, input) => runGit(dir, args, input),
  async *records(dir, args, input) {
    const text = runGit(dir, args, input);
    if (text !== '') yield* text.replace(/\0$/, '').split('\0');
  },
  objects: () => {
    throw new Error('not needed here');
  },
};

interface Commit {
  readonly author: string;
  readonly message?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A repository with these commits, in a folder of that name; it goes away with the test. */
export const repository = (t: ExecutionContext, name: string, commits: readonly Commit[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-git-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const dir = join(folder, name);
  mkdirSync(dir);
  runGit(dir, ['init', '--quiet', '--initial-branch=main']);
  runGit(dir, ['config', 'user.name', 'Committer']);
  runGit(dir, ['config', 'user.email', 'committer@example.org']);
  for (const { author, message = 'Work', files = {} } of commits) {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    runGit(dir, ['add', '--all']);
    runGit(dir, ['commit', '--quiet', '--allow-empty', `--author=${author}`, '-m', message]);
  }
  return dir;
};
