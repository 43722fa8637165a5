// The HTTP server: one door for webhooks, one for the set-up page, pages for everything else.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../domain/errors.ts';
import type { Answer } from '../web/pages.ts';
import type { Log } from './log.ts';
import { type Door, type Reply, WEBHOOKS_PATH } from './webhooks.ts';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** How long whoever is still sending or reading is waited for when the server stops, in milliseconds. */
const GRACE = 10_000;

/** Milliseconds. */
const LINGER = 1000;

export interface Doors {
  readonly webhooks: Door;
  /** Undefined: this path is none of its own. */
  readonly setup?: (request: IncomingMessage, path: string) => Promise<Reply | undefined>;
  readonly pages: (method: string, path: string, request: IncomingMessage) => Promise<Answer>;
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

const isWebhook = (path: string): boolean =>
  path.startsWith(WEBHOOKS_PATH) && /^\/*$/.test(path.slice(WEBHOOKS_PATH.length));

const replyOf = async (doors: Doors, request: IncomingMessage): Promise<Reply> => {
  const path = pathOf(request);
  if (isWebhook(path)) return doors.webhooks(request);
  const reply = await doors.setup?.(request, path);
  if (reply) return reply;
  const { status, type, body } = await doors.pages(request.method ?? 'GET', path, request);
  return { status, body, headers: { 'content-type': `${type}; charset=utf-8` } };
};

/**
 * Says it at once and ends a moment later: a connection that is closed on somebody who is still sending is reset, and
 * the answer with it. What comes meanwhile is thrown away.
 */
const lingering = (request: IncomingMessage, response: ServerResponse, body: string): void => {
  response.write(body);
  const late = setTimeout(() => response.end(), LINGER);
  request.once('close', () => clearTimeout(late));
  request.once('end', () => response.end());
  request.resume();
};

const send = (request: IncomingMessage, response: ServerResponse, reply: Reply, closing: boolean): void => {
  if (response.destroyed) return;
  const { status, body, headers = {}, close = false } = reply;
  response.writeHead(status, {
    ...HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...headers,
    ...((close || closing) && { connection: 'close' }),
  });
  if (close && !request.complete) lingering(request, response, body);
  else response.end(request.method === 'HEAD' ? undefined : body);
};

export interface Front {
  readonly url: string;
  /** Takes nothing new, and resolves once all that was begun is answered. */
  stop(): Promise<void>;
}

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', cause =>
      reject(new UserError(`Cannot listen on ${host}:${port}: ${cause.message}`, { cause })),
    );
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });

const closing = (server: Server): Promise<void> =>
  new Promise(resolve => {
    const late = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });

/** @throws UserError when the port cannot be had. */
export const openFront = async (doors: Doors, port: number, host: string, log: Log): Promise<Front> => {
  let stopping = false;
  const times = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 2_000 };
  const server = createServer(times, (request, response) => {
    replyOf(doors, request).then(
      reply => send(request, response, reply, stopping),
      (err: unknown) => {
        log.error({ err, path: pathOf(request) }, 'a request failed');
        const body = 'Something is wrong here; the log tells what.\n';
        send(request, response, { status: 500, body, close: true }, stopping);
      },
    );
  });
  const { address, port: open, family } = await listen(server, port, host);
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${open}`,
    async stop() {
      stopping = true;
      await closing(server);
    },
  };
};
