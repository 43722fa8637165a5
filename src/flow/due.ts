// What is to be said now: each week once, the oldest first, never anything before the first.
import { dueAt, lastDue, periodOf, type Schedule } from '../domain/schedule.ts';

/** Weeks missed that are still said afterwards: older ones are nobody's news. */
export const MOST_LATE = 4;

export interface Due {
  /** Such as `2026-W33`. */
  readonly period: string;
  /** As of when the report is; seconds UTC. */
  readonly at: number;
}

export interface Question {
  /** Seconds UTC. */
  readonly now: number;
  readonly timezone: string;
  readonly schedule: Schedule;
  /** How the report itself counts its weeks. */
  readonly report: { readonly schedule?: 'monday' };
  /** Periods that were said at this place, in any order. */
  readonly said: readonly string[];
}

/** The latest that is due by now, said or not. */
export const current = ({ now, timezone, schedule, report }: Omit<Question, 'said'>): Due =>
  dueOn(lastDue(now, schedule, timezone, 1)[0] ?? now, report.schedule, timezone);

/** What is due at this moment. */
export const dueOn = (moment: number, schedule: 'monday' | undefined, timezone: string): Due => {
  const at = dueAt(schedule, moment, timezone);
  return { at, period: periodOf(schedule, at, timezone) };
};

/** Periods sort as text: a year has four digits, a week two. */
export const dueNow = ({ now, timezone, schedule, report, said }: Question): Due[] => {
  const last = [...said].sort().at(-1) ?? '';
  const looksBack = last !== '' && schedule.late === 'post';
  return lastDue(now, schedule, timezone, looksBack ? MOST_LATE : 1)
    .map(moment => dueOn(moment, report.schedule, timezone))
    .filter(({ period }) => period > last);
};
