// A folder in which papers are written: lines that are on the disk once they are said to be, and files that are whole.
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface Desk {
  /** Resolves once the text is on the disk. A line that was cut off by a crash is ended first. */
  append(name: string, text: string): Promise<void>;
  /** Replaces it once the new one is whole. */
  write(name: string, text: string): Promise<void>;
  /** Undefined: there is none. */
  read(name: string): Promise<string | undefined>;
  move(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
}

const absent = (error: unknown): undefined => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
};

/** Whether the last line was cut off. */
const isCut = async (path: string): Promise<boolean> => {
  const size = (await stat(path).catch(absent))?.size ?? 0;
  if (size === 0) return false;
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 10;
  } finally {
    await file.close();
  }
};

const put = async (path: string, text: string, flag: 'a' | 'w'): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, flag);
  const { size } = await file.stat();
  try {
    await file.writeFile(text);
    await file.datasync();
  } catch (error) {
    // Half of it, on a disk that is full, would be read as said; whoever is refused tries again.
    await file.truncate(size).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
};

/** Names are below `folder`; it is made when it is needed. */
export const deskIn = (folder: string): Desk => {
  const at = (name: string): string => join(folder, name);
  return {
    append: async (name, text) => put(at(name), ((await isCut(at(name))) ? '\n' : '') + text, 'a'),
    async write(name, text) {
      const half = `${at(name)}.${process.pid}.tmp`;
      await put(half, text, 'w');
      await rename(half, at(name));
    },
    read: name => readFile(at(name), 'utf8').catch(absent),
    async move(from, to) {
      await mkdir(dirname(at(to)), { recursive: true });
      await rename(at(from), at(to));
    },
    remove: name => rm(at(name), { force: true }),
  };
};
