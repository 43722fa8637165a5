// A number against the same number in the window before.

/** `few`: too little in both windows to say anything, or no data for the window before. */
export type Direction = 'up' | 'down' | 'level' | 'few';

export interface Trend {
  readonly now: number;
  /** Null: the window before is not wholly in the data. */
  readonly before: number | null;
  readonly direction: Direction;
}

/** A change of less than a fifth is level: one review more or less is no news. */
const LEVEL = 0.2;

export const trendOf = (now: number, before: number | null, minimumSample: number): Trend => {
  if (before === null) return { now, before, direction: 'few' };
  if (Math.max(now, before) < minimumSample) return { now, before, direction: 'few' };
  const change = (now - before) / Math.max(before, 1);
  if (Math.abs(change) < LEVEL) return { now, before, direction: 'level' };
  return { now, before, direction: change > 0 ? 'up' : 'down' };
};
