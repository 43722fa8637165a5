// Bulk ingest: the ledger's `append` against raw inserts of the same rows, with the memory that it takes.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openSqlite } from '../src/store/sqlite.ts';
import { count, digits, judged, median, megabytes, seconds, table } from './figures.ts';
import { type Settled, settle } from './project.ts';
import { insertRaw } from './raw.ts';
import { syntheticPages } from './synthetic.ts';

const SOURCE = { id: 'gerrit', type: 'gerrit-notedb', origin: 'gerrit' };

interface Ingested {
  /** Inside `append`; making up the pages is not counted. */
  readonly appendMs: number;
  /** The same pages read again: nothing is new. */
  readonly settled: Settled;
  readonly settledAgain: Settled;
  readonly lastAt: number;
  /** Bytes of memory at the highest, of the process that did it. */
  readonly peak: number;
}

export interface Ledger {
  readonly activities: number;
  readonly file: string;
  readonly lastAt: number;
}

const ingestChild = async (file: string, activities: number): Promise<Ingested> => {
  const store = openSqlite(file);
  let [appendMs, lastAt] = [0, 0];
  for (const page of syntheticPages({ activities })) {
    lastAt = page.activities.at(-1)?.at ?? lastAt;
    const from = performance.now();
    await store.append('bench', SOURCE, page, [{ stream: 'at', value: String(lastAt) }]);
    appendMs += performance.now() - from;
  }
  await store.markRead('bench', SOURCE, lastAt);
  const settled = await settle(store, lastAt);
  const settledAgain = await settle(store, lastAt);
  store.close();
  return { appendMs, settled, settledAgain, lastAt, peak: process.resourceUsage().maxRSS * 1024 };
};

/** Work that a fresh process does, so that its memory and its warming up are its own. */
export const CHILDREN: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
  ingest: ([file = '', activities = '0']) => ingestChild(file, Number(activities)),
  raw: ([from = '', to = '']) => insertRaw(from, to),
};

const inChild = <Result>(entry: string, task: string, ...args: readonly string[]): Promise<Result> =>
  new Promise((resolve, reject) => {
    const child = fork(entry, ['--child', task, ...args]);
    child.once('message', message => resolve(message as Result));
    child.once('error', reject);
    child.once('exit', code => code === 0 || reject(new Error(`${task} ended with ${code}`)));
  });

interface Size {
  readonly activities: number;
  readonly runs: number;
}

const measureSize = async (entry: string, folder: string, { activities, runs }: Size) => {
  const ours: Ingested[] = [];
  const raw: number[] = [];
  let file = '';
  for (let run = 0; run < runs; run++) {
    file = join(folder, `${activities}-${run}.db`);
    ours.push(await inChild<Ingested>(entry, 'ingest', file, String(activities)));
    raw.push(await inChild<number>(entry, 'raw', file, `${file}.raw`));
  }
  return { activities, file, ours, raw };
};

const row = ({ activities, ours, raw }: Awaited<ReturnType<typeof measureSize>>): string[] => {
  const [appendMs, rawMs] = [median(ours.map(run => run.appendMs)), median(raw)];
  const ratio = median(ours.map((run, index) => (raw[index] ?? Number.NaN) / run.appendMs));
  const peak = Math.max(...ours.map(run => run.peak));
  const linking = median(ours.map(run => run.settled.linkMs));
  const matching = median(ours.map(run => run.settled.matchMs));
  const again = median(ours.map(({ settledAgain: each }) => each.rosterMs + each.linkMs + each.matchMs));
  return [
    count(activities),
    seconds(appendMs),
    `${count(Math.round(activities / appendMs))} k/s`,
    seconds(rawMs),
    digits(ratio),
    judged(ratio, 0.5, true),
    megabytes(peak),
    judged(peak / 1e6, 250, false, ' MB'),
    digits(linking),
    digits(matching),
    digits(again),
  ];
};

/** Leaves the ledgers in `folder`, for the reports. */
export const bulk = async (entry: string, folder: string, sizes: readonly Size[]): Promise<Ledger[]> => {
  const measured: Awaited<ReturnType<typeof measureSize>>[] = [];
  for (const size of sizes) measured.push(await measureSize(entry, folder, size));
  const head = ['activities', 'append', 'rate', 'raw', 'raw/append', 'aim', 'peak', 'aim'];
  console.log(
    'Bulk ingest. append: handles, items, states, names and upserts, 1,000 activities a transaction;',
  );
  console.log(
    'raw: the resulting rows by bare prepared inserts into the same tables and indexes, keys known.',
  );
  console.log(table([[...head, 'link ms', 'match ms', 'again ms'], ...measured.map(row)]));
  return measured.map(({ activities, file, ours }) => ({ activities, file, lastAt: ours[0]?.lastAt ?? 0 }));
};
