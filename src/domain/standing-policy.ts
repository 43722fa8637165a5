// The bounds between one standing and the next, each with its sentence and where its default comes from.

export interface StandingPolicy {
  /** Days that a look goes back. */
  readonly windowDays: number;
  /** Fewer changes up for review than this in the window: it grows. */
  readonly fewChanges: number;
  /** Days to which it grows. */
  readonly grownDays: number;
  /** Active: so many reviews … */
  readonly activeReviews: number;
  /** … in so many weeks. */
  readonly activeWeeks: number;
  /** Active in a small project: this part of the changes up for review, 0 to 1. */
  readonly activeShare: number;
  /** Occasional: reviewed in so many different weeks of the window. */
  readonly occasionalWeeks: number;
  /** Occasional: this part of the meetings held, 0 to 1. */
  readonly occasionalMeetings: number;
  /** Occasional: so many reviews of priority items. */
  readonly occasionalPriority: number;
  /** Occasional: so many bugs triaged. */
  readonly occasionalTriage: number;
  /** New: core for fewer days than this. */
  readonly newDays: number;
  /** Away: on leave for more than this part of the window, 0 to 1. */
  readonly awayShare: number;
  /** Days between a look and the one before. */
  readonly lookDays: number;
}

/** What a bound means, and why its default is what it is. */
export interface Bound {
  readonly value: number;
  readonly sentence: string;
  readonly source: string;
  /** A part of something, 0 to 1; else a whole number from 1. */
  readonly isPart?: true;
}

export const STANDING_BOUNDS: Readonly<Record<keyof StandingPolicy, Bound>> = {
  windowDays: {
    value: 90,
    sentence: 'A look at a core goes back so many days; leave and part-time shrink what is expected in them.',
    source: 'openstack/reviewstats counts 30, 90 and 180 days.',
  },
  fewChanges: {
    value: 10,
    sentence: 'With fewer changes of others up for review in the window, the window grows.',
    source: 'Ours: of under ten changes nobody can be expected to have reviewed any.',
  },
  grownDays: {
    value: 180,
    sentence: 'The days to which the window grows where little was up for review.',
    source: 'openstack/reviewstats counts 30, 90 and 180 days; about a cycle of OpenStack.',
  },
  activeReviews: {
    value: 30,
    sentence: 'Active: so many reviews in `activeWeeks` weeks, counted by the same rate in the window.',
    source: 'The rate of OpenStack’s governance: 30 reviews in 26 weeks.',
  },
  activeWeeks: {
    value: 26,
    sentence: 'The weeks in which `activeReviews` are expected.',
    source: 'The rate of OpenStack’s governance: 30 reviews in 26 weeks.',
  },
  activeShare: {
    value: 0.1,
    sentence:
      'Active in a small project: reviewed this part of the changes of others that were up for review.',
    source: 'Ours: a rate made for large projects is out of reach where little is proposed.',
    isPart: true,
  },
  occasionalWeeks: {
    value: 2,
    sentence: 'Occasional: reviewed in so many different weeks of the window.',
    source: 'Ours: once may be chance, and coming back is not.',
  },
  occasionalMeetings: {
    value: 0.25,
    sentence:
      'Occasional: came to this part of the meetings held while core and not on leave; one at which somebody stood in is not expected.',
    source: 'Ours: with meetings at alternating hours half of them are at night for anybody.',
    isPart: true,
  },
  occasionalPriority: {
    value: 1,
    sentence: 'Occasional: so many reviews of priority items.',
    source: 'Glance’s rule of 2017: look at the priority items first.',
  },
  occasionalTriage: {
    value: 1,
    sentence: 'Occasional: so many bugs triaged.',
    source: 'OpenStack’s bug triage: a core’s work of its own.',
  },
  newDays: {
    value: 90,
    sentence: 'New: core for fewer days than this.',
    source: 'Ours: before a whole window has passed there is nothing to measure by.',
  },
  awayShare: {
    value: 0.5,
    sentence: 'Away: on leave for more than this part of the window.',
    source: 'Ours: “most of the window” is more than half of it.',
    isPart: true,
  },
  lookDays: {
    value: 7,
    sentence: 'Days between two looks: a standing worsens only when both say so, and improves at once.',
    source: 'The PTL’s report is weekly.',
  },
};

export const DEFAULT_STANDING = Object.fromEntries(
  Object.entries(STANDING_BOUNDS).map(([bound, { value }]) => [bound, value]),
) as unknown as StandingPolicy;
