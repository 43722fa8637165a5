// Stands before emulate and makes up for where it differs from GitHub: paths, ETags, raw files, webhooks; and fails on demand.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Relay, relay } from './relay.ts';

/** What is done instead of answering: `status` 0 cuts the connection. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Carried out all the same: only the answer is lost. */
  readonly carriedOut?: boolean;
  /** Such as `POST /repos/acme/widget/issues`; left out: any. */
  readonly only?: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface Gateway extends Relay {
  readonly url: string;
  readonly asked: Asked[];
  /** The next so many requests fail so. */
  fail(count: number, fault: Fault): void;
  /** Called with `before` and `after` each request is carried out, its answer not yet sent. */
  watch: (when: 'before' | 'after', request: string) => void;
  close(): Promise<void>;
}

const HOP = new Set(['connection', 'content-encoding', 'content-length', 'keep-alive', 'transfer-encoding']);
const PASSED = ['authorization', 'accept', 'content-type', 'user-agent'];

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const carriedOut = async (
  upstream: string,
  here: string,
  request: IncomingMessage,
  path: string,
  body: Buffer,
): Promise<Answer> => {
  const { method = 'GET' } = request;
  const given = PASSED.flatMap(name => {
    const value = request.headers[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  // emulate wants a body where GitHub wants none.
  const sent = ['GET', 'HEAD'].includes(method)
    ? {}
    : { body: body.length > 0 ? new Uint8Array(body) : '{}' };
  const answer = await fetch(upstream + path, { method, headers: Object.fromEntries(given), ...sent });
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !HOP.has(name)));
  if (headers['link']) headers['link'] = headers['link'].replaceAll(upstream, here);
  if (headers['content-type'] === 'application/octet-stream')
    headers['content-type'] = 'application/vnd.github.raw; charset=utf-8';
  return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
};

/** GitHub gives every answer a tag, and says 304 to who has it already. */
const tagged = (request: IncomingMessage, answer: Answer): Answer => {
  if (request.method !== 'GET' || answer.status !== 200) return answer;
  const etag = `W/"${createHash('sha256').update(answer.body).digest('hex')}"`;
  const headers = { ...answer.headers, etag };
  return request.headers['if-none-match'] === etag
    ? { status: 304, headers, body: Buffer.alloc(0) }
    : { ...answer, headers };
};

const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  if (status === 0) return void response.destroy();
  response.writeHead(status, headers).end(status === 204 || status === 304 ? undefined : body);
};

const refusal = ({ status, headers = {} }: Fault): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: Buffer.from(JSON.stringify({ message: 'as it was asked for' })),
});

export interface GatewayOptions {
  /** Where emulate listens; known only once it does. */
  readonly upstream: () => string;
  /** Where webhooks go; undefined: nowhere yet. */
  readonly target: () => string | undefined;
  readonly secret: string;
}

export const gateway = async ({ upstream, target, secret }: GatewayOptions): Promise<Gateway> => {
  const hooks = relay(target, secret);
  const faults: Fault[] = [];
  const faultFor = (request: string): Fault | undefined => {
    const index = faults.findIndex(({ only }) => only === undefined || only === request);
    return index < 0 ? undefined : faults.splice(index, 1)[0];
  };
  const answerTo = async (request: IncomingMessage, path: string, body: Buffer): Promise<Answer> => {
    const name = `${request.method} ${path.split('?')[0]}`;
    self.watch('before', name);
    const fault = faultFor(name);
    if (fault && !fault.carriedOut) return refusal(fault);
    const answer = await carriedOut(upstream(), self.url, request, path, body);
    self.watch('after', name);
    return fault ? refusal(fault) : tagged(request, answer);
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    if (request.url === '/_hook') {
      hooks.take(String(request.headers['x-github-event']), body.toString());
      return void response.writeHead(202).end();
    }
    // GitHub Enterprise has its API there.
    const path = (request.url ?? '/').replace(/^\/api\/v3(?=[/?]|$)/, '') || '/';
    const answer = await answerTo(request, path, body);
    self.asked.push({ method: request.method ?? 'GET', path, status: answer.status });
    send(response, answer);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const self: Gateway = {
    ...hooks,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    fail: (count, fault) => void faults.push(...Array.from({ length: count }, () => fault)),
    watch: () => undefined,
    close: async () => {
      await hooks.stop();
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
  return self;
};
