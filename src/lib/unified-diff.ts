// Two versions of a text as a unified diff, as `git apply` and people read it.

const CONTEXT = 3;
/** Cells of the table that finds what is common; beyond it, the whole middle is told as changed. */
const MOST_CELLS = 4_000_000;

/** With their ends, so that a changed end of line is a change. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

type Mark = ' ' | '-' | '+';
type Row = readonly [mark: Mark, line: string];

/** Length of the longest common part of what follows, for each pair of places. */
const tableOf = (a: readonly string[], b: readonly string[]): Uint32Array[] => {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, below] = [table[i], table[i + 1]];
      if (!row || !below) continue;
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  return table;
};

const middleRows = (a: readonly string[], b: readonly string[]): Row[] => {
  const all = (mark: Mark, lines: readonly string[]): Row[] => lines.map(line => [mark, line]);
  if (a.length * b.length > MOST_CELLS) return [...all('-', a), ...all('+', b)];
  const table = tableOf(a, b);
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [one = '', other = ''] = [a[i], b[j]];
    if (one === other) {
      rows.push([' ', one]);
      i++;
      j++;
    } else if ((table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0)) {
      rows.push(['-', one]);
      i++;
    } else {
      rows.push(['+', other]);
      j++;
    }
  }
  return [...rows, ...all('-', a.slice(i)), ...all('+', b.slice(j))];
};

const rowsOf = (before: string, after: string): Row[] => {
  const [a, b] = [linesOf(before), linesOf(after)];
  let [head, tail] = [0, 0];
  const shorter = Math.min(a.length, b.length);
  while (head < shorter && a[head] === b[head]) head++;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const kept = (lines: readonly string[]): Row[] => lines.map(line => [' ', line]);
  const middle = middleRows(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...kept(a.slice(0, head)), ...middle, ...kept(a.slice(a.length - tail))];
};

/** Where hunks begin and end: changes with what stands around them. */
const hunksIn = (rows: readonly Row[]): [from: number, to: number][] => {
  const hunks: [number, number][] = [];
  rows.forEach(([mark], at) => {
    if (mark === ' ') return;
    const last = hunks.at(-1);
    const to = Math.min(rows.length, at + CONTEXT + 1);
    if (last && at - CONTEXT <= last[1]) last[1] = to;
    else hunks.push([Math.max(0, at - CONTEXT), to]);
  });
  return hunks;
};

const count = (rows: readonly Row[], mark: Mark): number =>
  rows.filter(([own]) => own === ' ' || own === mark).length;

const rangeText = (before: number, lines: number): string =>
  `${lines === 0 ? before : before + 1}${lines === 1 ? '' : `,${lines}`}`;

const rowText = ([mark, line]: Row): string =>
  line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`;

/** Empty where nothing changed. `path` is that of the file in its repository. */
export const unifiedDiff = (path: string, before: string, after: string): string => {
  if (before === after) return '';
  const rows = rowsOf(before, after);
  const hunks = hunksIn(rows).map(([from, to]) => {
    const [earlier, own] = [rows.slice(0, from), rows.slice(from, to)];
    const old = rangeText(count(earlier, '-'), count(own, '-'));
    const now = rangeText(count(earlier, '+'), count(own, '+'));
    return `@@ -${old} +${now} @@\n${own.map(rowText).join('')}`;
  });
  return `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`;
};
