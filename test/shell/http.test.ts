// The web as plugins are handed it, over real HTTP: politeness, patience, bounds, and where a password goes.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import { type HttpOptions, httpClient, NO_HTTP } from '../../src/shell/http.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
}

const host = async (t: ExecutionContext, answer: Answer) => {
  const asked: Asked[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    asked.push({
      path: request.url ?? '',
      authorization: request.headers.authorization,
    });
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    answer(request, response, asked.length);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, most: () => most };
};

/** A client for which a second takes a millisecond, and what it said of its waits. */
const client = (options: HttpOptions = {}) => {
  const waits: string[] = [];
  const http = httpClient({
    second: 1,
    onWait: (seconds, why) => waits.push(`${seconds} s: ${why.replace(/^\S+ /, '')}`),
    ...options,
  });
  return { http, waits };
};

const says = (status: number, body: string, headers: Record<string, string> = {}): Answer => {
  return (_request, response) => response.writeHead(status, headers).end(body);
};

/** The first answers in turn, the last one for ever. */
const inTurn =
  (...answers: readonly Answer[]): Answer =>
  (request, response, count) =>
    answers[Math.min(count, answers.length) - 1]?.(request, response, count);

test('200, 304, 404 and 410 are answers, with the names of headers in lower case', async t => {
  for (const status of [200, 204, 304, 404, 410]) {
    const { url } = await host(t, says(status, status === 200 ? 'yes' : '', { 'X-Total-Size': '7' }));
    const answer = await client().http.get(url);
    t.is(answer.status, status);
    t.is(answer.headers['x-total-size'], '7');
    t.is(answer.body, status === 200 ? 'yes' : '');
  }
});

test('a status that was asked for is an answer, too', async t => {
  const { url } = await host(t, says(403, 'not the owner'));
  t.like(await client().http.get(url, { accepts: [403] }), { status: 403, body: 'not the owner' });
  await t.throwsAsync(client().http.get(url), { instanceOf: SourceError, message: /not allowed/ });
});

test('any other answer is an error that shows neither the query nor a page of HTML', async t => {
  const { url, asked } = await host(t, says(400, 'no such operator'));
  const error = await t.throwsAsync(client().http.get(`${url}/changes/?q=key:s3cret`), {
    instanceOf: SourceError,
    message: /\/changes\/ answered 400 \(no such operator\)$/,
  });
  t.false(error?.message.includes('s3cret'));
  t.is(asked.length, 1, 'asked once');
  const page = await host(t, says(401, '<html>Sign in</html>'));
  await t.throwsAsync(client().http.get(page.url), {
    message: /answered 401: the user and password are not accepted, or are needed$/,
  });
});

test('one host is asked one thing at a time, with a pause between; another host does not wait for it', async t => {
  let askedOther: () => void = () => undefined;
  const otherWasAsked = new Promise<void>(resolve => {
    askedOther = resolve;
  });
  const one = await host(t, (_request, response) => void otherWasAsked.then(() => response.end('ok')));
  const other = await host(t, (_request, response) => {
    askedOther();
    response.end('ok');
  });
  const { http } = client({ second: 200 });
  const began = performance.now();
  await Promise.all([...[1, 2, 3, 4].map(page => http.get(`${one.url}/${page}`)), http.get(other.url)]);
  t.is(one.most(), 1);
  t.deepEqual(
    one.asked.map(({ path }) => path),
    ['/1', '/2', '/3', '/4'],
  );
  // Three pauses of forty milliseconds of this client's time; timers may be early by one.
  t.true(performance.now() - began >= 3 * 38);
});

test('it waits as Retry-After tells, in seconds or as a date, and says so', async t => {
  const at = new Date(Date.now() + 100_000).toUTCString();
  const { url } = await host(
    t,
    inTurn(says(429, '', { 'retry-after': '7' }), says(503, '', { 'retry-after': at }), says(200, 'at last')),
  );
  const { http, waits } = client();
  t.is((await http.get(url)).body, 'at last');
  t.is(waits[0], '7 s: answered 429');
  t.regex(waits[1] ?? '', /^(99|100) s: answered 503$/);
});

