// The git program as a child process: its environment, its output as text or as records, its complaints.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { SourceError } from '../domain/errors.ts';
import { withoutSecrets } from '../lib/secrets.ts';

type GitChild = ChildProcessByStdio<Writable, Readable, Readable>;

export interface GitProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when the process has ended. @throws SourceError unless it ended well. */
  readonly ended: Promise<void>;
  kill(): void;
}

const STDERR_LIMIT = 16_384;

// What the reader's own git configuration would otherwise add to the output that is parsed here.
const FIXED_SETTINGS = [
  'log.showSignature=false',
  'log.follow=false',
  'color.ui=false',
  'gc.autoDetach=false',
];

const environment = (): NodeJS.ProcessEnv => {
  // Inside a hook git exports GIT_DIR and its kin, which win over -C and would show another repository.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE|PREFIX)$/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:git:file',
    LC_ALL: 'C.UTF-8',
  };
};

const complaint = (stderr: string): string =>
  withoutSecrets(stderr.trim().split('\n').slice(0, 3).join('\n').trim());

const endOf = (child: GitChild, what: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < STDERR_LIMIT) stderr += text;
    });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'ENOENT' ? 'git is not installed, or not on the PATH' : cause.message;
      reject(new SourceError(reason, { cause }));
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      const reason = complaint(stderr) || (signal ? `stopped by ${signal}` : `exit code ${code}`);
      reject(new SourceError(`${what}: ${reason}`));
    });
  });

export const startGit = (dir: string, args: readonly string[]): GitProcess => {
  const settings = FIXED_SETTINGS.flatMap(setting => ['-c', setting]);
  const child = spawn('git', [...settings, '-C', dir, ...args], {
    env: environment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const verb = args.find(word => !word.startsWith('-')) ?? '';
  const ended = endOf(child, `git ${verb} failed in ${dir}`);
  // Whoever waits for the end gets the failure; nobody waiting must not bring the process down.
  ended.catch(() => undefined);
  // git may end before it has read all of its input (EPIPE): what it made of that is told by its exit code.
  child.stdin.on('error', () => undefined);
  return { stdin: child.stdin, stdout: child.stdout, ended, kill: () => child.kill() };
};

export const gitText = async (dir: string, args: readonly string[], input?: string): Promise<string> => {
  const git = startGit(dir, args);
  git.stdin.end(input ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of git.stdout) chunks.push(chunk as Buffer);
  await git.ended;
  return Buffer.concat(chunks).toString('utf8');
};

export async function* gitRecords(
  dir: string,
  args: readonly string[],
  input?: string,
): AsyncGenerator<string, void, undefined> {
  const git = startGit(dir, args);
  try {
    git.stdin.end(input ?? '');
    // The stream decodes, so that a character cut in two by a chunk stays whole.
    git.stdout.setEncoding('utf8');
    let begun: string[] = [];
    for await (const chunk of git.stdout as AsyncIterable<string>) {
      let from = 0;
      for (let end = chunk.indexOf('\0'); end >= 0; end = chunk.indexOf('\0', from)) {
        const piece = chunk.slice(from, end);
        from = end + 1;
        if (begun.length === 0) {
          yield piece;
          continue;
        }
        begun.push(piece);
        yield begun.join('');
        begun = [];
      }
      if (from < chunk.length) begun.push(chunk.slice(from));
    }
    await git.ended;
    if (begun.length > 0) yield begun.join('');
  } finally {
    git.kill();
  }
}
