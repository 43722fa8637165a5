// When a team's reports are due: once a week by the wall clock in the project's time zone, or before each meeting.
import { Temporal } from 'temporal-polyfill';
import { dateText, minuteText, mondayOf, weekText } from './calendar.ts';
import { type MeetingPlan, meetingsBetween, nextMeeting } from './meeting-schedule.ts';

export interface Schedule {
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** Since midnight by the wall clock, 0 to 1439. */
  readonly minute: number;
  /** What was due while nobody was there to say it: said once when back, or left out after its week. */
  readonly late: 'post' | 'skip';
}

/** How long before a meeting its reports are due, in seconds; by the type of the channel where it differs. */
export interface Reminders {
  readonly before: number;
  readonly byChannel: Readonly<Record<string, number>>;
}

/** When a report is due: as of the last Monday, of the week that is over; before each meeting; when it is asked for. */
export type ReportSchedule = 'monday' | 'meeting';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export const WEEKLY =
  /^(monday|tuesday|wednesday|thursday|friday|saturday|sunday) ([01]\d|2[0-3]):([0-5]\d)$/;

/** Reads `monday 09:00`. */
export const weeklyTime = (text: string): Pick<Schedule, 'weekday' | 'minute'> | undefined => {
  const match = WEEKLY.exec(text);
  if (!match) return undefined;
  const [, day = '', hour, minute] = match;
  return { weekday: WEEKDAYS.indexOf(day) + 1, minute: Number(hour) * 60 + Number(minute) };
};

const seconds = (moment: Temporal.ZonedDateTime): number => Math.floor(moment.epochMilliseconds / 1000);

/** A time that the clocks leave out is the one after the gap; one that comes twice is the first of the two. */
const onDay = (day: Temporal.PlainDate, minute: number, timezone: string): number =>
  seconds(
    day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 }).toZonedDateTime(timezone),
  );

const dayOf = (at: number, timezone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at * 1000)
    .toZonedDateTimeISO(timezone)
    .toPlainDate();

/** The last `count` moments at which a report was due, `at` included, the oldest first. Seconds UTC. */
export const lastDue = (
  at: number,
  { weekday, minute }: Pick<Schedule, 'weekday' | 'minute'>,
  timezone: string,
  count: number,
): number[] => {
  const today = dayOf(at, timezone);
  const day = today.add({ days: weekday - today.dayOfWeek });
  const first = onDay(day, minute, timezone) <= at ? day : day.subtract({ days: 7 });
  return Array.from({ length: count }, (_, index) =>
    onDay(first.subtract({ days: 7 * (count - 1 - index) }), minute, timezone),
  );
};

/** The last time at which it was `minute` o'clock, `at` included. */
export const lastDaily = (at: number, minute: number, timezone: string): number => {
  const today = dayOf(at, timezone);
  const moment = onDay(today, minute, timezone);
  return moment <= at ? moment : onDay(today.subtract({ days: 1 }), minute, timezone);
};

/** As of when a report is that is due at this moment, or asked for without a date. */
export const dueAt = (schedule: ReportSchedule | undefined, moment: number, timezone: string): number =>
  schedule === 'monday' ? mondayOf(moment, timezone) : moment;

/** Where and when a team lives, and when it meets. */
export interface Calendar {
  readonly timezone: string;
  readonly meetings: readonly MeetingPlan[];
}

/** `2026-11-26T14:00Z`: in the order of time as text. */
const minuteOf = (at: number): string => `${new Date(at * 1000).toISOString().slice(0, 16)}Z`;

/**
 * What a report as of `at` is about: the week, such as `2026-W33` (one of Mondays is about the week that is over), or
 * the next meeting, such as `2026-11-26T14:00Z`; the day where none is planned.
 */
export const periodOf = (
  schedule: ReportSchedule | undefined,
  at: number,
  { timezone, meetings }: Calendar,
): string => {
  if (schedule !== 'meeting') return weekText(schedule === 'monday' ? at - 1 : at, timezone);
  const next = nextMeeting(meetings, at);
  return next ? minuteOf(next.at) : dateText(at, timezone);
};

/** The same for a title: a meeting by the team's own clock, such as `2026-11-26 15:00 Europe/Paris`. */
export const periodTitle = (schedule: ReportSchedule | undefined, at: number, calendar: Calendar): string => {
  const next = schedule === 'meeting' ? nextMeeting(calendar.meetings, at) : undefined;
  if (!next) return periodOf(schedule, at, calendar);
  return `${minuteText(next.at, calendar.timezone)} ${calendar.timezone}`;
};

/** As of when a report about the next meeting is, if it is due `before` seconds ahead; undefined: not yet. */
export const dueBefore = (
  now: number,
  before: number,
  meetings: readonly MeetingPlan[],
): number | undefined => {
  const next = nextMeeting(meetings, now);
  if (!next || next.at - before > now) return undefined;
  // What comes before the meeting before this one would be about that one.
  const last = meetingsBetween(meetings, { since: next.at - before, until: next.at }).at(-1);
  return last ? last.at + 1 : next.at - before;
};