test('without a word on how long, it waits longer each time, and gives up in the end', async t => {
  const { url, asked } = await host(t, says(503, 'over capacity'));
  const { http, waits } = client();
  await t.throwsAsync(http.get(url), { instanceOf: SourceError, message: /answered 503 \(over capacity\)$/ });
  t.deepEqual(
    waits.map(wait => Number.parseInt(wait, 10)),
    [10, 30, 90, 270, 810],
  );
  t.is(asked.length, 6);
});

test('a host that wants to be left alone for hours is left alone', async t => {
  const { url, asked } = await host(t, says(429, '', { 'retry-after': '86400' }));
  const { http, waits } = client();
  await t.throwsAsync(http.get(url), {
    instanceOf: SourceError,
    message: /answered 429: it ends in 1440 minutes, too long to wait$/,
  });
  t.deepEqual([waits, asked.length], [[], 1]);
});

test('what stumbles is asked again: 500, a body that breaks off, silence', async t => {
  const broken: Answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('[1, 2');
    setTimeout(() => response.destroy(), 10);
  };
  const silent: Answer = () => undefined;
  const { url } = await host(t, inTurn(says(500, ''), broken, silent, says(200, '[1, 2, 3]')));
  const { http, waits } = client({ sizes: { silence: 2 } });
  t.is((await http.get(url)).body, '[1, 2, 3]');
  t.deepEqual(waits, [
    '2 s: answered 500',
    '6 s: cannot be reached (the answer broke off)',
    '18 s: cannot be reached (no answer within 2 s)',
  ]);
});

test('an answer that drips without an end is ended', async t => {
  const { url } = await host(t, (_request, response) => {
    const drip = setInterval(() => response.write('.'), 10);
    response.once('close', () => clearInterval(drip));
  });
  await t.throwsAsync(client({ sizes: { silence: 5, whole: 0.2 } }).http.get(url), {
    instanceOf: SourceError,
    message: /no end of the answer within 0.2 s/,
  });
});

test('an answer that is too large is refused as it comes, packed or not', async t => {
  const large = 'x'.repeat(3_000_000);
  const plain = await host(t, says(200, large));
  const packed = await host(t, (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(large)),
  );
  for (const { url, asked } of [plain, packed]) {
    await t.throwsAsync(client({ sizes: { body: 2 * 2 ** 20 } }).http.get(url), {
      instanceOf: SourceError,
      message: /larger than 2 MB/,
    });
    t.is(asked.length, 1);
    t.is((await client().http.get(url)).body.length, large.length);
  }
});

