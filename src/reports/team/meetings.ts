// The meetings that were planned, and what became of them.
import type { Ledger, Stream } from '../../contracts.ts';
import type { Window } from '../../domain/calendar.ts';
import { type MeetingsKept, meetingsKept } from '../../domain/meetings-kept.ts';
import type { Project } from '../../domain/project.ts';
import meetingsBegun from '../../metrics/meetings-begun.ts';

/** A meeting that began half a day before or after the window may be one that was planned in it. */
const BEYOND = 12 * 3600;

/** `3 of 4 planned meetings were held; 1 was cancelled.` */
export const keptWords = ({ expected, held, cancelled, missed, extra }: MeetingsKept): string => {
  const were = (count: number): string => (count === 1 ? 'was' : 'were');
  const meetings = `planned meeting${expected === 1 ? '' : 's'}`;
  return [
    `${held} of ${expected} ${meetings} ${were(held)} held`,
    ...(cancelled > 0 ? [`${cancelled} ${were(cancelled)} cancelled`] : []),
    ...(missed > 0 ? [`of ${missed} nothing is known`] : []),
    ...(extra > 0 ? [`${extra} more ${were(extra)} held outside of the plan`] : []),
  ].join('; ');
};

/** In which part of the window it is known which meetings were held; undefined where nothing tells of meetings. */
const knownPart = async (
  ledger: Pick<Ledger, 'sources'>,
  project: string,
  window: Window,
  streams: readonly Stream[],
): Promise<Window | undefined> => {
  const told = streams.filter(({ kind }) => kind === 'meeting-present');
  if (told.length === 0) return undefined;
  const origins = new Set(told.map(({ origin }) => origin));
  const read = (await ledger.sources(project)).filter(({ origin }) => origins.has(origin));
  return {
    since: Math.max(window.since, Math.min(...told.map(({ firstAt }) => firstAt)) - BEYOND),
    until: Math.min(window.until, ...read.map(({ readAt = 0 }) => readAt)),
  };
};

/** Null where no meeting was planned, or nothing tells of those that were held. */
export const meetingsPart = async (
  ledger: Pick<Ledger, 'measure' | 'sources'>,
  { id, meetings }: Pick<Project, 'id' | 'meetings'>,
  window: Window,
  streams: readonly Stream[],
): Promise<string | null> => {
  const known = meetings.length === 0 ? undefined : await knownPart(ledger, id, window, streams);
  if (known === undefined) return null;
  const begun = await ledger.measure(meetingsBegun, id, { since: known.since - BEYOND, until: window.until });
  const of = (cancelled: number) => begun.filter(each => each.cancelled === cancelled);
  const kept = meetingsKept(meetings, known, of(0), of(1));
  return kept.expected + kept.extra === 0 ? null : keptWords(kept);
};
