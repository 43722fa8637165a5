// Meetings from files, folders and lists on the web: what becomes of them in the ledger.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Cursor, Io } from '../../src/contracts.ts';
import type { Harvest } from '../../src/domain/activity.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { ingest } from '../../src/flow/ingest.ts';
import { httpClient } from '../../src/shell/http.ts';
import meetbot from '../../src/sources/meetbot/index.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { temporaryFolder } from '../support/git.ts';
import { LOG, MINUTES, MINUTES_PAGE, PAGE } from '../support/meetings.ts';
import { testIo, toldOf } from '../support/reading.ts';

const NOW = Date.parse('2019-05-10T00:00:00Z') / 1000;
const NAME = 'shed.2019-05-08-12.00';

interface Read {
  readonly harvest: Harvest;
  readonly cursor: Cursor;
  readonly names: readonly string[];
}

const read = async (given: object, io: Io, cursor: Cursor = new Map()): Promise<Read> => {
  const settings = meetbot.settings.parse(given);
  const after = new Map(cursor);
  const harvests: Harvest[] = [];
  const names: string[] = [];
  for await (const page of meetbot.pull(settings, cursor, io)) {
    for (const raw of page.raws) {
      names.push(raw.name);
      harvests.push(meetbot.normalise(raw, settings));
    }
    if (page.skipped) harvests.push({ activities: [], items: [], aliases: [], skipped: page.skipped });
    for (const { stream, value } of page.cursor) after.set(stream, value);
  }
  const harvest = {
    activities: harvests.flatMap(each => each.activities),
    items: harvests.flatMap(each => each.items),
    aliases: harvests.flatMap(each => each.aliases),
    names: harvests.flatMap(each => each.names ?? []),
    skipped: harvests.flatMap(each => each.skipped),
    whole: harvests.flatMap(each => each.whole ?? []),
  };
  return { harvest, cursor: after, names };
};

const folderOf = async (t: ExecutionContext, files: Readonly<Record<string, string | Uint8Array>>) => {
  const folder = await temporaryFolder(t);
  for (const [name, body] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), body);
  }
  return { folder, io: testIo(folder, NOW), path: folder };
};

const SHED = [
  'meeting-action oli meeting/shed/2019-05-08T12:00Z/action/1',
  'meeting-chair una meeting/shed/2019-05-08T12:00Z',
  'meeting-present nia meeting/shed/2019-05-08T12:00Z +1',
  'meeting-present oli meeting/shed/2019-05-08T12:00Z +2',
  'meeting-present una meeting/shed/2019-05-08T12:00Z +6',
  'meeting-represented Vic Core meeting/shed/2019-05-08T12:00Z',
];

for (const [end, text] of [
  ['log.txt', LOG],
  ['log.html', PAGE],
  ['txt', MINUTES],
  ['html', MINUTES_PAGE],
] as const) {
  test(`a meeting comes out the same from its .${end}`, async t => {
    const { io, folder } = await folderOf(t, { [`${NAME}.${end}`]: text });
    const { harvest } = await read({ path: join(folder, `${NAME}.${end}`) }, io);
    t.deepEqual(harvest.skipped, []);
    t.deepEqual(toldOf(harvest.activities), SHED);
  });
}

test('a meeting is an item with its states, and so is each action', async t => {
  const { io, path } = await folderOf(t, { [`${NAME}.log.txt`]: LOG });
  const { harvest } = await read({ path }, io);
  const at = Date.parse('2019-05-08T12:00:01Z') / 1000;
  const [meeting, ...actions] = harvest.items;
  t.like(meeting, { nativeId: 'meeting/shed/2019-05-08T12:00Z', kind: 'meeting', openedAt: at });
  t.deepEqual(meeting?.states, [
    { field: 'subject', at, value: 'shed' },
    { field: 'topic', at: at + 4, value: 'roll call' },
    { field: 'topic', at: at + 119, value: 'the roof' },
    { field: 'agreed', at: at + 179, value: 'it is red' },
    { field: 'ended', at: at + 1799, value: 'said' },
  ]);
  t.deepEqual(
    actions.map(({ kind, owner, states }) => [kind, owner?.id, states.map(({ field }) => field).join(' ')]),
    [
      ['action', 'oli', 'subject meeting'],
      ['action', undefined, 'subject meeting'],
    ],
  );
  t.deepEqual(harvest.names, [{ service: 'irc', id: 'oli', name: 'Oli Owner' }]);
});

