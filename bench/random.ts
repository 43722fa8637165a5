// Chance that comes out the same on every machine: a seeded generator and the few draws that the bench needs.

export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  below(below: number): number;
  happens(probability: number): boolean;
  /** Exponentially distributed around `mean`. */
  wait(mean: number): number;
}

/** Mulberry32 by Tommy Ettinger, public domain. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: below => Math.floor(next() * below),
    happens: probability => next() < probability,
    wait: mean => -Math.log(1 - next()) * mean,
  };
};
