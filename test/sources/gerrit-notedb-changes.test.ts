// Changes in NoteDb: their lives and dated properties, inline comments, and commits that are not as they should be.
import { join } from 'node:path';
import test from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import gerritNotedb from '../../src/sources/gerrit-notedb/index.ts';
import { git, makeRepository, temporaryFolder } from '../support/git.ts';
import { writeHistory } from '../support/history.ts';
import { created, metaCommits, metaRef, readChanges, said, uploaded } from '../support/notedb.ts';
import { read, toldOf } from '../support/reading.ts';

const T = (day: number): string => `2020-01-${String(day).padStart(2, '0')}T12:00:00Z`;
const seconds = (iso: string): number => Date.parse(iso) / 1000;

test('times are those of the author, whatever the zone', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, '2020-01-01T00:30:00+05:30'),
      said(5, '2019-12-31T23:00:00-08:00', 'Patch Set 1: Code-Review+1'),
    ],
  });
  t.is(reading.items[0]?.openedAt, seconds('2019-12-31T19:00:00Z'));
  t.is(reading.activities.find(({ kind }) => kind === 'review')?.at, seconds('2020-01-01T07:00:00Z'));
});

test('a change without a status is new, and its number is the item', async t => {
  const { reading } = await readChanges(
    t,
    { 12: [created(1, T(1))] },
    { settings: { url: 'https://review.example.org/' } },
  );
  t.deepEqual(toldOf(reading.activities), ['change-opened 1 12', 'patchset 1 12/1']);
  t.like(reading.items[0], { nativeId: '12', url: 'https://review.example.org/c/12', kind: 'change' });
});

test('abandoned and restored are told each time, a status said twice once', async t => {
  const status = (day: number, value: string) => said(5, T(day), `${value}d`, [`Status: ${value}`]);
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1), ['Status: new']),
      status(2, 'abandoned'),
      status(3, 'abandoned'),
      status(4, 'new'),
      status(5, 'abandoned'),
    ],
  });
  const lives = reading.activities.filter(({ kind }) => /abandoned|restored/.test(kind));
  t.deepEqual(
    lives.map(({ kind, at }) => [kind, at]),
    [
      ['change-abandoned', seconds(T(2))],
      ['change-restored', seconds(T(4))],
      ['change-abandoned', seconds(T(5))],
    ],
  );
});

test('a draft that is published was not restored', async t => {
  const { reading } = await readChanges(t, {
    7: [created(1, T(1), ['Status: draft']), said(1, T(2), 'Published', ['Status: new'])],
  });
  t.deepEqual(toldOf(reading.activities, 'change-restored'), []);
});

test('one Change-Id on two branches is two changes', async t => {
  const { reading } = await readChanges(t, { 7: [created(1, T(1))], 107: [created(1, T(2))] });
  t.deepEqual(
    reading.items.map(item => item.nativeId),
    ['7', '107'],
  );
  const ids = reading.items.map(item => item.states.find(({ field }) => field === 'change-id')?.value);
  t.is(ids[0], ids[1]);
});

test('topic, hashtags, subject and work in progress keep their history', async t => {
  const set = (day: number, ...footers: string[]) => said(1, T(day), 'Change edited', footers);
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1), ['Topic: first-topic']),
      set(2, 'Topic: other', 'Hashtags: red,green'),
      set(3, 'Topic:', 'Hashtags:', 'Work-in-progress: true'),
      set(4, 'Subject: Paint the shed red', 'Work-in-progress: false'),
    ],
  });
  const history = (field: string) =>
    reading.items[0]?.states.filter(state => state.field === field).map(({ at, value }) => [at, value]);
  t.deepEqual(history('topic'), [
    [seconds(T(1)), 'first-topic'],
    [seconds(T(2)), 'other'],
    [seconds(T(3)), ''],
  ]);
  t.deepEqual(history('hashtag'), [
    [seconds(T(2)), 'red\ngreen'],
    [seconds(T(3)), ''],
  ]);
  t.deepEqual(history('wip'), [
    [seconds(T(3)), 'true'],
    [seconds(T(4)), 'false'],
  ]);
  t.deepEqual(history('subject')?.at(-1), [seconds(T(4)), 'Paint the shed red']);
  t.deepEqual(history('branch'), [[seconds(T(1)), 'main']]);
});

test('a topic that is emptied in the last footer is emptied', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1), ['Topic: first']),
      { by: 1, at: T(2), raw: 'Update patch set 1\n\nTopic removed\n\nPatch-set: 1\nTopic: \n' },
    ],
  });
  t.deepEqual(
    reading.items[0]?.states.filter(({ field }) => field === 'topic').map(({ value }) => value),
    ['first', ''],
  );
});

const comment = (uuid: string, author: number | undefined, writtenOn: string, patchSetId = 1) => ({
  key: { uuid, filename: 'shed.txt', patchSetId },
  ...(author === undefined ? {} : { author: { id: author } }),
  writtenOn,
  message: 'a word',
});
const file = (...comments: object[]): string => JSON.stringify({ comments });

