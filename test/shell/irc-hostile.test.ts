// A server that sends what it should not: whatever it is, the process lives, and what is bounded stays so.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { UnsureError } from '../../src/domain/errors.ts';
import { type How, type Listening, listening } from '../support/irc-listening.ts';
import { until } from '../support/irc-server.ts';

interface Hostile {
  readonly us: Listening;
  /** To whoever is connected now. */
  readonly send: (text: string | Buffer) => void;
  readonly got: string[];
  /** Answers to PING from now on. */
  isMute: boolean;
}

/** Lets everybody in, and into every channel. */
const hostile = async (t: ExecutionContext, how: How = {}): Promise<Hostile> => {
  let current: Socket | undefined;
  const got: string[] = [];
  const there: { isMute: boolean } = { isMute: false };
  const answer = (socket: Socket, line: string): void => {
    got.push(line);
    const [command = '', word = ''] = line.split(' ');
    const reply = {
      USER: ':s 001 rollcall :hello\r\n:s 005 rollcall CHANTYPES=# PREFIX=(ov)@+ :are supported\r\n:s 376 rollcall :end',
      JOIN: `:rollcall!r@h JOIN ${word}\r\n:s 353 rollcall = ${word} :rollcall @ada\r\n:s 366 rollcall ${word} :end`,
      PING: there.isMute ? undefined : `:s PONG s :${word}`,
    }[command];
    if (reply !== undefined) socket.write(`${reply}\r\n`);
  };
  const server = createServer(socket => {
    current = socket;
    socket.on('error', () => undefined);
    let rest = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) answer(socket, line);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => void server.close());
  t.teardown(() => void current?.destroy());
  const us = listening(t, (server.address() as AddressInfo).port, ['#garden'], how);
  await us.there('#garden');
  return Object.assign(there, { us, got, send: (text: string | Buffer) => void current?.write(text) });
};

/** A small generator with a seed: a failing run can be run again. */
const dice = (seed: number) => (sides: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * sides);
};

const LINES = [
  '@time=2026-08-18T12:00:00.000Z;account=ada :ada!a@h PRIVMSG #garden :hello',
  ':ada!a@h PRIVMSG rollcall :\u0001ACTION waves\u0001',
  ':s 353 rollcall = #garden :@ada +bob!b@h',
  ':s 311 rollcall ada a h * :Ada',
  ':s 330 rollcall ada ada :is logged in as',
  ':s 005 rollcall CHANTYPES STATUSMSG CHANMODES PREFIX CASEMAPPING CLIENTTAGDENY :x',
  ':s CAP rollcall LS * :sasl=PLAIN batch',
  ':s CAP rollcall ACK :sasl',
  'AUTHENTICATE +',
  ':s BATCH +1 chathistory #garden',
  ':ada!a@h NICK :una',
  ':ada!a@h JOIN #garden',
  ':s 900 rollcall',
  'PONG',
];

test('forty thousand mutilated lines end nothing, and the next line is heard', async t => {
  const { us, send } = await hostile(t);
  const roll = dice(20_260_818);
  const mutilated = (): Buffer => {
    const bytes = Buffer.from(LINES[roll(LINES.length)] ?? '');
    for (let cuts = roll(4); cuts > 0; cuts--) bytes[roll(bytes.length)] = roll(256);
    // A line of its own: it must not end the connection by its own words, nor put us out.
    const line = bytes.subarray(0, roll(3) === 0 ? roll(bytes.length) : bytes.length);
    return Buffer.concat([line, Buffer.from('\r\n')]);
  };
  for (let round = 0; round < 40; round++) send(Buffer.concat(Array.from({ length: 1000 }, mutilated)));
  send(':eve!e@h PRIVMSG #garden :the end of it\r\n');
  const line = await us.heard('the end of it');
  t.is(line.nick, 'eve');
  t.deepEqual(us.lost, []);
  t.true(us.connection.present('#garden').length <= 10_000);
});

test('what is replayed from before was not said now; Latin-1 is read as such', async t => {
  const { us, send } = await hostile(t);
  send(
    ':s BATCH +7 chathistory #garden\r\n@batch=7 :ada!a@h PRIVMSG #garden :#startmeeting\r\n:s BATCH -7\r\n',
  );
  send(
    ':ada!a@h PRIVMSG @#garden :to the operators\r\n:s NOTICE #garden :x\r\n:s PRIVMSG #garden :by a server\r\n',
  );
  send(':rollcall!r@h PRIVMSG #garden :our own\r\n:ada!a@h PRIVMSG #elsewhere :not ours\r\n');
  send(Buffer.from(':ada!a@h PRIVMSG #garden :d\u00e9j\u00e0 vu\r\n', 'latin1'));
  await us.heard('d\u00e9j\u00e0 vu');
  t.is(us.said.length, 1);
});

test('a line without an end ends the connection, and it is made anew', async t => {
  const { us, send } = await hostile(t);
  send('x'.repeat(40_000));
  await us.there('#garden', 2);
  t.deepEqual(us.lost, ['the server sends lines without an end']);
});

test('of more lines than can be borne the later ones are dropped, counted and told', async t => {
  let go: () => void = () => undefined;
  const gate = new Promise<void>(resolve => {
    go = resolve;
  });
  const { us, send, got } = await hostile(t, { onSaid: () => gate });
  for (let index = 0; index < 5000; index++) send(`:ada!a@h PRIVMSG #garden :line ${index}\r\n`);
  send('PING :all is read\r\n');
  await until('all is read', () => got.includes('PONG :all is read'));
  go();
  await us.logged(/^\d+ lines were dropped: more was said than could be heard$/);
  const dropped = Number(us.log.find(line => line.includes('dropped'))?.split(' ')[0]);
  t.is(us.said.length + dropped, 5000);
  t.is(us.said.at(-1)?.text, `line ${us.said.length - 1}`, 'the first ones, in order');
  send(':ada!a@h PRIVMSG #garden :and on\r\n');
  await us.heard('and on');
});

test('a server that does not say whether it took a line leaves it unsure; one that is silent is left', async t => {
  const there = await hostile(t, { means: { timing: { answer: 300, silence: 2000 } } });
  there.isMute = true;
  await t.throwsAsync(there.us.connection.say('#garden', ['hello']), { instanceOf: UnsureError });
  await until('the silence is noticed', () => there.us.lost.length === 1);
  t.deepEqual(there.us.lost, ['it says nothing any more']);
  there.isMute = false;
  await there.us.there('#garden', 2);
});

test('a refusal after some lines leaves it unsure how much was said', async t => {
  const { us, send, got } = await hostile(t, { means: { timing: { burst: 2, between: 50 } } });
  const saying = us.connection.say('#garden', ['one', 'two', 'three', 'four']);
  await until('three is said', () => got.includes('PRIVMSG #garden :three'));
  send(':s 404 rollcall #garden :Cannot send to channel\r\n');
  await t.throwsAsync(saying, { instanceOf: UnsureError, message: /1 were refused: .*Cannot send/ });
});
