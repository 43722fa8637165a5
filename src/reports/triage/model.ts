// What the triage report tells the PTL: the bugs, who sorted them, whose week it is, and a day to do it together.
import type { Freshness } from '../../domain/freshness.ts';
import type { Spread } from '../../domain/spread.ts';
import type { Definition, Link } from '../../lib/report-parts.ts';

/** One act: a patch set reviewed, or a bug sorted, by one person, however many clicks it took. */
interface Acts {
  readonly reviews: number;
  readonly triaged: number;
  /** Of both together, in percent; null without either. */
  readonly triagePercent: number | null;
}

export interface TriageRow extends Acts {
  readonly person: string;
  readonly core: boolean;
  /** Bugs that nobody had triaged before. */
  readonly firsts: number;
  /** Single changes: of status, importance, assignee, milestone, tags. */
  readonly changes: number;
  /** False: no account on the tracker is known, so that nothing here is no fact. */
  readonly isSeen: boolean;
  readonly notes: readonly string[];
}

export interface FlowRow {
  readonly name: string;
  readonly opened: number;
  readonly triaged: number;
  readonly closed: number;
  readonly reopened: number;
}

export interface Turn {
  /** Such as `2026-W34`. */
  readonly week: string;
  /** Its Monday. */
  readonly monday: string;
  /** Null: everybody is away. */
  readonly person: string | null;
}

export interface SmashDay {
  readonly date: string;
  readonly inDays: number;
  /** Names of cores who are away on it. */
  readonly away: readonly string[];
}

export interface SmashBug {
  readonly bug: Link;
  readonly why: string;
  readonly openDays: number;
}

export interface TriageModel {
  readonly project: string;
  readonly at: string;
  readonly since: string;
  readonly days: number;
  readonly timezone: string;
  /** False: no source tells of bugs. */
  readonly tellsBugs: boolean;
  readonly open: number;
  readonly untriaged: number;
  /** Days that the untriaged ones have waited. */
  readonly wait: Spread | null;
  readonly ages: readonly { readonly name: string; readonly bugs: number }[];
  /** The oldest of them. */
  readonly waiting: readonly { readonly bug: Link; readonly waitDays: number }[];
  readonly flow: readonly FlowRow[];
  /** Every core, and everybody else who triaged; in the order of their names. */
  readonly people: readonly TriageRow[];
  /** So many people sorted at least half of what was sorted. */
  readonly shoulders: number;
  /** What all cores did together. */
  readonly team: Acts;
  readonly turns: readonly Turn[];
  readonly smash: {
    readonly day: SmashDay | null;
    /** Milestones for which a week was left out. */
    readonly avoids: readonly { readonly name: string; readonly date: string }[];
    readonly total: number;
    readonly sorts: readonly { readonly why: string; readonly bugs: number }[];
    readonly handfuls: readonly { readonly name: number; readonly bugs: readonly SmashBug[] }[];
  };
  readonly freshness: Freshness;
  readonly definitions: readonly Definition[];
}
