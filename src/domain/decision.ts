// What people decided: who, when, where said. Never changed; what holds now is derived from them.
import type { Handle } from './activity.ts';

/** The changes that cores look at first from `at` on: one is added to the list of a priority, or leaves it. */
export interface WeekDecision {
  readonly kind: 'priority-week';
  readonly op: 'add' | 'drop';
  readonly priority: string;
  /** `nativeId` of the item. */
  readonly item: string;
}

/** Two accounts are one person, on somebody's word. */
export interface LinkDecision {
  readonly kind: 'link';
  readonly a: Handle;
  readonly b: Handle;
}

/** A number about oneself is contested, in one's own words. */
export interface CorrectDecision {
  readonly kind: 'correct';
  readonly metric: string;
  readonly text: string;
}

/** Away from `since` until `until` (exclusive, seconds UTC; left out: until further notice). No reason is asked. */
export interface LeaveDecision {
  readonly kind: 'leave';
  readonly of: Handle;
  readonly since: number;
  readonly until?: number;
}

/** Here again from the moment of the decision on. */
export interface BackDecision {
  readonly kind: 'back';
  readonly of: Handle;
}

/** Hours a week that somebody means to give. */
export interface CapacityDecision {
  readonly kind: 'capacity';
  readonly of: Handle;
  readonly hours: number;
}

/** A core's word that another takes part where no source sees it. What in is not asked. */
export interface VouchDecision {
  readonly kind: 'vouch';
  readonly of: Handle;
}

export type Ruling =
  | WeekDecision
  | LinkDecision
  | CorrectDecision
  | LeaveDecision
  | BackDecision
  | CapacityDecision
  | VouchDecision;

/** `key` makes it the same decision however often it is carried out. */
export interface Decision {
  readonly key: string;
  /** Seconds UTC. */
  readonly at: number;
  readonly by: Handle;
  /** Where it was said, for a reader: a URL. */
  readonly place: string;
  readonly ruling: Ruling;
}
