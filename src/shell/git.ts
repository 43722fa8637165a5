// Git for the rest of the house: repositories on disk as they are, all others as a mirror in the cache folder.
import { createHash } from 'node:crypto';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Git } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';
import { withoutSecrets } from '../lib/secrets.ts';
import { gitObjects } from './git-objects.ts';
import { gitRecords, gitText } from './git-process.ts';

const statOf = async (path: string) => stat(path).catch(() => undefined);

const isRemote = (repository: string): boolean =>
  repository.includes('://') || /^[^/\\:]{2,}:[^\\]/.test(repository);

const refuseDangerous = (repository: string): void => {
  if (repository.trim() === '') throw new SourceError('the name of the repository is empty');
  if (repository.startsWith('-'))
    throw new SourceError(`${withoutSecrets(repository)} is refused: a repository cannot begin with a dash`);
  // `ext::` and other helpers run any program that stands in the name.
  if (/^[\w+.-]*::/.test(repository))
    throw new SourceError(`${withoutSecrets(repository)} is refused: git remote helpers are not allowed`);
};

/** A plain folder inside somebody else's repository must not pass for that repository. */
const openDirectory = async (path: string): Promise<string> => {
  const dir = await realpath(path);
  const notOne = new SourceError(`${path} is not a git repository`);
  const gitDir = await gitText(dir, ['rev-parse', '--absolute-git-dir']).catch(error => {
    if (error instanceof SourceError && error.message.includes('not a git repository')) throw notOne;
    throw error;
  });
  if ((await realpath(gitDir.trimEnd())) === dir) return dir;
  const top = await gitText(dir, ['rev-parse', '--show-toplevel']).catch(() => '');
  if (top === '' || (await realpath(top.trimEnd())) !== dir) throw notOne;
  return dir;
};

/** Readable, and different for every URL; a password is no part of it. */
const folderOf = (url: string): string => {
  const place = url.replace(/^([\w+.-]+:\/\/)[^@/]*@/, '$1');
  const slug = place
    .replace(/^[\w+.-]+:\/\//, '')
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(-60);
  return `${slug}-${createHash('sha256').update(place).digest('hex').slice(0, 10)}.git`;
};

/** The branch that the remote's HEAD names; a bundle tells only its commit. */
const remoteHead = (listing: string): string | undefined => {
  const lines = listing.split('\n').map(line => line.split('\t'));
  const named = lines.find(([left, ref]) => ref === 'HEAD' && left?.startsWith('ref: '))?.[0];
  if (named) return named.slice('ref: '.length);
  const commit = lines.find(([, ref]) => ref === 'HEAD')?.[0];
  const branches = lines.filter(([, ref]) => ref?.startsWith('refs/heads/'));
  const same = branches.filter(([sha]) => sha === commit).map(([, ref]) => ref);
  return same.find(ref => ref === 'refs/heads/main' || ref === 'refs/heads/master') ?? same[0];
};

const mirror = async (url: string, cacheDir: string): Promise<string> => {
  const dir = resolve(cacheDir, folderOf(url));
  await mkdir(dir, { recursive: true });
  try {
    await gitText(dir, ['init', '--quiet', '--bare']);
    // The URL is given each time and never stored: it may hold a password.
    const options = ['--quiet', '--prune', '--no-write-fetch-head', '--no-recurse-submodules'];
    await gitText(dir, ['fetch', ...options, '--', url, '+refs/*:refs/*']);
    const head = remoteHead(await gitText(dir, ['ls-remote', '--symref', '--', url, 'HEAD', 'refs/heads/*']));
    if (head?.startsWith('refs/heads/')) await gitText(dir, ['symbolic-ref', 'HEAD', head]);
    return dir;
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    throw new SourceError(`${withoutSecrets(url)} cannot be fetched: ${cause.message}`, { cause });
  }
};

/** `cacheDir` holds the mirrors; it is made when it is first needed. */
export const gitOf = ({ cacheDir }: { cacheDir: string }): Git => {
  // Two sources that read one repository at the same time would fight over its lock files.
  const opening = new Map<string, Promise<string>>();
  const mirrorOnce = (url: string): Promise<string> => {
    const running = opening.get(url) ?? mirror(url, cacheDir).finally(() => opening.delete(url));
    opening.set(url, running);
    return running;
  };
  return {
    open: async repository => {
      refuseDangerous(repository);
      const path = resolve(repository);
      const found = await statOf(path);
      if (found?.isDirectory()) return openDirectory(path);
      if (found?.isFile() && path.endsWith('.bundle')) return mirrorOnce(path);
      if (!found && isRemote(repository)) return mirrorOnce(repository);
      const why = found ? 'it is a file' : 'there is no such directory';
      throw new SourceError(`${withoutSecrets(repository)} is not a git repository: ${why}`);
    },
    text: gitText,
    records: gitRecords,
    objects: gitObjects,
  };
};
