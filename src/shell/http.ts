// The web for the house: polite to each host, patient with what may pass, and bounded in time and memory.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Http, HttpAnswer, HttpRequest } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';
import { lanes, waitFor } from './github/waiting.ts';
import { addressOf, shown } from './http/address.ts';
import { once, type Question, type Sizes } from './http/once.ts';
import { pauseFor, refused } from './http/refusal.ts';

export interface HttpOptions {
  /** Where passwords stand: variables of the environment, by their names. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told before each wait. */
  readonly onWait?: (seconds: number, why: string) => void;
  readonly stopping?: () => boolean;
  /** How many milliseconds a second of waiting takes: tests make it short. @default 1000 */
  readonly second?: number;
  /** Tests make them small. */
  readonly sizes?: Partial<Sizes>;
}

/** Where nothing is to be read from the web. */
export const NO_HTTP: Http = {
  get: url => Promise.reject(new SourceError(`${shown(url)}: the web is not to be read here`)),
};

/** Seconds between two requests to one host. */
const PACE = 0.2;
/** Seconds. Whoever has to wait longer comes again another time. */
const LONGEST_WAIT = 3600;

const SIZES: Sizes = { body: 64 * 2 ** 20, silence: 60, whole: 600 };

export const httpClient = ({
  environment = {},
  onWait,
  stopping = () => false,
  second = 1000,
  sizes,
}: HttpOptions = {}): Http => {
  const inTurn = lanes();
  const lastAsked = new Map<string, number>();
  const bounds = { ...SIZES, ...sizes };

  const headersOf = ({ headers = {}, basic }: HttpRequest): Record<string, string> => {
    const given = { 'user-agent': 'rollcall', ...headers };
    if (basic === undefined) return given;
    const password = environment[basic.passwordVariable]?.trim();
    if (!password)
      throw new SourceError(
        `the password of ${basic.user} is not there: set the environment variable ${basic.passwordVariable}`,
      );
    const pair = Buffer.from(`${basic.user}:${password}`).toString('base64');
    return { ...given, authorization: `Basic ${pair}` };
  };

  const keepPace = async (host: string): Promise<void> => {
    const early = (lastAsked.get(host) ?? 0) + PACE * second - performance.now();
    if (early > 0) await sleep(early);
    lastAsked.set(host, performance.now());
  };

  const pause = async (seconds: number, why: string): Promise<void> => {
    if (seconds > LONGEST_WAIT)
      throw new SourceError(`${why}: it ends in ${Math.ceil(seconds / 60)} minutes, too long to wait`);
    onWait?.(seconds, why);
    if (!(await waitFor(seconds, second, stopping)))
      throw new SourceError(`${why}: asked to stop while waiting`);
  };

  const patiently = async (question: Question): Promise<HttpAnswer> => {
    const { url } = question;
    for (let tries = 1; ; tries += 1) {
      await keepPace(url.host);
      const outcome = await once(question, bounds);
      if (!('failure' in outcome)) return outcome;
      const wait = pauseFor(outcome, tries, Date.now() / 1000);
      if (wait === undefined) throw refused(url.href, outcome);
      await pause(Math.ceil(wait), `${url.host} ${outcome.failure}`);
    }
  };

  return {
    get: async (text, request = {}) => {
      const url = addressOf(text);
      const question = { url, headers: headersOf(request), accepts: request.accepts ?? [] };
      return inTurn(url.host, () => patiently(question));
    },
  };
};
