// Reports on a real IRC network: a few lines, once, calling nobody; and to one person alone by their account.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import anyTest, { type ExecutionContext } from 'ava';
import channel from '../../src/channels/irc/index.ts';
import { ircLines } from '../../src/channels/irc/say.ts';
import type { ChatConnection, ChatServer, Message, Out } from '../../src/contracts.ts';
import type { Handle } from '../../src/domain/activity.ts';
import { SourceError, UserError } from '../../src/domain/errors.ts';
import { outOf } from '../../src/house/message.ts';
import { publishAgain, publishDue, type Said } from '../../src/house/publish.ts';
import { NO_GITHUB } from '../../src/shell/github.ts';
import { chatPool } from '../../src/shell/irc/pool.ts';
import { childEnvironment } from '../support/environment.ts';
import { listening } from '../support/irc-listening.ts';
import { inspircd, missing, ngircd, until, visitor } from '../support/irc-server.ts';
import { CLOSED } from '../support/out.ts';
import { packageRoot } from '../support/root.ts';
import { type Garden, garden, openGarden, TUESDAY } from '../support/speaking.ts';

const withIt = (kind: 'ngircd' | 'inspircd') => {
  const absent = missing(kind);
  const test = absent.length === 0 ? anyTest : anyTest.skip;
  const why = absent.length === 0 ? '' : ` (skipped: ${absent.join(', ')} is not installed)`;
  return (sentence: string, run: (t: ExecutionContext) => Promise<void>): void =>
    test(`${sentence}${why}`, run);
};
const [onPlain, onServices] = [withIt('ngircd'), withIt('inspircd')];

const PAGE = 'https://rollcall.example.org/garden';
const entry = (port: number, more: string): string =>
  `{ type: irc, server: 127.0.0.1, port: ${port}, tls: false, ${more} }`;

const sayHere = async (
  at: Garden,
  pool = chatPool(),
  how: (...given: Parameters<typeof publishDue>) => Promise<Said[]> = publishDue,
  now = TUESDAY,
): Promise<Said[]> => {
  const { house, chosen } = await openGarden(at, NO_GITHUB, () => now);
  try {
    return await how(
      house,
      chosen,
      outOf(() => undefined, house.io, pool),
    );
  } finally {
    house.store.close();
  }
};

const publisher = ({ config, database }: Garden): ChildProcess =>
  spawn(
    process.execPath,
    [join(packageRoot(), 'dist/test/support/publisher.js'), config, database, String(TUESDAY)],
    { stdio: ['ignore', 'ignore', 'inherit'], env: childEnvironment() },
  );

const saidBy = (lines: readonly string[], nick = 'rollcall'): string[] =>
  lines
    .filter(line => line.startsWith(`:${nick}!`) && line.includes(' PRIVMSG '))
    .map(line => line.replace(/^:\S+ PRIVMSG \S+ :/, ''));

onPlain('the week is told in a few lines, once, and nobody who is there is called', async t => {
  const { port } = await ngircd(t);
  const someone = await visitor(t, port, 'Garden');
  await someone.join('#garden');
  const at = await garden(t, [entry(port, `to: "#garden", page: "${PAGE}"`)]);
  const [said] = await sayHere(at);
  t.deepEqual([said?.state, said?.words], ['posted', `127.0.0.1:${port} #garden`]);
  await someone.heard(/The whole report/);
  const lines = saidBy(someone.lines);
  t.is(lines[0], 'The G\u200Barden: week 2026-W33, 2026-08-10 to 2026-08-16');
  t.is(lines.at(-1), `The whole report: ${PAGE}`);
  t.true(lines.length <= 7);
  t.deepEqual(await sayHere(at, chatPool(), publishDue, TUESDAY + 60), []);
  await someone.heard(/^:rollcall!\S+ QUIT/);
});

