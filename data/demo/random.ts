// Chance that always falls the same way: a small seeded generator, and dates as plain numbers.

export interface Dice {
  /** 0 to 1, 1 excluded. */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** Picks by weight; undefined when every weight is 0. */
  weighted<T>(list: readonly T[], weight: (entry: T) => number): T | undefined;
  /** A small count whose average is `mean`: only comparisons, so that every engine agrees on it. */
  count(mean: number): number;
  hex(length: number): string;
}

/** mulberry32 by Tommy Ettinger, public domain. */
const mulberry32 = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const hash = (text: string): number => {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  return value >>> 0;
};

export const dice = (seed: string): Dice => {
  const next = mulberry32(hash(seed));
  const chance = (probability: number): boolean => next() < probability;
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const [entry] = list.slice(Math.floor(next() * list.length));
    if (entry === undefined) throw new Error('nothing to pick from');
    return entry;
  };
  const weighted = <T>(list: readonly T[], weight: (entry: T) => number): T | undefined => {
    let left = next() * list.reduce((sum, entry) => sum + weight(entry), 0);
    return list.find(entry => {
      const own = weight(entry);
      left -= own;
      return own > 0 && left < 0;
    });
  };
  const count = (mean: number): number => {
    const tries = Math.max(6, Math.ceil(mean * 2));
    let total = 0;
    for (let i = 0; i < tries; i++) if (chance(mean / tries)) total++;
    return total;
  };
  const hex = (length: number): string =>
    Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');
  return { next, chance, between, pick, weighted, count, hex };
};

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;
export const WEEK = 7 * DAY;

/** Seconds UTC of `2026-04-06` or `2026-04-06T14:00`. */
export const when = (text: string): number =>
  Date.parse(text.includes('T') ? `${text}:00Z` : `${text}T00:00:00Z`) / 1000;

/** `2026-04-06T14:00:00Z`. */
export const iso = (at: number): string => new Date(at * 1000).toISOString().replace('.000Z', 'Z');

export const day = (at: number): string => iso(at).slice(0, 10);

/** The first Monday of the story, and the moment after which nothing happens any more. */
export const START = when('2026-02-16');
export const STOP = when('2026-08-17') - 1;
