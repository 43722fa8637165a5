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
/** Days for which a team may rest as a whole: nothing comes in over the holidays. */
const REST = 14;

const patienceOf = ({ longestGap }: StreamReach, { driedUpFactor }: Pick<Policy, 'driedUpFactor'>): number =>
  driedUpFactor * Math.max(longestGap, DAY);

/**
 * True when the stream has been silent for more than `driedUpFactor` times its longest gap of the year before,
 * while another stream of the project goes on. A project that is asleep as a whole has not dried up: it is silent.
 */
export const isDriedUp = (
  stream: StreamReach,
  streams: readonly StreamReach[],
  at: number,
  policy: Pick<Policy, 'driedUpFactor'>,
): boolean => {
  if (stream.activeDays < RHYTHM) return false;
  const patience = patienceOf(stream, policy);
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

/**
 * When the last of anything came in, once that is too long ago to tell a team that sleeps from data that stopped:
 * longer than the shortest patience of the streams that went on until then, and never longer than the window of the
 * standings, in which everybody would be quiet. Seconds UTC; undefined: work goes on, or nothing was read lately.
 */
export const silentSince = (
  sources: readonly { readonly origin: string; readonly readAt?: number }[],
  streams: readonly StreamReach[],
  at: number,
  policy: Pick<Policy, 'driedUpFactor' | 'staleAfterDays' | 'standing'>,
): number | undefined => {
  const fresh = sources.filter(({ readAt }) => !isStale(readAt, at, policy));
  if (fresh.length === 0 || streams.length === 0) return undefined;
  const origins = new Set(fresh.map(({ origin }) => origin));
  const lastAt = Math.max(...streams.map(stream => stream.lastAt));
  const patiences = streams
    .filter(({ origin, activeDays }) => origins.has(origin) && activeDays >= RHYTHM)
    .filter(stream => lastAt - stream.lastAt <= patienceOf(stream, policy))
    .map(stream => Math.max(patienceOf(stream, policy), REST * DAY));
  // What was not read yet is not silent.
  const heardUntil = Math.min(at, Math.max(...fresh.map(({ readAt = 0 }) => readAt)));
  const patience = Math.min(policy.standing.windowDays * DAY, ...patiences);
  return heardUntil - lastAt > patience ? lastAt : undefined;
};

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
  /** The day since which nothing has come in from anywhere, where silence means nothing of anybody. */
  readonly silentSince?: string;
  /** Kinds of activity of which silence means nothing: dried up, while other work goes on. */
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
  const silent = silentSince(sources, streams, at, policy);
  return {
    sources: reaches,
    streams: lines,
    ...(silent !== undefined && { silentSince: dateText(silent, timezone) }),
    driedUp: silent === undefined ? lines.filter(line => line.driedUp) : [],
    stale: reaches.filter(({ stale }) => stale).map(({ source }) => source),
    untold: COUNTED.filter(kind => silent !== undefined || !told.has(kind)),
  };
};
