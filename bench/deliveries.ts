// Webhooks over real HTTP: acknowledged deliveries per second against a Probot app that does nothing, and the memory it takes.
import { fork } from 'node:child_process';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { bodyReader } from '../src/app/body.ts';
import type { Credentials } from '../src/app/environment.ts';
import { EVENTS } from '../src/app/events.ts';
import { openFront } from '../src/app/front.ts';
import { startHearing } from '../src/app/hearing.ts';
import { logOf } from '../src/app/log.ts';
import { webhookDoor } from '../src/app/webhooks.ts';
import type { Inbox, Source } from '../src/contracts.ts';
import { factsListener } from '../src/flow/hear.ts';
import github from '../src/sources/github/index.ts';
import { openInbox } from '../src/store/inbox.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { count, digits, judged, median, megabytes, table } from './figures.ts';

const SECRET = 'a secret of the bench';
const SENDERS = 32;
const RUNS = 3;
/** Bytes of a review's payload, as GitHub sends them with repository and pull request in full. */
const BODY_BYTES = 15_000;

const now = (): number => Math.floor(Date.now() / 1000);

const credentials = (): Credentials => ({
  appId: 1,
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString(),
  secret: SECRET,
  baseUrl: 'https://api.github.invalid',
});

/** The same door, with nothing behind it. */
const NOTHING: Pick<Inbox, 'claim'> = { claim: async () => false };

/** A server in a process of its own: tells its address, then its memory whenever it is asked. */
const serve = async (kind: string, file: string): Promise<void> => {
  const log = logOf({ level: 'warn', format: 'json' });
  const store = openSqlite(file);
  const inbox = openInbox(file);
  const plugin = github as Source;
  const source = { id: 'github', plugin, settings: plugin.settings.parse({ repo: 'garden/shed' }) };
  const listeners = [factsListener(store, () => [{ project: { id: 'garden' }, sources: [source] }], now)];
  const hearing =
    kind === 'ours' ? startHearing({ inbox, recorders: listeners, answerers: [], now, log }) : undefined;
  const webhooks = await webhookDoor({
    credentials: credentials(),
    inbox: hearing ? inbox : NOTHING,
    events: EVENTS,
    now,
    onClaim: () => hearing?.wake(),
    log,
    read: bodyReader(),
  });
  const pages = async () => ({ status: 404, type: 'text/plain', body: '' }) as const;
  const front = await openFront({ webhooks, pages }, 0, '127.0.0.1', log);
  process.send?.(front.url);
  const look = async (): Promise<void> => {
    const { waiting, setAside } = await inbox.lag();
    if (setAside > 0) throw new Error('deliveries were set aside');
    process.send?.({ rss: process.memoryUsage.rss(), waiting });
  };
  process.on('message', () => void look());
};

const AT = '2026-03-02T10:00:00Z';

/** A review as long as GitHub's are. */
const bodyOf = (index: number): string => {
  const user = { login: `user${index % 40}`, id: 1 + (index % 40), type: 'User', site_admin: false };
  const head = {
    action: 'submitted',
    installation: { id: 7 },
    sender: user,
    repository: { id: 1, full_name: 'garden/shed', owner: { login: 'garden', id: 2 } },
    review: { id: index + 1, user, state: 'approved', submitted_at: AT, body: 'Well grown.' },
  };
  const links = Array.from({ length: 60 }, (_, link) => [
    `link_${link}_url`,
    `https://api.github.invalid/repos/garden/shed/pulls/${index}/${link}/${'x'.repeat(link)}`,
  ]);
  const pull = {
    number: 1 + index,
    user,
    created_at: AT,
    title: `Plant tree ${index}`,
    ...Object.fromEntries(links),
  };
  const text = JSON.stringify({ ...head, pull_request: pull });
  return JSON.stringify({
    ...head,
    pull_request: { ...pull, body: 'y'.repeat(Math.max(0, BODY_BYTES - text.length)) },
  });
};

const sendOne = (origin: string, agent: Agent, id: string, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-github-delivery': id,
      'x-github-event': 'pull_request_review',
      'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
    };
    const sending = request(`${origin}/api/github/webhooks`, { method: 'POST', agent, headers }, response => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sending.once('error', reject);
    sending.end(body);
  });

interface Sent {
  /** Acknowledged deliveries per second. */
  readonly rate: number;
  /** Milliseconds that 99 of 100 took at most. */
  readonly p99: number;
}

