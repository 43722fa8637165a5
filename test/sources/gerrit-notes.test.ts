// Review notes: final votes, submitters, notes that cannot be dated, notes that change.
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import gerritNotes from '../../src/sources/gerrit-notes.ts';
import { git, temporaryFolder } from '../support/git.ts';
import { type HistoryCommit, writeHistory } from '../support/history.ts';
import { type Reading, read, toldOf } from '../support/reading.ts';

const AT = '2020-01-03T12:00:00Z';

const note = (number: number | undefined, ...lines: string[]): string =>
  [
    ...lines,
    'Submitted-by: Una Core <Una@example.org>',
    'Submitted-at: Fri, 03 Jan 2020 13:00:00 +0100',
    ...(number === undefined ? [] : [`Reviewed-on: https://review.example.org/${number}/`]),
    'Project: garden/shed',
    'Branch: refs/heads/main',
  ].join('\n');

const notesCommit = (files: Record<string, string | undefined>): HistoryCommit => ({
  ref: 'refs/notes/review',
  message: 'Update notes',
  at: AT,
  files,
});

const setUp = async (t: ExecutionContext, texts: (sha: string) => Record<string, string>) => {
  const folder = await temporaryFolder(t);
  const repository = join(folder, 'shed.git');
  const author = 'Oli Owner <oli@example.org>';
  const landed = await writeHistory(repository, [
    { ref: 'refs/heads/main', mark: 'landed', author, at: AT, message: 'Paint the shed\n\nNicely.\n' },
  ]);
  await writeHistory(repository, [notesCommit(texts(landed.get('landed') ?? ''))]);
  return { folder, repository, reading: await read(gerritNotes, { repository }, folder) };
};

test('final votes are reviews, approvals and verifications at the time of the submit', async t => {
  const { reading } = await setUp(t, sha => ({
    [sha]: note(
      7,
      'Code-Review+2: Una Core <una@example.org>',
      'Code-Review-1: Vic Voter <vic@example.org>',
      'Workflow+1: Una Core <una@example.org>',
      'Workflow-1: Vic Voter <vic@example.org>',
      'Verified+2: Robot',
      'Backport-Candidate+1: Vic Voter <vic@example.org>',
    ),
  }));
  t.deepEqual(toldOf(reading.activities), [
    'approval una@example.org 7/1 +1',
    'change-merged una@example.org 7',
    'review una@example.org 7/1 +2',
    'review vic@example.org 7/1 -1',
    'verification Robot 7/1 +2',
  ]);
  t.true(reading.activities.every(({ at }) => at === Date.parse(AT) / 1000));
  t.like(reading.items[0], {
    nativeId: '7',
    url: 'https://review.example.org/7/',
    owner: { service: 'email', id: 'oli@example.org', name: 'Oli Owner' },
  });
  t.deepEqual(
    reading.items[0]?.states.map(({ field, value }) => [field, value]),
    [
      ['subject', 'Paint the shed'],
      ['branch', 'main'],
      ['repository', 'garden/shed'],
    ],
  );
});

test('a note in a folder of the note tree, on a commit that is not here, is read all the same', async t => {
  const { reading } = await setUp(t, () => ({ [`ab/${'c'.repeat(38)}`]: note(undefined) }));
  t.is(reading.items[0]?.nativeId, `ab${'c'.repeat(38)}`);
  t.is(reading.items[0]?.owner, undefined);
});

test('a note without a date is skipped, and lines that mean nothing are told', async t => {
  const { reading } = await setUp(t, sha => ({
    [sha]: `${note(7)}\nsome words\nCode-Review+2: <>`,
    ['d'.repeat(40)]: 'Code-Review+2: Una Core <una@example.org>',
  }));
  t.is(reading.items.length, 1);
  t.deepEqual(reading.skipped.map(({ reason }) => reason).sort(), [
    'a line of a note that is no vote and no known key',
    'a line of a note that is no vote and no known key',
    'a note without a readable Submitted-at',
  ]);
});

const numbers = ({ items }: Reading): string[] => items.map(({ nativeId }) => nativeId).sort();

test('only new notes are read the next time, and one that was moved into a folder is not new', async t => {
  const { folder, repository, reading } = await setUp(t, sha => ({
    [sha]: note(7),
    ['d'.repeat(40)]: note(8),
  }));
  t.is((await read(gerritNotes, { repository }, folder, reading.cursor)).records, 0);
  const moved = { ['d'.repeat(40)]: undefined, [`dd/${'d'.repeat(38)}`]: note(8) };
  await writeHistory(repository, [notesCommit({ ['e'.repeat(40)]: note(9), ...moved })]);
  const later = await read(gerritNotes, { repository }, folder, reading.cursor);
  t.deepEqual([numbers(later), later.restarts], [['9'], [false]]);
  t.is((await read(gerritNotes, { repository }, folder, later.cursor)).records, 0);
});

test('a note that was deleted or modified makes all be read anew', async t => {
  for (const [text, expected] of [
    [undefined, ['7', '9']],
    [note(88), ['7', '88', '9']],
  ] as const) {
    const { folder, repository, reading } = await setUp(t, sha => ({
      [sha]: note(7),
      ['d'.repeat(40)]: note(8),
    }));
    await writeHistory(repository, [notesCommit({ ['e'.repeat(40)]: note(9), ['d'.repeat(40)]: text })]);
    const later = await read(gerritNotes, { repository }, folder, reading.cursor);
    t.deepEqual([numbers(later), later.restarts], [[...expected], [true]]);
    // So it does where the reading before was interrupted.
    const half = new Map([['reading', (reading.cursor.get('reading') ?? '').replace(/:.*/, ':1')]]);
    t.deepEqual((await read(gerritNotes, { repository }, folder, half)).restarts, [true]);
  }
});

test('the last note that is deleted leaves nothing', async t => {
  const { folder, repository, reading } = await setUp(t, () => ({ ['d'.repeat(40)]: note(8) }));
  await writeHistory(repository, [notesCommit({ ['d'.repeat(40)]: undefined })]);
  const later = await read(gerritNotes, { repository }, folder, reading.cursor);
  t.deepEqual([later.records, later.restarts], [0, [true]]);
});

test('an interrupted reading goes on, and a forgotten head is read from the beginning', async t => {
  const { folder, repository } = await setUp(t, sha => ({ [sha]: note(7), ['d'.repeat(40)]: note(8) }));
  const head = await git(repository, ['rev-parse', 'refs/notes/review']);
  const resumed = await read(gerritNotes, { repository }, folder, new Map([['reading', `${head}:1`]]));
  t.is(resumed.records, 1);
  t.is(resumed.cursor.get('head'), head);
  const anew = await read(gerritNotes, { repository }, folder, new Map([['head', 'f'.repeat(40)]]));
  t.deepEqual([anew.records, anew.restarts], [2, [true]]);
});

test('a repository without notes says how to fetch them', async t => {
  const folder = await temporaryFolder(t);
  const repository = join(folder, 'shed.git');
  await writeHistory(repository, [{ ref: 'refs/heads/main', at: AT, message: 'x' }]);
  const error = await t.throwsAsync(read(gerritNotes, { repository }, folder), { instanceOf: SourceError });
  t.regex(error?.message ?? '', /has no refs\/notes\/review\. Fetch it with: git fetch/);
});
