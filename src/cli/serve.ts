// rollcall serve: health and the public reports over HTTP.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError, UserError } from '../domain/errors.ts';
import type { House } from '../house/house.ts';
import { dueAt, messageFor } from '../house/message.ts';
import { settleIfChanged } from '../house/settled.ts';
import { html } from '../lib/escape.ts';
import { answer, type Site } from '../web/pages.ts';
import { openNamed } from './project.ts';
import { COMMON, type Terminal, text, type Verb } from './verb.ts';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const siteOf = (house: House): Site => ({
  projects: house.projects.map(({ project }) => project),
  reports: house.plugins.reports,
  ledger: house.store,
  escape: html,
  async page(project, report) {
    const chosen = house.projects.find(each => each.project === project);
    if (!chosen) throw new Error(`the project ${project.id} is not served`);
    return (
      await messageFor(house, chosen, report, 'html', {
        at: dueAt(report.schedule, house.io.now(), project.timezone),
      })
    ).body;
  },
});

const serverOf = (site: Site, terminal: Terminal): Server =>
  createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    answer(site, request.method ?? 'GET', path).then(
      ({ status, type, body }) => {
        response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8` });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error: unknown) => {
        terminal.remark(error instanceof Error ? (error.stack ?? error.message) : String(error));
        response.writeHead(500, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
        response.end('Something is wrong here; the log tells what.\n');
      },
    );
  });

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', cause =>
      reject(new UserError(`Cannot listen on ${host}:${port}: ${cause.message}`, { cause })),
    );
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });

const untilStopped = (server: Server): Promise<void> =>
  new Promise(resolve => {
    const stop = (): void => {
      server.close(() => resolve());
      server.closeIdleConnections();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });

export const serveVerb: Verb = {
  name: 'serve',
  usage: 'serve [--port N] [--host NAME]',
  summary: 'health and the public reports as web pages',
  options: {
    port: { type: 'string', value: 'N', help: 'default 3000; 0 takes a free one' },
    host: { type: 'string', value: 'NAME', help: 'default 127.0.0.1: this machine only' },
    config: COMMON.config,
    database: COMMON.database,
  },
  async run(invocation) {
    const port = text(invocation.options, 'port') ?? '3000';
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      throw new UsageError(`--port ${port} is no port number.`);
    const host = text(invocation.options, 'host') ?? '127.0.0.1';
    const house = await openNamed(invocation);
    try {
      const unpublished = house.projects
        .filter(({ project }) => !project.publish)
        .map(({ project }) => project.id);
      if (!LOOPBACK.has(host) && unpublished.length > 0) {
        throw new UserError(
          `${unpublished.join(', ')}: \`publish: false\` keeps the pages on this machine; --host ${host} would not.`,
        );
      }
      for (const chosen of house.projects) await settleIfChanged(house, chosen, invocation.terminal);
      const server = serverOf(siteOf(house), invocation.terminal);
      const { address, port: open } = await listen(server, Number(port), host);
      invocation.terminal.print(`Listening on http://${address}:${open}/\n`);
      await untilStopped(server);
      return 0;
    } finally {
      house.store.close();
    }
  },
};
