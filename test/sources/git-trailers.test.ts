// Landed commits: who wrote and reviewed them, when they landed, branches that join, move on, or are rewritten.
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import gitTrailers from '../../src/sources/git-trailers/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { type HistoryCommit, writeHistory } from '../support/history.ts';
import { read, toldOf } from '../support/reading.ts';

const MAIN = 'refs/heads/main';
const T = (day: number): string => `2020-01-${String(day).padStart(2, '0')}T12:00:00Z`;
const seconds = (day: number): number => Date.parse(T(day)) / 1000;
const OLI = 'Oli Owner <oli@example.org>';
const UNA = 'Una Core <una@example.org>';

const setUp = async (t: ExecutionContext, commits: readonly HistoryCommit[], settings: object = {}) => {
  const folder = await temporaryFolder(t);
  const repository = join(folder, 'shed.git');
  const shas = await writeHistory(repository, commits);
  const reading = await read(gitTrailers, { repository, ...settings }, folder);
  return { folder, repository, shas, reading };
};

const kinds = { reviews: ['review', 'verification'], commits: ['commit', 'bug-fix'] };

test('a commit with its reviewers, dated by its landing and not by its writing', async t => {
  const { reading } = await setUp(t, [
    {
      ref: MAIN,
      author: OLI,
      committer: UNA,
      authoredAt: T(1),
      at: T(5),
      message:
        'Paint the shed\n\nPR-URL: https://code.example.org/pull/3\nReviewed-By: Una Core <Una@example.org>\n' +
        'Acked-by: Vic <vic@example.org>\nTested-by: Wim <wim@example.org>\nCo-Authored-By: Xia <xia@example.org>\n',
    },
  ]);
  t.true(reading.activities.every(({ at }) => at === seconds(5)));
  t.deepEqual(
    toldOf(reading.activities).map(line => line.replace(/landing\/\w+/, 'L')),
    [
      'change-merged una@example.org L',
      'commit oli@example.org L',
      'commit xia@example.org L',
      'review una@example.org L/1 +2',
      'review vic@example.org L/1 +1',
      'verification wim@example.org L +1',
    ],
  );
  t.like(reading.items[0], { url: 'https://code.example.org/pull/3', owner: { id: 'oli@example.org' } });
});

/** root - merge 1 (brings a, b) - direct - merge 2 (brings c, and reaches b again). */
const JOINED: readonly HistoryCommit[] = [
  { ref: MAIN, mark: 'root', at: T(1), message: 'root', parents: [] },
  { ref: 'refs/heads/x', mark: 'a', at: T(2), author: OLI, message: 'side a', parents: ['root'] },
  { ref: 'refs/heads/x', mark: 'b', at: T(3), author: OLI, message: 'side b', parents: ['a'] },
  { ref: 'refs/heads/x', mark: 'c', at: T(4), author: OLI, message: 'side c', parents: ['b'] },
  { ref: MAIN, mark: 'm1', at: T(10), message: 'Merge "Paint the shed"', parents: ['root', 'b'] },
  { ref: MAIN, mark: 'direct', at: T(11), message: 'direct', parents: ['m1'] },
  {
    ref: MAIN,
    mark: 'm2',
    at: T(12),
    message: 'Merge pull request #5 from x\n\nPaint the door',
    parents: ['direct', 'c'],
  },
];

test('a side branch lands with the oldest merge that reaches it', async t => {
  const { reading, shas } = await setUp(t, JOINED);
  const landed = new Map(
    reading.activities
      .filter(({ kind }) => kind === 'commit')
      .map(({ nativeId, at }) => [nativeId.slice(7), at]),
  );
  const day = (mark: string) => landed.get(shas.get(mark) ?? '');
  t.deepEqual(['root', 'a', 'b', 'c', 'direct'].map(day), [1, 10, 10, 12, 11].map(seconds));
  t.is(landed.size, 5, 'merges are no commits of their own');
});

