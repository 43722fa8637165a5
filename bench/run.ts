// `npm run bench`: how fast, against a yardstick measured in the same run. Prints aims; asserts nothing.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulk, CHILDREN } from './bulk.ts';
import { DELIVERY_CHILDREN, deliveries } from './deliveries.ts';
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

/** `--quick`: a look; `--deliveries`: nothing but webhooks; `--all`: all 100,000 of them. */
const main = async (quick: boolean, only: boolean, all: boolean): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  try {
    const load = digits(loadavg()[0] ?? 0);
    console.log(
      `${availableParallelism()} cores, load ${load}, Node ${process.version}. Figures are medians.\n`,
    );
    await deliveries(import.meta.filename, folder, quick, all);
    if (only) return;
    console.log('');
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

const CHILD_TASKS = { ...CHILDREN, ...DELIVERY_CHILDREN };
const flags = process.argv.slice(2);
const [flag, task = '', ...args] = flags;
if (flag === '--child') {
  const told = await CHILD_TASKS[task]?.(args);
  // A server stays, and tells for itself.
  if (told !== undefined) process.send?.(told);
} else await main(flags.includes('--quick'), flags.includes('--deliveries'), flags.includes('--all'));
