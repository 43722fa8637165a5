// The mail channel: what a mail looks like, and that nothing which others wrote can change its head.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import PostalMime from 'postal-mime';
import { composed, type Envelope } from '../../src/channels/mail/compose.ts';
import channel from '../../src/channels/mail/index.ts';
import { messageId } from '../../src/channels/mail/thread.ts';
import { chosenProject } from '../../src/cli/project.ts';
import { chosenReport } from '../../src/cli/report.ts';
import type { Letter, Message } from '../../src/contracts.ts';
import { messageFor } from '../../src/house/message.ts';
import { textWidth } from '../../src/lib/table.ts';
import { demoHouse, MONDAY } from '../support/demo.ts';
import { CLOSED } from '../support/out.ts';
import { packageRoot } from '../support/root.ts';

const settings = (more: Record<string, unknown> = {}) =>
  channel.settings.parse({
    ...{ host: 'mail.example.org', from: 'Rollcall <rollcall@example.org>', to: 'lumen@lists.example.org' },
    ...more,
  });

const message = (more: Partial<Message> = {}): Message => ({
  ...{ key: 'weekly 2026-W33', project: 'garden', audience: 'public', format: 'text' },
  ...{ title: 'Weekly report of the Garden, 2026-W33', body: 'Two changes merged.\n' },
  ...more,
});

const ENVELOPE: Envelope = {
  id: '<rollcall.garden.weekly.2026-w33@example.org>',
  at: MONDAY + 9 * 3600,
  eightBit: true,
  boundary: 'golden',
};

const read = async (said: Message, more: Record<string, unknown> = {}, envelope: Partial<Envelope> = {}) => {
  const bytes = await composed(said, settings(more), { ...ENVELOPE, ...envelope });
  return { raw: bytes.toString(), mail: await PostalMime.parse(bytes) };
};

const headerOf = ({ mail }: Awaited<ReturnType<typeof read>>, name: string): string[] =>
  mail.headers.filter(({ key }) => key === name).map(({ value }) => value);

test('the weekly report of the demo as a mail reads as its golden (UPDATE_GOLDEN=1 writes it anew)', async t => {
  const house = await demoHouse(t);
  const weekly = chosenReport(house, 'weekly');
  const said = await messageFor(
    house,
    chosenProject(house.projects, {}),
    weekly,
    'text',
    { at: MONDAY },
    'mail',
  );
  const replyWith = 'https://review.example.org/rollcall';
  const bytes = await composed(said, settings({ tag: 'lumen', list: true, replyWith }), {
    ...ENVELOPE,
    id: messageId(said.project, said.key, 'rollcall@example.org'),
    previous: messageId(said.project, 'weekly 2026-W32', 'rollcall@example.org'),
  });
  const file = join(packageRoot(), 'test/golden/weekly.eml');
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, bytes);
  t.is(bytes.toString(), await readFile(file, 'utf8'));
  const mail = await PostalMime.parse(bytes);
  t.true(mail.text?.includes('Efrén'));
  t.regex(mail.html ?? '', /<table[\s\S]*█/);
  t.false(/<(img|script|style|link|iframe)|background|url\(/i.test(mail.html ?? ''), 'nothing is fetched');
  const isTable = (line: string) => /\d d( {2}priority)?$|^change +waits|^---/.test(line);
  const wide = (mail.text ?? '').split('\n').filter(line => textWidth(line) > 76 && !isTable(line));
  t.deepEqual(
    wide.filter(line => !/^ *https?:\S+$/.test(line)),
    [],
  );
});

test('a mail says who, whom, when, and that no person wrote it', async t => {
  const told = await read(message(), { to: ['ptl@example.org', 'The Second <second@example.org>'] });
  const { mail } = told;
  t.deepEqual(mail.from, { name: 'Rollcall', address: 'rollcall@example.org' });
  t.deepEqual(
    mail.to?.map(each => each.address),
    ['ptl@example.org', 'second@example.org'],
  );
  t.is(mail.subject, 'Weekly report of the Garden, 2026-W33');
  t.is(mail.date, '2026-08-17T09:00:00.000Z');
  t.is(mail.messageId, '<rollcall.garden.weekly.2026-w33@example.org>');
  t.deepEqual(headerOf(told, 'auto-submitted'), ['auto-generated']);
  t.deepEqual(headerOf(told, 'list-id'), ['<weekly.garden.rollcall.example.org>']);
  t.deepEqual(headerOf(told, 'in-reply-to'), []);
  const listed = await read(message(), { list: true, tag: 'glance' });
  t.deepEqual(headerOf(listed, 'list-id'), [], 'a list names itself');
  t.is(listed.mail.subject, '[glance] Weekly report of the Garden, 2026-W33');
});

