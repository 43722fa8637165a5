// The meetings in a log of a channel: when each line was said, and what was taken down.
import { type IrcLine, ircLine, isoDate, type Stamp } from './irc-line.ts';
import { commandOf, type Meeting, meetBotFile } from './meeting.ts';
import { type Scribe, type ScribeOptions, scribe } from './meeting-scribe.ts';

const DAY = 86_400;
/** Seconds: a clock that goes back further has begun a new day. */
const BACK = 2 * 3600;
/** Lines of one log that are read; the rest is said to be left. */
const MOST_LINES = 2_000_000;

const BOT_STARTED = /^Meeting started \w{3} (\w{3}) {1,2}(\d{1,2}) \d\d:\d\d:\d\d (\d{4})(?: UTC)?\b/;

export interface LogOptions extends ScribeOptions {
  /** A log in which nobody began a meeting is one all the same. */
  readonly unmarked: boolean;
}

export interface LogReading {
  readonly meetings: readonly Meeting[];
  /** Those that were called off when their time had come. */
  readonly cancelled: readonly { readonly series: string; readonly start: number }[];
  /** Why there are no more, in words. */
  readonly skipped: readonly string[];
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000 / DAY;

/** The date in the name of a file; the last one where there are several. */
export const dateIn = (path: string): string | undefined => {
  const found = path
    .slice(-300)
    .match(/(?<!\d)\d{4}[-_.]\d\d[-_.]\d\d(?!\d)/g)
    ?.at(-1);
  if (found === undefined) return undefined;
  const date = found.replace(/[_.]/g, '-');
  return Number.isNaN(dayNumber(date)) ? undefined : date;
};

const botDate = (line: IrcLine): string | undefined => {
  if (line.kind !== 'said') return undefined;
  const [, month = '', day = '', year = ''] = BOT_STARTED.exec(line.text) ?? [];
  return month === '' ? undefined : isoDate(year, month, day);
};

/** Counts the days that went by with lines that tell a time alone. */
const dayCounter = () => {
  let last: number | undefined;
  let days = 0;
  return (seconds: number): number => {
    if (last !== undefined && seconds < last - BACK) days += 1;
    last = seconds;
    return days;
  };
};

/** The day of the first line, as the bot's own words about a later one tell it. */
const firstDay = (lines: readonly IrcLine[]): number | undefined => {
  const passed = dayCounter();
  for (const line of lines) {
    if (line.kind === 'day') return undefined;
    const stamp = line.stamp;
    if (!stamp || stamp.date !== undefined) continue;
    const days = passed(stamp.seconds);
    const date = botDate(line);
    if (date !== undefined) return dayNumber(date) - days;
  }
  return undefined;
};

/** Tells when a line was said, line after line; undefined while no day is known. */
const clock = (first: number | undefined) => {
  let base = first;
  let passed = dayCounter();
  return {
    day(date: string): void {
      base = dayNumber(date);
      passed = dayCounter();
    },
    at({ date, seconds, offset = 0 }: Stamp): number | undefined {
      if (date !== undefined) {
        const day = dayNumber(date);
        return Number.isNaN(day) ? undefined : day * DAY + seconds - offset;
      }
      const days = passed(seconds);
      return base === undefined || Number.isNaN(base) ? undefined : (base + days) * DAY + seconds - offset;
    },
  };
};

/** Seconds: the clock of the channel and that of the bot do not go wrong further. */
const APART = 600;

/** MeetBot names a file after its meeting and the minute of its start, as the minutes beside it tell them. */
const named = (meetings: readonly Meeting[], path: string): Meeting[] => {
  const file = meetBotFile(path);
  return meetings.map((meeting, index) => {
    if (!file || index > 0 || Math.abs(meeting.start - file.start) > APART) return meeting;
    const start = file.start + (meeting.start % 60);
    return { ...meeting, series: file.series, start, end: Math.max(start, meeting.end ?? start) };
  });
};

/** Where a log is read for meetings alone. */
export const NOBODY_BEGAN = 'nobody began a meeting in this log (#startmeeting)';

export const CALLED_OFF = 'the meeting was cancelled';

/** Why a log gave no more, in words. */
const whyNot = (
  held: number,
  counts: { lines: number; said: number; undated: number; cancelled: number },
): string[] => {
  const { lines, said, undated, cancelled } = counts;
  const reasons: string[] = [];
  if (said === 0) reasons.push('no line of it is one of an IRC log');
  else if (undated > 0) reasons.push('the log does not tell on which day it was written');
  else if (held === 0 && cancelled === 0) reasons.push(NOBODY_BEGAN);
  if (cancelled > 0) reasons.push(CALLED_OFF);
  if (lines > MOST_LINES) reasons.push(`only the first ${MOST_LINES} lines were read`);
  return reasons;
};

/** Lets a scribe hear a log; `path`: of the log, for what its name tells. Never throws. */
export const hearLog = (
  lines: readonly string[],
  path: string,
  notes: Pick<Scribe, 'hear' | 'renamed' | 'begin'>,
  { unmarked }: Pick<LogOptions, 'unmarked'>,
): { readonly said: number; readonly undated: number } => {
  const read = lines.slice(0, MOST_LINES).map(ircLine);
  const date = meetBotFile(path)?.date ?? dateIn(path);
  const time = clock(date === undefined ? firstDay(read) : dayNumber(date));
  const hasStart = read.some(line => line.kind === 'said' && commandOf(line.text)?.word === 'startmeeting');
  let undated = 0;
  let said = 0;
  for (const line of read) {
    if (line.kind === 'day') time.day(line.date);
    if (line.kind === 'day' || !line.stamp) continue;
    const at = time.at(line.stamp);
    if (line.kind === 'nick') notes.renamed(line.from, line.to);
    if (line.kind !== 'said') continue;
    said += 1;
    if (at === undefined) {
      undated += 1;
      continue;
    }
    if (unmarked && !hasStart && said === undated + 1) notes.begin(at, line.nick);
    notes.hear({ at, nick: line.nick, text: line.text });
  }
  return { said, undated };
};

/** `path`: of the log, for what its name tells. Never throws. */
export const meetingsInLog = (lines: readonly string[], path: string, options: LogOptions): LogReading => {
  const notes = scribe(options);
  const { said, undated } = hearLog(lines, path, notes, options);
  notes.close();
  const { held, cancelled } = notes;
  return {
    meetings: named(held, path),
    cancelled,
    skipped: whyNot(held.length, { lines: lines.length, said, undated, cancelled: cancelled.length }),
  };
};
