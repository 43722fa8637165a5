// Whatever is sent: a clear answer, nothing stored that should not be, and the process goes on.
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { Sqlite } from '../../src/store/driver.ts';
import { dumpOf } from '../support/dump.ts';
import {
  type Home,
  headersOf,
  home,
  post,
  SECRET,
  type Served,
  serveTold,
  signatureOf,
  untilHeard,
} from '../support/webhooks.ts';

const begin = async (t: ExecutionContext): Promise<{ place: Home; served: Served }> => {
  const place = await home(t);
  const served = await serveTold(place);
  t.teardown(async () => {
    if ((await served.end('SIGTERM')) !== 0) throw new Error(served.said());
  });
  return { place, served };
};

const stored = ({ database }: Home): number => {
  const db = new Sqlite(database, { readonly: true });
  try {
    return Number(db.prepare('select count(*) from delivery').pluck().get());
  } finally {
    db.close();
  }
};

const body = '{"action":"submitted","installation":{"id":7}}';
const good = headersOf({ id: 'd-1', event: 'pull_request_review', body });
const signed = (text: string) => ({ ...good, 'x-hub-signature-256': signatureOf(text) });

type Case = readonly [
  what: string,
  status: number,
  text: string,
  headers: Record<string, string | undefined>,
];
const REFUSED: readonly Case[] = [
  ['a signature with another secret', 401, body, { ...good, 'x-hub-signature-256': signatureOf(body, 'no') }],
  ['a signature of another body', 401, `${body} `, good],
  ['a signature that is none', 401, body, { ...good, 'x-hub-signature-256': 'sha256=' }],
  ['no signature', 401, body, { ...good, 'x-hub-signature-256': undefined }],
  ['a form', 415, body, { ...good, 'content-type': 'application/x-www-form-urlencoded' }],
  ['no content type', 415, body, { ...good, 'content-type': undefined }],
  ['no delivery id', 400, body, { ...good, 'x-github-delivery': undefined }],
  ['a delivery id without end', 400, body, { ...good, 'x-github-delivery': 'x'.repeat(101) }],
  ['a delivery id of other signs', 400, body, { ...good, 'x-github-delivery': "';--" }],
  ['no event', 400, body, { ...good, 'x-github-event': undefined }],
  ['an event that is no name', 400, body, { ...good, 'x-github-event': '__proto__ or so' }],
  ['truncated JSON', 400, body.slice(0, -1), signed(body.slice(0, -1))],
  ['no JSON', 400, 'x', signed('x')],
  ['an empty body', 400, '', signed('')],
  ['JSON that is no object', 400, '[1]', signed('[1]')],
  ['null', 400, 'null', signed('null')],
];

test('what is no delivery of ours is refused with a reason, and nothing is stored', async t => {
  const { place, served } = await begin(t);
  for (const [what, status, text, headers] of REFUSED) {
    const answer = await post(served.origin, text, headers);
    t.is(answer.status, status, `${what}: ${answer.text}`);
    t.regex(answer.text, /^[A-Z].*[.?]\n$/, what);
    t.notRegex(answer.text, /node_modules|Error/, what);
  }
  t.is(stored(place), 0);
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const answer = await fetch(`${served.origin}/api/github/webhooks`, { method });
    t.is(answer.status, 405, method);
  }
  t.is((await post(served.origin, body, good)).status, 200);
  t.is(stored(place), 1);
});

const MEGABYTE = Buffer.alloc(2 ** 20, 32);

/** Thirty megabytes without saying how much it will be. */
const pour = (origin: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const sending = request(`${origin}/api/github/webhooks`, { method: 'POST', headers: good }, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
      sending.destroy();
    });
    sending.on('error', reject);
    let left = 30;
    const more = (): void => {
      if (sending.destroyed) return;
      if (left-- === 0) sending.end();
      else sending.write(MEGABYTE, more);
    };
    more();
  });

const megabytesOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
};

