// What is decided of a nomination, from the first wish to the count.
import type { Handle } from './activity.ts';

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

export type NominationRuling =
  | NominateDecision
  | NominationAnswerDecision
  | NominationLapseDecision
  | NominationOpenDecision
  | NominationVoteDecision
  | NominationUnvoteDecision
  | NominationCloseDecision;