/** A sender in a process of its own. */
const send = async (origin: string, first: number, total: number): Promise<Sent> => {
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const bodies = Array.from({ length: 200 }, (_, index) => bodyOf(first + index));
  const times: number[] = [];
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < total) {
      const index = next++;
      const from = performance.now();
      const status = await sendOne(origin, agent, `d-${first + index}`, bodies[index % bodies.length] ?? '');
      if (status !== 200) throw new Error(`answered ${status}`);
      times.push(performance.now() - from);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: SENDERS }, sender));
  const rate = total / ((performance.now() - from) / 1000);
  agent.destroy();
  times.sort((a, b) => a - b);
  return { rate, p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN };
};

export const DELIVERY_CHILDREN: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
  serve: ([kind = '', file = '']) => serve(kind, file),
  send: ([origin = '', first = '0', total = '0']) => send(origin, Number(first), Number(total)),
};

const child = (entry: string, ...args: readonly string[]) => {
  const running = fork(entry, ['--child', ...args]);
  let settle: { resolve: (told: unknown) => void; reject: (error: Error) => void } | undefined;
  running.on('message', message => settle?.resolve(message));
  running.on('error', error => settle?.reject(error));
  running.on('exit', code => settle?.reject(new Error(`${args[0]} ended with ${code}`)));
  /** The next word of the child. */
  const heard = <Told>(): Promise<Told> =>
    new Promise((resolve, reject) => {
      settle = { resolve: told => resolve(told as Told), reject };
    });
  return { running, heard };
};

const serverOf = async (entry: string, kind: string, file: string) => {
  const { running, heard } = child(entry, 'serve', kind, file);
  const origin = await heard<string>();
  let first = 0;
  return {
    async send(total: number): Promise<Sent> {
      const sent = await child(entry, 'send', origin, String(first), String(total)).heard<Sent>();
      first += total;
      return sent;
    },
    look(): Promise<{ rss: number; waiting: number }> {
      const told = heard<{ rss: number; waiting: number }>();
      running.send('look');
      return told;
    },
    end: () => void running.kill('SIGKILL'),
  };
};

/** Back and forth, so that both meet the same noise. */
const rates = async (entry: string, folder: string, total: number): Promise<void> => {
  const ours = await serverOf(entry, 'ours', join(folder, 'ours.db'));
  const nothing = await serverOf(entry, 'nothing', join(folder, 'nothing.db'));
  const [mine, theirs]: [Sent[], Sent[]] = [[], []];
  await Promise.all([ours.send(500), nothing.send(500)]);
  for (let run = 0; run < RUNS; run++) {
    theirs.push(await nothing.send(total));
    mine.push(await ours.send(total));
  }
  const { waiting } = await ours.look();
  ours.end();
  nothing.end();
  const ratio = median(mine.map(({ rate }, run) => rate / (theirs[run]?.rate ?? Number.NaN)));
  const row = (name: string, runs: readonly Sent[]): string[] => [
    name,
    count(Math.round(median(runs.map(({ rate }) => rate)))),
    digits(median(runs.map(({ p99 }) => p99))),
  ];
  console.log(
    `Webhooks: ${RUNS} times ${count(total)} reviews of ${count(BODY_BYTES)} bytes, ${SENDERS} at a time, from another process.`,
  );
  console.log(
    table([
      ['server', 'per second', 'p99 ms'],
      row('Probot that does nothing', theirs),
      row('Rollcall', mine),
    ]),
  );
  console.log(
    `Ratio ${digits(ratio)}, ${judged(ratio, 0.7, true)}; ${count(waiting)} still waited at the end.`,
  );
};

const STEPS = 10;

/** The first step warms up: memory is flat when the last ones take no more than the ones before. */
const memory = async (entry: string, folder: string, total: number): Promise<void> => {
  const ours = await serverOf(entry, 'ours', join(folder, 'memory.db'));
  const sizes: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    await ours.send(Math.round(total / STEPS));
    sizes.push((await ours.look()).rss);
  }
  ours.end();
  const half = median(sizes.slice(STEPS / 2, -1));
  const growth = (sizes.at(-1) ?? 0) / half;
  console.log(`Memory over ${count(total)} deliveries: ${sizes.map(megabytes).join(', ')}.`);
  console.log(`Last against the second half: x ${digits(growth)}, ${judged(growth, 1.15)}.`);
};

export const deliveries = async (
  entry: string,
  folder: string,
  quick: boolean,
  all: boolean,
): Promise<void> => {
  await rates(entry, folder, quick ? 1000 : 4000);
  await memory(entry, folder, all ? 100_000 : quick ? 5000 : 20_000);
};
