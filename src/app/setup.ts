// The set-up page: makes the GitHub App from its manifest in one click. For this machine alone, and only while there is no App.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import type { Out } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { html } from '../lib/escape.ts';
import type { Log } from './log.ts';
import { type Reply, WEBHOOKS_PATH } from './webhooks.ts';

export const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '[::1]', 'localhost']);
export const SETUP_PATH = '/setup';
const DONE_PATH = `${SETUP_PATH}/done`;

export interface SetupParts {
  /** Of app.yml. */
  readonly manifest: string;
  /** Where credentials are written. */
  readonly envFile: string;
  readonly save: Out['save'];
  /** Of the REST API. */
  readonly apiUrl: string;
  /** Where people click: `https://github.com`. */
  readonly webUrl: string;
  /** The organisation that is to own the App; undefined: whoever clicks. */
  readonly organisation?: string | undefined;
  readonly log: Log;
}

/** A proxy's request comes from this machine too, but not its reader; nor does one that was led here under another name. */
export const isAtHome = ({ headers }: IncomingMessage): boolean => {
  const forwarded = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  return LOOPBACK.has(host) && forwarded.every(name => headers[name] === undefined);
};

const page = (...body: readonly string[]): Reply => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Set up Rollcall</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem">
${body.join('\n')}</body></html>\n`,
});

const addressOf = (text: string | null): URL | undefined =>
  text !== null && URL.canParse(text) && new URL(text).protocol === 'https:' ? new URL(text) : undefined;

/** Without an address the App is made with its webhook switched off: GitHub takes none of this machine only. */
const manifestOf = (yaml: string, host: string, address: URL | undefined): string => {
  const given = (parse(yaml) ?? {}) as Record<string, unknown>;
  return JSON.stringify({
    ...given,
    redirect_url: `http://${host}${DONE_PATH}`,
    hook_attributes: {
      url: new URL(WEBHOOKS_PATH, address ?? 'https://rollcall.invalid').href,
      active: address !== undefined,
    },
  });
};

const startPage = (
  parts: SetupParts,
  request: IncomingMessage,
  query: URLSearchParams,
  state: string,
): Reply => {
  const address = addressOf(query.get('address'));
  const manifest = manifestOf(parts.manifest, request.headers.host ?? '', address);
  const owner = parts.organisation ? `/organizations/${encodeURIComponent(parts.organisation)}` : '';
  return page(
    '<h1>Set up Rollcall</h1>',
    '<p>GitHub makes an App of your own for this Rollcall, and its credentials are written to <code>.env</code>.</p>',
    `<form method="get"><p><label>Where GitHub reaches this server, if it does already:<br>`,
    `<input name="address" type="url" placeholder="https://rollcall.example.org" size="40" value="${html(address?.origin ?? '')}"></label>`,
    '<button>Use this address</button></p></form>',
    `<form method="post" action="${html(`${parts.webUrl}${owner}/settings/apps/new?state=${state}`)}">`,
    `<input type="hidden" name="manifest" value="${html(manifest)}">`,
    `<p><button>Make the GitHub App</button> ${address ? `Webhooks go to ${html(address.origin)}.` : 'Without an address its webhook is switched off at first.'}</p></form>`,
  );
};

interface Conversion {
  readonly id: number;
  readonly pem: string;
  readonly webhook_secret: string;
  readonly html_url: string;
}

/** @throws UserError */
const convert = async ({ apiUrl }: SetupParts, code: string): Promise<Conversion> => {
  const response = await fetch(`${apiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`, {
    method: 'POST',
    headers: { accept: 'application/vnd.github+json', 'user-agent': 'rollcall' },
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new UserError('GitHub cannot be reached.', { cause });
  });
  const told = (await response.json().catch(() => ({}))) as Partial<Conversion>;
  const { id, pem, webhook_secret, html_url } = told;
  if (typeof id !== 'number' || !pem || !webhook_secret || !html_url)
    throw new UserError(`GitHub gave no credentials (${response.status}). Begin again at ${SETUP_PATH}.`);
  return { id, pem, webhook_secret, html_url };
};

const KEYS = ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET'];

/** The file with the new credentials; every other line stays. */
export const envText = (
  before: string,
  { id, pem, webhook_secret: secret }: Omit<Conversion, 'html_url'>,
): string => {
  const kept = before
    .split('\n')
    .filter(line => line !== '' && !KEYS.some(key => line.startsWith(`${key}=`)));
  const key = pem.trim().replaceAll('\n', '\\n');
  return [...kept, `APP_ID=${id}`, `PRIVATE_KEY="${key}"`, `WEBHOOK_SECRET="${secret}"`, ''].join('\n');
};

const finish = async (parts: SetupParts, query: URLSearchParams, state: string): Promise<Reply> => {
  // Somebody else's page could send us here with an App of its own.
  if (query.get('state') !== state)
    return { status: 400, body: `This did not begin here. Begin again at ${SETUP_PATH}.\n` };
  const made = await convert(parts, query.get('code') ?? '');
  const before = await readFile(parts.envFile, 'utf8').catch(() => '');
  await parts.save(parts.envFile, envText(before, made), true);
  parts.log.info({ app: made.id }, 'the GitHub App is made; start rollcall serve again');
  return page(
    '<h1>The App is made</h1>',
    '<p>Its credentials are in <code>.env</code>. Start <code>rollcall serve</code> again, then',
    `<a href="${html(`${made.html_url}/installations/new`)}">install the App</a> on your repositories.</p>`,
  );
};

export const setupDoor = (parts: SetupParts) => {
  const state = randomBytes(16).toString('hex');
  return async (request: IncomingMessage, path: string): Promise<Reply | undefined> => {
    if (path !== SETUP_PATH && path !== DONE_PATH) return undefined;
    if (!isAtHome(request)) return { status: 404, body: 'There is no such page.\n' };
    if (request.method !== 'GET')
      return { status: 405, body: 'Only GET is answered here.\n', headers: { allow: 'GET' }, close: true };
    const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
    try {
      return path === SETUP_PATH
        ? startPage(parts, request, query, state)
        : await finish(parts, query, state);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { status: 502, body: `${error.message}\n` };
    }
  };
};
