// One client of GitHub: paced as GitHub asks, tried again when GitHub stumbles.
import { createAppAuth } from '@octokit/auth-app';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';

export interface AppKey {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
}

/** As whom to ask: with a token, as the App, or as one of its installations. */
export type Identity = { readonly token?: string } | (AppKey & { readonly installationId?: number });

export interface Paced {
  /** Such as `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  /** How many milliseconds a second of waiting takes: tests make it short. */
  readonly second: number;
}

const Client = Octokit.plugin(throttling, retry);

export type Client = InstanceType<typeof Client>;

/** An answer that is not there after so long will not come. */
const PATIENCE = 60_000;

const patient: typeof fetch = (url, options) =>
  fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE) });

const silent = () => undefined;

/** `lane`: requests of one lane are paced together, such as those about one account. */
export const clientAs = (identity: Identity, lane: string, { baseUrl, second }: Paced): Client =>
  new Client({
    ...('appId' in identity
      ? { authStrategy: createAppAuth, auth: identity }
      : identity.token === undefined
        ? {}
        : { auth: identity.token }),
    baseUrl,
    userAgent: 'rollcall',
    request: { fetch: patient },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    retry: { retryAfterBaseValue: second, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    // It paces only. Waiting for the end of a limit is not left to it: that must end when Rollcall is to stop.
    throttle: {
      id: `${baseUrl} ${lane}`,
      enabled: second >= 1000,
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
  });
