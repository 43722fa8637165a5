// What the team would be without some of its cores: in sums over all, never a judgement on anybody. Pure.

/** Days of the window a week. */
const WEEK = 7;
/** Two cores have to agree to a change. */
const VOTES_A_CHANGE = 2;
/** Below so many, an area rests on one person or on none. */
export const ENOUGH_CORES = 2;
/** OpenStack's bounds for a team that depends on no single employer. */
const MOST_OF_ONE = 50;
const MOST_OF_TWO = 80;

export interface CoreWork {
  readonly person: number;
  /** Reviews with a vote, in the window. */
  readonly votes: number;
  readonly away: boolean;
  /** Undefined: not known. */
  readonly employer?: string;
}

export interface AreaWork {
  readonly person: number;
  readonly area: string;
}

export interface WhatIfFacts {
  readonly days: number;
  /** Everybody who is core now. */
  readonly cores: readonly CoreWork[];
  readonly leavers: ReadonlySet<number>;
  /** Changes that were opened in the window, and votes of cores on one that they had voted on before; null: no data. */
  readonly opened: number | null;
  readonly again: number;
  /** Days for which each open change waits for a core now; null: no data. */
  readonly waits: readonly number[] | null;
  readonly areas: readonly AreaWork[];
}

export interface Employers {
  /** The largest one's share in percent, and the two largest ones' together; who is without one stands alone. */
  readonly one: number;
  readonly two: number;
  readonly name: string;
  readonly isOver: boolean;
}

export interface TeamFigures {
  readonly cores: number;
  readonly present: number;
  /** Core votes a week. */
  readonly votes: number;
  readonly byCores: Employers | null;
  readonly byReviews: Employers | null;
}

export interface WhatIf {
  readonly days: number;
  readonly today: TeamFigures;
  readonly after: TeamFigures;
  /** Core votes a week that the changes ask for; null: no data tells. */
  readonly needed: number | null;
  readonly waiting: number | null;
  /** Days; null where nothing waits. */
  readonly longestWait: number | null;
  /** Where who leaves reviews, and fewer than two cores would be left; null: the data tells of no areas. */
  readonly thinAreas: readonly { readonly area: string; readonly left: number }[] | null;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const employersOf = (cores: readonly CoreWork[], weigh: (core: CoreWork) => number): Employers | null => {
  if (!cores.some(({ employer }) => employer !== undefined)) return null;
  const shares = new Map<string, { name: string; sum: number }>();
  for (const core of cores) {
    const key = core.employer === undefined ? `alone ${core.person}` : `at ${core.employer}`;
    const name = core.employer ?? 'somebody without an employer';
    shares.set(key, { name, sum: (shares.get(key)?.sum ?? 0) + weigh(core) });
  }
  const sorted = [...shares.values()].sort((a, b) => b.sum - a.sum || a.name.localeCompare(b.name, 'en'));
  const total = sorted.reduce((sum, each) => sum + each.sum, 0);
  const [first, second] = sorted;
  if (!first || total === 0) return null;
  const percent = (part: number): number => Math.round((100 * part) / total);
  const two = first.sum + (second?.sum ?? 0);
  return {
    one: percent(first.sum),
    two: percent(two),
    name: first.name,
    isOver: first.sum * 100 > total * MOST_OF_ONE || two * 100 > total * MOST_OF_TWO,
  };
};

const figuresOf = (cores: readonly CoreWork[], days: number): TeamFigures => ({
  cores: cores.length,
  present: cores.filter(({ away }) => !away).length,
  votes: rounded((cores.reduce((sum, { votes }) => sum + votes, 0) * WEEK) / days),
  byCores: employersOf(cores, () => 1),
  byReviews: employersOf(cores, ({ votes }) => votes),
});

const thinOf = (areas: readonly AreaWork[], stay: ReadonlySet<number>, leavers: ReadonlySet<number>) => {
  const byArea = new Map<string, Set<number>>();
  for (const { area, person } of areas) byArea.set(area, (byArea.get(area) ?? new Set()).add(person));
  return [...byArea]
    .filter(([, people]) => [...people].some(person => leavers.has(person)))
    .map(([area, people]) => ({ area, left: [...people].filter(person => stay.has(person)).length }))
    .filter(({ left }) => left < ENOUGH_CORES)
    .sort((a, b) => a.area.localeCompare(b.area, 'en'));
};

/**
 * Needed core votes: two for each change that comes in, and one more for each time that a core has to look again.
 * @see Daniel Collins' sum for OpenStack teams, 2013, on changes instead of patch sets; the 50 and 80 percent are
 * openstack/governance's, where independent people stand each alone.
 */
export const whatIfOf = ({ days, cores, leavers, opened, again, waits, areas }: WhatIfFacts): WhatIf => {
  const left = cores.filter(({ person }) => !leavers.has(person));
  const stay = new Set(left.map(({ person }) => person));
  return {
    days,
    today: figuresOf(cores, days),
    after: figuresOf(left, days),
    needed: opened === null ? null : rounded(((opened * VOTES_A_CHANGE + again) * WEEK) / days),
    waiting: waits === null ? null : waits.length,
    longestWait: waits === null || waits.length === 0 ? null : Math.max(...waits),
    thinAreas: areas.length === 0 ? null : thinOf(areas, stay, leavers),
  };
};
