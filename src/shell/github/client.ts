// GitHub's REST API for the house, as the App or with a token.
import type { GitHub, GitHubAnswer } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';
import { type Clients, withApp, withToken } from './accounts.ts';
import { answerOf, isUsable } from './answer.ts';
import type { AppKey } from './octokit.ts';
import { failureOf, isAboutToken, limitOf, refused } from './refusal.ts';
import { lanes, waitFor } from './waiting.ts';

export interface GitHubOptions {
  /** Preferred to the token, which then speaks where the App is not installed. */
  readonly app?: AppKey;
  readonly token?: string;
  /** @default https://api.github.com */
  readonly baseUrl?: string;
  /** Told before each wait for the end of a limit. */
  readonly onWait?: (seconds: number, why: string) => void;
  readonly stopping?: () => boolean;
  /** Seconds: whoever would have to wait longer for the end of a limit is told so at once. @default 3600 */
  readonly longestWait?: number;
  /** How many milliseconds a second of waiting takes: tests make it short. @default 1000 */
  readonly second?: number;
}

export const GITHUB_API = 'https://api.github.com';

const LONGEST_WAIT = 3600;
const MOST_WAITS = 5;

type Parameters = Readonly<Record<string, unknown>>;

const accountIn = ({ owner, org }: Parameters): string | undefined => {
  const account = owner ?? org;
  return typeof account === 'string' ? account : undefined;
};

/** The route with its names filled in, to be read by people: never the query or the body. */
const shown = (route: string, parameters: Parameters): string =>
  route.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });

const isWrite = (route: string): boolean => !/^(GET|HEAD) /.test(route);

const once = async (clients: Clients, route: string, parameters: Parameters): Promise<GitHubAnswer> => {
  const client = await clients.of(accountIn(parameters));
  // What GitHub failed to answer may have been done all the same: only asking is asked twice.
  const request = isWrite(route) ? { request: { retries: 0 } } : {};
  try {
    const { status, headers, data } = await client.request(route, { ...parameters, ...request });
    return answerOf(status, headers, data);
  } catch (error) {
    const failure = failureOf(error);
    const { status = 0, response } = failure;
    if (response === undefined || !isUsable(status) || isAboutToken(failure)) throw error;
    return answerOf(status, response.headers, response.data);
  }
};

/** The installation's number may be an old one: the App was removed and came back. */
const knowingTheAccount = async (
  clients: Clients,
  route: string,
  parameters: Parameters,
): Promise<GitHubAnswer> => {
  try {
    return await once(clients, route, parameters);
  } catch (error) {
    const failure = failureOf(error);
    // A token of a removed installation is refused like any wrong one.
    const isStale = (isAboutToken(failure) && !limitOf(failure, 0, 0)) || failure.status === 401;
    if (!isStale || !clients.forget(accountIn(parameters))) throw error;
    return once(clients, route, parameters);
  }
};

export const githubClient = ({
  app,
  token,
  baseUrl = GITHUB_API,
  onWait,
  stopping = () => false,
  second = 1000,
  longestWait = LONGEST_WAIT,
}: GitHubOptions = {}): GitHub => {
  const paced = { baseUrl, second };
  const byToken = () => withToken(token, paced);
  const clients = app ? withApp(app, paced, token === undefined ? undefined : byToken()) : byToken();
  const inTurn = lanes();

  const patiently = async (route: string, parameters: Parameters): Promise<GitHubAnswer> => {
    const asked = shown(route, parameters);
    for (let tries = 0; ; tries += 1) {
      try {
        return await knowingTheAccount(clients, route, parameters);
      } catch (error) {
        if (error instanceof SourceError) throw error;
        const limit = limitOf(failureOf(error), Date.now() / 1000, tries);
        if (limit === undefined || tries >= MOST_WAITS) throw refused(asked, error);
        const seconds = Math.ceil(limit.seconds);
        if (seconds > longestWait)
          throw new SourceError(
            `${limit.why}: it ends in ${Math.ceil(seconds / 60)} minutes, too long to wait`,
          );
        onWait?.(seconds, limit.why);
        if (!(await waitFor(seconds, second, stopping)))
          throw new SourceError(`${limit.why}: asked to stop while waiting`);
      }
    }
  };

  return {
    request: (route, parameters = {}) =>
      isWrite(route)
        ? inTurn(accountIn(parameters)?.toLowerCase() ?? '', () => patiently(route, parameters))
        : patiently(route, parameters),
  };
};
