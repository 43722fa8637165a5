// What a host would not answer: how long to wait before another try, or which sentence says it.
import { SourceError } from '../../domain/errors.ts';
import { withoutSecrets } from '../../lib/secrets.ts';
import { shown } from './address.ts';
import type { Failure } from './once.ts';

/** A host that is too busy, that stumbles, or that cannot be reached at all. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Seconds before the second try; three times as long before each further one. */
const STUMBLED = 2;
const BUSY = 10;

/** Nobody there: a mistyped name must not be tried for minutes. */
const MOST_TRIES = { silent: 4, stumbled: 6 };
/** A certificate is not better a minute later. */
const FOR_GOOD = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** Retry-After is a number of seconds, or a date. */
const toldWait = (text: string | undefined, now: number): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date / 1000 - now);
};

/** Seconds; undefined when another try is of no use. `tries` so far, `now` in seconds UTC. */
export const pauseFor = (
  { status, retryAfter, failure }: Failure,
  tries: number,
  now: number,
): number | undefined => {
  if (status === undefined ? FOR_GOOD.test(failure) : !PASSING.has(status)) return undefined;
  if (tries >= (status === undefined ? MOST_TRIES.silent : MOST_TRIES.stumbled)) return undefined;
  const own = (status === 429 || status === 503 ? BUSY : STUMBLED) * 3 ** (tries - 1);
  // Never less than a second: a host that says "at once" is asked again and again.
  return Math.max(1, toldWait(retryAfter, now) ?? own);
};

const ADVICE: Readonly<Record<number, string>> = {
  401: ': the user and password are not accepted, or are needed',
  403: ': that is not allowed for this user',
};

const LONGEST = 160;

/** One short line of what the host said; a page of HTML says nothing. */
const saidBy = ({ said = '' }: Failure): string => {
  const line = said.trim().replace(/\s+/g, ' ').slice(0, LONGEST);
  return line === '' || line.startsWith('<') ? '' : ` (${withoutSecrets(line)})`;
};

/** A plain sentence: what was asked, without its query; never a header. */
export const refused = (url: string, failure: Failure): SourceError =>
  new SourceError(`${shown(url)} ${failure.failure}${saidBy(failure)}${ADVICE[failure.status ?? 0] ?? ''}`);
