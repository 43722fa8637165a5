// How far the sources reach: which streams can be trusted to tell that nothing happened.
import { DAY, dateText, minuteText } from './calendar.ts';
import type { Policy } from './policy.ts';

export interface StreamReach {
  readonly origin: string;
  readonly kind: string;
  readonly lastAt: number;
  readonly longestGap: number;
  readonly activeDays: number;
}

/** A stream with fewer days than this in its last year has no rhythm that could break off. */
const RHYTHM = 10;

/**
 * True when the stream has been silent for more than `driedUpFactor` times its longest gap of the year before,
 * while another stream of the project goes on. A project that is asleep as a whole has not dried up.
 */
export const isDriedUp = (
  stream: StreamReach,
  streams: readonly StreamReach[],
  at: number,
  policy: Pick<Policy, 'driedUpFactor'>,
): boolean => {
  if (stream.activeDays < RHYTHM) return false;
  const patience = policy.driedUpFactor * Math.max(stream.longestGap, DAY);
  if (at - stream.lastAt <= patience) return false;
  return streams.some(
    other => other !== stream && other.activeDays >= RHYTHM && other.lastAt > stream.lastAt + patience,
  );
};

/** True when the source has never been read to its end, or not lately as seen from `at`. */
export const isStale = (
  readAt: number | undefined,
  at: number,
  policy: Pick<Policy, 'staleAfterDays'>,
): boolean => readAt === undefined || readAt < at - policy.staleAfterDays * DAY;

/** A source as reports print it. */
export interface Reach {
  readonly source: string;
  /** "2026-08-17 06:00", or "never to its end". */
  readonly read: string;
  readonly stale: boolean;
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  readonly blind: string;
}

export interface StreamLine {
  readonly origin: string;
  readonly kind: string;
  readonly last: string;
  readonly driedUp: boolean;
}

export interface Freshness {
  readonly sources: readonly Reach[];
  readonly streams: readonly StreamLine[];
  /** Kinds of activity of which silence means nothing: dried up. */
  readonly driedUp: readonly StreamLine[];
  /** Sources that have not been read lately: what they would tell is missing. */
  readonly stale: readonly string[];
  /** Kinds of which no stream can be trusted to tell that somebody did nothing: a zero would be a claim. */
  readonly untold: readonly string[];
}

/** The kinds that reports count for each person. */
const COUNTED = [
  'review',
  'approval',
  'commit',
  'bug-fix',
  'bug-triage',
  'meeting-present',
  'chat-present',
] as const;
export type CountedKind = (typeof COUNTED)[number];

/** Whether the silence of somebody in this kind of work can be trusted. */
export const tells = (freshness: Pick<Freshness, 'untold'>, kind: CountedKind): boolean =>
  !freshness.untold.includes(kind);

interface SourceReach {
  readonly id: string;
  readonly origin: string;
  readonly readAt?: number;
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
}

/** What every report prints about its data: how far it was read, what was skipped, what it cannot show. */
export const freshnessOf = (
  sources: readonly SourceReach[],
  streams: readonly StreamReach[],
  project: {
    readonly timezone: string;
    readonly policy: Policy;
    readonly sources: readonly { id: string; blind?: string }[];
  },
  at: number,
): Freshness => {
  const { timezone, policy } = project;
  const lines = streams.map(stream => ({
    origin: stream.origin,
    kind: stream.kind,
    last: dateText(stream.lastAt, timezone),
    driedUp: isDriedUp(stream, streams, at, policy),
  }));
  const reaches = sources.map(({ id, readAt, skipped }) => ({
    source: id,
    read: readAt === undefined ? 'never to its end' : `${minuteText(readAt, timezone)} ${timezone}`,
    stale: isStale(readAt, at, policy),
    skipped: skipped.map(({ reason, count }) => ({ reason, count })),
    blind: project.sources.find(source => source.id === id)?.blind ?? '',
  }));
  const fresh = new Set(
    sources.filter(({ readAt }) => !isStale(readAt, at, policy)).map(({ origin }) => origin),
  );
  const told = new Set(
    lines.filter(({ origin, driedUp }) => !driedUp && fresh.has(origin)).map(({ kind }) => kind),
  );
  return {
    sources: reaches,
    streams: lines,
    driedUp: lines.filter(line => line.driedUp),
    stale: reaches.filter(({ stale }) => stale).map(({ source }) => source),
    untold: COUNTED.filter(kind => !told.has(kind)),
  };
};
