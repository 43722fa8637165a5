// Gerrit's query answers: copies, votes that messages alone remember, broken lines, files that grow.
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import gerritQuery from '../../src/sources/gerrit-query/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { read, testIo, toldOf } from '../support/reading.ts';

const person = (username: string) => ({
  name: `${username} Example`,
  email: `${username}@Example.org`,
  username,
});
const vote = (username: string, type: string, value: number, grantedOn: number) => ({
  type,
  value: String(value),
  grantedOn,
  by: person(username),
});
const patchSet = (number: number, createdOn: number, ...approvals: object[]) => ({
  number,
  createdOn,
  uploader: person('oli'),
  approvals,
});
const message = (username: string, timestamp: number, text: string) => ({
  timestamp,
  reviewer: person(username),
  message: text,
});
const change = (more: object = {}) => ({
  project: 'garden/shed',
  branch: 'main',
  id: 'I01',
  number: 7,
  subject: 'Paint the shed',
  commitMessage: 'Paint the shed\n\nCloses-Bug: #1234\nChange-Id: I01\n',
  owner: person('oli'),
  url: 'https://review.example.org/7',
  createdOn: 100,
  lastUpdated: 900,
  status: 'NEW',
  patchSets: [patchSet(1, 100)],
  ...more,
});

const readLines = async (t: ExecutionContext, ...lines: (object | string)[]) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'query.jsonl');
  const text = lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  await writeFile(path, `${text}\n`);
  return { folder, path, reading: await read(gerritQuery, { path }, folder) };
};

test('a change is opened, uploaded, and keeps its properties', async t => {
  const { reading } = await readLines(t, change({ topic: 'colours', hashtags: ['red', 'green'], wip: true }));
  t.deepEqual(toldOf(reading.activities), ['change-opened oli 7', 'patchset oli 7/1']);
  const states = Object.fromEntries(reading.items[0]?.states.map(({ field, value }) => [field, value]) ?? []);
  t.deepEqual(states, {
    subject: 'Paint the shed',
    'change-id': 'I01',
    branch: 'main',
    repository: 'garden/shed',
    topic: 'colours',
    hashtag: 'red\ngreen',
    wip: 'true',
    bug: '1234',
  });
});

test('a vote that stands on two patch sets since the same moment was carried over', async t => {
  const { reading } = await readLines(
    t,
    change({
      patchSets: [
        // Gerrit does not promise any order.
        patchSet(2, 200, vote('una', 'Code-Review', 2, 150), vote('vic', 'Code-Review', 1, 250)),
        patchSet(1, 100, vote('una', 'Code-Review', 2, 150), vote('vic', 'Code-Review', 1, 160)),
        patchSet(3, 300, vote('una', 'Workflow', 1, 310), vote('vic', 'Code-Review', 0, 320)),
        patchSet(4, 400, vote('una', 'Workflow', 1, 310)),
      ],
    }),
  );
  t.deepEqual(toldOf(reading.activities, 'review', 'review-copied', 'approval', 'approval-copied'), [
    'approval una 7/3 +1',
    'approval-copied una 7/4 +1',
    'review una 7/1 +2',
    'review vic 7/1 +1',
    'review vic 7/2 +1',
    'review-copied una 7/2 +2',
  ]);
});

test('a vote that is dated by the upload, and that no message tells, was carried over', async t => {
  const { reading } = await readLines(
    t,
    change({
      patchSets: [
        patchSet(1, 100, vote('una', 'Code-Review', 2, 150), vote('vic', 'Code-Review', 1, 160)),
        patchSet(2, 200, vote('una', 'Code-Review', 2, 200), vote('vic', 'Code-Review', 1, 200)),
      ],
      comments: [message('vic', 200, 'Uploaded patch set 2: Code-Review+1.')],
    }),
  );
  t.deepEqual(toldOf(reading.activities, 'review', 'review-copied'), [
    'review una 7/1 +2',
    'review vic 7/1 +1',
    'review vic 7/2 +1',
    'review-copied una 7/2 +2',
  ]);
  t.is(reading.activities.find(({ kind }) => kind === 'review-copied')?.at, 200);
});

