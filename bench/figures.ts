// Figures as the bench prints them: medians, ratios against their aims, plain tables.
import { performance } from 'node:perf_hooks';

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN, sorted[middle] ?? Number.NaN];
  return (low + high) / 2;
};

/** Milliseconds that `work` takes, with what it gives. */
export const timed = async <Result>(
  work: () => Result | Promise<Result>,
): Promise<{ ms: number; result: Result }> => {
  const from = performance.now();
  const result = await work();
  return { ms: performance.now() - from, result };
};

/** `0.83`, `12.4`, `1,250`: three digits are all that a noisy machine can tell. */
export const digits = (value: number): string => {
  if (!Number.isFinite(value)) return '-';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
};

export const seconds = (ms: number): string => `${digits(ms / 1000)} s`;
export const count = (value: number): string => value.toLocaleString('en');
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** A figure with its aim: `at least 0.50: met`. */
export const judged = (value: number, aim: number, atLeast = false, unit = ''): string => {
  const met = atLeast ? value >= aim : value <= aim;
  return `${atLeast ? 'at least' : 'at most'} ${aim}${unit}: ${met ? 'met' : 'MISSED'}`;
};

/** Columns of a plain table; the first is text, the others are figures and stand to the right. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
