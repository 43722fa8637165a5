// What speaks for asking a reviewer into the core team, and what against. No score and no order: reasons with numbers.

/** Weeks that are looked back. */
export const WEEKS = 26;
/** Reviewed in fewer different weeks: not listed yet. */
export const LEAST_WEEKS = 6;

/** In fewer weeks than that somebody is not steady yet. */
const STEADY_WEEKS = 8;
/** No review for so many weeks. */
const SILENT_WEEKS = 4;
/** Fewer votes that a core followed say nothing about agreement. */
const LEAST_JUDGED = 5;
const MOST_DISAGREED = 0.25;
/** Fewer changes say nothing about whose they are, or about an area. */
const LEAST_CHANGES = 3;
/** Areas with fewer cores are short of one. */
const ENOUGH_CORES = 2;
/** Weeks in the project below which a candidate has not seen a whole cycle. */
const WHOLE_CYCLE = 26;
const MOST_AREAS = 5;

export interface Area {
  readonly field: string;
  readonly area: string;
  /** Changes reviewed there by the candidate. */
  readonly changes: number;
  /** Cores who reviewed at least `LEAST_CHANGES` there. */
  readonly cores: number;
}

export interface CandidateFacts {
  readonly person: number;
  readonly name: string;
  /** Different weeks with reviews, of `WEEKS`. */
  readonly weeks: number;
  readonly changes: number;
  /** Whole weeks since the last review. */
  readonly silentWeeks: number;
  /** Whole weeks since the first act. */
  readonly weeksInProject: number;
  /** They were there when the data begins: perhaps longer than it shows. */
  readonly isFromStart: boolean;
  /** Votes that a core followed, and with how many of them they agreed. */
  readonly judged: number;
  readonly agreed: number;
  /** Questions asked, and how many led to a new patch set. */
  readonly asked: number;
  readonly answered: number;
  readonly areas: readonly Area[];
  readonly onPriority: number;
  readonly triaged: number;
  /** Changes by their owners, and by their owners' employers where those are known. */
  readonly owners: readonly { readonly changes: number; readonly employer?: string }[];
  readonly isAway: boolean;
}

export type Against =
  | { readonly reason: 'few-weeks'; readonly weeks: number }
  | { readonly reason: 'silent'; readonly weeks: number }
  | { readonly reason: 'short-time'; readonly weeks: number }
  | { readonly reason: 'disagrees'; readonly disagreed: number; readonly judged: number }
  | { readonly reason: 'few-judged'; readonly judged: number }
  | { readonly reason: 'no-questions' }
  | { readonly reason: 'one-owner' }
  | { readonly reason: 'one-employer'; readonly employer: string }
  | { readonly reason: 'away' };

export interface Candidate extends Omit<CandidateFacts, 'owners' | 'areas' | 'isAway'> {
  /** Where they review and a core is missing; the areas with the fewest cores first. */
  readonly missing: readonly Area[];
  /** Where they review most. */
  readonly areas: readonly Area[];
  readonly against: readonly Against[];
}

/** Whose changes somebody reviews: one person's, one employer's, or those of many. */
const narrowness = (owners: CandidateFacts['owners']): readonly Against[] => {
  const changes = owners.reduce((sum, owner) => sum + owner.changes, 0);
  if (changes < LEAST_CHANGES) return [];
  if (owners.length === 1) return [{ reason: 'one-owner' }];
  const employers = new Set(owners.map(({ employer }) => employer));
  const [employer] = employers;
  return employers.size === 1 && employer !== undefined ? [{ reason: 'one-employer', employer }] : [];
};

const againstOf = (facts: CandidateFacts): readonly Against[] => {
  const { weeks, silentWeeks, weeksInProject, judged, agreed, asked, owners, isAway, isFromStart } = facts;
  const disagreed = judged - agreed;
  const reasons: readonly (Against | undefined)[] = [
    weeks < STEADY_WEEKS ? { reason: 'few-weeks', weeks } : undefined,
    silentWeeks >= SILENT_WEEKS && !isAway ? { reason: 'silent', weeks: silentWeeks } : undefined,
    weeksInProject < WHOLE_CYCLE && !isFromStart
      ? { reason: 'short-time', weeks: weeksInProject }
      : undefined,
    judged >= LEAST_JUDGED && disagreed > MOST_DISAGREED * judged
      ? { reason: 'disagrees', disagreed, judged }
      : undefined,
    judged < LEAST_JUDGED ? { reason: 'few-judged', judged } : undefined,
    asked === 0 ? { reason: 'no-questions' } : undefined,
    ...narrowness(owners),
    isAway ? { reason: 'away' } : undefined,
  ];
  return reasons.flatMap(each => each ?? []);
};

const byNeed = (a: Area, b: Area): number =>
  a.cores - b.cores || b.changes - a.changes || a.area.localeCompare(b.area, 'en');
const byWork = (a: Area, b: Area): number =>
  b.changes - a.changes || a.area.localeCompare(b.area, 'en') || a.field.localeCompare(b.field, 'en');

/** Everybody of whom there is enough to look at, in alphabetical order. */
export const candidatesAmong = (everybody: readonly CandidateFacts[]): readonly Candidate[] =>
  everybody
    .filter(({ weeks }) => weeks >= LEAST_WEEKS)
    .map(facts => {
      const { owners: _owners, isAway: _isAway, ...told } = facts;
      const areas = facts.areas.filter(({ changes }) => changes >= LEAST_CHANGES);
      return {
        ...told,
        areas: [...areas].sort(byWork).slice(0, MOST_AREAS),
        missing: areas
          .filter(({ cores }) => cores < ENOUGH_CORES)
          .sort(byNeed)
          .slice(0, MOST_AREAS),
        against: againstOf(facts),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.person - b.person);

/** Whether somebody reviews enough in an area to be there for it. */
export const isAtHome = (changes: number): boolean => changes >= LEAST_CHANGES;
