// How far the sources reach: which streams can be trusted to tell that nothing happened.
import { DAY } from './calendar.ts';
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
