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

/** Left out of thanks and public lists, or named there again. */
export interface HideDecision {
  readonly kind: 'hide' | 'show';
  readonly of: Handle;
}

/** Everything personal is to be removed; what was done is kept as an unnamed person's. */
export interface ForgetDecision {
  readonly kind: 'forget';
  readonly of: Handle;
}

/** A number about oneself is to be looked at, with the events behind it. */
export interface ContestDecision {
  readonly kind: 'contest';
  readonly of: Handle;
  readonly metric: string;
  /** How many events stood behind it then. */
  readonly events: number;
  readonly text: string;
}

/** What the PTL answers to it. */
export interface ContestAnswerDecision {
  readonly kind: 'contest-answer';
  readonly of: Handle;
  readonly metric: string;
  readonly text: string;
}

/** Everybody in `invited`, all cores of that moment, is asked how they go on, until `closes` (seconds UTC). */
export interface CheckInOpenDecision {
  readonly kind: 'check-in-open';
  readonly id: string;
  readonly closes: number;
  readonly invited: readonly Handle[];
}

export const CHECK_IN_ANSWERS = ['stay', 'reduced', 'step-back', 'talk'] as const;
export type CheckInChoice = (typeof CHECK_IN_ANSWERS)[number];

/** `hours` a week; `until`: when a reduced time ends, seconds UTC. */
export interface CheckInAnswerDecision {
  readonly kind: 'check-in-answer';
  readonly id: string;
  readonly of: Handle;
  readonly answer: CheckInChoice;
  readonly hours?: number;
  readonly until?: number;
}

export const MANAGER_ANSWERS = ['yes', 'not-yet', 'no-need'] as const;
export type ManagerAnswer = (typeof MANAGER_ANSWERS)[number];

/** Whether somebody has talked with their manager about the time that they give. */
export interface CheckInManagerDecision {
  readonly kind: 'check-in-manager';
  readonly id: string;
  readonly of: Handle;
  readonly talked: ManagerAnswer;
}

/** Ends it before its time. */
export interface CheckInCloseDecision {
  readonly kind: 'check-in-close';
  readonly id: string;
}

/** A core's word that another takes part where no source sees it. What in is not asked. */
export interface VouchDecision {
  readonly kind: 'vouch';
  readonly of: Handle;
}

/** Somebody who is no core is put forward: they are asked first, and nobody else is told. */
export interface NominateDecision {
  readonly kind: 'nominate';
  readonly id: string;
  readonly of: Handle;
}

/** What they answer. No reason is asked. */
export interface NominationAnswerDecision {
  readonly kind: 'nomination-answer';
  readonly id: string;
  readonly of: Handle;
  readonly accepts: boolean;
}

/** They did not answer in time: it is over, and nobody asks again. */
export interface NominationLapseDecision {
  readonly kind: 'nomination-lapse';
  readonly id: string;
}

/** `lazy`: so many +1, and no -1 that stands; `share`: +1 from this part of the electorate. */
export type NominationRule =
  | { readonly kind: 'lazy'; readonly plus: number }
  | { readonly kind: 'share'; readonly share: number };

/** Made public. The rule, the words and who may vote are those of this moment. */
export interface NominationOpenDecision {
  readonly kind: 'nomination-open';
  readonly id: string;
  readonly of: Handle;
  /** Seconds UTC. */
  readonly closes: number;
  readonly rule: NominationRule;
  /** Paragraphs. */
  readonly words: readonly string[];
  readonly work: readonly { readonly text: string; readonly url: string }[];
  readonly electorate: readonly Handle[];
}

/** The word of whoever decides it; the reason stays where it was said. */
export interface NominationVoteDecision {
  readonly kind: 'nomination-vote';
  readonly id: string;
  readonly value: -1 | 0 | 1;
}

/** What was voted in this place by whoever decides it counts no longer; `gone`: nor will it ever. */
export interface NominationUnvoteDecision {
  readonly kind: 'nomination-unvote';
  readonly comment: string;
  readonly gone: boolean;
}

/** The count, once its time is over: whatever is heard later changes nothing. */
export interface NominationCloseDecision {
  readonly kind: 'nomination-close';
  readonly id: string;
  readonly passed: boolean;
  readonly plus: number;
  readonly zero: number;
  readonly minus: number;
}

export type Ruling =
  | NominateDecision
  | NominationAnswerDecision
  | NominationLapseDecision
  | NominationOpenDecision
  | NominationVoteDecision
  | NominationUnvoteDecision
  | NominationCloseDecision
  | HideDecision
  | ForgetDecision
  | ContestDecision
  | ContestAnswerDecision
  | WeekDecision
  | LinkDecision
  | CorrectDecision
  | LeaveDecision
  | BackDecision
  | CapacityDecision
  | CheckInOpenDecision
  | CheckInAnswerDecision
  | CheckInManagerDecision
  | CheckInCloseDecision
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
