// How Gerrit's REST API is asked: the address, who signs in, and the guard before every answer.
import { z } from 'zod';
import { SourceError } from '../domain/errors.ts';
import { DEFAULT_ORIGIN } from './gerrit-server.ts';

/** Settings of whoever asks a server. */
export const GERRIT_PLACE = {
  url: z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#@]*)?$/, {
      error: 'the address of a Gerrit server is written https://review.example.org',
    })
    .transform(url => url.replace(/\/+$/, ''))
    .describe('Address of the Gerrit server: https://review.example.org'),
  user: z
    .string()
    .regex(/^[^\s:]+$/, { error: 'a user name has neither a space nor a colon' })
    .optional()
    .describe('User name to sign in with; nobody signs in when absent.'),
  password: z
    .strictObject({
      variable: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'the name of a variable, such as GERRIT_PASSWORD' })
        .describe('Name of the environment variable with the HTTP password (Settings, HTTP Credentials).'),
    })
    .optional()
    .describe('Where the password of `user` stands; it is never written here.'),
  origin: z
    .string()
    .default(DEFAULT_ORIGIN)
    .describe(
      'Name of the Gerrit server, where a project reads several. ' +
        'Accounts of a server with a name of its own are called `name/number`, not `number`.',
    ),
};

export interface GerritPlace {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: { readonly variable: string } | undefined;
}

export const isWholeSignIn = ({ user, password }: Omit<GerritPlace, 'url'>): boolean =>
  (user === undefined) === (password === undefined);
export const SIGN_IN = {
  path: ['password'],
  error: '`user` and `password: { variable: … }` belong together; accepted: both, or neither',
};

/** What of the web is needed here. */
interface Door {
  get(
    url: string,
    request?: { basic?: { user: string; passwordVariable: string }; accepts?: readonly number[] },
  ): Promise<{ readonly status: number; readonly body: string }>;
}

export interface GerritAnswer {
  readonly status: number;
  /** Undefined where the status says that there is nothing. Untrusted. */
  readonly json: unknown;
}

/** Gerrit answers with this first, to defeat inclusion by scripts of other sites. */
const GUARD = ")]}'";

const parsed = (body: string, asked: string): unknown => {
  const text = body.trimStart();
  if (!text.startsWith(GUARD))
    throw new SourceError(
      `${asked} gave no answer of Gerrit’s REST API; right would be the address under which Gerrit’s pages stand`,
    );
  try {
    return JSON.parse(text.slice(GUARD.length));
  } catch {
    throw new SourceError(`${asked} gave an answer that is not whole`);
  }
};

/**
 * `path` begins with a slash and holds the query. With a password the part that needs signing in is asked.
 * @throws SourceError when the answer is not Gerrit's.
 */
export const askGerrit = async (
  door: Door,
  { url, user, password }: GerritPlace,
  path: string,
  accepts: readonly number[] = [],
): Promise<GerritAnswer> => {
  const signedIn = user !== undefined && password !== undefined;
  const address = `${url}${signedIn ? '/a' : ''}${path}`;
  const { status, body } = await door.get(address, {
    ...(signedIn && { basic: { user, passwordVariable: password.variable } }),
    ...(accepts.length > 0 && { accepts }),
  });
  const json = status === 200 ? parsed(body, address.replace(/\?.*$/s, '')) : undefined;
  return { status, json };
};