test('the log and the minutes of one meeting are read once, and the log is', async t => {
  const all = { 'log.html': PAGE, 'log.txt': LOG, txt: MINUTES, html: MINUTES_PAGE };
  const { io, path } = await folderOf(
    t,
    Object.fromEntries(Object.entries(all).map(([end, text]) => [`2019/${NAME}.${end}`, text])),
  );
  const { names, harvest } = await read({ path }, io);
  t.deepEqual(names, [`2019/${NAME}.log.txt`]);
  t.deepEqual(toldOf(harvest.activities), SHED);
});

test('a log that comes after its minutes takes their place', async t => {
  const { io, path, folder } = await folderOf(t, { [`${NAME}.txt`]: MINUTES });
  const store = openSqlite(join(folder, '.ledger'));
  t.teardown(() => store.close());
  const source = { id: 'meetbot', plugin: meetbot, settings: meetbot.settings.parse({ path }) };
  await ingest(store, 'shed', source, io);
  await writeFile(join(folder, `${NAME}.log.txt`), LOG);
  await ingest(store, 'shed', source, io);
  const rows = (dumpOf(join(folder, '.ledger'))['activity'] ?? []).map(
    row => (JSON.parse(row) as { kind: string }).kind,
  );
  t.deepEqual(rows.filter(kind => kind === 'meeting-present').length, 3);
  t.is(rows.length, SHED.length);
});

test('what did not change is not told again; what changed is told whole; what is gone is taken back', async t => {
  const other = LOG.replaceAll('May  8', 'May  9');
  const { io, path, folder } = await folderOf(t, {
    [`${NAME}.log.txt`]: LOG,
    'shed.2019-05-09-12.00.log.txt': other,
  });
  const store = openSqlite(join(folder, '.ledger'));
  t.teardown(() => store.close());
  const source = { id: 'meetbot', plugin: meetbot, settings: meetbot.settings.parse({ path }) };
  const ids = () =>
    (dumpOf(join(folder, '.ledger'))['activity'] ?? [])
      .map(row => (JSON.parse(row) as { native_id: string }).native_id)
      .sort();
  await ingest(store, 'shed', source, io);
  t.is(ids().length, 2 * SHED.length);
  t.is((await ingest(store, 'shed', source, io)).records, 0);
  await writeFile(
    join(folder, `${NAME}.log.txt`),
    LOG.replace(/^.*#action oli.*$\n/m, '').replace(/^.*<nia>.*$\n/m, ''),
  );
  t.is((await ingest(store, 'shed', source, io)).records, 1);
  const first = ids().filter(id => id.includes('05-08'));
  t.is(first.length, SHED.length - 2);
  t.false(first.some(id => id.includes('/nia') || id.includes('/action/')));
  await rm(join(folder, `${NAME}.log.txt`));
  await ingest(store, 'shed', source, io);
  t.deepEqual(
    ids().filter(id => id.includes('05-08')),
    [],
  );
  t.is(ids().length, SHED.length);
});

test('a copy that goes away takes nothing back that another file still tells', async t => {
  const { io, path, folder } = await folderOf(t, { [`a/${NAME}.log.txt`]: LOG, [`b/${NAME}.log.txt`]: LOG });
  const { cursor } = await read({ path }, io);
  await rm(join(folder, 'b'), { recursive: true });
  const { harvest } = await read({ path }, io, cursor);
  t.deepEqual(harvest.whole, []);
});

test('bytes of every kind are read: a mark at the start, Windows lines, Latin-1', async t => {
  const log = '12:00 <una> #startmeeting shed\r\n12:01 <zoë> hi\r\n12:02 <una> #endmeeting\r\n';
  const { io, path } = await folderOf(t, {
    'shed-2019-05-06.log': `\uFEFF${log}`,
    'shed-2019-05-07.log': Buffer.from(log, 'latin1'),
  });
  const { harvest } = await read({ path }, io);
  t.deepEqual(toldOf(harvest.activities, 'meeting-present'), [
    'meeting-present una meeting/shed/2019-05-06T12:00Z +2',
    'meeting-present una meeting/shed/2019-05-07T12:00Z +2',
    'meeting-present zoë meeting/shed/2019-05-06T12:00Z +1',
    'meeting-present zoë meeting/shed/2019-05-07T12:00Z +1',
  ]);
});

test('of a channel of many teams only the meetings that are asked for are read', async t => {
  const log = ['shed', 'roof', 'shed_paint'].map(
    (series, index) => `1${index}:00 <una> #startmeeting ${series}\n1${index}:30 <una> #endmeeting\n`,
  );
  const { io, path } = await folderOf(t, { 'channel-2019-05-08.log': log.join('') });
  const of = async (meetings: string[]) =>
    (await read({ path, meetings }, io)).harvest.items.map(({ states }) => states[0]?.value);
  t.deepEqual(await of([]), ['shed', 'roof', 'shed_paint']);
  t.deepEqual(await of(['shed*']), ['shed', 'shed_paint']);
  t.deepEqual(await of(['/^roof$/']), ['roof']);
});

test('a change of nick is a hint, and joins nobody', async t => {
  const log =
    '12:00 <una> #startmeeting shed\n12:01 <oli_> hi\n12:02 *** oli_ is now known as oli\n12:03 <oli> back\n';
  const { io, path } = await folderOf(t, { 'shed-2019-05-08.log': log });
  const { harvest } = await read({ path }, io);
  t.deepEqual(
    harvest.aliases.map(({ a, b, evidence }) => `${a.id} ${b.id} ${evidence}`),
    ['oli_ oli nick change'],
  );
});

test('a log without a meeting is left out and says why; unmarked, it is one', async t => {
  const { io, path } = await folderOf(t, { 'shed-2019-05-08.log': '12:00 <una> hi\n12:01 <oli> hi\n' });
  const marked = await read({ path }, io);
  t.deepEqual(marked.harvest.skipped, [
    { where: 'shed-2019-05-08.log', reason: 'nobody began a meeting in this log (#startmeeting)' },
  ]);
  const { harvest } = await read({ path, unmarked: true, series: 'Shed Club' }, io);
  t.is(harvest.items[0]?.nativeId, 'meeting/shed_club/2019-05-08T12:00Z');
});

test('a folder that is not there is an illness of the world', async t => {
  const { io, folder } = await folderOf(t, {});
  await t.throwsAsync(read({ path: join(folder, 'nowhere') }, io), { instanceOf: SourceError });
});

test('patterns that cannot be used are refused', t => {
  t.false(meetbot.settings.safeParse({ path: 'x', meetings: ['/(/'] }).success);
  t.false(meetbot.settings.safeParse({ path: 'x', bots: ['['] }).success);
});

const server = async (t: ExecutionContext, pages: Map<string, string>) => {
  const asked: string[] = [];
  const host = createServer((request, response) => {
    const path = request.url ?? '';
    const body = pages.get(path);
    const etag = `"${body?.length}"`;
    asked.push(path);
    if (body === undefined) response.writeHead(404).end();
    else if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, path.endsWith('/') ? {} : { etag }).end(body);
  });
  await new Promise<void>(resolve => host.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    host.closeAllConnections();
    host.close();
  });
  const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const io: Io = { ...testIo(await temporaryFolder(t), NOW), http: httpClient({ second: 1 }) };
  return { url, io, asked };
};

