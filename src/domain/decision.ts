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

export type Ruling = WeekDecision | LinkDecision | CorrectDecision;

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
