// A connection to a real network with services, inspircd and Atheme: signing in, and who somebody really is.
import anyTest from 'ava';
import { SourceError, UserError } from '../../src/domain/errors.ts';
import { listening, NOW, PASSWORD } from '../support/irc-listening.ts';
import { inspircd, missing, until, visitor } from '../support/irc-server.ts';

const absent = missing('inspircd');
const test = absent.length === 0 ? anyTest : anyTest.skip;
const title = (sentence: string): string =>
  absent.length === 0 ? sentence : `${sentence} (skipped: ${absent.join(', ')} is not installed)`;

const LOGIN = { account: 'rollcall', passwordVariable: 'IRC_PASSWORD' };

test(title('with the right password it is signed in; with a wrong one it is not there at all'), async t => {
  const { port } = await inspircd(t);
  const owner = await visitor(t, port, 'rollcall');
  await owner.register('the-right-one');
  owner.quit();
  const asked: string[] = [];
  const secret = (variable: string): string => {
    asked.push(variable);
    return 'the-right-one';
  };
  const us = listening(t, port, ['#garden'], { server: { login: LOGIN }, means: { secret } });
  await us.there('#garden');
  t.deepEqual(asked, ['IRC_PASSWORD']);
  t.is(await us.connection.signedIn(us.connection.nick() ?? ''), 'rollcall');

  const wrong = listening(t, port, ['#garden'], { server: { login: LOGIN, nicks: ['wrong'] } });
  await wrong.logged(/^127\.0\.0\.1: it does not sign rollcall in: .*; next try in \d+ s$/);
  await wrong.logged(/it does not sign rollcall in/);
  t.is(wrong.connection.nick(), undefined);
  t.deepEqual(wrong.joined, []);
  await t.throwsAsync(wrong.connection.say('#garden', ['hello']), {
    instanceOf: SourceError,
    message: /does not sign rollcall in/,
  });
  const ada = await visitor(t, port, 'ada');
  ada.raw('WHOWAS wrong');
  t.regex(await ada.heard(/ (?:314|406) /), / 406 /, 'it was never on the network');
  t.false([...us.log, ...wrong.log].some(line => line.includes(PASSWORD) || line.includes('right-one')));
});

test(title('a network without SASL is not spoken to as if it had let us in'), async t => {
  const { port } = await inspircd(t, [], 'no services');
  const us = listening(t, port, ['#garden'], { server: { login: LOGIN } });
  await us.logged(/it does not sign rollcall in/);
  t.is(us.connection.nick(), undefined);
  t.deepEqual(us.joined, []);
});

anyTest('no password, or one that would travel in the open, is told at once', t => {
  const nowhere = (server: object, secret: () => string | undefined) => () =>
    listening(t, 1, [], { server: { login: LOGIN, ...server }, means: { secret } });
  t.throws(
    nowhere({}, () => undefined),
    { instanceOf: UserError, message: /IRC_PASSWORD.*no password/ },
  );
  t.throws(
    nowhere({ host: 'irc.example.org' }, () => PASSWORD),
    {
      instanceOf: UserError,
      message: /without TLS/,
    },
  );
  t.throws(
    nowhere({ nicks: ['a b'] }, () => PASSWORD),
    { instanceOf: UserError, message: /"a b"/ },
  );
  t.throws(
    nowhere({ nicks: [] }, () => PASSWORD),
    { instanceOf: UserError },
  );
});

for (const [how, modules] of [
  ['asked for', []],
  ['sent with each line', ['ircv3_accounttag', 'ircv3_ctctags']],
] as const)
  test(title(`the account is what the services say, ${how}, and never the nick`), async t => {
    const { port } = await inspircd(t, modules);
    const us = listening(t, port, ['#garden'], { means: { timing: { between: 100 } } });
    await us.there('#garden');
    const ada = await visitor(t, port, 'ada');
    await ada.register('geheim99');
    ada.say('rollcall', 'it is me');
    const line = await us.heard('it is me');
    t.is(line.account, modules.length > 0 ? 'ada' : undefined);
    t.is(await us.connection.account(line), 'ada');
    t.is(await us.connection.signedIn('ada'), 'ada');
    // The services have an account of this name, but this is somebody else’s connection.
    ada.raw('NICK una');
    await until('una is known', async () => (await us.connection.signedIn('una')) === 'ada');
    const eve = await visitor(t, port, 'ada', 'eve');
    eve.say('rollcall', 'me too');
    const forged = await us.heard('me too');
    t.is(forged.account, undefined);
    t.is(await us.connection.account(forged), undefined);
    t.is(await us.connection.signedIn('ada'), undefined);
    const { account: _told, ...bare } = line;
    t.is(await us.connection.account(bare), undefined, 'what ada said is not eve’s, nor anybody’s any more');
    await eve.identify('ada', 'geheim99');
    t.is(await us.connection.signedIn('ada'), 'ada');
    t.is(
      await us.connection.account(bare),
      undefined,
      'the nick and the account fit, but not where it came from',
    );
  });

test(title('the server’s clock is believed where it can be true'), async t => {
  const { port } = await inspircd(t);
  const now = Math.floor(Date.now() / 1000);
  const [right, wrong] = [
    listening(t, port, ['#garden'], { means: { now: () => now - 100 } }),
    listening(t, port, ['#garden'], { server: { nicks: ['other'] } }),
  ];
  await Promise.all([right.there('#garden'), wrong.there('#garden')]);
  const ada = await visitor(t, port, 'ada');
  await ada.join('#garden');
  ada.say('#garden', 'what time is it?');
  const [one, two] = [await right.heard('what time is it?'), await wrong.heard('what time is it?')];
  t.true(one.at >= now && one.at < now + 200);
  t.is(two.at, NOW);
});
