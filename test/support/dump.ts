// Everything that a ledger file holds, in natural keys: two ledgers that say the same give the same text.
import { Sqlite } from '../../src/store/driver.ts';

const HANDLE = (alias: string): string => `${alias}.service || ':' || ${alias}.id`;

const QUERIES: Readonly<Record<string, string>> = {
  activity: `select p.id as project, o.id as origin, a.native_id, a.kind, ${HANDLE('h')} as handle, a.at,
      i.native_id as item, a.revision, a.value
    from activity a join origin o on o.key = a.origin join project p on p.key = o.project
    join handle h on h.key = a.handle left join item i on i.key = a.item`,
  item: `select p.id as project, o.id as origin, i.native_id, i.kind, i.url, ${HANDLE('h')} as owner, i.opened_at, i.closed_at
    from item i join origin o on o.key = i.origin join project p on p.key = o.project left join handle h on h.key = i.owner`,
  state: `select o.id as origin, i.native_id, s.field, s.at, s.value
    from item_state s join item i on i.key = s.item join origin o on o.key = i.origin`,
  name: `select ${HANDLE('h')} as handle, n.name, n.last_at from handle_name n join handle h on h.key = n.handle`,
  alias: `select ${HANDLE('a')} as one, ${HANDLE('b')} as other, evidence, ref, weight
    from alias join handle a on a.key = alias.a join handle b on b.key = alias.b`,
  skip: 'select s.id as source, k.reason, k.place from skip k join source s on s.key = k.source',
  cursor: 'select s.id as source, c.stream, c.value from cursor c join source s on s.key = c.source',
  person: `select p.id as project, w.bot, w.known,
      (select group_concat(handle, ' ') from (select ${HANDLE('h')} as handle from handle h where h.person = w.key order by handle)) as handles
    from person w join project p on p.key = w.project`,
  stray: 'select a.key from activity a join handle h on h.key = a.handle where h.person <> a.person',
};

const without = (row: object, left: readonly string[]): object =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !left.includes(column)));

/** `left` names what is not to be told: a table, or a column. */
export const dumpOf = (file: string, left: readonly string[] = []): Record<string, string[]> => {
  const db = new Sqlite(file, { readonly: true });
  try {
    const tables = Object.entries(QUERIES).filter(([table]) => !left.includes(table));
    return Object.fromEntries(
      tables.map(([table, sql]) => {
        const rows = db.prepare<[], object>(sql).all();
        return [table, rows.map(row => JSON.stringify(without(row, left))).sort((a, b) => (a < b ? -1 : 1))];
      }),
    );
  } finally {
    db.close();
  }
};
