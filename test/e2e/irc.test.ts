// A meeting on a real IRC server, kept by a real `rollcall serve`: both are killed in the middle of it. And who is told
// private things there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { openHouse } from '../../src/house/house.ts';
import { meetingInMinutes } from '../../src/lib/meeting-minutes.ts';
import { pageText } from '../../src/lib/meeting-text.ts';
import { temporaryFolder } from '../support/git.ts';
import {
  CERTIFICATE,
  inspircd,
  missing,
  ngircd,
  until,
  type Visitor,
  visitor,
} from '../support/irc-server.ts';
import { packageRoot } from '../support/root.ts';

const ROOM = '#garden';

const CONFIG = (port: number): string => `id: garden
title: The Garden
publish: true
sources:
  - { type: journal, path: journal.jsonl }
  - { type: irc, server: localhost, port: ${port}, channels: ["${ROOM}"], folder: meetings, meetings: run, presence: true }
people:
  - { name: Una Core, handles: { irc: una, irc-account: una, gerrit: "1" } }
  - { name: Vera Core, handles: { irc: vera, irc-account: vera } }
roster: [{ type: rollcall, members: [{ name: Una Core }, { name: Vera Core }] }]
`;

const REVIEW = {
  ...{ nativeId: 'review/1', kind: 'review', item: 'change/1', value: 1, at: '2026-11-20T10:00:00Z' },
  by: { service: 'gerrit', id: '1', name: 'Una' },
};