test('messages remember votes that were replaced, withdrawals, and words', async t => {
  const { reading } = await readLines(
    t,
    change({
      patchSets: [patchSet(1, 100, vote('una', 'Code-Review', 2, 300))],
      comments: [
        message('oli', 100, 'Uploaded patch set 1.'),
        message('una', 200, 'Patch Set 1: Code-Review-1\n\nNot blue.'),
        message('una', 300, 'Patch Set 1: Code-Review+2'),
        message('vic', 400, 'Patch Set 1: Code-Review+1'),
        message('vic', 410, 'Patch Set 1: -Code-Review'),
        message('vic', 420, 'Patch Set 1:\n\nAh, wait.'),
        message('oli', 430, 'Patch Set 1:\n\nYes?'),
        { timestamp: 440, message: 'Patch Set 1: Code-Review+2' },
      ],
    }),
  );
  t.deepEqual(toldOf(reading.activities, 'review', 'review-withdrawn', 'change-comment'), [
    'change-comment oli 7/1',
    'review una 7/1 +2',
    'review una 7/1 -1',
    'review vic 7/1 +1',
    'review vic 7/1 0',
    'review-withdrawn vic 7/1',
  ]);
});

test('the end of a change is told by its messages, or else by who submitted, or else by its status', async t => {
  const end = async (more: object) => {
    const { reading } = await readLines(t, change(more));
    return reading.activities
      .filter(({ kind }) => /merged|abandoned|restored/.test(kind))
      .map(({ kind, by, at }) => `${kind} ${by.id} ${at}`);
  };
  const merged = message('una', 500, 'Change has been successfully merged by una');
  t.deepEqual(await end({ status: 'MERGED', comments: [merged] }), ['change-merged una 500']);
  const submitted = [patchSet(1, 100, vote('una', 'SUBM', 1, 600))];
  t.deepEqual(await end({ status: 'MERGED', patchSets: submitted }), ['change-merged una 600']);
  t.deepEqual(await end({ status: 'ABANDONED' }), ['change-abandoned oli 900']);
  t.deepEqual(
    await end({ comments: [message('oli', 500, 'Abandoned\n\nno'), message('una', 600, 'Restored')] }),
    ['change-abandoned oli 500', 'change-restored una 600'],
  );
  t.deepEqual(await end({}), []);
});

test('lines that are no changes are skipped with a reason; the line that counts the rows is none', async t => {
  const { path, reading } = await readLines(
    t,
    '{"number": 7, ',
    { number: 'seven', id: 'I01', createdOn: 1 },
    '"text"',
    'null',
    '',
    change({ number: 8, owner: undefined, patchSets: [] }),
    change({ number: 9, owner: undefined }),
    { type: 'stats', rowCount: 2 },
  );
  t.deepEqual(
    reading.items.map(({ nativeId, owner }) => [nativeId, owner?.id]),
    [['9', 'oli']],
  );
  t.deepEqual(
    reading.skipped.map(({ where }) => where),
    [1, 2, 3, 4, 6].map(line => `${path}:${line}`),
  );
  t.is(reading.skipped[0]?.reason, 'the line is not JSON');
  t.regex(reading.skipped[1]?.reason ?? '', /^not a change: number /);
  t.is(reading.skipped.at(-1)?.reason, 'a change without an owner');
});

test('accounts are user names, joined to their addresses; without one the address or the name must do', async t => {
  const { reading } = await readLines(
    t,
    change({
      owner: { name: 'Only Name' },
      patchSets: [{ number: 1, uploader: { email: 'Mail@Example.org' } }],
    }),
    change({ number: 8 }),
  );
  t.like(reading.items[0]?.owner, { service: 'name', id: 'Only Name' });
  t.like(reading.activities.find(({ kind }) => kind === 'patchset')?.by, {
    service: 'email',
    id: 'mail@example.org',
  });
  t.deepEqual(
    reading.aliases.map(({ a, b }) => [a.service, a.id, b.id]),
    [['gerrit', 'oli', 'oli@example.org']],
  );
});

