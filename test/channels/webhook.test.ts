// Chats over the web: what each shows, that nobody is called and no secret is told, and that nothing is said twice.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fc, testProp } from '@fast-check/ava';
import test, { type ExecutionContext } from 'ava';
import { DIALECTS } from '../../src/channels/webhook/dialect.ts';
import channel from '../../src/channels/webhook/index.ts';
import { KINDS, type Kind } from '../../src/channels/webhook/settings.ts';
import type { Channel, Message, Out } from '../../src/contracts.ts';
import { publishOnce } from '../../src/flow/publish.ts';
import { sendOnce } from '../../src/shell/send.ts';
import { BOT, type ChatServer, chatServer, closedServer, ROOM, TOKEN } from '../support/chat-server.ts';
import { CLOSED } from '../support/out.ts';
import { packageRoot } from '../support/root.ts';
import { openMemory } from '../support/store.ts';

const BODY = `The Garden: week 2026-W33

Two changes merged.

PRIORITIES
  Trees (led by Ada Example)
    - Plant a *tree* for @ada <!channel>  https://review.example.org/c/1?a=b&c=d
      waits for a core, 3 days

MERGED
  * show_multiple_locations  https://review.example.org/c/2
      by Ada Example
`;

const message = (more: Partial<Message> = {}): Message => ({
  ...{ key: 'weekly 2026-W33', project: 'garden', audience: 'public', format: 'text' },
  ...{ title: 'Weekly report of The Garden, 2026-W33', body: BODY },
  ...more,
});

const PLACES: Readonly<Record<Kind, (url: string) => Record<string, unknown>>> = {
  slack: () => ({ url: { variable: 'HOOK' } }),
  mattermost: () => ({ url: { variable: 'HOOK' } }),
  discord: () => ({ url: { variable: 'HOOK' } }),
  zulip: server => ({ server, user: BOT, token: { variable: 'TOKEN' }, channel: 'glance', topic: 'weekly' }),
  matrix: server => ({ server, token: { variable: 'TOKEN' }, room: ROOM }),
};

const settingsOf = (kind: Kind, url: string, more: Record<string, unknown> = {}) =>
  channel.settings.parse({ kind, ...PLACES[kind](url), ...more });

const outTo = (url: string, token = TOKEN): Out => ({
  ...CLOSED,
  send: sendOnce,
  secret: name => ({ HOOK: `${url}/hooks/${token}`, TOKEN: token })[name],
});

interface Scene {
  readonly there: ChatServer;
  readonly say: (
    more?: Partial<Message>,
    how?: { settings?: Record<string, unknown>; token?: string; again?: boolean },
  ) => ReturnType<typeof publishOnce>;
}

const scene = async (t: ExecutionContext, kind: Kind): Promise<Scene> => {
  const [there, records] = [await chatServer(t, kind), openMemory(t)];
  return {
    there,
    say(more, { settings, token, again = false } = {}) {
      const delivery = { channel: channel as Channel, settings: settingsOf(kind, there.url, settings) };
      const project = { id: 'garden', publish: true };
      return publishOnce(message(more), delivery, project, outTo(there.url, token), {
        records,
        at: 1000,
        again,
      });
    },
  };
};

