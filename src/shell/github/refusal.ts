// What GitHub would not answer: how long to wait, or which sentence says it.
import { SourceError } from '../../domain/errors.ts';
import { withoutSecrets } from '../../lib/secrets.ts';

/** What Octokit throws: with a response when GitHub answered. */
interface Failure {
  readonly status?: number;
  readonly message: string;
  readonly cause?: unknown;
  readonly request?: { readonly url?: string };
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
}

export const failureOf = (error: unknown): Failure =>
  error instanceof Error ? (error as Error & Failure) : { message: String(error) };

/** True when the request for an installation's token failed, not the one that was asked. */
export const isAboutToken = ({ request }: Failure): boolean =>
  /\/app\/installations\/\d+\/access_tokens$/.test(request?.url ?? '');

export interface Limit {
  readonly seconds: number;
  readonly why: string;
}

/** GitHub's advice for a secondary limit that tells no time: a minute, then twice as long each time. */
const MINUTE = 60;

const number = (value: string | number | undefined): number | undefined => {
  const given = Number(value ?? Number.NaN);
  return Number.isFinite(given) && given >= 0 ? given : undefined;
};

/** How long GitHub wants to be left alone; `now` in seconds UTC, `tries` so far. */
export const limitOf = (
  { status, response, message }: Failure,
  now: number,
  tries: number,
): Limit | undefined => {
  if ((status !== 403 && status !== 429) || response === undefined) return undefined;
  const { headers } = response;
  const after = number(headers['retry-after']);
  if (after !== undefined) return { seconds: after, why: 'GitHub asks for a pause (its secondary limit)' };
  const reset = number(headers['x-ratelimit-reset']);
  if (String(headers['x-ratelimit-remaining']) === '0' && reset !== undefined)
    // A second more: clocks differ.
    return { seconds: Math.max(0, reset - now) + 1, why: 'GitHub’s limit of requests an hour is used up' };
  return /secondary rate limit/i.test(message) || status === 429
    ? { seconds: MINUTE * 2 ** tries, why: 'GitHub asks for a pause (its secondary limit)' }
    : undefined;
};

const LONGEST = 160;

/** GitHub's own word for it, if it has one: one short line. */
const saidBy = ({ response }: Failure): string => {
  const { message } = (response?.data ?? {}) as { readonly message?: unknown };
  if (typeof message !== 'string' || message === '') return '';
  return ` (${withoutSecrets(message.replace(/\s+/g, ' ').slice(0, LONGEST))})`;
};

const ADVICE: Readonly<Record<number, string>> = {
  401: ': the credentials (GITHUB_TOKEN, or those of the App) are not accepted',
  403: ': that is not allowed with these credentials',
};

const codeIn = (error: unknown): string | undefined => {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    const { code } = one as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
    if (one.name === 'TimeoutError') return 'no answer within a minute';
  }
  return undefined;
};

/** A plain sentence: what was asked, by its route; never a header or a body. */
export const refused = (asked: string, error: unknown): SourceError => {
  const failure = failureOf(error);
  if (failure.response === undefined) {
    const reason = codeIn(error) ?? withoutSecrets(failure.message).slice(0, LONGEST);
    return new SourceError(`GitHub cannot be reached for ${asked} (${reason})`);
  }
  const { status = 0 } = failure;
  return new SourceError(`GitHub answered ${status} to ${asked}${saidBy(failure)}${ADVICE[status] ?? ''}`);
};
