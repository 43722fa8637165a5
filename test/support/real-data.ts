// Real public data that lies beside the project where there is any; it is no part of the project.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ExecutionContext } from 'ava';
import { git, temporaryFolder } from './git.ts';
import { packageRoot } from './root.ts';

/** The folder with the data; undefined where there is none. */
export const realData = (): string | undefined => {
  const given = process.env['ROLLCALL_REAL_DATA'];
  const folder = resolve(given ?? join(packageRoot(), '..', 'shared', 'data'));
  return existsSync(folder) ? folder : undefined;
};

/** Says in the test's own log why it proves nothing here, and passes it. */
export const withoutData = (t: ExecutionContext): void => {
  t.log('SKIPPED: the real data is not here (set ROLLCALL_REAL_DATA to its folder)');
  t.pass();
};

/** A mirror of a git bundle in a temporary folder. */
export const cloneBundle = async (t: ExecutionContext, bundle: string): Promise<string> => {
  const folder = join(await temporaryFolder(t), 'clone.git');
  await git('.', ['clone', '--quiet', '--mirror', '--', bundle, folder]);
  return folder;
};
