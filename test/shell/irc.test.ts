// A connection to a real IRC server, ngircd: lines in and out, its pace, its nicks, and servers that die.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import anyTest from 'ava';
import { SourceError, UserError } from '../../src/domain/errors.ts';
import { childEnvironment } from '../support/environment.ts';
import { listening, NOW } from '../support/irc-listening.ts';
import { CERTIFICATE, missing, ngircd, until, visitor } from '../support/irc-server.ts';
import { packageRoot } from '../support/root.ts';

const absent = missing('ngircd');
const test = absent.length === 0 ? anyTest : anyTest.skip;
const title = (sentence: string): string =>
  absent.length === 0 ? sentence : `${sentence} (skipped: ${absent.join(', ')} is not installed)`;

test(title('what is said in the channel, to us and with /me is heard, and nothing else'), async t => {
  const { port } = await ngircd(t);
  const us = listening(t, port, ['#garden']);
  await us.there('#garden');
  const ada = await visitor(t, port, 'ada');
  await ada.join('#garden');
  ada.say('#garden', 'good morning');
  ada.say('#garden', '\u0001ACTION waves\u0001');
  ada.say('rollcall', '\u0001VERSION\u0001');
  ada.raw('NOTICE #garden :a bot said this');
  ada.raw('NOTICE rollcall :and this');
  ada.say('rollcall', 'only for you');
  await us.heard('only for you');
  t.deepEqual(
    us.said.map(({ nick, mask, channel, text, isAction, at }) => [nick, mask, channel, text, isAction, at]),
    [
      ['ada', '~ada@127.0.0.1', '#garden', 'good morning', false, NOW],
      ['ada', '~ada@127.0.0.1', '#garden', 'waves', true, NOW],
      ['ada', '~ada@127.0.0.1', undefined, 'only for you', false, NOW],
    ],
  );
  ada.raw('NICK ada_away');
  await until('the new nick is known', () => us.renamed.length > 0);
  t.deepEqual(us.renamed, ['ada ada_away']);
  t.deepEqual([...us.connection.present('#Garden')].sort(), ['ada_away', 'rollcall']);
  ada.quit();
  await until('ada is gone', () => us.connection.present('#garden').length === 1);
  t.false(
    ada.lines.some(line => line.startsWith(':rollcall!')),
    'nobody is answered unasked',
  );
});

