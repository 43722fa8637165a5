// The real way out of the house: files, git, the web, the clock.
import { constants, createReadStream } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Files, FolderEntry, GitHub, Http, Io } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';
import { gitOf } from './git.ts';
import { NO_GITHUB } from './github.ts';
import { NO_HTTP } from './http.ts';

const unreadable = (path: string, error: unknown): SourceError => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new SourceError(`${path} does not exist`, { cause: error });
  if (code === 'EISDIR') return new SourceError(`${path} is a folder, not a file`, { cause: error });
  return new SourceError(`${path} cannot be read (${code ?? String(error)})`, { cause: error });
};

const attempt = async <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw unreadable(path, error);
  }
};

async function* lines(path: string): AsyncIterable<string> {
  await attempt(path, async () => {
    if ((await stat(path)).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    await access(path, constants.R_OK);
  });
  const input = createReadStream(path, 'utf8');
  let failure: unknown;
  input.once('error', error => {
    failure = error;
  });
  let first = true;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield first ? line.replace(/^\uFEFF/, '') : line;
    first = false;
  }
  if (failure !== undefined) throw unreadable(path, failure);
}

/** A link to a folder might lead back to where it stands, and is left out. */
const list = async (path: string): Promise<readonly FolderEntry[] | undefined> => {
  if (!(await stat(path)).isDirectory()) return undefined;
  const entries = await readdir(path, { withFileTypes: true });
  const kinds = await Promise.all(
    entries.map(async entry =>
      entry.isSymbolicLink()
        ? await stat(join(path, entry.name)).then(
            target => target.isFile(),
            () => false,
          )
        : entry.isFile() || entry.isDirectory(),
    ),
  );
  return entries
    .filter((_, index) => kinds[index])
    .map(entry => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

export const FILES: Files = {
  text: path => attempt(path, async () => (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')),
  lines,
  exists: path =>
    access(path).then(
      () => true,
      () => false,
    ),
  bytes: path => attempt(path, () => readFile(path)),
  list: path => attempt(path, () => list(path)),
  size: path => attempt(path, async () => (await stat(path)).size),
};

export interface IoOptions {
  /** Where mirrors of remote repositories are kept. */
  readonly cacheDir: string;
  readonly stopping?: () => boolean;
  readonly github?: GitHub;
  readonly http?: Http;
}

export const realIo = ({
  cacheDir,
  stopping = () => false,
  github = NO_GITHUB,
  http = NO_HTTP,
}: IoOptions): Io => ({
  now: () => Math.floor(Date.now() / 1000),
  files: FILES,
  git: gitOf({ cacheDir }),
  github,
  http,
  stopping,
});