const INDEX = `<html><body><a href="?C=N;O=D">Name</a> <a href="/">up</a> <a href="https://other.example.org/x.log.txt">x</a>`;

test('a list on the web is read with the folders below it, and nothing beside it', async t => {
  const pages = new Map([
    [
      '/meetings/shed/',
      `${INDEX}<a href="2019/">2019/</a> <a href="2018/">2018/</a> <a href="../roof/">roof</a>`,
    ],
    ['/meetings/shed/2018/', INDEX],
    [
      '/meetings/shed/2019/',
      `${INDEX}<a href="${NAME}.log.txt">l</a><a href='${NAME}.log.html'>l</a><a href="${NAME}.txt">m</a>`,
    ],
    [`/meetings/shed/2019/${NAME}.log.txt`, LOG],
  ]);
  const { url, io, asked } = await server(t, pages);
  const { harvest, cursor } = await read({ path: `${url}/meetings/shed/` }, io);
  t.deepEqual(toldOf(harvest.activities), SHED);
  t.is(harvest.items[0]?.url, `${url}/meetings/shed/2019/${NAME}.log.txt`);
  t.is(asked.length, 4);
  const again = await read({ path: `${url}/meetings/shed/` }, io, cursor);
  t.deepEqual(again.names, [], 'the server says that it did not change');
  const later: Io = { ...io, now: () => NOW + 90 * 86_400 };
  asked.length = 0;
  await read({ path: `${url}/meetings/shed/` }, later, cursor);
  t.false(
    asked.some(path => path.endsWith('.txt')),
    'what is so old stands as it is',
  );
  pages.set('/meetings/shed/2019/', INDEX);
  t.deepEqual(
    (await read({ path: `${url}/meetings/shed/` }, io, cursor)).harvest.whole,
    [],
    'put away is not taken back',
  );
});