test('bodies of 30 MB are refused at once, announced or not, in bounded memory', async t => {
  const { place, served } = await begin(t);
  const before = await megabytesOf(served.pid);
  const announced = await post(served.origin, Buffer.alloc(30 * 2 ** 20), good);
  t.is(announced.status, 413);
  for (let round = 0; round < 4; round++) {
    const answers = await Promise.all(Array.from({ length: 8 }, () => pour(served.origin)));
    // Eight at a time are more than is held at once.
    t.true(
      answers.every(status => status === 413 || status === 503),
      answers.join(' '),
    );
  }
  t.true((await megabytesOf(served.pid)) - before < 400, `${before} MB before`);
  t.is(stored(place), 0);
  t.is((await post(served.origin, body, good)).status, 200, 'it goes on');
});

test('a delivery as large as GitHub sends them, and one nested without sense, are kept and heard', async t => {
  const { place, served } = await begin(t);
  const large = `{"text":"${'x'.repeat(24 * 2 ** 20)}"}`;
  const deep = `{"review":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
  for (const [id, text] of Object.entries({ large, deep })) {
    const answer = await post(
      served.origin,
      text,
      headersOf({ id, event: 'pull_request_review', body: text }),
    );
    t.is(answer.status, 200, id);
  }
  await untilHeard(served.origin);
  t.is(stored(place), 2);
  t.is(dumpOf(place.database)['activity']?.length, 0);
});

test('unknown events and pings are thanked for and not stored; missing fields are no facts', async t => {
  const { place, served } = await begin(t);
  for (const event of ['ping', 'no_such_event', 'workflow_run']) {
    t.is((await post(served.origin, body, { ...good, 'x-github-event': event })).status, 200, event);
  }
  t.is(stored(place), 0);
  const hollow = [
    '{}',
    '{"installation":null}',
    '{"installation":{}}',
    '{"action":5,"review":{"user":null}}',
  ];
  for (const [index, text] of hollow.entries()) {
    const sent = { id: `hollow-${index}`, event: 'pull_request_review', body: text };
    t.is((await post(served.origin, text, headersOf(sent))).status, 200, text);
  }
  await untilHeard(served.origin);
  const { inbox } = (await (await fetch(`${served.origin}/readyz`)).json()) as {
    inbox: { setAside: number };
  };
  t.is(inbox.setAside, 0);
  t.is(dumpOf(place.database)['activity']?.length, 0);
});

test('who breaks off, or sends half a header, does no harm', async t => {
  const { served } = await begin(t);
  const { port, hostname } = new URL(served.origin);
  const half = connect(Number(port), hostname);
  half.write('POST /api/github/webhooks HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n');
  const broken = request(`${served.origin}/api/github/webhooks`, {
    method: 'POST',
    headers: { ...good, 'content-length': '1000' },
  });
  broken.on('error', () => undefined);
  broken.write('{');
  await new Promise(resolve => setTimeout(resolve, 50));
  broken.destroy();
  half.destroy();
  t.is((await post(served.origin, body, good)).status, 200);
});

test('the log has delivery ids, and neither secret, key, signature nor body', async t => {
  const { place, served } = await begin(t);
  const said = '{"action":"submitted","note":"a word of the body"}';
  await post(served.origin, said, headersOf({ id: 'told-1', event: 'issues', body: said }));
  await post(served.origin, said, {
    ...headersOf({ id: 'told-2', event: 'issues', body: said }),
    'x-hub-signature-256': signatureOf(said, 'no'),
  });
  await untilHeard(served.origin);
  const lines = served
    .said()
    .split('\n')
    .filter(line => line.startsWith('{'));
  const logged = lines.map(line => JSON.parse(line) as { delivery?: string; status?: number });
  t.deepEqual(
    logged.filter(({ delivery }) => delivery).map(({ delivery, status }) => `${delivery} ${status}`),
    ['told-1 200', 'told-2 401'],
  );
  for (const word of [SECRET, 'a word of the body', 'sha256=', place.key.split('\n')[1] ?? 'PRIVATE'])
    t.false(served.said().includes(word), word);
});
