// Who an account number is: committers, review notes, an accounts file, and what is no evidence.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import gerritNotedb from '../../src/sources/gerrit-notedb/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { type HistoryCommit, writeHistory } from '../support/history.ts';
import { created, type MetaEvent, metaCommits, readChanges, said } from '../support/notedb.ts';
import { type Reading, read } from '../support/reading.ts';

const T = (day: number): string => `2020-01-${String(day).padStart(2, '0')}T12:00:00Z`;

const evidence = (reading: Reading) =>
  reading.aliases
    .map(({ a, b, evidence, weight }) =>
      [a.id, b.id, evidence, ...(weight === undefined ? [] : [weight])].join(' '),
    )
    .sort();

test('the committer of a patch set is who uploaded it', async t => {
  const folder = await temporaryFolder(t);
  const repository = join(folder, 'review.git');
  const upload: HistoryCommit = {
    ref: 'refs/changes/07/7/1',
    mark: 'patch',
    author: 'Oli Owner <oli@example.org>',
    committer: 'Una Uploader <una@example.org>',
    at: T(1),
    message: 'Paint the shed',
  };
  const sha = (await writeHistory(repository, [upload])).get('patch') ?? '';
  const event: MetaEvent = { ...created(1, T(1)), footers: [`Commit: ${sha}`, 'Subject: Paint the shed'] };
  await writeHistory(repository, metaCommits(7, [event]));
  const reading = await read(gerritNotedb, { repository }, folder);
  t.deepEqual(evidence(reading), ['1 una@example.org patch set committer']);
  t.is(reading.aliases[0]?.b.name, 'Una Uploader');
});

/** Changes 1 to `count`, each with one event; the patch sets of those in `held` are in the repository. */
const changesWith = async (
  repository: string,
  ref: string,
  count: number,
  held: (number: number) => boolean,
) => {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const uploads = numbers.filter(held).map(
    (number): HistoryCommit => ({
      ref: ref.replace('#', `${String(number % 100).padStart(2, '0')}/${number}/1`),
      mark: String(number),
      committer: `Una Uploader <una${number}@example.org>`,
      at: T(1),
      message: `Paint ${number}`,
    }),
  );
  const shas = await writeHistory(repository, uploads);
  const commits = numbers.flatMap(number => {
    const sha = shas.get(String(number)) ?? 'a'.repeat(40);
    return metaCommits(number, [{ ...created(number, T(1)), footers: [`Commit: ${sha}`, 'Subject: Paint'] }]);
  });
  await writeHistory(repository, commits);
};

test('committers of every change are read, however many came first whose patch sets are not there', async t => {
  const folder = await temporaryFolder(t);
  const repository = join(folder, 'review.git');
  await changesWith(repository, 'refs/changes/#', 60, number => number > 30);
  t.is((await read(gerritNotedb, { repository }, folder)).aliases.length, 30);
});

test('patch sets that came with the branch are found without refs of their own', async t => {
  const folder = await temporaryFolder(t);
  const repository = join(folder, 'review.git');
  await changesWith(repository, 'refs/heads/main', 60, number => number % 10 === 0);
  const reading = await read(gerritNotedb, { repository }, folder);
  t.is(reading.aliases.length, 6);
  // Where the run begins makes no difference.
  const until = new Map([...reading.cursor].filter(([stream]) => Number(stream) <= 55));
  t.deepEqual(evidence(await read(gerritNotedb, { repository }, folder, until)), [
    '60 una60@example.org patch set committer',
  ]);
});

test('accounts of a server with a name of its own are not those of the other', async t => {
  const folder = await temporaryFolder(t);
  const accounts = join(folder, 'accounts.json');
  await writeFile(accounts, JSON.stringify({ 5: { name: 'Una Core', email: 'una@example.org' } }));
  const change = [
    created(1, T(1)),
    said(5, T(2), 'Patch Set 1: Code-Review+2', ['Label: Code-Review=+2']),
    { ...merged(5), by: 'server' as const },
  ];
  const { reading } = await readChanges(t, { 7: change }, { settings: { accounts, origin: 'barn' } });
  t.deepEqual([...new Set(reading.activities.map(({ by }) => by.id))], ['barn/1', 'server', 'barn/5']);
  t.is(reading.items[0]?.owner?.id, 'barn/1');
  t.deepEqual(evidence(reading), ['barn/5 una@example.org accounts file 1']);
});

