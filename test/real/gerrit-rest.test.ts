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

const KINDS = notedb.kinds;

test('doctor tells the same through NoteDb, REST and query answers', async t => {
  if (!data) return withoutData(t);
  const { git, web, file, fake } = await world(t);
  t.log(`${fake.log.length} requests`);
  for (const kind of KINDS) {
    const [a, b, c] = [git, web, file].map(all => lines(all, [kind])) as [string[], string[], string[]];
    const [inA, inB, inC] = [new Set(a), new Set(b), new Set(c)];
    const only = (one: readonly string[], other: ReadonlySet<string>) => one.filter(each => !other.has(each));
    t.log(
      `${kind}: ${a.length} NoteDb, ${b.length} REST (-${only(a, inB).length} +${only(b, inA).length}), ${c.length} query (-${only(a, inC).length} +${only(c, inA).length})`,
    );
    for (const each of only(a, inB).slice(0, 4)) t.log(`   not in REST: ${each}`);
    for (const each of only(b, inA).slice(0, 4)) t.log(`   only in REST: ${each}`);
    for (const each of only(a, inC).slice(0, 4)) t.log(`   not in query: ${each}`);
    for (const each of only(c, inA).slice(0, 4)) t.log(`   only in query: ${each}`);
  }
  t.pass();
});
