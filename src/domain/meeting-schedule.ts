// When a team means to meet: plans by the wall clock, and the meetings that they make.
import { Temporal } from 'temporal-polyfill';
import type { Window } from './calendar.ts';
import { DAY } from './calendar.ts';

/**
 * In which weeks: all, those with an odd or even ISO 8601 number, those whose number leaves `remainder` when divided by
 * `of`, every so many from that of the date on, or the nth such weekday of a month, -1 being its last.
 */
export type Weeks =
  | 'every'
  | 'odd'
  | 'even'
  | { readonly of: number; readonly remainder: number }
  | { readonly every: number; readonly from: string }
  | { readonly nth: 1 | 2 | 3 | 4 | 5 | -1 };

export interface MeetingPlan {
  /** The name under which it is held again and again, as the facts about it have it. */
  readonly series: string;
  readonly title: string;
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** Since midnight by the wall clock, 0 to 1439. */
  readonly minute: number;
  /** IANA name. */
  readonly timezone: string;
  readonly weeks: Weeks;
  /** How long it is meant to be. */
  readonly minutes: number;
  /** With its `#`. */
  readonly channel?: string;
  /** Seconds UTC: none before, and none from `until` on. */
  readonly since?: number;
  readonly until?: number;
  /** Days in its own time zone on which it is not held, such as `2026-12-24`. */
  readonly skip: readonly string[];
}

export interface PlannedMeeting {
  readonly plan: MeetingPlan;
  /** Seconds UTC. */
  readonly at: number;
}

const seconds = (moment: Temporal.ZonedDateTime): number => Math.floor(moment.epochMilliseconds / 1000);

const dayOf = (at: number, timezone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at * 1000)
    .toZonedDateTimeISO(timezone)
    .toPlainDate();

const mondayOf = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 });

const isInWeek = (weeks: Weeks, day: Temporal.PlainDate): boolean => {
  if (weeks === 'every') return true;
  const number = day.weekOfYear ?? 0;
  if (weeks === 'odd' || weeks === 'even') return (number % 2 === 1) === (weeks === 'odd');
  if ('of' in weeks) return number % weeks.of === weeks.remainder;
  if ('nth' in weeks)
    return weeks.nth === -1 ? day.day + 7 > day.daysInMonth : Math.ceil(day.day / 7) === weeks.nth;
  const { days } = mondayOf(Temporal.PlainDate.from(weeks.from)).until(mondayOf(day));
  return days >= 0 && (days / 7) % weeks.every === 0;
};

/** A time that the clocks leave out is the one after the gap; one that comes twice is the first of the two. */
const momentOn = (day: Temporal.PlainDate, { minute, timezone }: MeetingPlan): number =>
  seconds(
    day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 }).toZonedDateTime(timezone),
  );

const ofPlan = (plan: MeetingPlan, { since, until }: Window): (PlannedMeeting & { day: string })[] => {
  const from = Math.max(since, plan.since ?? since);
  const to = Math.min(until, plan.until ?? until);
  const planned: (PlannedMeeting & { day: string })[] = [];
  if (from >= to) return planned;
  const first = dayOf(from, plan.timezone);
  let day = first.add({ days: (plan.weekday - first.dayOfWeek + 7) % 7 });
  for (let at = momentOn(day, plan); at < to; at = momentOn(day, plan)) {
    if (at >= from && isInWeek(plan.weeks, day)) planned.push({ plan, at, day: day.toString() });
    day = day.add({ days: 7 });
  }
  return planned;
};

/** All that was ever meant to be in the window, by time; `isSkipped`: and was taken out of the plan. */
export const plannedBetween = (
  plans: readonly MeetingPlan[],
  window: Window,
): (PlannedMeeting & { readonly isSkipped: boolean })[] =>
  plans
    .flatMap(plan => ofPlan(plan, window))
    .map(({ plan, at, day }) => ({ plan, at, isSkipped: plan.skip.includes(day) }))
    .sort((a, b) => a.at - b.at || (a.plan.series < b.plan.series ? -1 : 1));

/** Those that are to be held in the window, by time. */
export const meetingsBetween = (plans: readonly MeetingPlan[], window: Window): PlannedMeeting[] =>
  plannedBetween(plans, window)
    .filter(({ isSkipped }) => !isSkipped)
    .map(({ plan, at }) => ({ plan, at }));

/** No plan has a longer pause than a year. */
const HORIZON = 400 * DAY;

/** The first that begins at `at` or later; undefined when nothing is planned. */
export const nextMeeting = (plans: readonly MeetingPlan[], at: number): PlannedMeeting | undefined =>
  meetingsBetween(plans, { since: at, until: at + HORIZON })[0];
