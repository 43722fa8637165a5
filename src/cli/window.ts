// Dates on the command line: --at, --days, --since.
import { daysBefore, parseDate, type Window } from '../domain/calendar.ts';
import { UsageError } from '../domain/errors.ts';
import type { Project } from '../domain/project.ts';
import { type Options, text } from './verb.ts';

export const WINDOW_OPTIONS = {
  at: {
    type: 'string',
    value: 'DATE',
    help: 'what happened before it counts (default: now; weekly: the last Monday); a bare date is 00:00 in the project’s zone',
  },
  days: { type: 'string', value: 'N', help: 'the window: so many days before --at' },
  since: { type: 'string', value: 'DATE', help: 'the window: from this date on' },
} as const;

const dateOption = (options: Options, name: string, project: Project): number | undefined => {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const date = parseDate(value, project.timezone);
  if (date === undefined)
    throw new UsageError(`--${name} ${value} is no date; write 2026-08-17 or 2026-08-17T09:00:00Z.`);
  return date;
};

/** The last Monday may be a week ago, and clocks differ by a day. */
const AHEAD = 8 * 86_400;

/** `now` is when the report is due that has no date. @throws UsageError */
export const windowFrom = (
  options: Options,
  project: Project,
  now: number,
): { at: number; window?: Window } => {
  const at = dateOption(options, 'at', project) ?? now;
  if (at > now + AHEAD)
    throw new UsageError(`--at ${text(options, 'at')} is in the future: nothing is known of it.`);
  const since = dateOption(options, 'since', project);
  const days = text(options, 'days');
  if (since !== undefined && days !== undefined)
    throw new UsageError('--days and --since exclude each other.');
  if (since !== undefined) {
    if (since >= at) throw new UsageError('--since must be before --at.');
    return { at, window: { since, until: at } };
  }
  if (days === undefined) return { at };
  if (!/^[1-9]\d{0,4}$/.test(days) || Number(days) > 36_500)
    throw new UsageError(`--days ${days}: accepted are 1 to 36500.`);
  return { at, window: daysBefore(at, Number(days), project.timezone) };
};
