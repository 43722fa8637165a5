// How fast lines may go out: some at once, and then one after the other.

/** Milliseconds that the next line has to wait; each call counts as a line. */
export const pace = (burst: number, between: number, clock = () => performance.now()): (() => number) => {
  // When the bucket would be full again.
  let full = 0;
  return () => {
    const now = clock();
    full = Math.max(full, now) + between;
    return Math.max(0, full - now - burst * between);
  };
};

/** Milliseconds before the next try: twice as long each time, and never at the same moment as everybody else. */
export const backOff = (first: number, longest: number, tries: number): number =>
  Math.min(longest, first * 2 ** Math.min(tries, 30)) * (0.75 + Math.random() / 2);