const SHOWN: Readonly<Record<Kind, RegExp>> = {
  slack:
    /^The Garden: week[\s\S]*• Plant a \*tree\* for @\u200Bada &lt;!channel&gt; <https:\/\/review\.example\.org\/c\/1\?a=b&amp;c=d>\n/,
  mattermost:
    /^\*\*The Garden: week[\s\S]*• \[Plant a \\\*tree\\\* for @\u200Bada &lt;!channel&gt;\]\(https:\/\/review\.example\.org\/c\/1\?a=b&c=d\)\n/,
  discord:
    /^\*\*The Garden: week[\s\S]*\*\*PRIORITIES\*\*[\s\S]*• Plant a \\\*tree\\\* for @\u200Bada \\<!channel\\> <https:\/\/review\.example\.org\/c\/1\?a=b&c=d>\n/,
  zulip:
    /• \[Plant a &#42;tree&#42; for &#64;ada &#60;!channel&#62;\]\(https:\/\/review\.example\.org\/c\/1\?a=b&c=d\)\n/,
  matrix:
    /^The Garden: week[\s\S]*---\n<strong>The Garden[\s\S]*<a href="https:\/\/review\.example\.org\/c\/1\?a=b&amp;c=d">Plant a \*tree\* for @\u200Bada &lt;!channel&gt;<\/a>/,
};
const RECEIPTS: Readonly<Record<Kind, string>> = {
  ...{ slack: 'slack', mattermost: 'mattermost', discord: 'discord 900719925474099' },
  ...{ zulip: 'zulip 42', matrix: 'matrix $one:example.org' },
};

for (const kind of KINDS) {
  test(`${kind} shows the report in its own words, once`, async t => {
    const { there, say } = await scene(t, kind);
    t.deepEqual(await say(), { state: 'posted', receipt: RECEIPTS[kind] });
    t.is((await say({ body: 'Other words' })).state, 'unchanged');
    t.is(there.shown.length, 1);
    t.regex(there.shown[0] ?? '', SHOWN[kind]);
  });

  test(`${kind} gets no more than it takes, cut at a line, with the way to the rest`, async t => {
    const { there, say } = await scene(t, kind);
    const lines = Array.from(
      { length: 2000 },
      (_, index) => `  - Change ${index} & <more>  https://r.example/c/${index}`,
    );
    const body = `The Garden\n\nMERGED\n${lines.join('\n')}\n`;
    t.is((await say({ body }, { settings: { page: 'https://rollcall.example/weekly' } })).state, 'posted');
    const [shown = ''] = there.shown;
    t.regex(shown, /Change 5\b/);
    t.regex(
      shown,
      /The whole report:.*https:\/\/rollcall\.example\/weekly|rollcall\.example\/weekly.*The whole report/,
    );
  });

  test(`${kind}: a refusal is told without the secret, and tried again`, async t => {
    const { there, say } = await scene(t, kind);
    for (const status of [301, 400, 403, 429]) {
      there.next = { status, headers: { 'retry-after': '30', location: 'https://elsewhere.example/' } };
      const error = await t.throwsAsync(say());
      t.true(['UserError', 'SourceError'].includes(error.name), String(status));
      t.false(/sesame|hooks/.test(`${error.message}${String(error.cause)}`));
    }
    const wrong = await t.throwsAsync(say(undefined, { token: 'wrong' }));
    t.is(wrong.name, 'UserError');
    t.is((await say()).state, 'posted');
    t.is(there.shown.length, 1);
  });

  test(`${kind}: a lost answer leads to no second message`, async t => {
    const { there, say } = await scene(t, kind);
    there.next = 'lost';
    if (kind === 'matrix') {
      await t.throwsAsync(say(), { name: 'SourceError' });
      t.is((await say()).state, 'posted', 'the same transaction is the same message');
      t.is(there.shown.length, 1);
      return;
    }
    t.is((await say()).state, 'unsure');
    t.is((await say()).state, 'unsure', 'not by itself');
    t.is(there.shown.length, 1);
    t.is((await say(undefined, { again: true })).state, 'posted', 'but on the PTL’s word');
    t.is(there.shown.length, 2);
  });

  test(`${kind}: a server that fails may have shown it`, async t => {
    const { there, say } = await scene(t, kind);
    there.next = { status: 502 };
    if (kind === 'matrix') await t.throwsAsync(say(), { name: 'SourceError' });
    else t.is((await say()).state, 'unsure');
  });
}

test('a chat that is not there has shown nothing, and is tried again', async t => {
  const records = openMemory(t);
  const delivery = { channel: channel as Channel, settings: settingsOf('slack', '') };
  const say = (out: Out) =>
    publishOnce(message(), delivery, { id: 'garden', publish: true }, out, { records, at: 1 });
  const error = await t.throwsAsync(say(outTo(await closedServer())), { name: 'SourceError' });
  t.regex(error.message, /^127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)$/);
  await t.throwsAsync(say(outTo('http://127.0.0.1:1')), { name: 'UserError', message: /this port/ });
  t.deepEqual(await records.intendedPublications('garden'), []);
  await t.throwsAsync(say({ ...CLOSED, secret: () => undefined }), {
    message: /variable HOOK .* holds nothing/,
  });
  await t.throwsAsync(say({ ...CLOSED, secret: () => 'http://chat.example.org/hooks/x' }), {
    message: /https/,
  });
  await t.throwsAsync(say({ ...CLOSED, secret: () => 'sesame' }), {
    message: /^the variable HOOK holds no address/,
  });
});