test('a log on the web is read by itself, and a list that is not there is an illness of the world', async t => {
  const { url, io } = await server(t, new Map([[`/${NAME}.log.txt`, LOG]]));
  t.deepEqual(toldOf((await read({ path: `${url}/${NAME}.log.txt` }, io)).harvest.activities), SHED);
  await t.throwsAsync(read({ path: `${url}/nowhere/` }, io), {
    instanceOf: SourceError,
    message: /is not there/,
  });
});

/** A channel's own log of a day, with a meeting in the middle of it. */
const CHANNEL = `2019-05-08T09:00:00 <una> good morning, has anybody seen the ladder?
2019-05-08T09:01:00 * oli has it
2019-05-08T09:02:00 <meetbot> Una: it was painted
2019-05-08T09:03:00 *** nia has joined #garden
2019-05-08T09:04:00 <una> thanks
2019-05-09T00:00:01 <UNA> still up
`;
const days = ({ harvest }: Read): string[] =>
  harvest.activities.filter(({ kind }) => kind === 'chat-present').map(({ nativeId }) => nativeId);

test('days on which people spoke in a channel are told where that is wanted, and nothing else of it', async t => {
  const { path, io } = await folderOf(t, { '%23garden.2019-05-08.log': CHANNEL });
  const quiet = await read({ path }, io);
  t.deepEqual(quiet.harvest.activities, []);
  t.regex(quiet.harvest.skipped[0]?.reason ?? '', /nobody began a meeting/);
  const told = await read({ path, presence: true }, io);
  t.deepEqual(days(told), [
    'chat/#garden/2019-05-08/una',
    'chat/#garden/2019-05-08/oli',
    'chat/#garden/2019-05-09/una',
  ]);
  t.deepEqual(told.harvest.skipped, [], 'a log without a meeting is what was asked for');
  t.false(JSON.stringify(told.harvest).includes('ladder'));
  t.is(
    told.harvest.activities[0]?.at,
    Date.parse('2019-05-08T09:00:00Z') / 1000,
    'the first word of the day',
  );
});

test('the channel is that of the name of the log, else as configured', async t => {
  const { path, io } = await folderOf(t, { '2019-05-08.log': CHANNEL });
  const [first] = days(await read({ path, presence: true, channel: '#Shed' }, io));
  t.is(first, 'chat/#shed/2019-05-08/una');
});

test('a meeting that was called off is known as such, and was held by nobody', async t => {
  const log =
    '12:00:00 <una> #startmeeting shed\n12:01:00 <una> #info Meeting cancelled\n12:02:00 <una> #endmeeting\n';
  const { path, io } = await folderOf(t, { [`${NAME}.log.txt`]: log });
  const { harvest } = await read({ path }, io);
  t.deepEqual(harvest.activities, []);
  t.deepEqual(
    harvest.items.map(({ nativeId, states }) => [
      nativeId,
      states.find(({ field }) => field === 'ended')?.value,
    ]),
    [['meeting/shed/2019-05-08T12:00Z', 'cancelled']],
  );
  const off = MINUTES.replace('* roll call  (una', "* let's cancel today's meeting  (una");
  const minutes = await folderOf(t, { [`${NAME}.txt`]: off });
  const told = (await read({ path: minutes.path }, minutes.io)).harvest;
  t.deepEqual(told.activities, []);
  t.is(told.items[0]?.states.find(({ field }) => field === 'ended')?.value, 'cancelled');
  t.deepEqual(told.whole, harvest.whole);
});

test('what a meeting says is done is kept, from its log as from its minutes', async t => {
  const said = (line: string) => LOG.replace('<oli> #action', `<oli> ${line}\n12:04:00 <oli> #action`);
  const doneIn = async (name: string, text: string) => {
    const { path, io } = await folderOf(t, { [name]: text });
    const { harvest } = await read({ path }, io);
    return harvest.items.flatMap(({ states }) =>
      states.filter(({ field }) => field === 'done').map(({ value }) => value),
    );
  };
  t.deepEqual(await doneIn(`${NAME}.log.txt`, said('#done the ladder')), ['the ladder']);
  t.deepEqual(await doneIn(`${NAME}.log.txt`, said('#info oli mended the ladder: done')), [
    'oli mended the ladder: done',
  ]);
  t.deepEqual(await doneIn(`${NAME}.log.txt`, said('#info the ladder is not done')), []);
  t.deepEqual(
    await doneIn(`${NAME}.log.txt`, said('#info the ladder')),
    [],
    'an action that is read out is not done',
  );
  const minutes = MINUTES.replace('  * AGREED', '  * the ladder is fixed  (oli, 12:02:30)\n  * AGREED');
  t.deepEqual(await doneIn(`${NAME}.txt`, minutes), ['the ladder is fixed']);
});
