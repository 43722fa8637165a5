// Questions in a chat: who is answered what, in a channel and alone; a nick is nobody.
import test from 'ava';
import { type ChatGarden, chatGarden, ROOM } from '../../support/chat-garden.ts';

const signedIn = async (t: Parameters<typeof chatGarden>[0], more?: Parameters<typeof chatGarden>[1]) => {
  const garden = await chatGarden(t, more);
  for (const nick of ['una', 'vera', 'pia']) garden.network.accounts.set(nick, nick);
  return garden;
};
const alone = async (garden: ChatGarden, nick: string, text: string): Promise<string> =>
  (await garden.ask(nick, text)).join('\n');
const decisions = ({ house }: ChatGarden) => house.store.decisions('garden', Number.MAX_SAFE_INTEGER);

/** Numbers about a person, in any answer. */
const NUMBERS = /of them -2|events?\.|1 event|Una Core,|Vera Core,/;

test('a core who is signed in gets their own numbers alone, and nobody else there reads them', async t => {
  const garden = await signedIn(t);
  const said = await garden.ask('una', '!rollcall me');
  t.true(said.every(line => line.startsWith('una ')));
  t.regex(said.join('\n'), /Una Core, the \d+ days/);
  t.regex(await alone(garden, 'una', 'me'), /Una Core, the \d+ days/, 'the name may be left out');
  t.regex(await alone(garden, 'una', 'explain reviews'), /1 event\./);
});

test('a forged nick gets nothing private, and is told how to be known', async t => {
  const garden = await signedIn(t);
  garden.network.accounts.delete('una');
  for (const text of [
    'me',
    'explain reviews',
    'explain reviews @vera',
    'report team',
    'correct reviews wrong',
  ]) {
    const said = await alone(garden, 'una', text);
    t.notRegex(said, NUMBERS, text);
    t.regex(said, /NickServ IDENTIFY/, text);
  }
  garden.network.accounts.set('una', 'mallory');
  for (const text of ['me', 'explain reviews', 'explain reviews @vera', 'report team']) {
    const said = await alone(garden, 'una', text);
    t.notRegex(said, NUMBERS, text);
    t.regex(said, /"irc-account: mallory"/, text);
  }
  t.deepEqual(await decisions(garden), []);
});

test('an account that only looks like that of a core is nobody', async t => {
  const garden = await signedIn(t, { more: 'publish: true' });
  for (const account of ['una@irc.example.org', 'una@irc.example.com', 'UNA\u0307', 'u\u0578a', '']) {
    garden.network.accounts.set('una', account);
    t.notRegex(await alone(garden, 'una', 'me'), NUMBERS, account);
  }
  garden.network.accounts.set('una', 'UNA');
  t.regex(
    await alone(garden, 'una', 'me'),
    /Una Core, the/,
    'accounts are told apart without regard to case',
  );
});

test('a core does not get the numbers of another, the PTL does', async t => {
  const garden = await signedIn(t);
  for (const text of [
    'explain reviews @vera',
    'explain reviews vera',
    'me @vera',
    'me vera',
    'report team',
  ]) {
    const said = await alone(garden, 'una', text);
    t.notRegex(said, NUMBERS, text);
    t.notRegex(said, /Vera/, text);
  }
  t.regex(await alone(garden, 'pia', 'explain reviews @vera'), /Vera Core, .* 1 event\./);
  t.regex(await alone(garden, 'pia', 'report team'), /Una Core/);
});

test('in a channel nothing about a person is said to anybody, to the PTL neither', async t => {
  const garden = await signedIn(t);
  for (const nick of ['una', 'pia', 'oli'])
    for (const text of ['me', 'explain reviews', 'explain reviews @vera', 'report team']) {
      const said = await garden.ask(nick, `!rollcall ${text}`, ROOM);
      t.true(said.length > 0 && said.every(line => line.startsWith(`${ROOM} `)), text);
      t.notRegex(said.join('\n'), /\d+ days before|of them|1 event/, text);
    }
});

test('who is signed in is asked again every few lines: a nick changes hands in a moment', async t => {
  const garden = await signedIn(t);
  const { accounts, said } = garden.network;
  const get = accounts.get.bind(accounts);
  let asked = 0;
  // Somebody else takes the nick in the middle of the answer.
  accounts.get = nick => {
    asked += 1;
    return asked > 2 ? 'mallory' : get(nick);
  };
  await garden.ask('una', 'me');
  t.is(said.length, 4);
});

