// Rollcall's own form: what a line may say, what is refused, and reading on.
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import journal from '../../src/sources/journal.ts';
import { temporaryFolder } from '../support/git.ts';
import { type Reading, read, toldOf } from '../support/reading.ts';

const by = { service: 'email', id: 'Una@Example.org', name: 'Una Core' };
const activity = (more: object = {}) => ({
  activity: {
    nativeId: 'a1',
    kind: 'bug-triage',
    by,
    at: '2020-01-02T10:00:00+01:00',
    item: 'bug/7',
    ...more,
  },
});

const line = (nativeId: string) => `${JSON.stringify(activity({ nativeId }))}\n`;
const ids = ({ activities }: Reading): string[] => activities.map(({ nativeId }) => nativeId);

const normalise = (line: unknown) =>
  journal.normalise({ place: 'j:1', line: typeof line === 'string' ? line : JSON.stringify(line) });

test('an activity is taken as it stands, addresses in lower case, times in UTC', t => {
  const { activities, skipped } = normalise(activity({ value: 3, revision: 1 }));
  t.deepEqual(skipped, []);
  t.deepEqual(activities, [
    {
      nativeId: 'a1',
      kind: 'bug-triage',
      by: { service: 'email', id: 'una@example.org', name: 'Una Core' },
      at: Date.parse('2020-01-02T09:00:00Z') / 1000,
      item: 'bug/7',
      value: 3,
      revision: 1,
    },
  ]);
});

test('an item is taken with its dated states', t => {
  const { items } = normalise({
    item: {
      nativeId: 'bug/7',
      kind: 'bug',
      url: 'https://bugs.example.org/7',
      owner: { service: 'irc', id: 'Una' },
      openedAt: '2020-01-01T00:00:00Z',
      states: [{ field: 'subject', at: '2020-01-01T00:00:00Z', value: 'It leaks' }],
    },
  });
  t.like(items[0], {
    nativeId: 'bug/7',
    kind: 'bug',
    owner: { service: 'irc', id: 'Una' },
    states: { length: 1 },
  });
  t.deepEqual(normalise({ item: { nativeId: 'm', kind: 'meeting' } }).items, [
    { nativeId: 'm', kind: 'meeting', states: [] },
  ]);
});

test('what is neither is skipped where it stands', t => {
  t.deepEqual(normalise('{').skipped, [{ where: 'j:1', reason: 'the line is not JSON' }]);
  const refused = [
    {},
    [],
    'null',
    activity({ kind: 'dancing' }),
    activity({ at: 'yesterday' }),
    activity({ at: '2020-01-02T10:00:00' }),
    activity({ by: { service: 'pigeon', id: 'x' } }),
    activity({ by: { service: 'irc', id: '' } }),
    activity({ extra: 1 }),
    activity({ revision: 0 }),
    activity({ value: 1.5 }),
    activity({ kind: 'review', value: 3 }),
    { ...activity(), item: { nativeId: 'm', kind: 'meeting' } },
  ];
  for (const line of refused) {
    const harvest = normalise(line);
    t.deepEqual(harvest.skipped, [{ where: 'j:1', reason: 'the line is neither an activity nor an item' }]);
    t.deepEqual([harvest.activities, harvest.items], [[], []], JSON.stringify(line));
  }
});

test('empty lines are nothing, and the next reading goes on after the last line', async t => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'journal.jsonl');
  await writeFile(path, `\uFEFF${line('a1')}\n   \n${line('a2')}`);
  const first = await read(journal, { path }, folder);
  t.is(first.records, 2);
  t.deepEqual(first.skipped, []);
  await appendFile(path, line('a3'));
  const second = await read(journal, { path }, folder, first.cursor);
  t.deepEqual(toldOf(second.activities), ['bug-triage una@example.org bug/7']);
  t.is(second.activities[0]?.nativeId, 'a3');
  t.is((await read(journal, { path }, folder, second.cursor)).records, 0);
});

test('a journal that was edited, cut or begun anew is read from its first line, and the rest forgotten', async t => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'journal.jsonl');
  await writeFile(path, line('a1') + line('a2'));
  const { cursor, restarts } = await read(journal, { path }, folder);
  t.deepEqual(restarts, [false]);
  const texts: [string, string[]][] = [
    [line('b1') + line('a2') + line('a3'), ['b1', 'a2', 'a3']],
    [line('a1'), ['a1']],
    ['', []],
  ];
  for (const [text, expected] of texts) {
    await writeFile(path, text);
    const anew = await read(journal, { path }, folder, cursor);
    t.deepEqual([ids(anew), anew.restarts], [expected, [true]]);
    const later = await read(journal, { path }, folder, anew.cursor);
    t.deepEqual([later.records, later.restarts], [0, []]);
  }
});

test('a last line that is only half written is left for the next time, and skipped when another follows', async t => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'journal.jsonl');
  await writeFile(path, line('a1') + line('a2').slice(0, 20));
  const first = await read(journal, { path }, folder);
  t.deepEqual([ids(first), first.skipped], [['a1'], []]);
  await appendFile(path, line('a2').slice(20));
  const second = await read(journal, { path }, folder, first.cursor);
  t.deepEqual([ids(second), second.restarts], [['a2'], [false]]);
  await appendFile(path, `no JSON\n${line('a3')}`);
  const third = await read(journal, { path }, folder, second.cursor);
  t.deepEqual([ids(third), third.skipped.length], [['a3'], 1]);
});

test('a journal longer than a page is read whole', async t => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'journal.jsonl');
  const lines = Array.from({ length: 2001 }, (_, index) =>
    JSON.stringify(activity({ nativeId: `a${index}` })),
  );
  await writeFile(path, lines.join('\n'));
  const reading = await read(journal, { path }, folder);
  t.is(new Set(reading.activities.map(({ nativeId }) => nativeId)).size, 2001);
});

test('a journal that is not there is a fault of the source', async t => {
  const folder = await temporaryFolder(t);
  await t.throwsAsync(read(journal, { path: join(folder, 'none') }, folder), { instanceOf: SourceError });
});