test('a file that has not changed is not read again; one that grew is, and every fact keeps its name', async t => {
  const { folder, path, reading } = await readLines(t, change(), change({ number: 8 }));
  const same = await read(gerritQuery, { path }, folder, reading.cursor);
  t.is(same.records, 0);
  await appendFile(path, `${JSON.stringify(change({ number: 9 }))}\n`);
  const grown = await read(gerritQuery, { path }, folder, reading.cursor);
  const known = new Set(reading.activities.map(({ nativeId }) => nativeId));
  const news = grown.activities.filter(({ nativeId }) => !known.has(nativeId));
  t.deepEqual(toldOf(news), ['change-opened oli 9', 'patchset oli 9/1']);
  t.deepEqual([grown.records, grown.cursor.get('lines')], [1, '3']);
});

test('a file of the same size with another vote in it is another file', async t => {
  const voted = (value: number) =>
    change({ patchSets: [patchSet(1, 100, vote('una', 'Code-Review', value, 200))] });
  const { folder, path, reading } = await readLines(t, voted(1), change({ number: 8 }));
  await writeFile(path, `${JSON.stringify(voted(2))}\n${JSON.stringify(change({ number: 8 }))}\n`);
  const anew = await read(gerritQuery, { path }, folder, reading.cursor);
  t.deepEqual(toldOf(anew.activities, 'review'), ['review una 7/1 +2']);
  t.deepEqual(anew.restarts, [true], 'what is no longer in it has no date at which it ended');
});

test('a change whose end has no time of its own ends once, however often it is touched', async t => {
  for (const status of ['MERGED', 'ABANDONED']) {
    const { reading } = await readLines(
      t,
      change({ status, lastUpdated: 500 }),
      change({ status, lastUpdated: 900 }),
    );
    const ends = reading.activities.filter(({ kind }) => /merged|abandoned/.test(kind));
    t.deepEqual(
      ends.map(({ nativeId }) => nativeId),
      [`7/change-${status.toLowerCase()}`, `7/change-${status.toLowerCase()}`],
    );
  }
});

test('what is not set is told as well, and work in progress is dated by the last update', async t => {
  const { reading } = await readLines(
    t,
    change({ wip: true, lastUpdated: 300 }),
    change({ lastUpdated: 500 }),
  );
  const told = (index: number) =>
    reading.items[index]?.states
      .filter(({ field }) => ['topic', 'hashtag', 'wip'].includes(field))
      .map(({ field, at, value }) => [field, at, value].join(' '));
  t.deepEqual(told(0), ['topic 100 ', 'hashtag 100 ', 'wip 300 true']);
  t.deepEqual(told(1), ['topic 100 ', 'hashtag 100 ', 'wip 500 false']);
});

test('many changes come in pages, and an interrupted reading goes on where it stopped', async t => {
  const numbers = Array.from({ length: 401 }, (_, index) => index + 1);
  const { folder, path, reading } = await readLines(t, ...numbers.map(number => change({ number })));
  t.is(reading.items.length, 401);
  const settings = gerritQuery.settings.parse({ path });
  const cursor = new Map<string, string>();
  let pages = 0;
  for await (const page of gerritQuery.pull(settings, new Map(), testIo(folder))) {
    for (const { stream, value } of page.cursor) cursor.set(stream, value);
    if (++pages === 2) break;
  }
  const rest = await read(gerritQuery, { path }, folder, cursor);
  t.deepEqual(
    rest.items.map(({ nativeId }) => nativeId),
    ['401'],
  );
});

test('a Workflow-1 that stands is work in progress, whatever the flag of Gerrit says', async t => {
  const patchSets = [patchSet(1, 100, vote('oli', 'Workflow', -1, 200))];
  const { reading } = await readLines(t, change({ patchSets, lastUpdated: 300 }));
  const wip = reading.items[0]?.states.filter(({ field }) => field === 'wip');
  t.deepEqual(
    wip?.map(({ at, value }) => `${at} ${value}`),
    ['200 true', '300 true'],
  );
});