test('a decision needs somebody who is known, and is recorded under the account', async t => {
  const garden = await signedIn(t);
  const stranger = await garden.ask('oli', '!rollcall correct reviews "one is missing"', ROOM);
  t.regex(stranger.join('\n'), /Nothing is known of this account yet/);
  const forged = await garden.ask('vera', '!rollcall priority week add #1', ROOM);
  t.regex(forged.join('\n'), /Nothing is known yet of #1/, 'she may, but there is no such change');
  garden.network.accounts.delete('vera');
  t.regex((await garden.ask('vera', '!rollcall priority week add #1', ROOM)).join('\n'), /NickServ IDENTIFY/);
  t.deepEqual(await decisions(garden), []);
  t.regex((await garden.ask('una', '!rollcall correct reviews "one is missing"', ROOM)).join('\n'), /Noted/);
  const [decision, ...others] = await decisions(garden);
  t.deepEqual(others, []);
  t.deepEqual(decision?.by, { service: 'irc-account', id: 'una' });
  t.is(decision?.place, 'irc.example.org #garden');
  t.regex(decision?.key ?? '', /^irc\/irc\.example\.org\/#garden\/\d+\/una\//);
});

test('on several networks an account is known on its own one alone', async t => {
  const sources = `  - { type: irc, id: other, server: irc.example.com, channels: ["#else"], folder: other }`;
  const elsewhere = await alone(await signedIn(t, { sources, at: '@irc.example.net' }), 'una', 'me');
  t.notRegex(elsewhere, NUMBERS);
  t.regex(elsewhere, /"irc-account: una@irc\.example\.(?:org|com)"/);
  for (const [more, at] of [
    // Of the two the fake hears the one that was joined last.
    [sources, '@irc.example.com'],
    ['', '@irc.example.org'],
    ['', ''],
  ] as const)
    t.regex(await alone(await signedIn(t, { sources: more, at }), 'una', 'me'), /Una Core, the \d+ days/);
});

test('nobody else is pinged, no other program commanded, and what is long is cut', async t => {
  const garden = await signedIn(t);
  const said = await garden.ask('oli', '!rollcall report weekly', ROOM);
  t.is(said.length, 6);
  t.regex(said[0] ?? '', /^#garden oli: /);
  t.is(said[4], '#garden Merged: Nothing this week.', 'a chapter is one line');
  t.regex(said.at(-1) ?? '', /There is more than fits here\. Ask me alone: \/msg/);
  t.true(said.every(line => /^#garden [\p{L}\p{N}·"“(]/u.test(line) && line.length < 420));
  garden.network.present.add('priority').add('example');
  const again = await garden.ask('oli', '!rollcall help priority', ROOM);
  t.notRegex(again.filter(line => !line.includes('· ')).join('\n'), /\bpriority\b|\bexample\b/i);
  t.regex(again[1] ?? '', /· !rollcall priority/, 'what is to be typed is left as it is');
});

test('help in a chat is one line that names every command', async t => {
  const garden = await signedIn(t);
  const [line = '', ...more] = await garden.ask('una', '!rollcall help', ROOM);
  t.deepEqual(more, []);
  t.regex(line, /^#garden una: I know accept, .*\bwithdraw\. How one is used: !rollcall help COMMAND$/);
});

test('more than ten questions in ten minutes are not answered, and one word says so', async t => {
  const garden = await signedIn(t);
  for (let count = 0; count < 10; count++) t.true((await garden.ask('oli', '!rollcall', ROOM)).length > 0);
  t.regex((await garden.ask('oli', '!rollcall', ROOM)).join('\n'), /That is a lot at once/);
  t.deepEqual(await garden.ask('oli', '!rollcall', ROOM), []);
  t.true((await garden.ask('una', '!rollcall', ROOM)).length > 0);
});

test('what is no question, or of a bot, is not answered', async t => {
  const garden = await signedIn(t);
  for (const text of ['rollcall: help', '!rollcallx', 'hi !rollcall help', ''])
    t.deepEqual(await garden.ask('una', text, ROOM), []);
  t.deepEqual(await garden.ask('meetbot', '!rollcall help', ROOM), []);
  t.deepEqual(await garden.ask('una', '!rollcall help', '#elsewhere'), []);
  t.deepEqual(garden.errors, []);
});

test('a project that reads what is private says nothing in a channel, and answers its cores alone', async t => {
  const garden = await signedIn(t, { sources: '  - { type: github, repo: acme/secret }' });
  t.deepEqual(await garden.ask('una', '!rollcall help', ROOM), []);
  t.deepEqual(await garden.ask('oli', 'help'), []);
  t.regex(await alone(garden, 'una', 'me'), /Una Core, the/);
});

test('nothing private is said over a connection that others can read', async t => {
  const garden = await signedIn(t, { irc: 'tls: false' });
  for (const text of ['me', 'explain reviews']) t.notRegex(await alone(garden, 'una', text), NUMBERS);
});

test('over a connection that others can write on nobody is known, and nothing is decided', async t => {
  const garden = await signedIn(t, { irc: 'tls: false' });
  for (const text of ['leave 2026-12-01 2026-12-09', 'hide', 'correct reviews wrong']) {
    const said = await alone(garden, 'una', text);
    t.regex(said, /is not encrypted/, text);
    t.notRegex(said, /NickServ/, text);
  }
  t.regex((await garden.ask('una', '!rollcall hide', ROOM)).join('\n'), /Nothing is known of this account/);
  t.deepEqual(await decisions(garden), []);
});