test('each landing is an item with its title and how it landed', async t => {
  const { reading } = await setUp(t, JOINED);
  const value = (index: number, field: string) =>
    reading.items[index]?.states.find(state => state.field === field)?.value;
  t.deepEqual(
    reading.items.map((_, index) => [value(index, 'subject'), value(index, 'landing')]),
    [
      ['root', 'direct'],
      ['Paint the shed', 'merge'],
      ['direct', 'direct'],
      ['Paint the door', 'merge'],
    ],
  );
  t.deepEqual(
    reading.items.map(({ owner }) => owner?.id),
    ['ada@example.org', 'oli@example.org', 'ada@example.org', 'oli@example.org'],
  );
});

test('.mailmap names authors and reviewers', async t => {
  const files = { '.mailmap': 'Una Core <una@example.org> <una@old.example.org>\n' };
  const { reading } = await setUp(t, [
    { ref: MAIN, at: T(1), author: 'una <una@old.example.org>', message: 'one', files },
    {
      ref: MAIN,
      at: T(2),
      author: OLI,
      message: 'two\n\nReviewed-by: U. <UNA@old.example.org>\nReviewed-by: <vic@example.org>\n',
    },
  ]);
  const people = reading.activities
    .filter(({ kind }) => ['review', 'commit'].includes(kind))
    .map(({ by }) => [by.id, by.name]);
  t.deepEqual(people, [
    ['una@example.org', 'Una Core'],
    ['oli@example.org', 'Oli Owner'],
    ['una@example.org', 'Una Core'],
    ['vic@example.org', undefined],
  ]);
});

test('malformed trailers are told, forgivable ones are read, and none reaches for the next line', async t => {
  const { reading } = await setUp(t, [
    {
      ref: MAIN,
      at: T(1),
      author: OLI,
      message: [
        'Paint',
        '',
        'Reviewed-By: Una Core <una@example.org',
        'Reviewed-By: Reviewed-By: Vic <vic@example.org>',
        'Reviewed-By: wim',
        'Reviewed-By:',
        'Acked-by: <>',
        'Signed-off-by: Nobody <nobody@example.org>',
      ].join('\n'),
    },
  ]);
  t.deepEqual(
    toldOf(reading.activities, ...kinds.reviews).map(line => line.replace(/landing\/\w+/, 'L')),
    ['review una@example.org L/1 +2', 'review vic@example.org L/1 +2', 'review wim L/1 +2'],
  );
  t.deepEqual(
    reading.skipped.map(({ reason }) => reason),
    ['a trailer without a readable name or address', 'a trailer without a readable name or address'],
  );
});

test('bugs are fixed by commits that close them', async t => {
  const { reading } = await setUp(t, [
    {
      ref: MAIN,
      at: T(1),
      author: OLI,
      message:
        'Paint\n\nCloses-Bug: #1001\nFixes bug 1002\nPartial-Bug: #1003\nRelated-Bug: lp:1004\nResolves-bug: 1001',
    },
  ]);
  t.deepEqual(
    reading.activities.filter(({ kind }) => kind === 'bug-fix').map(({ value }) => value),
    [1001, 1002],
  );
  t.is(reading.items[0]?.states.find(({ field }) => field === 'bug')?.value, '1001\n1002\n1003\n1004');
});

test('beside a richer source only commits are read', async t => {
  t.like(gitTrailers.beside(gitTrailers.settings.parse({ repository: 'x' })), { reads: 'commits' });
  t.like(gitTrailers.beside(gitTrailers.settings.parse({ repository: 'x', reads: 'everything' })), {
    reads: 'everything',
  });
  const message = `Paint\n\nCloses-Bug: #1001\nReviewed-by: ${UNA}\nTested-by: ${UNA}\nCo-authored-by: ${UNA}\n`;
  const { reading } = await setUp(t, [{ ref: MAIN, at: T(1), author: OLI, message }], { reads: 'commits' });
  t.deepEqual(toldOf(reading.activities), [
    'bug-fix oli@example.org +1001',
    'commit oli@example.org',
    'commit una@example.org',
  ]);
  t.deepEqual(reading.items, []);
});

