// Days as people write them in commands: 2026-08-03, today, tomorrow.
import { dateText, daysBefore, parseDate } from './calendar.ts';

const WORDS: readonly string[] = ['today', 'tomorrow'];

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** 00:00 of the day after the one in which `day` lies. */
export const dayAfter = (day: number, timezone: string): number => daysBefore(day, -1, timezone).since;

/** Whether it is written like a day, be there such a day or not. */
export const isDayWord = (word: string): boolean => ISO.test(word) || WORDS.includes(word.toLowerCase());

/** 00:00 of the day in the zone, seconds UTC; `at` is now. Undefined: no such day. */
export const dayFrom = (word: string, at: number, timezone: string): number | undefined => {
  if (ISO.test(word)) return parseDate(word, timezone);
  if (!isDayWord(word)) return undefined;
  const midnight = parseDate(dateText(at, timezone), timezone) ?? at;
  return word.toLowerCase() === 'today' ? midnight : dayAfter(midnight, timezone);
};