onPlain('a connection that is there already is used', async t => {
  const { port } = await ngircd(t);
  const us = listening(t, port, []);
  await until('it is there', () => us.connection.nick() !== undefined);
  const someone = await visitor(t, port, 'ada');
  await someone.join('#garden');
  const pool = chatPool();
  const server: ChatServer = { host: '127.0.0.1', port, tls: false, nicks: ['another'] };
  const remove = pool.add(server, us.connection);
  const at = await garden(t, [entry(port, 'to: "#garden"')]);
  t.is((await sayHere(at, pool))[0]?.state, 'posted');
  t.regex(await someone.heard(/PRIVMSG/), /^:rollcall!/);
  t.false(someone.lines.some(line => /^:rollcall!\S+ (?:QUIT|PART)/.test(line)));
  t.is(pool.find({ ...server, login: { account: 'lumen', passwordVariable: 'A' } }), undefined);
  t.is(pool.find({ ...server, tls: true }), undefined);
  remove();
  t.is(pool.find(server), undefined);
});

anyTest('two projects that sign in as different accounts each speak over their own connection', t => {
  const pool = chatPool();
  const [lumen, shade] = [{} as ChatConnection, {} as ChatConnection];
  const server = (account: string): ChatServer => ({
    ...{ host: 'irc.example.org', port: 6697, tls: true, nicks: ['rollcall'] },
    login: { account, passwordVariable: 'IRC_PASSWORD' },
  });
  pool.add(server('lumen'), lumen);
  pool.add(server('shade'), shade);
  t.is(pool.find(server('lumen')), lumen);
  t.is(pool.find(server('shade')), shade);
  t.is(pool.find(server('glade')), undefined);
  const { login: _, ...anybody } = server('any');
  t.is(pool.find(anybody), lumen, 'who asks for no account takes what is there');
});

