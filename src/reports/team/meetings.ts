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

/** Until when it is known which meetings were held; undefined where nothing tells of meetings. */
const knownUntil = async (
  ledger: Pick<Ledger, 'sources'>,
  project: string,
  streams: readonly Stream[],
): Promise<number | undefined> => {
  const origins = new Set(
    streams.filter(({ kind }) => kind === 'meeting-present').map(({ origin }) => origin),
  );
  if (origins.size === 0) return undefined;
  const sources = await ledger.sources(project);
  return Math.min(...sources.filter(({ origin }) => origins.has(origin)).map(({ readAt = 0 }) => readAt));
};

/** Null where no meeting was planned, or nothing tells of those that were held. */
export const meetingsPart = async (
  ledger: Pick<Ledger, 'measure' | 'sources'>,
  { id, meetings }: Pick<Project, 'id' | 'meetings'>,
  window: Window,
  streams: readonly Stream[],
): Promise<string | null> => {
  const known = meetings.length === 0 ? undefined : await knownUntil(ledger, id, streams);
  if (known === undefined) return null;
  const until = Math.min(window.until, known);
  const begun = await ledger.measure(meetingsBegun, id, {
    since: window.since - BEYOND,
    until: window.until,
  });
  const kept = meetingsKept(
    meetings,
    { since: window.since, until },
    begun.filter(({ cancelled }) => cancelled === 0),
    begun.filter(({ cancelled }) => cancelled === 1),
  );
  return kept.expected + kept.extra === 0 ? null : keptWords(kept);
};
