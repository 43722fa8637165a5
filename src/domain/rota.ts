// Whose turn it is, and on which day something fits: the same whoever asks, and never by merit.
import { Temporal } from 'temporal-polyfill';
import { mondayOf, type Window } from './calendar.ts';
import { type Leave, secondsPresent } from './leave.ts';

interface Somebody {
  readonly key: number;
  readonly name: string;
}

const seconds = (moment: Temporal.ZonedDateTime): number => Math.floor(moment.epochMilliseconds / 1000);

const dayOf = (at: number, timezone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at * 1000)
    .toZonedDateTimeISO(timezone)
    .toPlainDate();

/** The ISO week so many weeks after the one that holds `at`. */
export const weekFrom = (at: number, weeks: number, timezone: string): Window => {
  const monday = dayOf(mondayOf(at, timezone), timezone).add({ days: 7 * weeks });
  const [since, until] = [monday, monday.add({ days: 7 })].map(day => seconds(day.toZonedDateTime(timezone)));
  return { since: since ?? at, until: until ?? at };
};

/** A Monday: weeks are counted from it, so that a year of 53 weeks gives nobody two turns. */
const FIRST = Temporal.PlainDate.from('1970-01-05');

const weekNumber = ({ since }: Window, timezone: string): number =>
  FIRST.until(dayOf(since, timezone), { largestUnit: 'days' }).days / 7;

/** Away for more than half of it: too little is left to take something on. */
const isOut = (leaves: readonly Leave[], { key }: Somebody, week: Window): boolean =>
  2 * secondsPresent(leaves, key, week) < week.until - week.since;

/**
 * Whose week it is: one after the other in the order of their names. For somebody who is away stands in whoever is half
 * a round further on, so that nobody has two weeks on end. Undefined: everybody is away.
 */
export const turnIn = <One extends Somebody>(
  people: readonly One[],
  leaves: readonly Leave[],
  week: Window,
  timezone: string,
): One | undefined => {
  const round = [...people].sort((a, b) => a.name.localeCompare(b.name, 'en') || a.key - b.key);
  const place = weekNumber(week, timezone) % Math.max(1, round.length);
  const half = place + Math.floor(round.length / 2);
  const order = [place, ...round.map((_, step) => half + step)].map(index => round[index % round.length]);
  return order.find(one => one !== undefined && !isOut(leaves, one, week));
};

/** Weeks ahead in which a day is looked for. */
const WEEKS_AHEAD = 12;
/** The middle of the week: nobody's weekend, in whatever time zone. */
const WEDNESDAY = 3;

/**
 * A Wednesday at least a week ahead, in a week that holds none of `busy`, on which at least half of the people are here.
 * Undefined: there is none in the next weeks.
 */
export const freeDay = (
  at: number,
  busy: readonly number[],
  away: (day: number) => number,
  people: number,
  timezone: string,
): { readonly at: number; readonly away: number } | undefined => {
  const earliest = dayOf(at, timezone).add({ days: 7 });
  for (let week = 1; week <= WEEKS_AHEAD; week++) {
    const { since, until } = weekFrom(at, week, timezone);
    const day = dayOf(since, timezone).add({ days: WEDNESDAY - 1 });
    const moment = seconds(day.toZonedDateTime(timezone));
    const isBusy = busy.some(each => each >= since && each < until);
    if (isBusy || Temporal.PlainDate.compare(day, earliest) < 0) continue;
    const missing = away(moment);
    if (2 * missing <= people) return { at: moment, away: missing };
  }
  return undefined;
};
