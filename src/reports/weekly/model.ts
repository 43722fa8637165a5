// What the weekly report tells: nothing here can hold a number about a named person.
import type { Freshness } from '../../domain/freshness.ts';
import type { Spread } from '../../domain/spread.ts';
import type { Trend } from '../../domain/trend.ts';
import type { Definition, Link } from '../../lib/report-parts.ts';
import type { WeekFact } from '../../metrics/weekly-activity.ts';

/** A change with who proposed it: something they did, so it may be said. */
export interface ChangeLine {
  readonly change: Link;
  readonly by: string;
  readonly priority: boolean;
}

interface WaitingLine {
  readonly change: Link;
  readonly waitDays: number;
  readonly priority: boolean;
}

export interface PriorityLine {
  readonly title: string;
  readonly owners: readonly string[];
  readonly mergedInWindow: readonly Link[];
  readonly merged: number;
  readonly open: readonly { readonly change: Link; readonly state: string }[];
  readonly unseen: number;
  /** Null: nothing has moved yet, or it would tell of the one person who leads it. */
  readonly movedDays: number | null;
  readonly agreed: readonly { readonly change: Link; readonly state: string }[];
}

/** Deliberately without any field for a count, a rate or a silence of a named person. */
export interface WeeklyModel {
  readonly project: string;
  /** `week 2026-W33`, or the dates of another window. */
  readonly heading: string;
  /** `the week before`, or so many days before. */
  readonly before: string;
  /** False: no source reaches into this window. */
  readonly reached: boolean;
  readonly since: string;
  readonly until: string;
  readonly timezone: string;
  readonly cycle: { readonly name: string; readonly weeksLeft: number } | null;
  readonly due: readonly { readonly name: string; readonly date: string; readonly inDays: number }[];
  readonly flow: {
    readonly merged: Trend;
    /** Null where the sources tell only what landed. */
    readonly opened: Trend | null;
    readonly abandoned: number | null;
    readonly growth: number | null;
    readonly closurePercent: number | null;
  };
  /** False: the sources tell only what landed, so that an empty queue would be a claim. */
  readonly tellsQueue: boolean;
  readonly merged: readonly ChangeLine[];
  readonly mergedOnPriority: number;
  readonly mergedByBots: number;
  readonly opened: readonly ChangeLine[];
  readonly priorities: readonly PriorityLine[];
  readonly queue: null | {
    readonly open: number;
    readonly forCore: number;
    readonly forOwner: number;
    readonly forMerge: number;
    readonly inReview: number;
    readonly wait: Spread | null;
    readonly late: number;
    readonly lateAfterDays: number;
    readonly oldest: readonly WaitingLine[];
  };
  /** Null where no source tells of bugs. */
  readonly bugs: null | {
    readonly opened: number;
    /** Null where so few people are thanked for it that it would be somebody's. */
    readonly triaged: number | null;
    readonly closed: number;
    readonly reopened: number;
    readonly open: number;
    /** Open bugs that nobody but their reporters has sorted. */
    readonly untriaged: number;
    readonly oldest: readonly { readonly bug: Link; readonly waitDays: number }[];
  };
  /** Null: none is open, and none ended in this window. */
  readonly checkIn: null | {
    readonly isOpen: boolean;
    readonly closes: string;
    readonly answered: number;
    readonly invited: number;
    /** Of all together; null where it would be somebody's. */
    readonly hours: number | null;
  };
  /** For the next meeting; null where none is planned and nothing is open. */
  readonly next: null | {
    /** Both empty where no plan tells them. */
    readonly title: string;
    readonly when: string;
    /** Actions that are open. */
    readonly actions: number;
    readonly top: readonly { readonly change: Link; readonly waitDays: number }[];
  };
  readonly response: Spread | null;
  readonly unanswered: number;
  readonly changeTime: Spread | null;
  /** Who reviewed, and who triaged bugs. */
  readonly thanks: readonly string[];
  readonly triagers: readonly string[];
  readonly newcomers: readonly string[];
  /** Empty where so few people reviewed that a count would be somebody's. */
  readonly weeks: readonly WeekFact[];
  readonly freshness: Freshness;
  readonly definitions: readonly Definition[];
}
