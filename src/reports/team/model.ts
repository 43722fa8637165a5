// What the team report tells the PTL: a row for every core, also with nothing; no verdicts.
import type { CountedKind, Freshness } from '../../domain/freshness.ts';
import type { Trend } from '../../domain/trend.ts';
import type { Definition, Link } from '../../lib/report-parts.ts';
import type { Attendance } from './facts.ts';
import type { PromptsModel } from './prompts.ts';
import type { StandingModel } from './standing.ts';

export const SEEN_KINDS = [
  'review',
  'commit',
  'patchset',
  'change-comment',
  'bug-triage',
  'meeting-present',
] as const;
export type SeenKind = (typeof SEEN_KINDS)[number];

export interface CoreRow {
  readonly person: string;
  readonly role: 'ptl' | 'core';
  /** First day in the role, or null where the roster's history does not reach back to it. */
  readonly since: string | null;
  readonly months: number | null;
  /** True: the roster's history begins with the person in it, so that the role may have begun earlier. */
  readonly monthsAtLeast: boolean;
  readonly reviews: number;
  readonly minus2: number;
  readonly minus1: number;
  readonly plus1: number;
  readonly plus2: number;
  readonly commentOnly: number;
  readonly approvals: number;
  readonly trend: Trend;
  readonly onPriority: number;
  /** Of the person's reviews, in percent; null without reviews. */
  readonly priorityPercent: number | null;
  /** Of all reviews in the window, in percent. */
  readonly loadPercent: number;
  readonly commits: number;
  readonly bugFixes: number;
  readonly bugsTriaged: number;
  /** Of the meetings held while the person was core and not away. */
  readonly meetings: Attendance;
  /** Days on which the person spoke in the team's channels, outside of meetings. */
  readonly chatDays: number;
  /** Dates by kind of work; null where nothing was ever seen. */
  readonly seen: Readonly<Record<SeenKind, string | null>>;
  /** False: none of the linked accounts was ever seen; the person may well have worked from others. */
  readonly everSeen: boolean;
  /** Kinds of work at which none of the linked accounts could be seen: there a zero would be a claim. */
  readonly unseen: readonly CountedKind[];
  readonly share: number;
  /** What a reader must know before drawing conclusions: no linked account, part time. */
  readonly notes: readonly string[];
}

export interface OtherRow {
  readonly person: string;
  /** False: an account that the configuration does not name. */
  readonly linked: boolean;
  readonly handle: string;
  readonly reviews: number;
  readonly firstTime: boolean;
}

export interface WindowColumn {
  readonly name: string;
  readonly days: number;
}

export interface ContestLine {
  readonly date: string;
  readonly person: string;
  readonly metric: string;
  readonly text: string;
  /** Where it was said. */
  readonly said: Link;
}

export interface TeamModel {
  readonly project: string;
  readonly at: string;
  readonly since: string;
  readonly days: number;
  readonly timezone: string;
  readonly cores: readonly CoreRow[];
  readonly prompts: PromptsModel;
  readonly standings: StandingModel;
  /** What became of the meetings that were planned, in words; null where none was. */
  readonly meetings: string | null;
  /** Whether any channel is read for presence. */
  readonly readsChat: boolean;
  readonly windows: readonly WindowColumn[];
  /** Reviews of each core in each window with the window before; the order is that of `cores`. */
  readonly reviewsByWindow: readonly { readonly person: string; readonly trends: readonly Trend[] }[];
  readonly minimumSample: number;
  readonly load: {
    readonly reviews: number;
    readonly byCores: number;
    readonly byCoresPercent: number;
    readonly reviewers: number;
    readonly absenceFactor: number;
    /** Share of all reviews, in percent, given by the one, two and three people who gave most. */
    readonly topPercent: readonly number[];
  };
  readonly others: readonly OtherRow[];
  readonly unlinked: { readonly reviews: number; readonly handles: number };
  /** Words of people against a number about them, in the window. */
  readonly contested: readonly ContestLine[];
  readonly notLooked: readonly {
    readonly title: string;
    readonly number: string;
    readonly priority: string;
  }[];
  readonly kinds: readonly SeenKind[];
  readonly freshness: Freshness;
  readonly definitions: readonly Definition[];
}
