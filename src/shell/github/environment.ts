// The credentials for GitHub that the environment holds, read in one place.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { GitHub } from '../../contracts.ts';
import { ConfigError } from '../../domain/errors.ts';
import { GITHUB_API, type GitHubOptions, githubClient } from './client.ts';
import type { AppKey } from './octokit.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface GitHubSettings {
  readonly app?: AppKey;
  readonly token?: string;
  /** Needed by whoever takes webhooks in. */
  readonly webhookSecret?: string;
  readonly baseUrl: string;
}

/** Variables that are set to nothing count as not set. */
const given = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;

type Fault = (text: string) => undefined;

const pemOf = (env: Environment, fault: Fault): string | undefined => {
  const [key, path] = [given(env, 'PRIVATE_KEY'), given(env, 'PRIVATE_KEY_PATH')];
  // Where a variable can hold no line breaks they are written as \n, or the whole as base64.
  if (key?.includes('-----BEGIN')) return key.replaceAll('\\n', '\n');
  if (key !== undefined) return Buffer.from(key, 'base64').toString();
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return fault(
      `PRIVATE_KEY_PATH: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no file'})`,
    );
  }
};

const isKey = (pem: string): boolean => {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
};

const appOf = (env: Environment, fault: Fault): AppKey | undefined => {
  const id = given(env, 'APP_ID');
  const names = ['PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'].filter(
    name => given(env, name) !== undefined,
  );
  if (id === undefined)
    return names.length === 0
      ? undefined
      : fault(`APP_ID is missing: ${names.join(' and ')} belongs to an App`);
  if (given(env, 'PRIVATE_KEY') === undefined && given(env, 'PRIVATE_KEY_PATH') === undefined)
    return fault('PRIVATE_KEY (or PRIVATE_KEY_PATH, a file) is missing: APP_ID alone is no credential');
  const appId = /^\d{1,15}$/.test(id)
    ? Number(id)
    : fault('APP_ID: must be the number that GitHub gave to the App');
  const privateKey = pemOf(env, fault);
  if (privateKey !== undefined && !isKey(privateKey))
    return fault('PRIVATE_KEY: is no RSA private key in PEM form, as GitHub hands it out');
  return appId === undefined || privateKey === undefined ? undefined : { appId, privateKey };
};

const urlOf = (env: Environment, fault: Fault): string | undefined => {
  const [api, host] = [given(env, 'GITHUB_API_URL'), given(env, 'GHE_HOST')];
  const [name, text] =
    api === undefined && host !== undefined
      ? ['GHE_HOST', `${given(env, 'GHE_PROTOCOL') ?? 'https'}://${host}/api/v3`]
      : ['GITHUB_API_URL', api ?? GITHUB_API];
  const wrong = () =>
    fault(`${name}: must be an address such as https://github.example.org/api/v3, without a password`);
  if (!URL.canParse(text)) return wrong();
  const { protocol, username, search, hash, href } = new URL(text);
  const isPlain = /^https?:$/.test(protocol) && username === '' && search === '' && hash === '';
  return isPlain ? href.replace(/\/+$/, '') : wrong();
};

/** @throws ConfigError with every fault, half a set of credentials among them; no secret is in its words. */
export const githubSettings = (env: Environment): GitHubSettings => {
  const faults: string[] = [];
  const fault: Fault = text => {
    faults.push(text);
    return undefined;
  };
  const [app, baseUrl] = [appOf(env, fault), urlOf(env, fault)];
  const token = given(env, 'GITHUB_TOKEN') ?? given(env, 'GH_TOKEN');
  const webhookSecret = given(env, 'WEBHOOK_SECRET');
  if (faults.length > 0 || baseUrl === undefined)
    throw new ConfigError(faults.map(text => `environment: ${text}`));
  return { baseUrl, ...(app && { app }), ...(token && { token }), ...(webhookSecret && { webhookSecret }) };
};

/** Where people click: `https://github.com` of `https://api.github.com`, `https://HOST` of `https://HOST/api/v3`. */
export const webUrlOf = (baseUrl: string): string => {
  const { protocol, host } = new URL(baseUrl);
  return `${protocol}//${host.replace(/^api\./, '')}`;
};

/** @throws ConfigError as `githubSettings` does. */
export const githubFromEnvironment = (
  env: Environment,
  options: Pick<GitHubOptions, 'onWait' | 'stopping' | 'longestWait'> = {},
): GitHub => {
  const { app, token, baseUrl } = githubSettings(env);
  return githubClient({ ...options, baseUrl, ...(app && { app }), ...(token && { token }) });
};
