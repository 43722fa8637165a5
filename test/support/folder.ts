// A folder of files for one test, which goes away with it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

export const folder = async (t: ExecutionContext, files: Record<string, string>): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-config-'));
  t.teardown(() => rm(dir, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
};
