// A meeting as a scribe keeps it: with everything that its minutes hold.
import type { Meeting, Said } from './meeting.ts';

export type MinuteKind =
  | 'topic'
  | 'info'
  | 'action'
  | 'agreed'
  | 'done'
  | 'link'
  | 'idea'
  | 'help'
  | 'rejected';

export interface Minute extends Said {
  readonly kind: MinuteKind;
  readonly by: string;
}

/** A meeting with all that its minutes hold. */
export interface Kept extends Meeting {
  /** In the order in which they were said; without those that were undone. */
  readonly minutes: readonly Minute[];
  readonly startedBy: string;
}

/** The meeting that goes on. */
export interface Current {
  readonly series: string;
  /** Seconds UTC. */
  readonly start: number;
  readonly chairs: readonly string[];
  /** Whether somebody is one of them. */
  readonly isChair: (nick: string) => boolean;
  /** How much the minutes hold so far, and what came last. */
  readonly taken: number;
  readonly last?: Minute;
}
