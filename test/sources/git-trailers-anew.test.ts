// When a branch is read from its beginning again: a history or a .mailmap that was rewritten; and whose facts that are.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import gitTrailers from '../../src/sources/git-trailers/index.ts';
import { git, makeRepository, temporaryFolder } from '../support/git.ts';
import { type HistoryCommit, writeHistory } from '../support/history.ts';
import { read } from '../support/reading.ts';

const MAIN = 'refs/heads/main';
const T = (day: number): string => `2020-01-${String(day).padStart(2, '0')}T12:00:00Z`;
const OLI = 'Oli Owner <oli@example.org>';

const setUp = async (t: ExecutionContext, commits: readonly HistoryCommit[]) => {
  const folder = await temporaryFolder(t);
  const repository = join(folder, 'shed.git');
  const shas = await writeHistory(repository, commits);
  const reading = await read(gitTrailers, { repository }, folder);
  return { folder, repository, shas, reading };
};

test('a head that is gone from the repository, or that the branch was set back from, is a rewritten branch', async t => {
  const { folder, repository, shas, reading } = await setUp(t, [
    { ref: MAIN, mark: 'one', at: T(1), message: 'one' },
    { ref: MAIN, at: T(2), message: 'two' },
  ]);
  const gone = await read(gitTrailers, { repository }, folder, new Map([['head', 'f'.repeat(40)]]));
  t.deepEqual([gone.records, gone.restarts], [2, [true]]);
  await git(repository, ['update-ref', MAIN, shas.get('one') ?? '']);
  const back = await read(gitTrailers, { repository }, folder, reading.cursor);
  t.deepEqual([back.records, back.restarts], [1, [true]]);
});

test('a restart is said once, on the first of many pages, and the rest goes on from there', async t => {
  const commits = Array.from({ length: 501 }, (_, index) => ({ ref: MAIN, at: T(1), message: `c ${index}` }));
  const { folder, repository } = await setUp(t, commits);
  const anew = await read(gitTrailers, { repository }, folder, new Map([['head', 'f'.repeat(40)]]));
  t.deepEqual(anew.restarts, [true, false]);
});

test('whoever .mailmap renames is renamed everywhere: all is read again', async t => {
  const { folder, repository, reading } = await setUp(t, [
    { ref: MAIN, at: T(1), author: 'una <una@old.example.org>', message: `one\n\nReviewed-by: ${OLI}` },
  ]);
  t.is(reading.cursor.get('mailmap'), '');
  const files = { '.mailmap': 'Una Core <una@example.org> <una@old.example.org>\n' };
  await writeHistory(repository, [{ ref: MAIN, at: T(2), author: OLI, message: 'two', files }]);
  const anew = await read(gitTrailers, { repository }, folder, reading.cursor);
  t.deepEqual(anew.restarts, [true]);
  t.deepEqual(
    anew.activities.filter(({ kind }) => kind === 'commit').map(({ by }) => by.id),
    ['una@example.org', 'oli@example.org'],
  );
  await writeHistory(repository, [{ ref: MAIN, at: T(3), author: OLI, message: 'three' }]);
  const later = await read(gitTrailers, { repository }, folder, anew.cursor);
  t.deepEqual([later.records, later.restarts], [1, [false]]);
});

test('people are named by the .mailmap of the branch, not by the one that lies in the work tree', async t => {
  const folder = await temporaryFolder(t);
  const repository = join(folder, 'garden');
  const lines = 'Ada Branch <ada@branch.example.org> <ada@example.org>\n';
  await makeRepository(repository, [{ date: T(1), files: { '.mailmap': lines } }]);
  await writeFile(join(repository, '.mailmap'), 'Ada Tree <ada@tree.example.org> <ada@example.org>\n');
  const reading = await read(gitTrailers, { repository }, folder);
  t.deepEqual([...new Set(reading.activities.map(({ by }) => by.id))], ['ada@branch.example.org']);
});

test('each repository is a system of record of its own', t => {
  const originOf = (given: object) => gitTrailers.origin(gitTrailers.settings.parse(given));
  t.is(originOf({ repository: '/srv/git/shed.git/' }), 'git shed');
  t.is(originOf({ repository: 'git@example.org:shed' }), 'git shed');
  t.is(originOf({ repository: 'https://example.org/garden/shed.git' }), 'git shed');
  t.is(originOf({ repository: '.' }), 'git .');
  t.is(originOf({ repository: 'shed', origin: 'mine' }), 'mine');
});
