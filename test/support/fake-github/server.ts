// The fake behind a real socket.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Question, Reply } from './http.ts';

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
};

const questionOf = async (request: IncomingMessage): Promise<Question> => {
  const base = `http://${request.headers.host}`;
  const url = new URL(request.url ?? '/', base);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: request.method ?? 'GET',
    base,
    // As on GitHub Enterprise.
    path: url.pathname.replace(/^\/api\/v3/, ''),
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: await bodyOf(request),
  };
};

export interface Server {
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export const listen = async (ask: (question: Question) => Reply, latency: () => number): Promise<Server> => {
  const server = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const question = await questionOf(request);
      if (latency() > 0) await wait(latency());
      const { status, headers, body } = ask(question);
      if (status === 0) return void response.destroy();
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const type =
        typeof body === 'string'
          ? 'application/vnd.github.raw; charset=utf-8'
          : 'application/json; charset=utf-8';
      response
        .writeHead(status, { ...(body !== undefined && { 'content-type': type }), ...headers })
        .end(text);
    };
    serve().catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
