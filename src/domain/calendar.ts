// Dates of a team: windows of days and weeks in the project's time zone, dates as people write them.
import { Temporal } from 'temporal-polyfill';

/** `[since, until)` in seconds UTC. */
export interface Window {
  readonly since: number;
  readonly until: number;
}

export const DAY = 86_400;

const zoned = (at: number, timezone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at * 1000).toZonedDateTimeISO(timezone);

const seconds = (moment: Temporal.ZonedDateTime): number => Math.floor(moment.epochMilliseconds / 1000);

/**
 * Reads `2019-05-21` (00:00 in the zone) or a full ISO 8601 instant with offset. Undefined if it is neither.
 */
export const parseDate = (text: string, timezone: string): number | undefined => {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text))
      return seconds(Temporal.PlainDate.from(text).toZonedDateTime(timezone));
    if (/^\d{4}-\d{2}-\d{2}T/.test(text))
      return Math.floor(Temporal.Instant.from(text).epochMilliseconds / 1000);
  } catch {
    return undefined;
  }
  return undefined;
};

export const isTimezone = (name: string): boolean => {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId.length > 0;
  } catch {
    return false;
  }
};

/** The `days` calendar days before `until`: a week with a change of clocks is still seven days. */
export const daysBefore = (until: number, days: number, timezone: string): Window => ({
  since: seconds(zoned(until, timezone).subtract({ days })),
  until,
});

/**
 * The window that ends where this one begins: as many calendar days where both ends stand at the same time of day,
 * so that a change of clocks moves nothing; else as many seconds.
 */
export const windowBefore = ({ since, until }: Window, timezone: string): Window => {
  const [from, to] = [zoned(since, timezone), zoned(until, timezone)];
  if (!from.toPlainTime().equals(to.toPlainTime())) return { since: since - (until - since), until: since };
  const { days } = from.toPlainDate().until(to.toPlainDate());
  return { since: seconds(from.subtract({ days })), until: since };
};

/** The latest Monday 00:00 in the zone that is not after `at`. */
export const mondayOf = (at: number, timezone: string): number => {
  const day = zoned(at, timezone).startOfDay();
  return seconds(day.subtract({ days: day.dayOfWeek - 1 }));
};

/** `2017-03-13` in the project's zone. */
export const dateText = (at: number, timezone: string): string =>
  zoned(at, timezone).toPlainDate().toString();

/** `2017-03-13 14:05` in the project's zone. */
export const minuteText = (at: number, timezone: string): string => {
  const moment = zoned(at, timezone);
  return `${moment.toPlainDate().toString()} ${moment.toPlainTime().toString({ smallestUnit: 'minute' })}`;
};

/** `2017-W11`, ISO 8601 week of the moment in the zone. */
export const weekText = (at: number, timezone: string): string => {
  const day = zoned(at, timezone).toPlainDate();
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
};

/** Whole days from `from` to `to`, rounded down; negative when `to` is earlier. */
export const daysBetween = (from: number, to: number): number => Math.floor((to - from) / DAY);
