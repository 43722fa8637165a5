// OPNFV Doctor's history through NoteDb, the REST API and query answers. The last two are derived from the first
// (test/support/fake-gerrit/from-notedb.ts), over HTTP and in a file: what they tell has to be the same.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Source } from '../../src/contracts.ts';
import type { Activity } from '../../src/domain/activity.ts';
import { httpClient } from '../../src/shell/http.ts';
import notedb from '../../src/sources/gerrit-notedb/index.ts';
import query from '../../src/sources/gerrit-query/index.ts';
import rest from '../../src/sources/gerrit-rest/index.ts';
import { derive, queryLine } from '../support/fake-gerrit/from-notedb.ts';
import { fakeGerrit } from '../support/fake-gerrit/index.ts';
import type { FakeAccount } from '../support/fake-gerrit/model.ts';
import { temporaryFolder } from '../support/git.ts';
import { testIo } from '../support/reading.ts';
import { cloneBundle, realData, withoutData } from '../support/real-data.ts';

const data = realData() ?? '';

const readAll = async <Raw, Settings>(
  t: ExecutionContext,
  source: Source<Raw, Settings>,
  given: object,
): Promise<{ raws: Raw[]; activities: Activity[] }> => {
  const settings = source.settings.parse(given);
  const io = { ...testIo(await temporaryFolder(t)), http: httpClient({ second: 0.01 }) };
  const raws: Raw[] = [];
  for await (const page of source.pull(settings, new Map(), io)) raws.push(...page.raws);
  return { raws, activities: raws.flatMap(raw => source.normalise(raw, settings).activities) };
};

/** Every account has a user name of its own, so that query answers can be told back to numbers. */
const people = (number: number): FakeAccount => ({
  _account_id: number,
  name: `Account ${number}`,
  username: `user${number}`,
});
const numbered = (id: string): string =>
  id.replace(/^user(?=\d+$)/, '').replace('Gerrit Code Review', 'server');

const lines = (activities: readonly Activity[], kinds: readonly string[]): string[] => [
  ...new Set(
    activities
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, by, at, item, revision = '', value = '' }) =>
        [kind, numbered(by.id), item, revision, at, value].join(' '),
      ),
  ),
];

const world = async (t: ExecutionContext) => {
  const repository = await cloneBundle(t, join(data, 'gerrit/doctor-meta.bundle'));
  const git = await readAll(t, notedb, { repository });
  const derived = git.raws.flatMap(raw => ('events' in raw ? [derive(raw)] : []));
  const fake = fakeGerrit();
  const accounts = new Set(git.activities.map(({ by }) => by.id));
  for (const id of accounts) if (/^\d+$/.test(id)) fake.account(Number(id), people(Number(id)));
  for (const { change } of derived) fake.add(change);
  const { url, close } = await fake.listen();
  t.teardown(close);
  const path = join(await temporaryFolder(t), 'query.jsonl');
  await writeFile(path, derived.map(each => `${queryLine(each, people)}\n`).join(''));
  return {
    git: git.activities,
    fake,
    web: (await readAll(t, rest, { url, project: 'doctor' })).activities,
    file: (await readAll(t, query, { path })).activities,
  };
};

const VOTES = ['review', 'review-withdrawn', 'approval', 'approval-copied', 'approval-withdrawn'];
const LIFE = ['patchset', 'change-opened', 'change-merged', 'change-abandoned', 'change-restored'];
const WORDS = ['change-comment'];

const missing = (all: readonly string[], among: readonly string[]): string[] => {
  const known = new Set(among);
  return all.filter(each => !known.has(each));
};

/** What one way tells and the other does not, of these kinds. */
const differences = (one: readonly Activity[], other: readonly Activity[], kinds: readonly string[]) => ({
  lost: missing(lines(one, kinds), lines(other, kinds)),
  added: missing(lines(other, kinds), lines(one, kinds)),
});

/** What account 7269, a machine, says: a review of value 0 where nothing marks it as a machine's word. */
const ofMachine = (line: string): boolean => /^review 7269 .* 0$/.test(line);

const NONE = { lost: [], added: [] };

test('doctor tells the same votes, words and ends through NoteDb, REST and query answers', async t => {
  if (!data) return withoutData(t);
  const { git, web, file, fake } = await world(t);
  t.log(`433 changes in ${fake.log.length} requests`);
  for (const kind of notedb.kinds)
    t.log(`${kind}: ${[git, web, file].map(all => lines(all, [kind]).length).join(' / ')}`);
  t.is(lines(git, VOTES).length, 8000);
  for (const kinds of [VOTES, LIFE, WORDS]) {
    t.deepEqual(differences(git, web, kinds), NONE);
    const { lost, added } = differences(git, file, kinds);
    t.deepEqual([lost, added.filter(line => !ofMachine(line))], [[], []]);
  }
});

test('facts of doctor have the same names through NoteDb and REST', async t => {
  if (!data) return withoutData(t);
  const { git, web } = await world(t);
  const names = (all: readonly Activity[]): string[] =>
    all
      .filter(({ kind }) => kind !== 'verification' && kind !== 'review-copied')
      .map(({ nativeId, kind, at }) => `${nativeId} ${kind} ${at}`)
      .sort();
  t.deepEqual(missing(names(git), names(web)), []);
  t.deepEqual(missing(names(web), names(git)), []);
  t.is(names(web).filter(name => name.includes('/inline/')).length, 2021);
});

test('what differs for doctor: lines of its migration, copies that were replaced, comments on lines', async t => {
  if (!data) return withoutData(t);
  const { git, web, file } = await world(t);
  // The migration put 42 votes of the machine on the message before the one that tells them: NoteDb has them twice.
  for (const other of [web, file]) {
    const verified = differences(git, other, ['verification']);
    t.deepEqual([verified.lost.length, verified.added.length], [42, 0]);
  }
  // REST shows the votes of the current patch set: a copy that was replaced later has left no trace.
  const copies = differences(git, web, ['review-copied']);
  t.deepEqual([copies.lost.length, copies.added.length], [6, 0]);
  t.deepEqual(differences(git, file, ['review-copied']), NONE);
  // Query answers do not tell which messages are a machine's.
  t.is(differences(git, file, ['review']).added.filter(ofMachine).length, 6);
  // Query answers hold no comments on lines; that there were some is told by the message, which counts as a review.
  t.is(lines(file, ['inline-comment']).length, 0);
});
