// What one look at a core says: how much of what is expected was done, each bound with the number behind it.
import { DAY, type Window } from './calendar.ts';
import { isAway, type Leave, secondsPresent } from './leave.ts';
import type { StandingPolicy } from './standing-policy.ts';

/** A meeting that was held while the person was core. */
export interface MeetingDue {
  /** Seconds UTC. */
  readonly at: number;
  readonly present: boolean;
  /** Not there, and somebody stood in. */
  readonly represented: boolean;
}

/** What somebody did in a window, and what there was to do. */
export interface Counts {
  readonly window: Window;
  /** Person x patch set. */
  readonly reviews: number;
  /** Of others, that the person reviewed. */
  readonly changes: number;
  /** Different weeks with a review, counted back from the window’s end. */
  readonly weeks: number;
  /** Changes of others that were up for review. */
  readonly upForReview: number;
  readonly onPriority: number;
  /** Bugs. */
  readonly triaged: number;
  readonly meetings: readonly MeetingDue[];
}

/** All that one look sees of somebody. */
export interface Look {
  /** Seconds UTC. */
  readonly at: number;
  readonly counts: Counts;
  /** In the longer window: given where little was up for review in the first. */
  readonly grown?: Counts;
  /** Titles of the priorities that the person leads at that time. */
  readonly leads: readonly string[];
}

/** From the least to the most. */
export const LEVELS = ['quiet', 'occasional', 'active'] as const;
export type Level = (typeof LEVELS)[number];

export type MeasureCode =
  | 'reviews'
  | 'changes'
  | 'weeks'
  | 'meetings'
  | 'priority-reviews'
  | 'triage'
  | 'leads'
  | 'vouched';

/** A bound with the number behind it. */
export interface Measure {
  readonly code: MeasureCode;
  /** The level that it gives when met. */
  readonly level: Exclude<Level, 'quiet'>;
  readonly count: number;
  readonly needed: number;
  /** Of how many, where there is a whole. */
  readonly of?: number;
  /** What it is about, such as titles of priorities. */
  readonly about?: readonly string[];
}

/** Nothing is never enough, however little is expected. */
export const isMet = ({ count, needed }: Measure): boolean => count > 0 && count >= needed;

export interface Seen {
  readonly window: Window;
  readonly isGrown: boolean;
  readonly upForReview: number;
  readonly level: Level;
  readonly measures: readonly Measure[];
  /** Days of the window on which the person was on leave. */
  readonly daysAway: number;
  readonly days: number;
}

interface Asked {
  readonly person: number;
  /** Part of a full week, 0 to 1. */
  readonly share: number;
  readonly leaves: readonly Leave[];
  /** When others vouched for the person, seconds UTC. */
  readonly vouches: readonly number[];
  readonly policy: StandingPolicy;
}

/** Meetings during leave, or at which somebody stood in, are not expected; to have come all the same counts. */
const meetingMeasure = (
  { meetings }: Counts,
  { person, share, leaves, policy }: Asked,
): Pick<Measure, 'count' | 'needed' | 'of'> => {
  const expected = meetings.filter(
    ({ at, present, represented }) => (present || !represented) && !isAway(leaves, person, at),
  ).length;
  return {
    count: meetings.filter(({ present }) => present).length,
    needed: policy.occasionalMeetings * share * expected,
    of: expected,
  };
};

const measuresOf = (
  counts: Counts,
  leads: readonly string[],
  part: number,
  asked: Asked,
): readonly Measure[] => {
  const { policy, vouches } = asked;
  const { since, until } = counts.window;
  const weeks = (until - since) / (7 * DAY);
  const vouched = vouches.filter(at => at >= since && at < until).length;
  return [
    {
      code: 'reviews',
      level: 'active',
      count: counts.reviews,
      needed: (policy.activeReviews / policy.activeWeeks) * weeks * part,
    },
    {
      code: 'changes',
      level: 'active',
      count: counts.changes,
      needed: policy.activeShare * counts.upForReview * part,
      of: counts.upForReview,
    },
    { code: 'leads', level: 'active', count: leads.length, needed: 1, about: leads },
    {
      code: 'weeks',
      level: 'occasional',
      count: counts.weeks,
      needed: Math.max(1, Math.ceil(policy.occasionalWeeks * part)),
    },
    { code: 'meetings', level: 'occasional', ...meetingMeasure(counts, asked) },
    {
      code: 'priority-reviews',
      level: 'occasional',
      count: counts.onPriority,
      needed: policy.occasionalPriority,
    },
    { code: 'triage', level: 'occasional', count: counts.triaged, needed: policy.occasionalTriage },
    { code: 'vouched', level: 'occasional', count: vouched, needed: 1 },
  ];
};

const levelOf = (measures: readonly Measure[]): Level => {
  const met = measures.filter(isMet).map(({ level }) => level);
  if (met.includes('active')) return 'active';
  return met.includes('occasional') ? 'occasional' : 'quiet';
};

/**
 * What is expected shrinks with leave and part-time; what was done during leave counts all the same, so that leave
 * never makes anything worse.
 */
export const seenIn = (look: Look, asked: Asked): Seen => {
  const { policy, person, share, leaves } = asked;
  const isGrown = look.grown !== undefined && look.counts.upForReview < policy.fewChanges;
  const counts = isGrown && look.grown ? look.grown : look.counts;
  const { window } = counts;
  const length = window.until - window.since;
  const present = secondsPresent(leaves, person, window);
  const measures = measuresOf(counts, look.leads, (present / length) * share, asked);
  return {
    window,
    isGrown,
    upForReview: counts.upForReview,
    level: levelOf(measures),
    measures,
    daysAway: (length - present) / DAY,
    days: Math.round(length / DAY),
  };
};