test(title('over TLS it speaks to a server that is vouched for, and to no other'), async t => {
  const { tlsPort, port } = await ngircd(t, true);
  const ada = await visitor(t, port, 'ada');
  await ada.join('#garden');
  const child = spawn(
    process.execPath,
    [join(packageRoot(), 'dist/test/support/irc-client.js'), String(tlsPort)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: childEnvironment({ NODE_EXTRA_CA_CERTS: CERTIFICATE }) },
  );
  t.teardown(() => void child.kill('SIGKILL'));
  await once(child, 'close');
  t.regex(await ada.heard(/PRIVMSG #garden/), /^:sealed!\S+ PRIVMSG #garden :said under seal$/);
  const us = listening(t, tlsPort, ['#garden'], { server: { tls: true, host: 'localhost' } });
  await us.logged(
    /^localhost: its certificate cannot be trusted: self-signed certificate(; .*)?; next try in \d+ s$/,
  );
  t.is(us.connection.nick(), undefined);
  await t.throwsAsync(us.connection.say('#garden', ['hello']), {
    instanceOf: SourceError,
    message: /no connection to localhost: its certificate cannot be trusted/,
  });
});

test(title('twenty lines arrive, all and in order, however many speak at once'), async t => {
  const { port } = await ngircd(t);
  const us = listening(t, port, ['#garden']);
  await us.there('#garden');
  const ada = await visitor(t, port, 'ada');
  await ada.join('#garden');
  const lines = (from: number) => Array.from({ length: 10 }, (_, index) => `line ${from + index}`);
  await Promise.all([us.connection.say('#garden', lines(0)), us.connection.say('#garden', lines(10))]);
  await ada.heard(/:line 19$/);
  t.deepEqual(
    ada.lines.filter(line => line.includes('PRIVMSG')).map(line => line.replace(/^.* :/, '')),
    [...lines(0), ...lines(10)],
  );
  t.deepEqual(us.lost, []);
});

test(title('no line becomes two, none is longer than the network bears, and no letter is torn'), async t => {
  const { port } = await ngircd(t);
  const us = listening(t, port, ['#garden'], { means: { timing: { between: 0 } } });
  await us.there('#garden');
  const ada = await visitor(t, port, 'ada');
  await ada.join('#garden');
  const long = `${'žluťoučký kůň '.repeat(60)}🌳`.trim();
  await us.connection.say('#garden', ['one\r\nQUIT :bye', '\u0001DCC x\u0001', '\0', '', long]);
  await us.connection.say('ada', ['the end']);
  await ada.heard(/the end/);
  const heard = ada.lines.filter(line => line.includes('PRIVMSG'));
  t.true(heard.every(line => Buffer.byteLength(line) <= 510));
  const [one, dcc, ...parts] = heard.map(line => line.replace(/^:\S+ PRIVMSG \S+ :/, ''));
  t.deepEqual([one, dcc], ['one QUIT :bye', ' DCC x']);
  t.is(parts.slice(0, -1).join(' '), long);
  for (const bad of ['#garden\r\nQUIT', 'a b', '', ':x', '#a,#b', 'ada\0'])
    await t.throwsAsync(us.connection.say(bad, ['hello']), { instanceOf: UserError });
  t.is(us.connection.nick(), 'rollcall');
});

test(title('where nobody is, nothing was said, and that is told'), async t => {
  const { port } = await ngircd(t);
  const us = listening(t, port, ['#garden']);
  await us.there('#garden');
  await t.throwsAsync(us.connection.say('nobody', ['hello', 'again']), {
    instanceOf: SourceError,
    message: /refuses what is said to nobody: No such nick/,
  });
  await t.throwsAsync(us.connection.say('#elsewhere', ['hello']), {
    instanceOf: SourceError,
    message: /not in #elsewhere/,
  });
  const ada = await visitor(t, port, 'ada');
  await ada.join('#quiet');
  ada.raw('MODE #quiet +m');
  await us.connection.join('#quiet');
  await t.throwsAsync(us.connection.say('#quiet', ['hello']), { instanceOf: SourceError, message: /#quiet/ });
  ada.raw('MODE #quiet +i');
  await ada.heard(/MODE #quiet \+i/);
  ada.raw('KICK #quiet rollcall :out');
  await us.logged(/ada put us out of #quiet/);
  await t.throwsAsync(us.connection.join('#quiet'), { instanceOf: SourceError, message: /Invite only|\+i/i });
  ada.raw('MODE #quiet -i');
  await us.there('#quiet', 2);
  const gone = listening(t, 1, ['#garden']);
  await gone.logged(/ECONNREFUSED/);
  await t.throwsAsync(gone.connection.say('#garden', ['hello']), { instanceOf: SourceError });
});

test(title('the first nick is taken back when it is free; who is put out comes back'), async t => {
  const { port } = await ngircd(t);
  const other = await visitor(t, port, 'rollcall');
  await other.join('#garden');
  const us = listening(t, port, ['#garden']);
  await us.there('#garden');
  t.is(us.connection.nick(), 'rollcall_');
  const more = listening(t, port, ['#garden'], { means: { timing: { nick: 60_000 } } });
  await more.there('#garden');
  t.is(more.connection.nick(), 'rollcall__', 'when all are taken, one with something at its end');
  other.raw('KICK #garden rollcall_ :out');
  await us.there('#garden', 2);
  await us.connection.say('#garden', ['back again']);
  await other.heard(/:rollcall_!.*back again/);
  await more.connection.stop();
  other.quit();
  await until('the nick is ours again', () => us.connection.nick() === 'rollcall');
  t.deepEqual(us.lost, []);
});

test(title('a server that is killed is waited for; what is said after we are back is heard'), async t => {
  const server = await ngircd(t);
  const us = listening(t, server.port, ['#garden', '#pond']);
  for (let round = 1; round <= 3; round++) {
    await us.there('#garden', round);
    await us.there('#pond', round);
    const ada = await visitor(t, server.port, 'ada');
    await ada.join('#garden');
    const words = Array.from({ length: 5 }, (_, index) => `round ${round}, line ${index}`);
    for (const line of words) ada.say('#garden', line);
    await us.heard(`round ${round}, line 4`);
    await us.connection.say('#garden', [`heard ${round}`]);
    await ada.heard(new RegExp(`heard ${round}`));
    await server.kill();
    await until('the loss is told', () => us.lost.length === round);
    t.is(us.connection.nick(), undefined);
    await t.throwsAsync(us.connection.say('#garden', ['hello?']), { instanceOf: SourceError });
    await us.logged(/ECONNREFUSED/);
    await server.start();
  }
  await us.there('#garden', 4);
  t.is(us.said.length, 15);
});

test(title('who is behind a line cannot be told where the network has no accounts'), async t => {
  const { port } = await ngircd(t);
  const us = listening(t, port, ['#garden']);
  await us.there('#garden');
  const ada = await visitor(t, port, 'ada');
  ada.say('rollcall', 'hello');
  t.is(await us.connection.account(await us.heard('hello')), undefined);
  t.is(await us.connection.signedIn('ada'), undefined);
  t.is(await us.connection.signedIn('nobody'), undefined);
  t.is(await us.connection.signedIn('x\r\nQUIT'), undefined);
});

test(
  title(
    'a listener that is slow or fails is handed one line after the other, and loses none that it can bear',
  ),
  async t => {
    const { port } = await ngircd(t);
    let [busy, most] = [0, 0];
    const us = listening(t, port, ['#garden'], {
      async onSaid({ text }) {
        busy += 1;
        most = Math.max(most, busy);
        await new Promise(resolve => setTimeout(resolve, 20));
        busy -= 1;
        if (text === 'line 3') throw new Error('not understood');
      },
    });
    await us.there('#garden');
    const ada = await visitor(t, port, 'ada');
    await ada.join('#garden');
    for (let index = 0; index < 8; index++) ada.say('#garden', `line ${index}`);
    await us.heard('line 7');
    t.is(us.said.length, 8);
    t.is(most, 1);
    await us.logged(/a line was not understood: Error: not understood/);
  },
);
