// `npm run bench`: how fast, against a yardstick measured in the same run. Prints aims; asserts nothing.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulk, CHILDREN } from './bulk.ts';

const SIZES = [
  { activities: 100_000, runs: 5 },
  { activities: 1_000_000, runs: 3 },
  { activities: 3_000_000, runs: 1 },
];

const main = async (words: readonly string[]): Promise<void> => {
  const quick = words.includes('--quick');
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  try {
    console.log(`${availableParallelism()} cores, Node ${process.version}; medians of several runs.\n`);
    await bulk(import.meta.filename, folder, quick ? SIZES.slice(0, 1) : SIZES);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const [flag, task = '', ...args] = process.argv.slice(2);
if (flag === '--child') process.send?.(await CHILDREN[task]?.(args));
else await main(process.argv.slice(2));
