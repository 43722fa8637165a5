// What is to be said now: each week once, the oldest first, never anything before the first; each meeting once, before it.
import {
  type Calendar,
  dueAt,
  dueBefore,
  lastDue,
  periodOf,
  type Reminders,
  type ReportSchedule,
  type Schedule,
} from '../domain/schedule.ts';

/** Weeks missed that are still said afterwards: older ones are nobody's news. */
export const MOST_LATE = 4;

export interface Due {
  /** Such as `2026-W33`, or `2026-11-26T14:00Z`. */
  readonly period: string;
  /** As of when the report is; seconds UTC. */
  readonly at: number;
}

export interface Question {
  /** Seconds UTC. */
  readonly now: number;
  readonly calendar: Calendar;
  /** Undefined: nothing is due by the week. */
  readonly schedule?: Schedule;
  /** Undefined: nothing is due before meetings. */
  readonly reminders?: Reminders;
  /** The type of the channel. */
  readonly channel: string;
  /** How the report itself counts. */
  readonly report: { readonly schedule?: ReportSchedule };
  /** Periods that were said at this place, in any order. */
  readonly said: readonly string[];
}

/** What is due at this moment. */
export const dueOn = (moment: number, schedule: ReportSchedule | undefined, calendar: Calendar): Due => {
  const at = dueAt(schedule, moment, calendar.timezone);
  return { at, period: periodOf(schedule, at, calendar) };
};

/** A meeting that has begun needs no agenda: nothing is said late. */
const beforeMeeting = ({ now, calendar, reminders, channel, report }: Omit<Question, 'said'>): Due[] => {
  if (!reminders) return [];
  const at = dueBefore(now, reminders.byChannel[channel] ?? reminders.before, calendar.meetings);
  return at === undefined ? [] : [dueOn(at, report.schedule, calendar)];
};

/** The latest that is due by now, said or not. */
export const current = (question: Omit<Question, 'said'>): Due[] => {
  const { now, calendar, schedule, report } = question;
  if (report.schedule === 'meeting') return beforeMeeting(question);
  if (!schedule) return [];
  return [dueOn(lastDue(now, schedule, calendar.timezone, 1)[0] ?? now, report.schedule, calendar)];
};

/** Periods sort as text: a year has four digits, a week, a month and a day two. */
export const dueNow = (question: Question): Due[] => {
  const { now, calendar, schedule, report, said } = question;
  const last = [...said].sort().at(-1) ?? '';
  if (report.schedule === 'meeting') return current(question).filter(({ period }) => !said.includes(period));
  if (!schedule) return [];
  const looksBack = last !== '' && schedule.late === 'post';
  return lastDue(now, schedule, calendar.timezone, looksBack ? MOST_LATE : 1)
    .map(moment => dueOn(moment, report.schedule, calendar))
    .filter(({ period }) => period > last);
};
