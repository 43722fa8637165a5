// What the environment says about the App and the log. Credentials without a secret are no credentials.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UsageError } from '../domain/errors.ts';
import type { LogSettings } from './log.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What Rollcall is on GitHub. */
export interface Credentials {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly secret: string;
  readonly baseUrl: string;
}

/** What Probot takes when it is given no secret: everybody knows it. */
const KNOWN_SECRET = 'development';

const given = (env: Environment, name: string): string | undefined => {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
};

/** GitHub itself, a GitHub Enterprise server, or what GITHUB_API_URL names. */
export const apiUrlOf = (env: Environment): string => {
  const host = given(env, 'GHE_HOST');
  const server = host && `${given(env, 'GHE_PROTOCOL') ?? 'https'}://${host}/api/v3`;
  const url = given(env, 'GITHUB_API_URL') ?? server ?? 'https://api.github.com';
  if (!URL.canParse(url)) throw new UsageError(`GITHUB_API_URL or GHE_HOST is no address: ${url}`);
  return url.replace(/\/$/, '');
};

const keyFile = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`PRIVATE_KEY_PATH: ${path} cannot be read.`, { cause });
  }
};

/** Newlines may be written as \n, and the whole as base64. */
const pemOf = (text: string): string => {
  const plain = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  const pem = plain.replaceAll('\\n', '\n');
  try {
    createPrivateKey(pem);
  } catch {
    // Without its cause, which may quote the key.
    throw new UsageError('PRIVATE_KEY is no private key in PEM form, as GitHub gives it for an App.');
  }
  return pem;
};

/**
 * Undefined when nothing is said about an App.
 * @throws UsageError when only a part of it is said: Rollcall takes no webhook that it cannot check.
 */
export const credentialsOf = (env: Environment): Credentials | undefined => {
  const [appId, path, secret] = ['APP_ID', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'].map(name =>
    given(env, name),
  );
  const key = given(env, 'PRIVATE_KEY') ?? (path === undefined ? undefined : keyFile(path));
  if (appId === undefined && key === undefined && secret === undefined) return undefined;
  if (appId === undefined || !/^\d{1,15}$/.test(appId))
    throw new UsageError('APP_ID is missing or no number; GitHub shows it on the page of the App.');
  if (key === undefined) throw new UsageError('PRIVATE_KEY or PRIVATE_KEY_PATH is missing for the App.');
  if (secret === undefined || secret === KNOWN_SECRET) {
    throw new UsageError(
      'WEBHOOK_SECRET is missing: without it anybody could send webhooks. Set the one of the App’s page.',
    );
  }
  return { appId: Number(appId), privateKey: pemOf(key), secret, baseUrl: apiUrlOf(env) };
};

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** @throws UsageError */
export const logSettingsOf = (env: Environment, isTerminal: boolean): LogSettings => {
  const level = given(env, 'LOG_LEVEL') ?? 'info';
  if (!LEVELS.includes(level)) throw new UsageError(`LOG_LEVEL ${level}: accepted are ${LEVELS.join(', ')}.`);
  const wanted = given(env, 'LOG_FORMAT');
  if (wanted !== undefined && wanted !== 'json' && wanted !== 'pretty')
    throw new UsageError(`LOG_FORMAT ${wanted}: accepted are json, pretty.`);
  const json = wanted === undefined ? env['NODE_ENV'] === 'production' || !isTerminal : wanted === 'json';
  return { level, format: json ? 'json' : 'lines' };
};