test('a mail follows the one of the week before', async t => {
  const letters: Letter[] = [];
  const submit = async (letter: Letter) => {
    letters.push(letter);
    return [];
  };
  const out = { ...CLOSED, submit };
  const receipt = await channel.publish(message({ key: 'weekly 2026-W32' }), settings(), out);
  t.is(receipt, '<rollcall.garden.weekly.2026-w32@example.org>');
  const previous = `${receipt}; the server refused a@example.org (550)`;
  await channel.publish(message(), settings(), out, { previous });
  const mail = await PostalMime.parse(await (letters[1] as Letter).compose(true));
  t.is(mail.inReplyTo, receipt);
  t.is(mail.references, receipt);
  t.is(mail.messageId, '<rollcall.garden.weekly.2026-w33@example.org>');
});

test('nothing in a title, a name or a report begins a header or a part', async t => {
  const evil = 'x\r\nBcc: all@example.org\r\n\r\n--golden\r\n--=_golden\u2028Subject: y';
  const told = await read(
    message({ title: evil, body: `${evil}\n${evil}\n`, html: `<p>${evil}</p></body>` }),
    {
      replyWith: 'say hello',
    },
  );
  t.is(told.mail.bcc, undefined);
  t.deepEqual(
    told.mail.to?.map(each => each.address),
    ['lumen@lists.example.org'],
  );
  t.is(headerOf(told, 'subject').length, 1);
  t.is(headerOf(told, 'content-type').length, 1);
  t.true(told.raw.split('\r\n').every(line => !line.includes('\n') && !line.includes('\r')));
  const drawn = await read(message({ body: evil }), {}, { boundary: undefined } as never);
  t.true(drawn.mail.text?.includes('--=_golden'), 'a boundary that is drawn cannot be guessed');
});

test('a server that takes seven bits alone gets the same words', async t => {
  const said = message({ body: `Thank you, Efrén.\n.\nFrom here on: ${'x'.repeat(1500)}\n` });
  for (const eightBit of [true, false]) {
    const { raw, mail } = await read(said, {}, { eightBit });
    t.true(mail.text?.startsWith('Thank you, Efrén.\n.\n'));
    t.true(raw.split('\r\n').every(line => Buffer.byteLength(line) <= 998));
    if (!eightBit) t.regex(raw, /^[\r\n\t\x20-\x7e]*$/);
  }
  t.regex((await read(message({ body: 'Efrén' }))).raw, /Transfer-Encoding: 8bit\r\n\r\nEfrén/);
});

test('a report without HTML of its own is shown as its text', async t => {
  const { mail } = await read(message({ body: 'a <b> & c\n  - d\n' }), { replyWith: 'javascript:alert(1)' });
  t.regex(mail.html ?? '', /<div style="[^"]*pre-wrap[^"]*">a &lt;b&gt; &amp; c\n {2}- d</);
  t.false((mail.html ?? '').includes('href'), 'no address, no link');
});

test('without HTML of its own sentences wrap on a small screen, tables stay whole, addresses can be followed', async t => {
  const sentence = `${'a word or two '.repeat(12)}end.`;
  const table = 'name   count\n-----  -----\nUna        7\nOli<b>     2';
  const body = `${sentence}\n\n${table}\n\n  - Paint "it"  https://review.example.org/c/1\n  - no  https://review.example.org/"x\n`;
  const html = (await read(message({ body }))).mail.html ?? '';
  t.true(html.includes(`pre-wrap;overflow-wrap:anywhere">${sentence}\n`), 'no line is broken for it');
  t.regex(
    html,
    /<pre style="[^"]*overflow-x:auto">name {3}count\n----- {2}-----\nUna {8}7\nOli&lt;b&gt; {5}2<\/pre>/,
  );
  t.true(html.includes('  - <a href="https://review.example.org/c/1">Paint &quot;it&quot;</a>\n'));
  t.false(/href="[^"]*"x/.test(html));
  t.regex(html, /<p style="color:#666666">Written by Rollcall\..*<\/p>\n<\/body>/);
});

const FAULTS: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
  ['a line in an address', { from: 'a@example.org\nBcc: b@example.org' }, /one line/],
  ['no address', { to: 'lumen' }, /must be an e-mail address/],
  ['a command in an address', { to: 'a@example.org> NOTIFY=NEVER' }, /must be an e-mail address/],
  ['no recipients', { to: [] }, /small/i],
  ['a user without a password', { user: 'rollcall' }, /together/],
  ['a password in the file', { user: 'rollcall', password: 'hunter2' }, /expected object/],
  [
    'a password in the clear',
    { user: 'r', password: { variable: 'P' }, secure: 'none' },
    /not sent in the clear/,
  ],
  ['a private list', { list: true, private: true }, /not private/],
  ['a header as a tag', { tag: 'a]\nX: y' }, /brackets/],
];

for (const [what, more, words] of FAULTS)
  test(`a configuration is refused for ${what}`, t => {
    t.throws(() => settings(more), { message: words });
  });

test('where it speaks is the addresses, and private is the configuration’s word', async t => {
  t.is(
    channel.place(settings({ to: ['B <b@example.org>', 'a@example.org'] })),
    'a@example.org,b@example.org',
  );
  t.false(await channel.isPrivate(settings(), CLOSED));
  t.true(await channel.isPrivate(settings({ private: true }), CLOSED));
});
