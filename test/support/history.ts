// Git histories for tests of any shape: refs, bytes, zones and broken authors, written by one fast-import.
import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';

export interface HistoryCommit {
  readonly ref: string;
  /** A name for later commits to refer to, and for the answer. */
  readonly mark?: string;
  readonly message: string | Uint8Array;
  /** `Name <mail>`; the committer is the author where none is given. */
  readonly author?: string;
  readonly committer?: string;
  /** ISO 8601 with offset; the time of the commit. */
  readonly at: string;
  /** ISO 8601 with offset; the time of writing, where it differs. */
  readonly authoredAt?: string;
  /** Marks of the parents; the tip of `ref` where left out, none for `[]`. */
  readonly parents?: readonly string[];
  /** Text by path; undefined removes the file. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

const ADA = 'Ada Example <ada@example.org>';

/** Seconds and offset as fast-import takes them: `1483225200 +0100`. */
const rawDate = (iso: string): string => {
  const offset = /([+-]\d\d):?(\d\d)$/.exec(iso);
  return `${Date.parse(iso) / 1000} ${offset ? `${offset[1]}${offset[2]}` : '+0000'}`;
};

const data = (content: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
};

const blockOf = (commit: HistoryCommit, index: number, numbers: ReadonlyMap<string, number>): Buffer => {
  const { ref, message, author = ADA, committer = author, at, authoredAt = at, parents, files = {} } = commit;
  const reset = parents === undefined ? [] : [`reset ${ref}\n`];
  const lines = [
    ...reset,
    `commit ${ref}\nmark :${index + 1}\n`,
    `author ${author} ${rawDate(authoredAt)}\ncommitter ${committer} ${rawDate(at)}\n`,
  ];
  const links = (parents ?? []).map(
    (mark, place) => `${place === 0 ? 'from' : 'merge'} :${numbers.get(mark)}\n`,
  );
  const changes = Object.entries(files).flatMap(([path, content]) =>
    content === undefined
      ? [Buffer.from(`D ${path}\n`)]
      : [Buffer.from(`M 100644 inline ${path}\n`), data(content)],
  );
  return Buffer.concat([Buffer.from(lines.join('')), data(message), Buffer.from(links.join('')), ...changes]);
};

const feed = (dir: string, input: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', dir, 'fast-import', '--quiet', '--force', '--export-marks=marks'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', code =>
      code === 0 ? resolve() : reject(new Error(`fast-import ended with ${code}`)),
    );
    child.stdin.end(input);
  });

/** Adds commits to the bare repository in `dir`, made when it is not there; answers commit ids by mark. */
export const writeHistory = async (
  dir: string,
  commits: readonly HistoryCommit[],
): Promise<Map<string, string>> => {
  await mkdir(dir, { recursive: true });
  await git(dir, ['init', '--quiet', '--bare', '--initial-branch=main']);
  const numbers = new Map(
    commits.flatMap(({ mark }, index) => (mark === undefined ? [] : [[mark, index + 1]])),
  );
  // The tip of a ref that stands there already goes on; fast-import must be told so.
  const tips = new Map(
    (await git(dir, ['for-each-ref', '--format=%(refname) %(objectname)']))
      .split('\n')
      .map(line => line.split(' ') as [string, string]),
  );
  const seen = new Set<string>();
  const blocks = commits.map((commit, index) => {
    const block = blockOf(commit, index, numbers);
    const tip = tips.get(commit.ref);
    const first = !seen.has(commit.ref) && commit.parents === undefined && tip !== undefined;
    seen.add(commit.ref);
    return first ? Buffer.concat([Buffer.from(`reset ${commit.ref}\nfrom ${tip}\n\n`), block]) : block;
  });
  await feed(dir, Buffer.concat(blocks));
  const marks = (await readFile(join(dir, 'marks'), 'utf8')).trim().split('\n');
  const ids = new Map(marks.map(line => line.slice(1).split(' ') as [string, string]));
  return new Map([...numbers].map(([mark, number]) => [mark, ids.get(String(number)) ?? '']));
};
