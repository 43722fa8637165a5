// What the environment says about the App and the log. Credentials without a secret are no credentials.
import { UsageError } from '../domain/errors.ts';
import { type Environment, githubSettings } from '../shell/github/environment.ts';
import type { LogSettings } from './log.ts';

/** What Rollcall is on GitHub. */
export interface Credentials {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** With which GitHub signs webhooks. */
  readonly secret: string;
  /** Of the REST API. */
  readonly baseUrl: string;
}

/** What Probot takes when it is given no secret: everybody knows it. */
const KNOWN_SECRET = 'development';

/**
 * Undefined where nothing is said about an App.
 * @throws ConfigError for half an App; UsageError for one without a secret: no webhook is taken that cannot be checked.
 */
export const credentialsOf = (env: Environment): Credentials | undefined => {
  const { app, webhookSecret: secret, baseUrl } = githubSettings(env);
  if (!app) return undefined;
  if (secret === undefined || secret === KNOWN_SECRET) {
    throw new UsageError(
      'WEBHOOK_SECRET is missing: without it anybody could send webhooks. Set the one of the App’s page.',
    );
  }
  return { ...app, secret, baseUrl };
};

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** @throws UsageError */
export const logSettingsOf = (env: Environment, isTerminal: boolean): LogSettings => {
  const level = env['LOG_LEVEL'] || 'info';
  if (!LEVELS.includes(level)) throw new UsageError(`LOG_LEVEL ${level}: accepted are ${LEVELS.join(', ')}.`);
  const wanted = env['LOG_FORMAT'] || undefined;
  if (wanted !== undefined && wanted !== 'json' && wanted !== 'pretty')
    throw new UsageError(`LOG_FORMAT ${wanted}: accepted are json, pretty.`);
  const json = wanted === undefined ? env['NODE_ENV'] === 'production' || !isTerminal : wanted === 'json';
  return { level, format: json ? 'json' : 'lines' };
};