interface Served {
  readonly folder: string;
  readonly places: { readonly config: string; readonly database: string };
  /** Resolves once it sits in the channel. */
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A process of its own, that trusts the server by its certificate alone. */
const served = async (t: ExecutionContext, tlsPort: number): Promise<Served> => {
  const folder = await temporaryFolder(t);
  const places = { config: join(folder, 'rollcall.yml'), database: join(folder, 'rollcall.db') };
  await writeFile(places.config, CONFIG(tlsPort));
  await writeFile(join(folder, 'journal.jsonl'), `${JSON.stringify({ activity: REVIEW })}\n`);
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  t.teardown(() => end('SIGKILL'));
  const cli = join(packageRoot(), 'dist/src/cli.js');
  const where = ['--config', places.config, '--database', places.database];
  const run = (...words: string[]): ChildProcess =>
    spawn(process.execPath, [cli, ...words, ...where], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: folder,
      env: { ...process.env, NODE_EXTRA_CA_CERTS: CERTIFICATE, LOG_FORMAT: 'json', LOG_LEVEL: 'info' },
    });
  const reading = run('ingest');
  reading.stdout?.resume();
  reading.stderr?.resume();
  await once(reading, 'exit');
  return {
    ...{ folder, places },
    async start() {
      child = run('serve', '--port', '0');
      let log = '';
      for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => {
          log += text;
        });
      await until('rollcall sits in the channel', () => {
        if (child?.exitCode !== null) throw new Error(log);
        return log.includes(`in ${ROOM}`);
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
};

const said = (text: string): RegExp => new RegExp(`^:rollcall!\\S+ PRIVMSG \\S+ :.*${text}`);

const inRoom = async (t: ExecutionContext, port: number, nick: string): Promise<Visitor> => {
  const one = await visitor(t, port, nick);
  await one.join(ROOM);
  return one;
};

const logIn = async (folder: string): Promise<{ name: string; text: string }> => {
  const { readdir } = await import('node:fs/promises');
  const files = await readdir(join(folder, 'meetings'), { recursive: true });
  const name = files.find(file => file.endsWith('.log.txt')) ?? '';
  return { name, text: name === '' ? '' : await readFile(join(folder, 'meetings', name), 'utf8') };
};

const attendance = async ({ places }: Served): Promise<string[]> => {
  const { store } = await openHouse(places);
  try {
    const people = await store.people('garden');
    const events = await Promise.all(
      people.map(async ({ key, name }) =>
        (await store.events(key, { since: 0, until: 4e9 }, ['meeting-present', 'meeting-action'])).map(
          ({ kind, value }) => `${name} ${kind} ${value ?? ''}`.trim(),
        ),
      ),
    );
    return events.flat().sort();
  } finally {
    store.close();
  }
};

test('a meeting outlives the death of the server and of Rollcall, and nothing said while it is there is lost', async t => {
  if (missing('ngircd').length > 0) {
    t.log('skipped: ngircd is not here (apt-get install ngircd)');
    return t.pass();
  }
  const server = await ngircd(t, true);
  const rollcall = await served(t, server.tlsPort);
  const { folder } = rollcall;
  const crowd = () => Promise.all(['una', 'vera', 'oli'].map(nick => inRoom(t, server.port, nick)));
  const inLog = (text: string) =>
    until(`"${text}" is in the log`, async () => (await logIn(folder)).text.includes(text));
  let [una, vera, oli] = (await crowd()) as [Visitor, Visitor, Visitor];
  await rollcall.start();

  una.say(ROOM, 'said before');
  una.say(ROOM, '#startmeeting Shed');
  await vera.heard(said('Meeting started \\w{3} '));
  una.say(ROOM, '#topic Roll call');
  vera.say(ROOM, 'o/');
  oli.say(ROOM, '#info Oli Owner');
  await inLog('#info Oli Owner');
  una.say(ROOM, '#info a mistake');
  una.say(ROOM, '#undo');
  await una.heard(said('Removed from the minutes: info: a m'));
  una.say(ROOM, '#action vera to paint the roof');
  oli.say(ROOM, '#endmeeting');
  await oli.heard(said('Only chairs may do that'));

  await server.kill();
  await server.start();
  [una, vera, oli] = (await crowd()) as [Visitor, Visitor, Visitor];
  await una.heard(said('The meeting shed goes on'));
  for (let count = 1; count <= 3; count++) vera.say(ROOM, `after the server ${count}`);
  oli.say(ROOM, 'back too');
  await inLog('after the server 3');
  await inLog('back too');

  await rollcall.kill();
  await una.heard(/^:rollcall!\S+ QUIT/);
  await rollcall.start();
  await una.heard(said('The meeting shed goes on'));
  for (let count = 1; count <= 3; count++) vera.say(ROOM, `after Rollcall ${count}`);
  una.say(ROOM, '#agreed it is red');
  await inLog('after Rollcall 3');
  await inLog('#agreed it is red');
  una.say(ROOM, '#endmeeting');
  await una.heard(said('Meeting ended '));
  await una.heard(said('Minutes: +shed/\\d{4}/shed'));
  una.say(ROOM, 'said after');

  // Nobody is signed in here: whoever has the nick of a core is nobody.
  una.say('rollcall', 'me');
  await una.heard(said('I do not know who you are'));
  t.notRegex(una.lines.join('\n'), /Una Core|of them/);
  await rollcall.stop();

  const { name, text } = await logIn(folder);
  t.notRegex(text, /said before|said after/);
  const whole = text.split('\n').map(line => line.replace(/^\d\d:\d\d:\d\d /, ''));
  for (const line of [
    '<una> #startmeeting Shed',
    '<vera> o/',
    '<vera> after Rollcall 1',
    '<oli> back too',
    '<una> #endmeeting',
  ])
    t.is(whole.filter(each => each === line).length, 1, line);
  const paper = join(folder, 'meetings', name.replace('.log.txt', ''));
  const options = { isBot: (nick: string) => nick === 'rollcall', series: 'meeting' };
  for (const [end, text_] of [
    ['txt', await readFile(`${paper}.txt`, 'utf8')],
    ['html', pageText(await readFile(`${paper}.html`, 'utf8'))],
  ] as const) {
    const minutes = meetingInMinutes(text_, `${paper}.${end}`, options);
    if (typeof minutes === 'string') return t.fail(minutes);
    t.deepEqual(minutes.present.map(each => `${each.nick} ${each.lines}`).sort(), [
      'oli 3',
      'una 7',
      'vera 7',
    ]);
    t.deepEqual(
      minutes.actions.map(({ text: words, nicks }) => [words, ...nicks]),
      [['vera to paint the roof', 'vera']],
    );
    t.deepEqual(
      minutes.agreed.map(({ text: words }) => words),
      ['it is red'],
    );
  }
  t.false(existsSync(join(folder, 'meetings/.open/%23garden.json')));
  t.deepEqual(await attendance(rollcall), [
    'Oli Owner meeting-present 3',
    'Una Core meeting-present 7',
    'Vera Core meeting-action',
    'Vera Core meeting-present 7',
  ]);
});

test('who is signed in is told their own numbers, and the next one with the same nick is not', async t => {
  if (missing('inspircd').length > 0) {
    t.log(`skipped: ${missing('inspircd').join(', ')} not here (apt-get install inspircd atheme-services)`);
    return t.pass();
  }
  const server = await inspircd(t);
  const rollcall = await served(t, server.tlsPort);
  await rollcall.start();
  const una = await inRoom(t, server.port, 'una');
  una.say('rollcall', 'me');
  await una.heard(said('I do not know who you are'));
  await una.register('una-and-her-password');
  una.say('rollcall', '!rollcall me');
  await una.heard(said('Una Core, the \\d+ days'));
  await una.heard(said('of them -2: '));
  await una.heard(said('contest reviews'));
  una.say('rollcall', 'explain reviews');
  await una.heard(said('How many patch sets'));
  await una.heard(said('Una Core, .* event'));
  const vera = await visitor(t, server.port, 'vera');
  vera.say('rollcall', 'explain reviews @una');
  await vera.heard(said('not for everybody'));
  await vera.register('vera-and-her-password');
  vera.say('rollcall', 'explain reviews @una');
  await vera.heard(said('Sorry, this is for the PTL'));
  una.quit();
  await until('una is gone', async () => {
    vera.raw('WHOIS una');
    return (await vera.heard(/ (?:311|401) vera una /)).includes(' 401 ');
  });
  const forger = await visitor(t, server.port, 'una');
  for (const words of ['me', '!rollcall me', 'explain reviews']) {
    forger.say('rollcall', words);
    await forger.heard(said('I do not know who you are'));
  }
  t.notRegex(forger.lines.join('\n'), /Una Core|of them/);
  t.notRegex(vera.lines.join('\n'), /Una Core/);
  await rollcall.stop();
});
