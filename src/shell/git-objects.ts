// Objects of a repository through one long-lived `git cat-file --batch`.
import type { GitObjects } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';
import { type GitProcess, startGit } from './git-process.ts';

type Found = { type: string; body: Buffer } | undefined;

interface Waiting {
  resolve(found: Found): void;
  reject(error: unknown): void;
}

const NEWLINE = 10;
const HEADER = /^[0-9a-f]{40,64} (\w+) (\d+)$/;

/** Cuts the answers out of the stream; `answer` is called once for each, in the order of the questions. */
const answersOf = (answer: (found: Found) => void): ((chunk: Buffer) => void) => {
  let held: Buffer[] = [];
  let size = 0;
  let type: string | undefined;
  let wanted = 1;

  const takeBody = (all: Buffer): Buffer => {
    answer({ type: type ?? '', body: Buffer.from(all.subarray(0, wanted - 1)) });
    type = undefined;
    const rest = all.subarray(wanted);
    wanted = 1;
    return rest;
  };
  const takeHeader = (all: Buffer, end: number): Buffer => {
    const header = HEADER.exec(all.toString('utf8', 0, end));
    if (header) {
      type = header[1];
      wanted = Number(header[2]) + 1;
    } else {
      // "<name> missing", or ambiguous, or a submodule: there is nothing to read.
      answer(undefined);
    }
    return all.subarray(end + 1);
  };

  return chunk => {
    held.push(chunk);
    size += chunk.length;
    if (size < wanted) return;
    let all: Buffer = held.length === 1 ? chunk : Buffer.concat(held);
    while (all.length >= wanted) {
      const end = type === undefined ? all.indexOf(NEWLINE) : -1;
      if (type !== undefined) all = takeBody(all);
      else if (end >= 0) all = takeHeader(all, end);
      else break;
    }
    held = all.length > 0 ? [all] : [];
    size = all.length;
  };
};

export const gitObjects = (dir: string): GitObjects => {
  const waiting: Waiting[] = [];
  let git: GitProcess | undefined;
  let failure: unknown;
  let closed = false;

  const fail = (error: unknown): void => {
    failure = error;
    for (const one of waiting.splice(0)) one.reject(error);
  };
  const start = (): GitProcess => {
    const started = startGit(dir, ['cat-file', '--batch']);
    started.stdout.on(
      'data',
      answersOf(found => waiting.shift()?.resolve(found)),
    );
    started.ended.then(() => fail(new SourceError(`git cat-file ended early in ${dir}`)), fail);
    return started;
  };

  return {
    read: name =>
      new Promise((resolve, reject) => {
        if (closed)
          return reject(new SourceError(`the objects of ${dir} were closed before ${name} was read`));
        if (failure !== undefined) return reject(failure);
        if (name.includes('\n')) return reject(new SourceError('an object name cannot hold a line break'));
        git ??= start();
        waiting.push({ resolve, reject });
        git.stdin.write(`${name}\n`);
      }),
    close: () => {
      closed = true;
      git?.stdin.end();
    },
  };
};