test('nobody there is told after few tries', async t => {
  const { http, waits } = client();
  await t.throwsAsync(http.get('http://127.0.0.1:1/x'), {
    instanceOf: SourceError,
    message: /^http:\/\/127\.0\.0\.1:1\/x cannot be reached \(/,
  });
  t.true(waits.length <= 3);
});

const SIGNED = { basic: { user: 'una', passwordVariable: 'GERRIT_PASSWORD' } };
const environment = { GERRIT_PASSWORD: 'pa:ss', OTHER: 'no' };
const BASIC = `Basic ${Buffer.from('una:pa:ss').toString('base64')}`;

test('the password comes from the named variable alone, and its absence is told without a request', async t => {
  const { url, asked } = await host(t, says(200, 'in'));
  const { http } = client({ environment });
  await http.get(url, SIGNED);
  await http.get(url);
  t.deepEqual(
    asked.map(({ authorization }) => authorization),
    [BASIC, undefined],
  );
  await t.throwsAsync(client({ environment: {} }).http.get(url, SIGNED), {
    instanceOf: SourceError,
    message: 'the password of una is not there: set the environment variable GERRIT_PASSWORD',
  });
  t.is(asked.length, 2);
});

test('a redirection to another host is followed without the password, and so is all behind it', async t => {
  const home = await host(t, (request, response) => {
    if (request.url === '/back') response.end('home again');
    else if (request.url === '/here') response.writeHead(302, { location: '/back' }).end();
    else response.writeHead(302, { location: `${away.url}/there` }).end();
  });
  const away = await host(t, (_request, response) =>
    response.writeHead(307, { location: `${home.url}/back` }).end(),
  );
  const { http } = client({ environment });
  t.is((await http.get(`${home.url}/here`, SIGNED)).body, 'home again');
  t.is((await http.get(`${home.url}/out`, SIGNED)).body, 'home again');
  const told = (all: readonly Asked[]) =>
    all.map(({ path, authorization }) => `${path} ${authorization === BASIC}`);
  t.deepEqual(told(home.asked), ['/here true', '/back true', '/out true', '/back false']);
  t.deepEqual(told(away.asked), ['/there false']);
});

test('a circle of redirections ends, and one to a file is not followed', async t => {
  const circle = await host(t, (_request, response) => response.writeHead(301, { location: '/' }).end());
  await t.throwsAsync(client().http.get(circle.url), { instanceOf: SourceError, message: /without an end/ });
  const file = await host(t, (_request, response) =>
    response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
  );
  await t.throwsAsync(client().http.get(file.url), {
    instanceOf: SourceError,
    message: /is no address of the web/,
  });
});

test('an address with a password in it is refused, and the password is not shown', async t => {
  const error = await t.throwsAsync(client().http.get('https://una:hunter2@review.example.org/x?y'), {
    instanceOf: SourceError,
  });
  t.is(
    error?.message,
    'https://review.example.org/x: a password has no place in an address; name a variable for it',
  );
  await t.throwsAsync(client().http.get('nonsense'), { message: /nonsense is no address of the web/ });
});

test('who asks to stop is not kept waiting', async t => {
  const { url, asked } = await host(t, says(429, '', { 'retry-after': '3000' }));
  let waiting = false;
  const http = httpClient({
    onWait: () => {
      waiting = true;
    },
    stopping: () => waiting,
  });
  await t.throwsAsync(http.get(url), { instanceOf: SourceError, message: /asked to stop while waiting$/ });
  t.is(asked.length, 1);
});

test('one that failed does not keep the next from being asked', async t => {
  const { url } = await host(t, inTurn(says(400, ''), says(200, 'fine')));
  const { http } = client();
  const [first, second] = await Promise.allSettled([http.get(url), http.get(url)]);
  t.is(first.status, 'rejected');
  t.is(second.status === 'fulfilled' && second.value.body, 'fine');
});

test('text is read as its header says, else as UTF-8, else as an old log', async t => {
  const bytes = (data: Uint8Array, type: string): Answer => {
    return (_request, response) => response.writeHead(200, { 'content-type': type }).end(data);
  };
  const latin = Buffer.from('Zoé', 'latin1');
  for (const [data, type] of [
    [Buffer.from('\uFEFFZoé'), 'text/plain'],
    [latin, 'text/plain'],
    [latin, 'text/html; charset=ISO-8859-1'],
    [Buffer.from('Zoé', 'utf16le'), 'text/plain; charset="utf-16le"'],
    [Buffer.from('Zoé'), 'text/plain; charset=made-up'],
  ] as const) {
    const { url } = await host(t, bytes(data, type));
    t.is((await client().http.get(url)).body, 'Zoé', type);
  }
});

test('where the web is not to be read, it says so', async t => {
  await t.throwsAsync(NO_HTTP.get('https://review.example.org/a?b'), {
    instanceOf: SourceError,
    message: 'https://review.example.org/a: the web is not to be read here',
  });
});
