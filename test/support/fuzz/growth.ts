// How the time of reading grows with a text: every string of a sample, every mark that may slow a pattern down, two sizes.
import { performance } from 'node:perf_hooks';
import type { Json } from './json.ts';
import type { Target } from './targets.ts';
import { MARKS } from './text.ts';

type Path = readonly string[];

/** Of each list the first: the others are of the same form. */
const pathsOf = (value: Json, path: Path = []): Path[] => {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value as { readonly [key: string]: Json });
  const some = Array.isArray(value) ? entries.slice(0, 1) : entries;
  return some.flatMap(([key, each]) => pathsOf(each, [...path, key]));
};

const at = (value: Json, path: Path): Json =>
  path.reduce<Json>((each, key) => (each as { readonly [key: string]: Json })[key] ?? null, value);

const replaced = (value: Json, [key, ...rest]: Path, by: Json): Json => {
  if (key === undefined) return by;
  const part = (value as { readonly [key: string]: Json })[key] ?? null;
  const next = replaced(part, rest, by);
  return Array.isArray(value) ? value.with(Number(key), next) : { ...(value as object), [key]: next };
};

/** So many characters of a mark, and something behind it that no pattern waits for. */
const flood = (mark: string, size: number): string => `${mark.repeat(Math.ceil(size / mark.length))}\u0001`;

/** A way to grow a sample: `size` characters more at one place. */
interface Way {
  readonly name: string;
  readonly grown: (size: number) => Json;
}

const TEXTS: readonly string[] = ['text', 'note', 'line'];

/** In a text of lines each line is a place of its own; JSON in a line is a sample in itself. */
const waysOf = (seed: Json): Way[] => {
  const ways: Way[] = [];
  for (const path of pathsOf(seed)) {
    const value = at(seed, path) as string;
    const key = path.at(-1) ?? '';
    if (TEXTS.includes(key) && value.startsWith('{')) {
      const inner = JSON.parse(value) as Json;
      for (const way of waysOf(inner))
        ways.push({ name: way.name, grown: size => replaced(seed, path, JSON.stringify(way.grown(size))) });
      continue;
    }
    const lines = value.split('\n').slice(0, 40);
    for (const mark of MARKS) {
      const name = `${path.join('.')} ${JSON.stringify(mark)}`;
      ways.push({ name, grown: size => replaced(seed, path, flood(mark, size)) });
      if (path.length > 1 && !TEXTS.includes(key)) continue;
      lines.forEach((line, index) => {
        const behind = (size: number): string => lines.with(index, `${line}${flood(mark, size)}`).join('\n');
        const inside = (size: number): string =>
          lines.with(index, line.replace(/\s(?=\S*$)/, ` ${flood(mark, size)}`)).join('\n');
        ways.push({
          name: `${name} behind line ${index + 1}`,
          grown: size => replaced(seed, path, behind(size)),
        });
        ways.push({
          name: `${name} in line ${index + 1}`,
          grown: size => replaced(seed, path, inside(size)),
        });
      });
    }
  }
  return ways;
};

/** Milliseconds, the best of some: others use the machine, too. */
const best = (target: Target, sample: Json, enough: number): number => {
  let least = Infinity;
  for (let run = 0; run < 12 && least > enough; run++) {
    const from = performance.now();
    target.read(sample);
    least = Math.min(least, performance.now() - from);
  }
  return least;
};

/** Below this nothing can be measured, and nobody waits. */
const FLOOR = 5;
const LOOKS = 4;

export interface Growth {
  readonly place: string;
  readonly small: number;
  readonly large: number;
}

/** The places where four times the text takes more than `most` times as long. `seeds`: how many samples, the longest first. */
export const steep = (
  target: Target,
  { seeds, size, most }: { seeds: number; size: number; most: number },
) => {
  const found: Growth[] = [];
  let tried = 0;
  const longest = target.seeds.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);
  for (const seed of longest.slice(0, seeds))
    for (const { name, grown } of waysOf(seed)) {
      tried += 1;
      // What the machine does beside it does not come back again and again.
      let growth: Growth | undefined;
      for (let look = 0; look < LOOKS && (look === 0 || growth); look++) {
        const large = best(target, grown(4 * size), most * FLOOR);
        const small = large <= most * FLOOR ? large : best(target, grown(size), 0);
        const isSteep = large > most * Math.max(FLOOR, small);
        growth = isSteep ? { place: `${target.name}: ${name}`, small, large } : undefined;
      }
      if (growth) found.push(growth);
    }
  return { tried, found };
};
