// Meetings that were planned against those that were held.
import type { Window } from './calendar.ts';
import { type MeetingPlan, plannedBetween } from './meeting-schedule.ts';

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

/** A meeting that is put off or begins early is still the one that was planned; those of one series are days apart. */
const NEAR = 12 * 3600;

type Meeting = { readonly series: string; readonly at: number };

/** Takes the nearest of them out of the pool. */
const takeNear = (pool: Meeting[], series: string, at: number): Meeting | undefined => {
  const near = pool
    .filter(each => each.series === series && Math.abs(each.at - at) <= NEAR)
    .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at) || a.at - b.at)[0];
  if (near) pool.splice(pool.indexOf(near), 1);
  return near;
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
  const pool = held.filter(each => series.has(each.series));
  const off = [...calledOff];
  const planned = plannedBetween(plans, window).map(({ plan, at, isSkipped }): PlannedFate => {
    const told = { series: plan.series, title: plan.title, at };
    if (takeNear(pool, plan.series, at)) return { ...told, state: 'held' };
    const isOff = isSkipped || takeNear(off, plan.series, at) !== undefined;
    return { ...told, state: isOff ? 'cancelled' : 'missed' };
  });
  const count = (state: PlannedFate['state']): number => planned.filter(each => each.state === state).length;
  const extra = pool.filter(({ at }) => at >= window.since && at < window.until).length;
  return {
    planned,
    expected: planned.length,
    held: count('held'),
    cancelled: count('cancelled'),
    missed: count('missed'),
    extra,
  };
};
