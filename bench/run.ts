// `npm run bench`: how fast, against a yardstick measured in the same run. Prints aims; asserts nothing.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulk, CHILDREN } from './bulk.ts';
import { digits } from './figures.ts';
import { gitSources } from './git.ts';
import { reports } from './reports.ts';
import { wholeCommand } from './whole.ts';

const SIZES = [
  { activities: 100_000, runs: 5 },
  { activities: 1_000_000, runs: 2 },
  { activities: 3_000_000, runs: 1 },
];
const GIT_RUNS = 5;

const main = async (quick: boolean): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  try {
    const load = digits(loadavg()[0] ?? 0);
    console.log(
      `${availableParallelism()} cores, load ${load}, Node ${process.version}. Figures are medians.\n`,
    );
    const measured = await gitSources(folder, quick, GIT_RUNS);
    console.log('');
    await wholeCommand(folder, measured);
    console.log('');
    const ledgers = await bulk(import.meta.filename, folder, quick ? SIZES.slice(0, 1) : SIZES);
    console.log('');
    await reports(ledgers);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const [flag, task = '', ...args] = process.argv.slice(2);
if (flag === '--child') process.send?.(await CHILDREN[task]?.(args));
else await main(flag === '--quick');
