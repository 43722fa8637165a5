// Where a core stands: a word for the stream of their work, with reasons; never a judgement, and nothing follows by itself.
import { DAY } from './calendar.ts';
import { isAway, type Leave } from './leave.ts';
import { isMet, LEVELS, type Level, type Look, type Measure, type Seen, seenIn } from './standing-level.ts';
import type { StandingPolicy } from './standing-policy.ts';
import { type Trend, trendOf } from './trend.ts';

/**
 * - `active`, `occasional`: takes part, by the bounds of the policy.
 * - `quiet`: less than that, on two looks in a row.
 * - `away`: on leave. `new`: core for a short while.
 * - `unknown`: would be quiet, but the data cannot tell.
 */
export const STANDINGS = ['active', 'occasional', 'quiet', 'away', 'new', 'unknown'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * Why silence cannot be trusted: `place` is a source or an origin, `service` where nobody knows of an account, `since`
 * when the last of anything came in from anywhere (seconds UTC).
 */
export type Doubt =
  | { readonly code: 'stale'; readonly place: string }
  | { readonly code: 'dried-up'; readonly place: string; readonly kind: string }
  | { readonly code: 'silent'; readonly since: number }
  | { readonly code: 'no-data'; readonly kind: string }
  | { readonly code: 'no-account'; readonly service: string };

/** A reason with the numbers behind it. */
export type Reason =
  | Measure
  | Doubt
  /** The window grew to `days`: only `upForReview` changes of others were up for review in the usual one. */
  | { readonly code: 'grown'; readonly days: number; readonly upForReview: number }
  | { readonly code: 'on-leave'; readonly until?: number }
  | { readonly code: 'was-away'; readonly days: number; readonly of: number }
  | { readonly code: 'part-time'; readonly share: number }
  /** They asked to be forgotten: nothing else is told. */
  | { readonly code: 'forgotten' }
  | { readonly code: 'new-core'; readonly days: number; readonly below: number }
  /** This look alone says `level`; the one before said more, and it takes two. */
  | { readonly code: 'first-look'; readonly level: Level };

/** What is known of one core. */
export interface StandingFacts {
  readonly person: number;
  /** Core since, seconds UTC; undefined: for longer than the roster’s record. */
  readonly coreSince?: number;
  /** Part of a full working week, 0 to 1. */
  readonly share: number;
  readonly now: Look;
  /** As of the look before. */
  readonly before: Look;
  /** Reviews in the window before that of `now`; null where the data does not reach back over it. */
  readonly reviewsBefore: number | null;
  /** When other cores vouched for the person, seconds UTC. */
  readonly vouches: readonly number[];
  readonly doubts: readonly Doubt[];
}

export interface StandingVerdict {
  readonly person: number;
  readonly standing: Standing;
  /** Those that made it first; then what a reader must know beside them. */
  readonly reasons: readonly Reason[];
  /** Reviews of the window against those of the one before. */
  readonly trend: Trend;
  /** Days that were looked at. */
  readonly days: number;
}

export interface StandingBounds {
  readonly standing: StandingPolicy;
  readonly minimumSample: number;
}

const isMostlyAway = ({ daysAway, days }: Seen, { awayShare }: StandingPolicy): boolean =>
  daysAway > awayShare * days;

const isNewAt = ({ coreSince }: StandingFacts, at: number, { newDays }: StandingPolicy): boolean =>
  coreSince !== undefined && at - coreSince < newDays * DAY;

interface Context {
  readonly policy: StandingPolicy;
  readonly leaves: readonly Leave[];
}

interface Looks {
  readonly now: Seen;
  readonly before: Seen;
}

interface Placed {
  readonly standing: Standing;
  /** The look that it rests on. */
  readonly seen: Seen;
  /** What the look before said stays for one look more. */
  readonly isHeld?: true;
}

/** By what was done alone: the better of the two looks, since it takes both for less. */
const byWork = ({ now, before }: Looks): Placed =>
  LEVELS.indexOf(before.level) > LEVELS.indexOf(now.level)
    ? { standing: before.level, seen: before, isHeld: true }
    : { standing: now.level, seen: now };

const placeOf = (facts: StandingFacts, looks: Looks, { policy, leaves }: Context): Placed => {
  const { person, now, before } = facts;
  const seen = looks.now;
  const placed = byWork(looks);
  const isOnLeave = isAway(leaves, person, now.at);
  const isQuiet = placed.standing === 'quiet';
  if (isMostlyAway(seen, policy) && (isOnLeave || isQuiet)) return { standing: 'away', seen };
  if (isNewAt(facts, now.at, policy)) return { standing: 'new', seen };
  if (!isQuiet) return placed;
  if (isOnLeave) return { standing: 'away', seen };
  // Who was away or new at the look before has been found quiet once only.
  if (isMostlyAway(looks.before, policy) || isAway(leaves, person, before.at))
    return { standing: 'away', seen, isHeld: true };
  if (isNewAt(facts, before.at, policy)) return { standing: 'new', seen, isHeld: true };
  return { standing: facts.doubts.length > 0 ? 'unknown' : 'quiet', seen };
};

/** What a reader must know beside the numbers. */
const surroundings = (facts: StandingFacts, seen: Seen, { leaves }: Context): Reason[] => {
  const { person, share } = facts;
  const { at } = facts.now;
  const leave = leaves.find(
    each => each.person === person && each.since <= at && (each.until ?? Infinity) > at,
  );
  const until = leave?.until;
  return [
    ...(seen.isGrown
      ? [{ code: 'grown', days: seen.days, upForReview: facts.now.counts.upForReview } as const]
      : []),
    ...(leave ? [{ code: 'on-leave', ...(until !== undefined && { until }) } as const] : []),
    ...(seen.daysAway >= 1
      ? [{ code: 'was-away', days: Math.round(seen.daysAway), of: seen.days } as const]
      : []),
    ...(share < 1 ? [{ code: 'part-time', share } as const] : []),
  ];
};

/** The bounds that were met for it; where none was needed or none was met, all the numbers. */
const grounds = (standing: Standing, { measures }: Seen): readonly Measure[] => {
  if (standing === 'active') {
    const met = measures.filter(each => each.level === 'active' && isMet(each));
    // A role alone tells nothing of what was done.
    return met.some(({ code }) => code !== 'leads') ? met : measures.filter(({ count }) => count > 0);
  }
  if (standing === 'occasional') return measures.filter(isMet);
  // A bound that nobody could meet says nothing.
  return measures.filter(({ code, count, of }) =>
    code === 'meetings' ? count > 0 || (of ?? 0) > 0 : count > 0 || !['leads', 'vouched'].includes(code),
  );
};

const newness = ({ coreSince, now }: StandingFacts, { policy }: Context): Reason[] =>
  coreSince === undefined
    ? []
    : [{ code: 'new-core', days: Math.floor((now.at - coreSince) / DAY), below: policy.newDays }];

/** Pure: the same facts, policy and leave give the same verdict. */
export const standingOf = (
  facts: StandingFacts,
  { standing: policy, minimumSample }: StandingBounds,
  leaves: readonly Leave[],
): StandingVerdict => {
  const asked = { person: facts.person, share: facts.share, leaves, vouches: facts.vouches, policy };
  const looks = { now: seenIn(facts.now, asked), before: seenIn(facts.before, asked) };
  const context = { policy, leaves };
  const { standing, seen, isHeld } = placeOf(facts, looks, context);
  return {
    person: facts.person,
    standing,
    reasons: [
      ...(standing === 'unknown' ? facts.doubts : []),
      ...(standing === 'new' ? newness(facts, context) : []),
      ...grounds(standing, seen),
      ...(isHeld ? [{ code: 'first-look', level: looks.now.level } as const] : []),
      ...surroundings(facts, looks.now, context),
    ],
    trend: trendOf(facts.now.counts.reviews, facts.reviewsBefore, minimumSample),
    days: looks.now.days,
  };
};
