// Keeps one person from asking for too much: so many in a time, counted in memory.

/** `notice`: one too many, and the first of them: worth a word. `no`: silence. */
export type Leave = 'yes' | 'notice' | 'no';

export interface Limits {
  readonly most: number;
  /** Seconds. */
  readonly within: number;
  /** Who asked longest ago is forgotten first. */
  readonly people: number;
}

interface Asked {
  readonly times: readonly number[];
  /** When the notice was given. */
  readonly noticed: number | undefined;
}

/** Seconds UTC come from outside. */
export const limiter = ({ most, within, people }: Limits): ((who: string, now: number) => Leave) => {
  const known = new Map<string, Asked>();
  return (who, now) => {
    const before = known.get(who);
    const times = (before?.times ?? []).filter(at => at > now - within);
    const noticed = before?.noticed;
    const isNoticed = noticed !== undefined && noticed > now - within;
    const leave: Leave = times.length < most ? 'yes' : isNoticed ? 'no' : 'notice';
    known.delete(who);
    known.set(who, {
      times: leave === 'yes' ? [...times, now] : times,
      noticed: leave === 'notice' ? now : isNoticed ? noticed : undefined,
    });
    if (known.size > people) known.delete(known.keys().next().value ?? '');
    return leave;
  };
};
