// A small git checkout for the command line to work on, and a configuration beside it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { makeRepository, temporaryFolder } from './git.ts';

/** Makes the repository `garden` in this folder. */
export const checkoutIn = async (folder: string): Promise<void> => {
  const trailer = 'Reviewed-by: Bo Example <bo@example.org>';
  await makeRepository(join(folder, 'garden'), [
    {
      date: '2026-03-02T10:00:00Z',
      files: { 'a.txt': 'a' },
      message: `Plant a tree\n\n${trailer}\nCloses-Bug: #4711`,
    },
    {
      date: '2026-03-04T10:00:00Z',
      files: { 'MAINTAINERS.md': '# Maintainers\n\n* **Bo Example** ([@bo](https://github.com/bo))\n' },
      message: `Name the maintainers\n\n${trailer}`,
    },
  ]);
};

/** The folder that holds the repository `garden`. */
export const checkout = async (t: ExecutionContext): Promise<string> => {
  const folder = await temporaryFolder(t);
  await checkoutIn(folder);
  return folder;
};

export const config = async (folder: string, source: string): Promise<string> => {
  const path = join(folder, 'rollcall.yml');
  await writeFile(path, `id: garden\nsources: [${source}]\n`);
  return path;
};
