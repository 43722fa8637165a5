// The git sources against plain `git log` over the same commits, and a second run when little is new.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Io, Source } from '../src/contracts.ts';
import { type ConfiguredSource, type IngestResult, ingest } from '../src/flow/ingest.ts';
import { realIo } from '../src/shell/io.ts';
import { EVENT_FORMAT } from '../src/sources/gerrit-notedb/events.ts';
import gerritNotedb from '../src/sources/gerrit-notedb/index.ts';
import gitTrailers from '../src/sources/git-trailers/index.ts';
import { COMMIT_FORMAT } from '../src/sources/git-trailers/walk.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { branchCommits, moreCommits } from './branch.ts';
import { count, digits, judged, median, table, timed } from './figures.ts';
import { type NewCommit, runGit, writeCommits } from './git-writer.ts';
import { moreRemarks, noteDbCommits } from './notedb.ts';

const AIM = 8;
const NEW = 10;

interface Subject {
  readonly source: string;
  readonly plugin: Source<never, never>;
  readonly log: readonly string[];
  readonly commits: () => Iterable<NewCommit>;
  readonly news: () => Iterable<NewCommit>;
}

const subjects = (quick: boolean): Subject[] => [
  {
    source: 'gerrit-notedb',
    plugin: gerritNotedb as unknown as Source<never, never>,
    log: ['log', '-z', `--format=${EVENT_FORMAT}`, '--glob=refs/changes/*/*/meta'],
    commits: () => noteDbCommits(quick ? 500 : 2000),
    news: () => moreRemarks(NEW),
  },
  {
    source: 'git-trailers',
    plugin: gitTrailers as unknown as Source<never, never>,
    log: ['log', '-z', `--format=${COMMIT_FORMAT}`, 'HEAD'],
    commits: () => branchCommits(quick ? 10_000 : 40_000),
    news: () => moreCommits(NEW),
  },
];

/** What plain git takes, its output read and thrown away; with the number of records. */
const plainLog = async (dir: string, args: readonly string[]): Promise<number> => {
  const git = spawn('git', ['-C', dir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(git, 'close');
  let records = 1;
  for await (const chunk of git.stdout as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, at + 1)) records++;
  }
  await ended;
  return records;
};

const ingestInto = async (file: string, source: ConfiguredSource, io: Io): Promise<IngestResult> => {
  const store = openSqlite(file);
  try {
    return await ingest(store, 'bench', source, io);
  } finally {
    store.close();
  }
};

const measure = async (folder: string, subject: Subject, runs: number) => {
  const dir = join(folder, `${subject.source}.git`);
  await mkdir(dir, { recursive: true });
  await runGit(dir, ['init', '--quiet', '--bare', '--initial-branch=main']);
  await writeCommits(dir, subject.commits());
  const io = realIo({ cacheDir: folder });
  const plugin = subject.plugin as unknown as Source;
  const source = { id: 'bench', plugin, settings: plugin.settings.parse({ repository: dir }) };
  const plain: number[] = [];
  const ours: number[] = [];
  let commits = 0;
  let first: IngestResult | undefined;
  const fileOf = (run: number): string => join(folder, `${subject.source}-${run}.db`);
  for (let run = 0; run < runs; run++) {
    const log = await timed(() => plainLog(dir, subject.log));
    const read = await timed(() => ingestInto(fileOf(run), source, io));
    plain.push(log.ms);
    ours.push(read.ms);
    commits = log.result;
    first = read.result;
  }
  await writeCommits(dir, subject.news());
  const again: number[] = [];
  const second: IngestResult[] = [];
  for (let run = 0; run < runs; run++) {
    const read = await timed(() => ingestInto(fileOf(run), source, io));
    again.push(read.ms);
    second.push(read.result);
  }
  return { subject, dir, commits, plain, ours, first, again: median(again), second: second[0] };
};

export type GitMeasure = Awaited<ReturnType<typeof measure>>;

const firstRow = ({ subject, commits, plain, ours, first }: GitMeasure): string[] => {
  const ratio = median(ours.map((ms, run) => ms / (plain[run] ?? Number.NaN)));
  return [
    subject.source,
    count(commits),
    count(first?.stored ?? 0),
    digits(median(plain)),
    digits(median(ours)),
    digits(ratio),
    judged(ratio, AIM),
  ];
};

const secondRow = ({ subject, ours, again, first, second }: GitMeasure): string[] => [
  subject.source,
  count(first?.records ?? 0),
  count(second?.records ?? 0),
  count(second?.stored ?? 0),
  digits(median(ours)),
  digits(again),
  `${digits((100 * again) / median(ours))} %`,
  `${digits((100 * (second?.records ?? 0)) / (first?.records ?? 1))} %`,
];

export const gitSources = async (folder: string, quick: boolean, runs: number): Promise<GitMeasure[]> => {
  const measured: GitMeasure[] = [];
  for (const subject of subjects(quick)) measured.push(await measure(folder, subject, runs));
  console.log(
    'Git sources, milliseconds. ours: pull, normalise and append into a file ledger, in this process;',
  );
  console.log('plain: `git log` of the same commits and fields, output read and thrown away.');
  const head = ['source', 'commits', 'activities', 'plain', 'ours', 'ours/plain', 'aim'];
  console.log(table([head, ...measured.map(firstRow)]));
  console.log(`\nA second run after ${NEW} new commits (on ${NEW} changes, or on the branch), milliseconds.`);
  const again = ['source', 'records', 'read again', 'stored', 'first', 'second', 'time', 'records'];
  console.log(table([again, ...measured.map(secondRow)]));
  return measured;
};