const NOTE = (number: number, ...votes: string[]): string =>
  [
    ...votes,
    'Submitted-by: Una Core <una@example.org>',
    'Submitted-at: Fri, 03 Jan 2020 12:00:00 +0000',
    `Reviewed-on: https://review.example.org/${number}`,
    'Project: garden/shed',
    'Branch: refs/heads/main',
    '',
  ].join('\n');

const noteCommit = (text: string): HistoryCommit => ({
  ref: 'refs/notes/review',
  message: 'Update notes for submitted changes',
  at: T(3),
  files: { ['c'.repeat(40)]: text },
});

const merged = (by: number): MetaEvent =>
  said(by, T(3), 'Change has been successfully merged by Una Core', ['Status: merged']);

test('who submitted by the note is the account that merged', async t => {
  const { reading } = await readChanges(
    t,
    { 7: [created(1, T(1)), merged(5)] },
    { commits: [noteCommit(NOTE(7))] },
  );
  t.deepEqual(evidence(reading), ['5 una@example.org submitted-by']);
});

test('a vote that one account and one voter gave joins them; where two gave it nobody is joined', async t => {
  const { reading } = await readChanges(
    t,
    {
      7: [
        created(1, T(1)),
        said(5, T(2), 'Patch Set 1: Code-Review+2', ['Label: Code-Review=+2']),
        said(6, T(2), 'Patch Set 1: Code-Review+1', ['Label: Code-Review=+1']),
        said(8, T(2), 'Patch Set 1: Code-Review+1', ['Label: Code-Review=+1']),
        { ...merged(5), by: 'server' },
      ],
    },
    {
      commits: [
        noteCommit(
          NOTE(
            7,
            'Code-Review+2: Una Core <una@example.org>',
            'Code-Review+1: Vic Voter <vic@example.org>',
            'Code-Review+1: Wim Voter <wim@example.org>',
            'Verified+1: Robot',
          ),
        ),
      ],
    },
  );
  t.deepEqual(evidence(reading), ['5 una@example.org note vote']);
});

test('an accounts file names accounts, in both its forms, and sums up spellings', async t => {
  const folder = await temporaryFolder(t);
  const accounts = join(folder, 'accounts.json');
  await writeFile(
    accounts,
    JSON.stringify({
      'Gerrit User 5': [
        { name: 'Una Core', email: 'Una@Example.org', weight: 3 },
        { name: 'Una Core', email: 'una@example.org', weight: 2 },
        { name: 'U. Core', email: 'una@example.org' },
      ],
      6: { name: 'Vic Voter', email: 'vic@example.org' },
      nobody: { email: 'x@example.org' },
      7: { name: 'Without Address' },
      8: null,
    }),
  );
  const { reading } = await readChanges(t, { 7: [created(1, T(1))] }, { settings: { accounts } });
  t.deepEqual(evidence(reading), [
    '5 una@example.org accounts file 1',
    '5 una@example.org accounts file 5',
    '6 vic@example.org accounts file 1',
  ]);
  t.is(reading.skipped.length, 3);
  t.true(reading.skipped.every(({ where }) => where === accounts));
});

test('a broken accounts file is told and spoils no change', async t => {
  const folder = await temporaryFolder(t);
  for (const text of ['{"5": ', '[1, 2]', 'null', '"text"']) {
    const accounts = join(folder, 'accounts.json');
    await writeFile(accounts, text);
    const { reading } = await readChanges(t, { 7: [created(1, T(1))] }, { settings: { accounts } });
    t.is(reading.skipped.length, 1, text);
    t.is(reading.items.length, 1);
  }
});

test('an accounts file that is not there is a fault of the source', async t => {
  const settings = { accounts: '/nowhere/accounts.json' };
  await t.throwsAsync(readChanges(t, { 7: [created(1, T(1))] }, { settings }), { instanceOf: SourceError });
});
