// What a team may set about how it is measured, with the defaults.
import { DEFAULT_STANDING, type StandingPolicy } from './standing-policy.ts';

export interface Policy {
  /** Days of the main window of the `team` and `reviewers` reports. */
  readonly windowDays: number;
  /** Fewer events than this in both windows: no trend is drawn. */
  readonly minimumSample: number;
  /** Days without a successful read after which a source is called stale. */
  readonly staleAfterDays: number;
  /** A stream silent for more than this many times its longest gap of the year before is called dried up. */
  readonly driedUpFactor: number;
  /** A change that waits for a core for more than this many days is named in the weekly report. */
  readonly waitDays: number;
  /** A part of all reviews, 0 to 1: above it, and rising, the PTL is told that somebody carries much. */
  readonly overloadShare: number;
  /** The bounds between one standing and the next. */
  readonly standing: StandingPolicy;
}

export const DEFAULT_POLICY: Policy = {
  windowDays: 90,
  minimumSample: 10,
  staleAfterDays: 8,
  driedUpFactor: 5,
  waitDays: 7,
  overloadShare: 0.25,
  standing: DEFAULT_STANDING,
};

/** When everybody in the team is asked how they go on. */
export interface CheckInPolicy {
  /** A milestone of the cycle, or `never`. */
  readonly before: string;
  /** Weeks before the milestone at which the calendar opens it. */
  readonly weeks: number;
  /** Days for which it is open. */
  readonly days: number;
}

export const DEFAULT_CHECK_IN: CheckInPolicy = { before: 'ptg', weeks: 4, days: 21 };

/** How long somebody has before anything is confirmed. */
export interface RetirementPolicy {
  /** Days in which the person can object, from the letter that told them on. */
  readonly days: number;
  /** Days in which who steps back themselves can take it back. */
  readonly ownDays: number;
}

export const DEFAULT_RETIREMENT: RetirementPolicy = { days: 10, ownDays: 3 };

/** How a nomination is carried through. */
export interface NominationPolicy {
  /** Days for which the cores can vote; never fewer. */
  readonly days: number;
  /** Days in which whoever is nominated can answer, from the letter that asks them on. */
  readonly askDays: number;
  /** `lazy`: `plus` votes of +1 and no -1 that stands; `share`: +1 from `share` of the electorate. */
  readonly rule: 'lazy' | 'share';
  readonly plus: number;
  readonly share: number;
}

export const DEFAULT_NOMINATION: NominationPolicy = {
  days: 7,
  askDays: 14,
  rule: 'lazy',
  plus: 2,
  share: 0.5,
};
