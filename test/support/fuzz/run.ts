// Fuzzes the targets in turn: so many cases, from one seed, with what is found and how long it took.
import { performance } from 'node:perf_hooks';
import { chanceFrom } from '../../../bench/random.ts';
import type { Store } from '../../../src/contracts.ts';
import type { Json } from './json.ts';
import { unsound } from './sound.ts';
import type { Target } from './targets.ts';

export interface Figures {
  readonly name: string;
  readonly cases: number;
  /** Milliseconds, of reading alone. */
  readonly ms: number;
  readonly worst: number;
  /** Characters of the sample that took longest. */
  readonly worstSize: number;
  readonly facts: number;
  /** Samples of which something was left out, with a reason. */
  readonly skipped: number;
}

const frozen = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  const open: object[] = [value];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    Object.freeze(each);
    for (const part of Object.values(each) as unknown[])
      if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) open.push(part);
  }
  return value;
};

/** Characters, as far as they can be counted without a stack: a deep sample is told by its parts. */
const sizeOf = (value: Json): number => {
  let size = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const each = open.pop();
    if (typeof each === 'string') size += each.length;
    else if (typeof each === 'object' && each !== null)
      open.push(...(Object.values(each) as unknown[]).slice(0, 10_000));
    size += 1;
  }
  return size;
};

/** Every so many cases it is read a second time. */
const TWICE = 4;
/** Every so many cases the ledger takes it, too. */
const STORED = 40;
const PLACE = { type: 'fuzz', origin: 'fuzz' };

export class Found extends Error {}

const tell = (what: string, target: string, number: number, sample: Json): Found => {
  let text = '';
  try {
    text = JSON.stringify(sample).slice(0, 3000);
  } catch {
    text = 'a sample too deep to be printed';
  }
  return new Found(`${target}, case ${number}: ${what}\n${text}`);
};

/** @throws Found with the sample that did it. */
const tryOne = (target: Target, sample: Json, number: number) => {
  const from = performance.now();
  try {
    const harvest = target.read(sample);
    const ms = performance.now() - from;
    const fault = unsound(harvest);
    if (fault !== undefined) throw tell(fault, target.name, number, sample);
    if (number % TWICE === 0 && JSON.stringify(target.read(sample)) !== JSON.stringify(harvest))
      throw tell('read twice it is another', target.name, number, sample);
    return { harvest, ms };
  } catch (error) {
    if (error instanceof Found) throw error;
    throw tell(
      error instanceof Error ? (error.stack ?? error.message) : String(error),
      target.name,
      number,
      sample,
    );
  }
};

const fuzzOne = async (
  target: Target,
  cases: number,
  seed: number,
  store: Store | undefined,
): Promise<Figures> => {
  const chance = chanceFrom(seed);
  const figures = { ms: 0, worst: 0, worstSize: 0, facts: 0, skipped: 0 };
  for (let number = 0; number < cases; number++) {
    const sample = frozen(target.spoil(target.seeds[chance.below(target.seeds.length)] ?? null, chance));
    const { harvest, ms } = tryOne(target, sample, number);
    figures.ms += ms;
    figures.facts += harvest.activities.length;
    if (harvest.skipped.length > 0) figures.skipped += 1;
    if (ms > figures.worst) Object.assign(figures, { worst: ms, worstSize: sizeOf(sample) });
    if (store && number % STORED === 0)
      await store.append('fuzz', { id: target.name, ...PLACE }, harvest, []).catch((error: unknown) => {
        throw tell(`the ledger refuses it: ${String(error)}`, target.name, number, sample);
      });
  }
  return { name: target.name, cases, ...figures };
};

/** Each target its share of the cases. @throws Found */
export const fuzz = async (
  targets: readonly Target[],
  cases: number,
  seed: number,
  store?: Store,
): Promise<Figures[]> => {
  const shares = targets.reduce((sum, { share }) => sum + share, 0);
  const all: Figures[] = [];
  for (const [index, target] of targets.entries())
    all.push(await fuzzOne(target, Math.ceil((cases * target.share) / shares), seed + index, store));
  return all;
};

/** `launchpad: 60,000 cases, 11,800 a second, the worst 16 ms for 4,759 characters`. */
export const inWords = ({ name, cases, ms, worst, worstSize, facts, skipped }: Figures): string => {
  const told = [cases, Math.round((1000 * cases) / ms), worstSize, facts, skipped];
  const [all, rate, size, some, left] = told.map(each => each.toLocaleString('en'));
  return (
    `${name}: ${all} cases, ${rate} a second, the worst ${Math.ceil(worst)} ms for ${size} characters; ` +
    `${some} facts, something left out of ${left}`
  );
};
