// Meetings that were planned against those that were held.
import { DAY, dateText, type Window } from './calendar.ts';
import { type MeetingPlan, type PlannedMeeting, plannedBetween } from './meeting-schedule.ts';

export interface HeldMeeting {
  readonly series: string;
  /** When it began, seconds UTC. */
  readonly at: number;
}

export interface PlannedFate {
  readonly series: string;
  readonly title: string;
  /** When it was to begin, seconds UTC. */
  readonly at: number;
  /** `cancelled`: taken out of the plan, or called off when its time came; `missed`: nothing tells of it. */
  readonly state: 'held' | 'cancelled' | 'missed';
}

export interface MeetingsKept {
  /** By time. */
  readonly planned: readonly PlannedFate[];
  readonly expected: number;
  readonly held: number;
  readonly cancelled: number;
  readonly missed: number;
  /** Held outside of any plan, by the series that are planned. */
  readonly extra: number;
}

/** A meeting that is put off or begins early is still the one that was planned; of two on one day it is the nearer one. */
const NEAR = 12 * 3600;

/** Minutes tell the day alone, which is its first second, UTC. */
const isOnDay = ({ at: told }: HeldMeeting, { timezone }: MeetingPlan, at: number): boolean =>
  told % DAY === 0 && dateText(told, 'UTC') === dateText(at, timezone);

/** For each of `planned` its place in `told`, if it has one: the nearest pair first, each meeting once. */
const matched = (
  planned: readonly PlannedMeeting[],
  told: readonly HeldMeeting[],
): ReadonlyMap<number, number> => {
  const pairs = planned.flatMap(({ plan, at }, place) =>
    told.flatMap((each, index) => {
      const distance = Math.abs(each.at - at);
      return each.series === plan.series && (distance <= NEAR || isOnDay(each, plan, at))
        ? [{ place, index, distance }]
        : [];
    }),
  );
  pairs.sort((a, b) => a.distance - b.distance || a.place - b.place || a.index - b.index);
  const found = new Map<number, number>();
  const taken = new Set<number>();
  for (const { place, index } of pairs) {
    if (found.has(place) || taken.has(index)) continue;
    found.set(place, index);
    taken.add(index);
  }
  return found;
};

/**
 * What became of every meeting that was planned in the window and whose time has come. `held` and `calledOff` may reach
 * beyond the window by half a day.
 */
export const meetingsKept = (
  plans: readonly MeetingPlan[],
  window: Window,
  held: readonly HeldMeeting[],
  calledOff: readonly HeldMeeting[] = [],
): MeetingsKept => {
  const series = new Set(plans.map(plan => plan.series));
  const ours = held.filter(each => series.has(each.series));
  const all = plannedBetween(plans, window);
  const wasHeld = matched(all, ours);
  const others = all.filter((_, place) => !wasHeld.has(place));
  const wasOff = matched(others, calledOff);
  const off = new Set(others.filter(({ isSkipped }, place) => isSkipped || wasOff.has(place)));
  const planned = all.map((each, place): PlannedFate => {
    const { plan, at } = each;
    const missing = off.has(each) ? 'cancelled' : 'missed';
    return { series: plan.series, title: plan.title, at, state: wasHeld.has(place) ? 'held' : missing };
  });
  const count = (state: PlannedFate['state']): number => planned.filter(each => each.state === state).length;
  const found = new Set(wasHeld.values());
  const extra = ours.filter(
    ({ at }, index) => !found.has(index) && at >= window.since && at < window.until,
  ).length;
  return {
    planned,
    expected: planned.length,
    held: count('held'),
    cancelled: count('cancelled'),
    missed: count('missed'),
    extra,
  };
};