test('inline comments are read from the tree, also from the folders of a large one', async t => {
  const files = {
    ['a'.repeat(40)]: file(
      comment('u1', 5, '2020-01-02T10:00:00Z'),
      comment('u2', 6, '2020-01-02T11:00:00Z', 2),
    ),
    [`bb/${'b'.repeat(38)}`]: file(comment('u3', 5, '2020-01-02T12:00:00Z')),
  };
  const { reading } = await readChanges(t, {
    7: [created(1, T(1)), { ...said(5, T(2), 'Patch Set 1:\n\n(2 comments)'), files }],
  });
  t.deepEqual(toldOf(reading.activities, 'inline-comment', 'review'), [
    'inline-comment 5 7/1',
    'inline-comment 5 7/1',
    'inline-comment 6 7/2',
    'review 5 7/1 0',
  ]);
  t.is(new Set(reading.activities.map(({ nativeId }) => nativeId)).size, reading.activities.length);
});

test('inline comments that cannot be read are skipped one by one, with a reason', async t => {
  const files = {
    legacy: 'File: shed.txt\n\n1:1-2:3\n',
    strange: JSON.stringify({ comments: 3 }),
    mixed: file(
      comment('u1', undefined, '2020-01-02T10:00:00Z'),
      comment('u2', 5, 'the other day'),
      comment('u3', 5, '2020-01-02T10:00:00Z'),
    ),
    none: '{}',
  };
  const { reading } = await readChanges(t, { 7: [{ ...created(1, T(1)), files }] });
  t.deepEqual(toldOf(reading.activities, 'inline-comment'), ['inline-comment 5 7/1']);
  t.deepEqual(reading.skipped.map(({ reason }) => reason).sort(), [
    'inline comment without author or date',
    'inline comment without author or date',
    'inline comments in a form older than JSON',
    'inline comments that Gerrit did not write',
  ]);
});

test('commits that are cut short or not of NoteDb’s form are skipped, the rest is read', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      { by: 5, at: T(2), raw: 'Update patch set 1\n\nPatch Set 1: Code-Rev' },
      { by: 5, at: T(3), raw: '' },
      said(5, T(4), 'Patch Set 1: Code-Review+1', ['Label: Code-Review=+1']),
    ],
    8: [{ by: 5, at: T(2), raw: 'nothing of Gerrit' }],
  });
  t.deepEqual(toldOf(reading.activities, 'review'), ['review 5 7/1 +1']);
  const reason = 'commits that are not of NoteDb’s form';
  t.deepEqual(reading.skipped, [
    { where: 'change 7', reason },
    { where: 'change 8', reason },
    { where: 'change 8', reason: 'a change without any readable event' },
  ]);
});

test('bytes that are not UTF-8 spoil no vote', async t => {
  const raw = Buffer.concat([
    Buffer.from('Update patch set 1\n\nPatch Set 1: Code-Review+1\n\ncaf'),
    Buffer.from([0xe9, 0x20, 0xff]),
    Buffer.from('\n\nPatch-set: 1\nLabel: Code-Review=+1\n'),
  ]);
  const { reading } = await readChanges(t, { 7: [created(1, T(1)), { by: 5, at: T(2), raw }] });
  t.deepEqual(toldOf(reading.activities, 'review'), ['review 5 7/1 +1']);
});

test('histories of older servers mark patch sets as drafts', async t => {
  const { reading } = await readChanges(t, {
    7: [
      created(1, T(1)),
      {
        by: 5,
        at: T(2),
        raw: 'Update\n\nPatch Set 2: Code-Review+1\n\nPatch-set: 2 (DRAFT)\nLabel: Code-Review=+1\n',
      },
    ],
  });
  t.deepEqual(toldOf(reading.activities, 'review'), ['review 5 7/2 +1']);
});

test('only changes that moved are read again', async t => {
  const { dir, folder, reading } = await readChanges(t, { 7: [created(1, T(1))], 8: [created(1, T(1))] });
  const same = await read(gerritNotedb, { repository: dir }, folder, reading.cursor);
  t.is(same.records, 0);
  await writeHistory(dir, metaCommits(8, [uploaded(1, T(2), 2)]));
  const again = await read(gerritNotedb, { repository: dir }, folder, same.cursor);
  t.deepEqual(toldOf(again.activities), ['change-opened 1 8', 'patchset 1 8/1', 'patchset 1 8/2']);
  t.is(again.cursor.get('8'), await git(dir, ['rev-parse', metaRef(8)]));
});

test('a repository without changes says how to fetch them', async t => {
  const folder = await temporaryFolder(t);
  const repository = await makeRepository(join(folder, 'plain'), [{ date: T(1), files: { a: 'a' } }]);
  const error = await t.throwsAsync(read(gerritNotedb, { repository }, folder), { instanceOf: SourceError });
  t.regex(error?.message ?? '', /refs\/changes\/\*\/meta.*git fetch/);
});

test('a change that has vanished from the server makes the rest be read anew', async t => {
  const { dir, folder, reading } = await readChanges(t, { 7: [created(1, T(1))], 8: [created(1, T(2))] });
  t.deepEqual(reading.restarts, [false]);
  await git(dir, ['update-ref', '-d', metaRef(8)]);
  const anew = await read(gerritNotedb, { repository: dir }, folder, reading.cursor);
  t.deepEqual(anew.restarts, [true]);
  t.deepEqual(
    anew.items.map(({ nativeId }) => nativeId),
    ['7'],
  );
  t.deepEqual([...anew.cursor.keys()], ['7']);
  const later = await read(gerritNotedb, { repository: dir }, folder, anew.cursor);
  t.is(later.records, 0);
});
