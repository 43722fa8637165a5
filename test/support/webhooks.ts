// Sends webhooks as GitHub does, and runs the server that takes them.
import { spawn } from 'node:child_process';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { childEnvironment } from './environment.ts';
import { temporaryFolder } from './git.ts';
import { packageRoot } from './root.ts';

export const SECRET = 'a-secret-of-the-tests';

/** A key of nobody. */
export const privateKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString();

export const signatureOf = (body: string | Buffer, secret = SECRET): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

export interface Sent {
  readonly id: string;
  readonly event: string;
  readonly body: string;
}

export const headersOf = ({ id, event, body }: Sent): Record<string, string> => ({
  'content-type': 'application/json',
  'x-github-delivery': id,
  'x-github-event': event,
  'x-hub-signature-256': signatureOf(body),
});

/** The status and what was said; `undefined` headers are left out. */
export const post = (
  origin: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string | undefined>>,
  agent?: Agent,
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const given = Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const options = { method: 'POST', headers: Object.fromEntries(given), ...(agent && { agent }) };
    const sending = request(`${origin}/api/github/webhooks`, options, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });

export const keepAlive = (maxSockets: number): Agent => new Agent({ keepAlive: true, maxSockets });

export interface Served {
  readonly pid: number;
  readonly origin: string;
  /** Everything said so far, on both outputs. */
  said(): string;
  /** Resolves with the exit code, null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface Home {
  readonly folder: string;
  readonly config: string;
  readonly database: string;
  readonly key: string;
}

const JOURNAL = '{ type: journal, path: j.jsonl }';

/** A configuration of one project in a folder of its own. */
export const home = async (t: ExecutionContext, key = privateKey(), source = JOURNAL): Promise<Home> => {
  const folder = await temporaryFolder(t);
  const config = join(folder, 'rollcall.yml');
  await writeFile(config, `id: garden\nsources: [${source}]\n`);
  await writeFile(join(folder, 'j.jsonl'), '');
  return { folder, config, database: join(folder, 'rollcall.db'), key };
};

/** Starts a server as a process of its own and waits until it listens. */
const started = async (
  { folder, key }: Home,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Served> => {
  const credentials = { APP_ID: '1', PRIVATE_KEY: key, WEBHOOK_SECRET: SECRET };
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: childEnvironment({ NODE_ENV: 'production', ...credentials, ...env }),
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let text = '';
  const origin = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const found = /Listening on (http:\/\/\S+)\/\n/.exec(text);
        if (found?.[1]) resolve(found[1]);
      });
    }
    void closed.then(() => reject(new Error(`the server ended: ${text}`)));
  });
  return {
    origin: await origin,
    pid: child.pid ?? 0,
    said: () => text,
    async end(signal) {
      child.kill(signal);
      return (await closed)[0];
    },
  };
};

/** Waits until the server says that nothing waits. */
export const untilHeard = async (origin: string): Promise<void> => {
  for (;;) {
    const answer = (await (await fetch(`${origin}/readyz`)).json()) as { inbox: { waiting: number } };
    if (answer.inbox.waiting === 0) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
};

/** `rollcall serve`. */
export const serve = (
  place: Home,
  port = '0',
  env: Readonly<Record<string, string>> = {},
): Promise<Served> => {
  const { config, database } = place;
  const cli = join(packageRoot(), 'dist/src/cli.js');
  return started(place, [cli, 'serve', '--config', config, '--database', database, '--port', port], env);
};

/** `rollcall serve` and not a word more, in this folder. */
export const serveThere = (place: Home, env: Readonly<Record<string, string>>): Promise<Served> =>
  started(place, [join(packageRoot(), 'dist/src/cli.js'), 'serve', '--port', '0'], env);

/** The same with the told source. */
export const serveTold = (
  place: Home,
  port = '0',
  env: Readonly<Record<string, string>> = {},
): Promise<Served> => {
  const script = join(packageRoot(), 'dist/test/support/hearing-server.js');
  return started(place, [script, place.config, place.database, port], env);
};
