// The whole `ingest` command as a user starts it: a process of its own, start-up, roster, links and priorities included.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digits, median, table, timed } from './figures.ts';
import type { GitMeasure } from './git.ts';

const CLI = join(import.meta.dirname, '../src/cli.js');
const RUNS = 3;

const configFor = ({ subject, dir }: GitMeasure): string =>
  `id: bench\ntitle: Bench\ntimezone: UTC\nsources:\n  - { type: ${subject.source}, repository: ${JSON.stringify(dir)} }\n`;

const ingestCommand = async (config: string, database: string): Promise<void> => {
  const args = [CLI, 'ingest', '--config', config, '--database', database];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`ingest ended with ${code}`);
};

export const wholeCommand = async (folder: string, measured: readonly GitMeasure[]): Promise<void> => {
  if (!existsSync(CLI)) return;
  const rows: string[][] = [];
  for (const one of measured) {
    const config = join(folder, `${one.subject.source}.yml`);
    await writeFile(config, configFor(one));
    const ms: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const database = join(folder, `whole-${one.subject.source}-${run}.db`);
      ms.push((await timed(() => ingestCommand(config, database))).ms);
    }
    const plain = median(one.plain);
    rows.push([one.subject.source, digits(plain), digits(median(ms)), digits(median(ms) / plain)]);
  }
  console.log('The `ingest` command as a whole process, milliseconds.');
  console.log(table([['source', 'plain', 'command', 'command/plain'], ...rows]));
};
