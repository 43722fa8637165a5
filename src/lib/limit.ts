// Keeps one person from asking for too much: so many things in a time, counted in memory.

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
  readonly what: string;
  readonly at: number;
  readonly leave: 'yes' | 'notice';
}

/** `what` names the thing that is asked for: asked again, it gets the same leave and counts once. Seconds UTC. */
export const limiter = ({ most, within, people }: Limits) => {
  const known = new Map<string, readonly Asked[]>();
  return (who: string, what: string, now: number): Leave => {
    const asked = (known.get(who) ?? []).filter(({ at }) => at > now - within);
    const before = asked.find(each => each.what === what);
    const granted = asked.filter(({ leave }) => leave === 'yes').length;
    const isNoticed = asked.length > granted;
    const leave: Leave = before?.leave ?? (granted < most ? 'yes' : isNoticed ? 'no' : 'notice');
    known.delete(who);
    known.set(who, before || leave === 'no' ? asked : [...asked, { what, at: now, leave }]);
    const [oldest] = known.keys();
    if (known.size > people && oldest !== undefined) known.delete(oldest);
    return leave;
  };
};
