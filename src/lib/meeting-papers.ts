// Reads papers about meetings page by page: those that are new or changed, each told whole, and those that are gone.
import { lineDigest } from './digest.ts';
import { actionId } from './meeting-facts.ts';
import { dateIn } from './meeting-log.ts';
import { isAddress, type Outside, type Paper, papersAt, readPaper } from './meeting-shelf.ts';

/** Papers on a page: some thousand facts. */
const PAGE = 50;
/** Seconds: minutes on the web that are so old are taken to stand as they are. */
const SETTLED = 30 * 86_400;

/** A paper to be told, and the items that it told of before. */
export type PaperRaw =
  | {
      readonly name: string;
      readonly place: string;
      readonly text: string;
      readonly before: readonly string[];
    }
  /** No longer there. */
  | { readonly name: string; readonly gone: readonly string[] };

interface PaperPage {
  readonly raws: readonly PaperRaw[];
  readonly cursor: readonly { stream: string; value: string }[];
  readonly done: number;
  readonly total: number;
  readonly skipped: readonly { where: string; reason: string }[];
}

export interface PaperSettings {
  readonly path: string;
  /** Which of the papers there are to be read. */
  readonly choose: (papers: readonly Paper[]) => readonly Paper[];
  /** The items that a paper tells of. */
  readonly ids: (name: string, text: string) => readonly string[];
}

interface Known {
  readonly digest: string;
  readonly mark: string;
  readonly ids: readonly string[];
}

/** The actions of a meeting are numbered: their number says them all. */
const packed = (ids: readonly string[]): string[] => {
  const actions = new Map<string, number>();
  for (const id of ids) {
    const [, meeting = '', number = ''] = /^(.*)\/action\/(\d+)$/.exec(id) ?? [];
    if (meeting === '') actions.set(id, actions.get(id) ?? 0);
    else actions.set(meeting, Math.max(actions.get(meeting) ?? 0, Number(number)));
  }
  return [...actions].map(([id, count]) => `${count} ${id}`);
};

const unpacked = (lines: readonly string[]): string[] =>
  lines.flatMap(line => {
    const space = line.indexOf(' ');
    const id = line.slice(space + 1);
    const count = Number(line.slice(0, space));
    return [id, ...Array.from({ length: count }, (_, index) => actionId(id, index + 1))];
  });

const knownOf = (value: string | undefined): Known | undefined => {
  if (value === undefined || value === '') return undefined;
  const [digest = '', mark = '', ...lines] = value.split('\n');
  return { digest, mark, ids: unpacked(lines) };
};

const cursorValue = ({ digest, mark, ids }: Known): string =>
  [digest, mark.replace(/\n/g, ''), ...packed(ids)].join('\n');

const digestOf = (text: string): string => {
  const digest = lineDigest();
  digest.add(text);
  return digest.text();
};

const isSettled = ({ name, place }: Paper, now: number): boolean => {
  const date = isAddress(place) ? dateIn(name) : undefined;
  return date !== undefined && Date.parse(`${date}T00:00:00Z`) / 1000 < now - SETTLED;
};

/** What a place in the web no longer lists has been put away; what a folder no longer holds was taken back. */
const goneFrom = (path: string, cursor: ReadonlyMap<string, string>, there: ReadonlySet<string>): string[] =>
  isAddress(path)
    ? []
    : [...cursor].filter(([name, value]) => value !== '' && !there.has(name)).map(([name]) => name);

/** @throws SourceError when the place cannot be read. */
export async function* paperPages(
  { path, choose, ids }: PaperSettings,
  cursor: ReadonlyMap<string, string>,
  io: Outside,
): AsyncIterable<PaperPage> {
  const papers = choose(await papersAt(path, io));
  const there = new Set(papers.map(({ name }) => name));
  /** Which papers tell of an item: it is gone when none does. */
  const tellers = new Map<string, Set<string>>();
  const tell = (name: string, all: readonly string[]): void => {
    for (const id of all) tellers.set(id, (tellers.get(id) ?? new Set<string>()).add(name));
  };
  for (const [name, value] of cursor) if (there.has(name)) tell(name, knownOf(value)?.ids ?? []);
  const untold = (name: string, all: readonly string[]): string[] =>
    all.filter(id => [...(tellers.get(id) ?? [])].every(other => other === name));

  let raws: PaperRaw[] = [];
  let values: { stream: string; value: string }[] = [];
  let skipped: { where: string; reason: string }[] = [];
  let done = 0;
  const page = (): PaperPage => {
    const full = { raws, cursor: values, done, total: papers.length, skipped };
    [raws, values, skipped] = [[], [], []];
    return full;
  };

  for (const name of goneFrom(path, cursor, there)) {
    raws.push({ name, gone: untold(name, knownOf(cursor.get(name))?.ids ?? []) });
    values.push({ stream: name, value: '' });
  }
  for (const paper of papers) {
    done += 1;
    const known = knownOf(cursor.get(paper.name));
    if (known && isSettled(paper, io.now())) continue;
    const reading = await readPaper(paper, known?.mark, io);
    if (reading === 'unchanged') continue;
    if ('skip' in reading) {
      skipped.push({ where: paper.name, reason: reading.skip });
      continue;
    }
    const digest = digestOf(reading.text);
    if (digest === known?.digest) continue;
    const now = ids(paper.name, reading.text);
    raws.push({ ...paper, text: reading.text, before: untold(paper.name, known?.ids ?? []) });
    values.push({ stream: paper.name, value: cursorValue({ digest, mark: reading.mark, ids: now }) });
    tell(paper.name, now);
    if (raws.length >= PAGE) yield page();
  }
  if (raws.length > 0 || skipped.length > 0) yield page();
}
