// The set-up page: one click makes the App, on this machine alone.
import { mkdtempSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { logOf } from '../../src/app/log.ts';
import { envText, setupDoor } from '../../src/app/setup.ts';
import { outOf } from '../../src/house/message.ts';
import { NO_GITHUB } from '../../src/shell/github.ts';

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY-----\n';

/** GitHub, as far as it turns a code into an App. */
const github = async (t: ExecutionContext): Promise<{ url: string; asked: string[] }> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const isGood = request.url?.includes('/good/') ?? false;
    response.writeHead(isGood ? 201 : 404, { 'content-type': 'application/json' });
    const made = {
      id: 12,
      pem: PEM,
      webhook_secret: 'new#secret',
      html_url: 'https://github.example.org/apps/x',
    };
    response.end(JSON.stringify(isGood ? made : { message: 'Not Found' }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};

const world = async (t: ExecutionContext) => {
  const { url, asked } = await github(t);
  const envFile = join(mkdtempSync(join(tmpdir(), 'rollcall-setup-')), '.env');
  const door = setupDoor({
    manifest: 'name: rollcall\ndefault_events: [issues]\n',
    envFile,
    save: (path, text, secret) =>
      outOf(() => undefined, { github: NO_GITHUB, now: () => 0 }).save(path, text, secret),
    apiUrl: url,
    webUrl: 'https://github.example.org',
    log: logOf({ level: 'silent', format: 'json' }),
  });
  const ask = (
    address: string,
    headers: Record<string, string> = { host: '127.0.0.1:3000' },
    method = 'GET',
  ) => door({ url: address, headers, method } as unknown as IncomingMessage, address.split('?')[0] ?? '');
  return { ask, asked, envFile };
};

const stateIn = (body: string): string => /state=([0-9a-f]{32})/.exec(body)?.[1] ?? '';

const manifestIn = (body: string): Record<string, unknown> => {
  const value = /name="manifest" value="([^"]*)"/.exec(body)?.[1] ?? '';
  return JSON.parse(value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Record<string, unknown>;
};

test('the page carries the manifest, and an address switches the webhook on', async t => {
  const { ask } = await world(t);
  const bare = await ask('/setup');
  t.is(bare?.status, 200);
  t.like(manifestIn(bare?.body ?? ''), {
    name: 'rollcall',
    default_events: ['issues'],
    redirect_url: 'http://127.0.0.1:3000/setup/done',
    hook_attributes: { url: 'https://rollcall.invalid/api/github/webhooks', active: false },
  });
  const known = await ask('/setup?address=https%3A%2F%2Frollcall.example.org%2Fx');
  t.like(manifestIn(known?.body ?? ''), {
    hook_attributes: { url: 'https://rollcall.example.org/api/github/webhooks', active: true },
  });
  const odd = await ask('/setup?address=javascript:"><b>');
  t.notRegex(odd?.body ?? '', /javascript|<b>/);
  t.is(await ask('/other'), undefined);
});

test('the code that GitHub sends back becomes credentials that only their owner reads', async t => {
  const { ask, asked, envFile } = await world(t);
  const state = stateIn((await ask('/setup'))?.body ?? '');
  t.is((await ask('/setup/done?code=good&state=wrong'))?.status, 400);
  t.is((await ask('/setup/done?code=good'))?.status, 400);
  t.deepEqual(asked, [], 'GitHub is not even asked');
  t.is((await ask(`/setup/done?code=bad&state=${state}`))?.status, 502);
  const done = await ask(`/setup/done?code=good&state=${state}`);
  t.is(done?.status, 200);
  t.notRegex(done?.body ?? '', /new#secret|BEGIN/);
  const env = parseEnv(await readFile(envFile, 'utf8'));
  t.deepEqual({ ...env }, { APP_ID: '12', PRIVATE_KEY: PEM.trim(), WEBHOOK_SECRET: 'new#secret' });
  t.is((await stat(envFile)).mode & 0o777, 0o600);
});

test('it is for this machine alone: no proxy, no other name, nothing but GET', async t => {
  const { ask } = await world(t);
  for (const headers of [
    { host: 'rollcall.example.org' },
    { host: '127.0.0.1.example.org:3000' },
    { host: '127.0.0.1:3000', 'x-forwarded-for': '203.0.113.9' },
    { host: 'localhost', forwarded: 'for=203.0.113.9' },
  ])
    t.is((await ask('/setup', headers))?.status, 404, JSON.stringify(headers));
  t.is((await ask('/setup', { host: 'localhost:3000' }, 'POST'))?.status, 405);
  t.is((await ask('/setup', { host: '[::1]:3000' }))?.status, 200);
});

test('other lines of .env stay, earlier credentials go', t => {
  const text = envText('PORT=1\nAPP_ID=3\n# a word\n', { id: 12, pem: PEM, webhook_secret: 's' });
  t.is(
    text,
    `PORT=1\n# a word\nAPP_ID=12\nPRIVATE_KEY="${PEM.trim().replaceAll('\n', '\\n')}"\nWEBHOOK_SECRET="s"\n`,
  );
});
