// The yardstick of bulk ingest: the rows of a finished ledger put into a fresh one by bare prepared inserts.
import { performance } from 'node:perf_hooks';
import { Sqlite } from '../src/store/driver.ts';
import { connect } from '../src/store/sqlite.ts';
import { PAGE } from './synthetic.ts';

/** What `append` fills, in an order that no foreign key minds. */
const TABLES = [
  'project',
  'origin',
  'source',
  'person',
  'handle',
  'handle_name',
  'item',
  'item_state',
  'activity',
];

function* chunks(rows: Iterable<unknown[]>): Generator<unknown[][]> {
  let chunk: unknown[][] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < PAGE) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
}

/** Milliseconds inside the inserting transactions; reading the rows from `from` is not counted. */
export const insertRaw = (from: string, to: string): number => {
  const source = new Sqlite(from, { readonly: true });
  const target = connect(to, {});
  let ms = 0;
  for (const table of TABLES) {
    const columns = source.prepare(`pragma table_info(${table})`).all().length;
    const keys = source
      .prepare(`select name from pragma_table_info('${table}') where pk > 0 order by pk`)
      .pluck();
    const insert = target.prepare(`insert into ${table} values (${Array(columns).fill('?').join(', ')})`);
    const insertAll = target.transaction((rows: unknown[][]) => {
      for (const row of rows) insert.run(...row);
    });
    const rows = source.prepare(`select * from ${table} order by ${keys.all().join(', ')}`).raw();
    for (const chunk of chunks(rows.iterate() as Iterable<unknown[]>)) {
      const start = performance.now();
      insertAll.immediate(chunk);
      ms += performance.now() - start;
    }
  }
  source.close();
  target.close();
  return ms;
};
