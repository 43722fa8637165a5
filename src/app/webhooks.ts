// The door for webhooks: limits first, then Probot checks the signature and the application keeps the delivery.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { rollcallApp } from '../app.ts';
import type { Inbox } from '../contracts.ts';
import type { BodyReader } from './body.ts';
import type { Credentials } from './environment.ts';
import type { Log } from './log.ts';

export const WEBHOOKS_PATH = '/api/github/webhooks';

/** What is said to GitHub; `close`: the rest of the request is not wanted. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly close?: boolean;
}

export type Door = (request: IncomingMessage) => Promise<Reply>;

const REFUSALS = {
  large: { status: 413, body: 'At most 25 MB.\n', close: true },
  busy: { status: 503, body: 'Too much at once; send it again later.\n', close: true },
  broken: { status: 400, body: 'The request broke off.\n', close: true },
} as const satisfies Record<string, Reply>;

/** As GitHub writes them; whatever else comes is not stored, nor logged. */
const ID = /^[\w.:-]{1,100}$/;
const EVENT = /^[a-z][a-z_]{0,60}$/;
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** Undefined where it is none: a log line is no place for what anybody sends. */
const idOf = (request: IncomingMessage): string | undefined =>
  ID.exec(header(request, 'x-github-delivery'))?.[0];

/** What is wrong with a request before its body is read. */
const faultOf = (request: IncomingMessage): Reply | undefined => {
  const wrong = (status: number, body: string, headers = {}): Reply => ({
    status,
    body,
    headers,
    close: true,
  });
  if (request.method !== 'POST') return wrong(405, 'Only POST is answered here.\n', { allow: 'POST' });
  if (!JSON_TYPE.test(header(request, 'content-type').trim()))
    return wrong(415, 'The webhook has to send application/json.\n');
  if (!ID.test(header(request, 'x-github-delivery')))
    return wrong(400, 'X-GitHub-Delivery is missing or no id.\n');
  if (!EVENT.test(header(request, 'x-github-event')))
    return wrong(400, 'X-GitHub-Event is missing or no name.\n');
  if (header(request, 'x-hub-signature-256') === '')
    return wrong(401, 'X-Hub-Signature-256 is missing: the webhook needs a secret.\n');
  return undefined;
};

interface Captured {
  status: number;
  body: string;
}

/** A response that only remembers what Probot would have said, so that no word of an error gets out. */
const capturing = (): { response: ServerResponse; captured: Captured } => {
  const captured: Captured = { status: 500, body: '' };
  const response = {
    writeHead: (status: number) => {
      captured.status = status;
      return response;
    },
    end: (body: unknown = '') => {
      captured.body = String(body);
      return response;
    },
  };
  return { response: response as unknown as ServerResponse, captured };
};

const replyTo = ({ status, body }: Captured): Reply => {
  if (status === 200) return { status: 200, body: 'ok\n' };
  if (status === 400 && body.includes('signature'))
    return { status: 401, body: 'The signature does not match: is it the secret of this App?\n' };
  if (status === 400) return { status: 400, body: 'The body is no JSON.\n' };
  // Probot says 202 when it took too long. That would be a receipt for something that may not be stored.
  return { status: status === 202 ? 503 : 500, body: 'Not stored; the log tells why. Send it again.\n' };
};

export interface WebhookParts {
  readonly credentials: Credentials;
  readonly inbox: Pick<Inbox, 'claim'>;
  readonly events: ReadonlySet<string>;
  readonly now: () => number;
  readonly onClaim: () => void;
  readonly log: Log;
  readonly read: BodyReader;
}

export const webhookDoor = async ({ credentials, log, read, ...parts }: WebhookParts): Promise<Door> => {
  // Loaded here, since no other verb needs it and it takes its time.
  const { createNodeMiddleware, createProbot } = await import('probot');
  const body = new AsyncLocalStorage<string>();
  // Its own reading of the environment would take a secret that everybody knows for none, and any .pem file about.
  // Of a signature that is wrong it tells two stack traces, and anybody can send one; we tell a line.
  const quiet = log.child({}, { level: 'fatal' });
  const probot = createProbot({ env: {}, overrides: { ...credentials, log: quiet } });
  const middleware = await createNodeMiddleware(rollcallApp({ ...parts, log, body: () => body.getStore() }), {
    probot,
    webhooksPath: WEBHOOKS_PATH,
  });
  const take: Door = async request => {
    const fault = faultOf(request);
    if (fault) return fault;
    const found = await read(request);
    if ('refused' in found) return REFUSALS[found.refused];
    // A number or a list is JSON too, but no delivery.
    if (!/^\s*\{/.test(found.text)) return { status: 400, body: 'The body is no JSON object.\n' };
    const { response, captured } = capturing();
    await body.run(found.text, () =>
      middleware(Object.assign(request, { body: found.text, url: WEBHOOKS_PATH }), response),
    );
    const reply = replyTo(captured);
    if (reply.status >= 500) log.error({ delivery: idOf(request), reason: captured.body }, 'not stored');
    return reply;
  };
  return async request => {
    const reply = await take(request);
    const facts = { delivery: idOf(request), event: header(request, 'x-github-event'), status: reply.status };
    if (reply.status === 200) log.info(facts, 'delivery');
    else log.warn({ ...facts, event: undefined, reason: reply.body.trim() }, 'delivery refused');
    return reply;
  };
};

/** Where there is no App: nothing is taken. */
export const closedDoor: Door = async () => ({
  status: 503,
  body: 'This Rollcall is no GitHub App yet.\n',
  headers: { 'retry-after': '3600' },
  close: true,
});
