// Finds or makes the integer keys of projects, origins, sources, handles and items, with bounded memories.
import type Database from 'better-sqlite3';
import type { Handle, Item } from '../domain/activity.ts';

/** Entries kept per memory: enough for a busy project's year, small beside the page cache. */
const MEMORY = 50_000;

export interface HandleKeys {
  readonly handle: number;
  readonly person: number;
}

export interface NewItem {
  readonly kind: Item['kind'];
  readonly url: string | null;
  readonly owner: number | null;
  readonly openedAt: number | null;
}

export interface Keys {
  project(id: string): number;
  origin(project: number, id: string): number;
  source(project: number, source: { id: string; type: string; origin: string }): number;
  handle(project: number, handle: Handle): HandleKeys;
  findItem(origin: number, nativeId: string): number | undefined;
  /** Makes an item that `findItem` did not find. */
  addItem(origin: number, nativeId: string, item: NewItem): number;
  /** To be called when persons are linked anew, and when a transaction was rolled back. */
  forget(): void;
  /** To be called first in a transaction: what another process wrote may have made them others. */
  refresh(): void;
}

const bounded = <Value>(): Map<string, Value> & { keep(key: string, value: Value): Value } => {
  const memory = new Map<string, Value>();
  return Object.assign(memory, {
    keep(key: string, value: Value): Value {
      if (memory.size >= MEMORY) memory.clear();
      memory.set(key, value);
      return value;
    },
  });
};

export const keysOf = (db: Database.Database): Keys => {
  const number = (sql: string) => db.prepare<unknown[], number>(sql).pluck();
  const findProject = number('select key from project where id = ?');
  const addProject = number('insert into project (id) values (?) returning key');
  const findOrigin = number('select key from origin where project = ? and id = ?');
  const addOrigin = number('insert into origin (project, id) values (?, ?) returning key');
  const addSource = number(
    `insert into source (project, id, type, origin) values (?, ?, ?, ?)
     on conflict (project, id) do update set type = excluded.type, origin = excluded.origin returning key`,
  );
  const findHandle = db.prepare<unknown[], HandleKeys>(
    'select key as handle, person from handle where project = ? and service = ? and id = ?',
  );
  const addPerson = number('insert into person (project, name) values (?, ?) returning key');
  const addHandle = number(
    'insert into handle (project, service, id, person) values (?, ?, ?, ?) returning key',
  );
  const selectItem = number('select key from item where origin = ? and native_id = ?');
  const insertItem = db.prepare(
    'insert into item (origin, native_id, kind, url, owner, opened_at) values (?, ?, ?, ?, ?, ?)',
  );

  const handles = bounded<HandleKeys>();
  const items = bounded<number>();

  let version: unknown;

  const makeHandle = (project: number, handle: Handle): HandleKeys => {
    const person = addPerson.get(project, handle.name ?? handle.id) ?? 0;
    return { handle: addHandle.get(project, handle.service, handle.id, person) ?? 0, person };
  };
  return {
    project: id => findProject.get(id) ?? addProject.get(id) ?? 0,
    origin: (project, id) => findOrigin.get(project, id) ?? addOrigin.get(project, id) ?? 0,
    source(project, source) {
      const origin = findOrigin.get(project, source.origin) ?? addOrigin.get(project, source.origin);
      return addSource.get(project, source.id, source.type, origin) ?? 0;
    },
    handle(project, handle) {
      const memo = `${project} ${handle.service} ${handle.id}`;
      return (
        handles.get(memo) ??
        handles.keep(memo, findHandle.get(project, handle.service, handle.id) ?? makeHandle(project, handle))
      );
    },
    findItem(origin, nativeId) {
      const memo = `${origin} ${nativeId}`;
      const known = items.get(memo);
      if (known !== undefined) return known;
      const found = selectItem.get(origin, nativeId);
      return found === undefined ? undefined : items.keep(memo, found);
    },
    addItem(origin, nativeId, { kind, url, owner, openedAt }) {
      const { lastInsertRowid } = insertItem.run(origin, nativeId, kind, url, owner, openedAt);
      return items.keep(`${origin} ${nativeId}`, Number(lastInsertRowid));
    },
    forget() {
      handles.clear();
      items.clear();
    },
    refresh() {
      const now = db.pragma('data_version', { simple: true });
      if (now === version) return;
      version = now;
      handles.clear();
      items.clear();
    },
  };
};
