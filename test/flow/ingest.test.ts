// Reading a source whose record was rewritten: the ledger says what the source says now.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Source } from '../../src/contracts.ts';
import { type ConfiguredSource, ingest } from '../../src/flow/ingest.ts';
import gerritQuery from '../../src/sources/gerrit-query/index.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { temporaryFolder } from '../support/git.ts';
import { testIo } from '../support/reading.ts';

const change = (number: number, topic: string): string =>
  JSON.stringify({
    id: `I${number}`,
    number,
    subject: 'a change',
    createdOn: 1_700_000_000,
    status: 'NEW',
    owner: { username: 'oli' },
    ...(topic === '' ? {} : { topic }),
    patchSets: [{ number: 1, createdOn: 1_700_000_000, uploader: { username: 'oli' } }],
  });

test('a topic that was taken away is gone, and a change that vanished too', async t => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'changes.jsonl');
  const store = openSqlite(':memory:');
  t.teardown(() => store.close());
  const source: ConfiguredSource = {
    id: 'gerrit-query',
    plugin: gerritQuery as Source,
    settings: gerritQuery.settings.parse({ path }),
  };
  const items = async () =>
    (await store.unmatchedItems('garden', 10)).map(({ nativeId, states }) => [
      nativeId,
      states.find(({ field }) => field === 'topic')?.value,
    ]);
  await writeFile(path, `${change(1, 'import')}\n${change(2, 'import')}\n`);
  t.like(await ingest(store, 'garden', source, testIo(folder)), { complete: true, restarted: false });
  t.deepEqual(await items(), [
    ['1', 'import'],
    ['2', 'import'],
  ]);
  await writeFile(path, `${change(1, '')}\n`);
  t.like(await ingest(store, 'garden', source, testIo(folder)), { complete: true, restarted: true });
  t.deepEqual(await items(), [['1', '']]);
  t.like(await ingest(store, 'garden', source, testIo(folder)), { stored: 0, restarted: false });
});