const CALLS = [
  '@channel',
  '@here',
  '@everyone',
  '@all',
  '@room',
  '<!channel>',
  '<!here|x>',
  '<@U123>',
  '<@&7>',
  '<#1>',
];
const MORE = [
  '@**all**',
  '@*core*',
  '#**announce**',
  '**',
  '`',
  '```',
  '|',
  '$$',
  '~~',
  '[a](http://evil.example)',
  '\\',
  '&lt;',
  '_',
];

testProp(
  'whatever is written there, nobody is called and nothing is marked up',
  [
    fc.constantFrom(...KINDS),
    fc.array(fc.oneof(fc.constantFrom(...CALLS, ...MORE), fc.string()), { maxLength: 8 }),
  ],
  (t, kind, parts) => {
    const shown = DIALECTS[kind].text(parts.join(' '));
    t.false(/@(channel|here|everyone|all|room|\*)/.test(shown));
    if (kind === 'discord') t.false(/(^|[^\\])(\\\\)*[<>[\]*`~|]/.test(shown), shown);
    else t.false(/[<>]/.test(shown), shown);
    if (kind === 'zulip') t.false(/[*`[\]|$@~_]/.test(shown), shown);
    if (kind === 'mattermost') t.false(/(^|[^\\])(\\\\)*[[\]*`~|]/.test(shown), shown);
  },
);

const FAULTS: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
  ['an address in the file', { kind: 'slack', url: 'https://hooks.example.org/x' }, /expected object/],
  ['a service without its needs', { kind: 'matrix', token: { variable: 'T' } }, /matrix needs it/],
  ['what is another service’s', { kind: 'slack', url: { variable: 'U' }, room: '!a:b' }, /is not for slack/],
  ['a server in the clear', { ...PLACES.matrix('http://chat.example.org'), kind: 'matrix' }, /https/],
];

for (const [what, given, words] of FAULTS)
  test(`a configuration is refused for ${what}`, t => {
    t.throws(() => channel.settings.parse(given), { message: words });
  });

test('where it speaks tells no secret, and private is the configuration’s word', async t => {
  t.is(channel.place(settingsOf('slack', '')), 'slack HOOK');
  t.is(channel.place(settingsOf('zulip', 'https://z.example')), 'zulip https://z.example glance weekly');
  t.false(await channel.isPrivate(settingsOf('slack', ''), CLOSED));
  t.true(await channel.isPrivate(settingsOf('slack', '', { private: true }), CLOSED));
});

test('the headings of an agenda are bold, with their numbers', async t => {
  const agenda = await readFile(join(packageRoot(), 'test/golden/agenda.txt'), 'utf8');
  const { there, say } = await scene(t, 'discord');
  t.is((await say({ body: agenda.slice(0, 1900) })).state, 'posted');
  t.regex(there.shown[0] ?? '', /^\*\*1\. WHAT WAS TO BE DONE\*\*$/m);
  const mattermost = await scene(t, 'mattermost');
  t.is((await mattermost.say({ body: agenda })).state, 'posted');
  const [shown = ''] = mattermost.there.shown;
  t.regex(shown, /^\*\*1\\\. WHAT WAS TO BE DONE\*\*$/m);
  t.regex(shown, /^\*\*4\\\. BUGS THAT NOBODY HAS TRIAGED: 18\*\*$/m);
  t.regex(shown, /^\u2003✓ \[efren to review/m);
});
