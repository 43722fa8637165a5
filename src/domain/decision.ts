// What people decided: who, when, where said. Never changed; what holds now is derived from them.
import type { Handle } from './activity.ts';
import type { NominationRuling } from './nomination-decision.ts';

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

/** `hours` a week; `until`: when a reduced time ends, seconds UTC; `leads`: of who was PTL then. */
export interface CheckInAnswerDecision {
  readonly kind: 'check-in-answer';
  readonly id: string;
  readonly of: Handle;
  readonly answer: CheckInChoice;
  readonly hours?: number;
  readonly until?: number;
  readonly leads?: true;
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

/** The PTL proposes that a core becomes emeritus. */
export interface RetireDecision {
  readonly kind: 'retire';
  readonly id: string;
  readonly of: Handle;
}

/** A core wishes to become emeritus. */
export interface StepBackDecision {
  readonly kind: 'step-back';
  readonly id: string;
  readonly of: Handle;
}

/** The person has been told, and has so many days on which they are present. */
export interface RetireToldDecision {
  readonly kind: 'retire-told';
  readonly id: string;
  readonly days: number;
}

/** The days are over: the PTL can confirm it with this word. */
export interface RetireReadyDecision {
  readonly kind: 'retire-ready';
  readonly id: string;
  readonly word: string;
}

/** The person objects, or takes back their own wish. No reason is asked. */
export interface ObjectDecision {
  readonly kind: 'object';
  readonly id: string;
  readonly of: Handle;
}

/** The PTL's last word, or that there is to be none. */
export interface RetireEndDecision {
  readonly kind: 'retire-confirm' | 'retire-withdraw';
  readonly id: string;
}

/** Core again. */
export interface ReinstateDecision {
  readonly kind: 'reinstate';
  readonly id: string;
  readonly of: Handle;
}

/** Would stand as PTL of the next cycle, or would not any more. For the PTL and the person alone. */
export interface StandDecision {
  readonly kind: 'stand' | 'stand-off';
  readonly of: Handle;
}

export type Ruling =
  | NominationRuling
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
  | VouchDecision
  | RetireDecision
  | StepBackDecision
  | RetireToldDecision
  | RetireReadyDecision
  | ObjectDecision
  | RetireEndDecision
  | ReinstateDecision
  | StandDecision;

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