onPlain(
  'a process that dies while it speaks may have said it, and it is said again on the PTL’s word alone',
  async t => {
    const { port } = await ngircd(t);
    const someone = await visitor(t, port, 'ada');
    await someone.join('#garden');
    const at = await garden(t, [entry(port, `to: "#garden", page: "${PAGE}"`)]);
    const child = publisher(at);
    t.teardown(() => void child.kill('SIGKILL'));
    const closed = once(child, 'close');
    await someone.heard(/PRIVMSG #garden/);
    child.kill('SIGKILL');
    await closed;
    t.is(child.signalCode, 'SIGKILL');
    t.deepEqual(await sayHere(at, chatPool(), publishDue, TUESDAY + 900), [], 'not by itself');
    const looking: typeof publishDue = (house, chosen, out) => publishDue(house, chosen, out, true);
    t.is((await sayHere(at, chatPool(), looking, TUESDAY + 900))[0]?.state, 'unsure');
    const again: typeof publishDue = (house, chosen, out) =>
      publishAgain(house, chosen, 'weekly 2026-W33', out);
    t.is((await sayHere(at, chatPool(), again, TUESDAY + 900))[0]?.state, 'posted');
    await someone.heard(/The whole report/);
  },
);

onPlain(
  'a server that dies while it is spoken to leaves it unsure; one that is not there is tried again',
  async t => {
    const server = await ngircd(t);
    const someone = await visitor(t, server.port, 'ada');
    await someone.join('#garden');
    const at = await garden(t, [entry(server.port, `to: "#garden", page: "${PAGE}"`)]);
    await server.kill();
    const [later] = await sayHere(at);
    t.is(later?.state, 'refused');
    t.regex(later?.words ?? '', /no connection to 127\.0\.0\.1: .*ECONNREFUSED/);
    await server.start();
    const other = await visitor(t, server.port, 'ada');
    await other.join('#garden');
    const saying = sayHere(at, chatPool(), publishDue, TUESDAY + 60);
    await other.heard(/PRIVMSG #garden/);
    await server.kill();
    t.is((await saying)[0]?.state, 'unsure');
  },
);

onPlain('where we are not let in nothing is said, and it is tried again', async t => {
  const { port } = await ngircd(t);
  const someone = await visitor(t, port, 'ada');
  await someone.join('#garden');
  someone.raw('MODE #garden +i');
  await someone.heard(/MODE #garden \+i/);
  const at = await garden(t, [entry(port, 'to: "#garden"')]);
  const [said] = await sayHere(at);
  t.is(said?.state, 'refused');
  t.regex(said?.words ?? '', /does not let us into #garden/);
  someone.raw('MODE #garden -i');
  await someone.heard(/MODE #garden -i/);
  t.is((await sayHere(at, chatPool(), publishDue, TUESDAY + 60))[0]?.state, 'posted');
});

onPlain('what is for the PTL alone is not said in a channel', async t => {
  const { port } = await ngircd(t);
  const someone = await visitor(t, port, 'ada');
  await someone.join('#garden');
  const at = await garden(t, [entry(port, 'to: "#garden", report: team')]);
  const [said] = await sayHere(at);
  t.is(said?.state, 'refused');
  t.regex(said?.words ?? '', /PTL alone.*Nothing was sent/);
  t.deepEqual(saidBy(someone.lines), []);
});

onServices('one person is spoken to by their account, and whoever took their nick hears nothing', async t => {
  const { port } = await inspircd(t);
  const ada = await visitor(t, port, 'ada');
  await ada.register('geheim99');
  const at = await garden(t, [entry(port, 'to: [ada, una], toAccount: Ada, report: team')]);
  ada.raw('NICK una');
  await ada.heard(/NICK :?una/);
  const eve = await visitor(t, port, 'ada', 'eve');
  t.is((await sayHere(at))[0]?.state, 'posted', 'under the other nick');
  t.regex(await ada.heard(/PRIVMSG una/), /The Garden/);
  ada.quit();
  await until('ada is gone', async () => {
    eve.raw('WHOIS una');
    return (await eve.heard(/ (?:311|401) ada una/)).includes(' 401 ');
  });
  const [said] = await sayHere(at, chatPool(), publishDue, TUESDAY + 7 * 86_400);
  t.is(said?.state, 'refused');
  t.regex(said?.words ?? '', /nobody who is signed in as Ada is there now/);
  t.deepEqual(saidBy(eve.lines), []);
});

const settings = (more: object) =>
  channel.settings.parse({ server: 'irc.example.org', to: '#garden', ...more });

anyTest('a channel is never private, a nick only by its account and under seal', async t => {
  const isPrivate = (more: object) => channel.isPrivate(settings(more), CLOSED);
  t.false(await isPrivate({}));
  t.false(await isPrivate({ to: 'ada' }));
  t.true(await isPrivate({ to: 'ada', toAccount: 'ada' }));
  t.false(await isPrivate({ to: 'ada', tls: false }));
  for (const bad of [
    { toAccount: 'ada' },
    { to: ['ada', 'una'] },
    { to: 'ada', toAccount: 'ada', tls: false },
    { to: 'a b' },
    { to: '#a\r\nQUIT' },
    { to: '#a,#b' },
    { account: 'rollcall' },
  ])
    t.false(channel.settings.safeParse({ server: 'irc.example.org', to: '#garden', ...bad }).success);
});

anyTest('a person is reached by the account of this network, under the nicks that they have', t => {
  const reach = (accounts: readonly Handle[], more: object = {}) => channel.reach?.(settings(more), accounts);
  const [nick, account]: Handle[] = [
    { service: 'irc', id: 'una' },
    { service: 'irc-account', id: 'ada' },
  ];
  t.is(reach(nick ? [nick] : []), undefined, 'a nick is anybody’s');
  const found = reach([nick, account].filter(each => each !== undefined));
  t.deepEqual([found?.to, found?.toAccount], [['ada', 'una'], 'ada']);
  t.is(found && channel.place(found), 'irc.example.org:6697 account ada');
  t.is(reach([{ service: 'irc-account', id: 'ada@irc.elsewhere.org' }]), undefined);
  t.is(reach([{ service: 'irc-account', id: 'ada@IRC.example.org' }])?.toAccount, 'ada');
  t.is(reach(account ? [account] : [], { tls: false }), undefined);
});

anyTest('before the first line the intent is recorded, and where it must not be nothing is said', async t => {
  const seen: string[] = [];
  const out: Out = {
    ...CLOSED,
    async chat(server, to, lines, intend) {
      await intend();
      seen.push(`${server.host} ${JSON.stringify(to)}: ${lines[0]}`);
    },
  };
  const message: Message = {
    ...{ key: 'weekly 2026-W33', project: 'garden', audience: 'public', format: 'text' },
    ...{ title: 'Weekly', body: 'The Garden: week 2026-W33\n' },
  };
  const refuse = () => Promise.reject(new UserError('another process says it'));
  await t.throwsAsync(channel.publish(message, settings({}), out, undefined, refuse), {
    instanceOf: UserError,
  });
  t.deepEqual(seen, []);
  const intents: string[] = [];
  const receipt = await channel.publish(message, settings({}), out, undefined, async place => {
    intents.push(place);
  });
  t.deepEqual([intents, receipt], [['irc.example.org:6697 #garden'], 'irc.example.org:6697 #garden']);
  t.deepEqual(seen, ['irc.example.org "#garden": The Garden: week 2026-W33']);
  await t.throwsAsync(
    outOf(() => undefined, { github: NO_GITHUB, now: () => 0 }).chat(
      { host: '127.0.0.1', port: 1, tls: false, nicks: ['rollcall'] },
      '#garden',
      ['hello'],
      refuse,
    ),
    { instanceOf: SourceError },
  );
});

anyTest('of a long report the beginning is told, and each chapter in a line', t => {
  const body = `The Garden: week 2026-W33
Cycle Oak

Two merged.

COMING UP
  2026-09-01  frost, in 10 days
  2026-09-02  snow

PRIORITIES

  Trees (led by Ada Example)
  1 merged; 2 open
    - Plant it  https://review.example.org/c/1

  Ponds
  0 merged

MERGED
  * \u0003Roses  https://review.example.org/c/2
      by Ada Example
  - Tulips
  - Lilies
  - Moss

BUGS
  none
`;
  t.deepEqual(ircLines(body, PAGE), [
    'The Garden: week 2026-W33',
    'Cycle Oak. Two merged.',
    'Coming up: 2026-09-01 frost, in 10 days; 2026-09-02 snow',
    'Priorities: Trees (led by Ada Example); Ponds',
    'Merged: Roses; Tulips; Lilies; and 1 more',
    'Bugs: none',
    `The whole report: ${PAGE}`,
  ]);
  t.deepEqual(ircLines('One line.\n'), ['One line.']);
  t.deepEqual(ircLines(''), []);
  t.true(ircLines(`${'x'.repeat(5000)}\n`).every(line => line.length <= 280));
});

anyTest('a reminder has each chapter of the agenda in a line, with how many there are', async t => {
  const agenda = await readFile(join(packageRoot(), 'test/golden/agenda.txt'), 'utf8');
  const lines = ircLines(agenda, PAGE);
  t.is(lines.length, 7);
  t.is(lines[0], 'Lumen Image Service: agenda of the Lumen weekly meeting');
  t.is(lines[1], '2026-08-20 14:00 UTC, in 3 days, in #lumen. Coming up: feature-freeze 2026-08-27');
  t.regex(lines[2] ?? '', /^What was to be done: devika to .+; hyeonju to .+; ayo to .+; and 5 more$/);
  t.regex(lines[3] ?? '', /^Priorities that wait for a core: Image import: run .+; and 2 more$/);
  t.regex(lines[4] ?? '', /^Other changes that wait for a core for 7 days or more: .+; and 11 more$/);
  t.regex(lines[5] ?? '', /^Bugs that nobody has triaged \(18\): Two workers .+; and 15 more$/);
  t.is(lines[6], `The whole report: ${PAGE}`);
  t.false(lines.some(line => line.length > 280 || line.includes('thank you')));
});