test('only what landed since is read the next time', async t => {
  const { folder, repository, reading } = await setUp(t, [{ ref: MAIN, at: T(1), message: 'one' }]);
  t.is((await read(gitTrailers, { repository }, folder, reading.cursor)).records, 0);
  await writeHistory(repository, [{ ref: MAIN, at: T(2), message: 'two' }]);
  const later = await read(gitTrailers, { repository }, folder, reading.cursor);
  t.deepEqual([...reading.restarts, ...later.restarts], [false, false]);
  t.deepEqual(
    later.items.map(({ states }) => states[0]?.value),
    ['two'],
  );
});

test('a merge that is read later brings only what was not there before', async t => {
  const { folder, repository, shas, reading } = await setUp(t, JOINED);
  const until = new Map([['head', shas.get('direct') ?? '']]);
  const later = await read(gitTrailers, { repository }, folder, until);
  const all = new Set(reading.activities.map(({ nativeId }) => nativeId));
  t.true(later.activities.every(({ nativeId }) => all.has(nativeId)));
  t.deepEqual(
    later.activities.filter(({ kind }) => kind === 'commit').map(({ nativeId }) => nativeId),
    [`commit/${shas.get('c')}`],
  );
});

test('a rewritten branch is read from its beginning', async t => {
  const { folder, repository, reading } = await setUp(t, [
    { ref: MAIN, mark: 'one', at: T(1), message: 'one' },
    { ref: MAIN, at: T(2), message: 'two' },
  ]);
  await writeHistory(repository, [
    { ref: MAIN, mark: 'one', at: T(1), message: 'one', parents: [] },
    { ref: MAIN, at: T(3), message: 'two, said better', parents: ['one'] },
  ]);
  const anew = await read(gitTrailers, { repository }, folder, reading.cursor);
  t.deepEqual(
    anew.items.map(({ states }) => states[0]?.value),
    ['one', 'two, said better'],
  );
  t.is(anew.items[0]?.nativeId, reading.items[0]?.nativeId);
  t.deepEqual(anew.restarts, [true], 'what stood on the old branch is forgotten');
});

test('who is named twice, or is the author, wrote the commit once', async t => {
  const files = { '.mailmap': 'Una Core <una@example.org> <una@old.example.org>\n' };
  const message =
    'Paint\n\nCo-authored-by: Oli <OLI@example.org>\nCo-authored-by: Una Core <una@example.org>\n' +
    'Co-authored-by: una <una@old.example.org>\nReviewed-by: Oli Owner <oli@example.org>\n';
  const { reading } = await setUp(t, [{ ref: MAIN, at: T(1), author: OLI, message, files }]);
  t.deepEqual(
    reading.activities.filter(({ kind }) => kind === 'commit').map(({ by }) => by.id),
    ['oli@example.org', 'una@example.org'],
  );
  t.is(toldOf(reading.activities, 'review').length, 1);
});

test('a number too long for a bug is none', async t => {
  const { reading } = await setUp(t, [
    { ref: MAIN, at: T(1), message: `Paint\n\nCloses-Bug: #${'1'.repeat(23)}, #123456789, #12, #100` },
  ]);
  t.deepEqual(
    reading.activities.filter(({ kind }) => kind === 'bug-fix').map(({ value }) => value),
    [123456789, 100],
  );
});

test('a branch that is not there is a fault of the source', async t => {
  const error = await t.throwsAsync(
    setUp(t, [{ ref: MAIN, at: T(1), message: 'one' }], { branch: 'stable' }),
    {
      instanceOf: SourceError,
    },
  );
  t.regex(error?.message ?? '', /has no branch or commit "stable"/);
});

test('an author without a name or an address is somebody all the same', async t => {
  const { reading } = await setUp(t, [
    { ref: MAIN, at: T(1), author: 'Just Name <>', message: 'one' },
    { ref: MAIN, at: T(2), author: ' <just@example.org>', message: 'two' },
  ]);
  t.deepEqual(
    reading.activities.filter(({ kind }) => kind === 'commit').map(({ by }) => `${by.service} ${by.id}`),
    ['name Just Name', 'email just@example.org'],
  );
});
