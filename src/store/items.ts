// Items on their way into priorities: which have not been looked at, and where they belong.
import type Database from 'better-sqlite3';
import type { PriorityMatch, UnmatchedItem } from '../contracts.ts';
import type { ItemState } from '../domain/activity.ts';
import type { Keys } from './keys.ts';

export const itemMatcher = (db: Database.Database, keys: Keys) => {
  const unmatched = db.prepare<[number, number], { key: number; nativeId: string; openedAt: number | null }>(
    `select i.key, i.native_id as nativeId, i.opened_at as openedAt
     from item i join origin o on o.key = i.origin
     where i.matched = 0 and o.project = ? order by i.key limit ?`,
  );
  const states = db.prepare<[number], ItemState>(
    'select field, at, value from item_state where item = ? order by field, at',
  );
  const clear = db.prepare('delete from priority_item where item = ?');
  const add = db.prepare(
    'insert or replace into priority_item (item, priority, since, until) values (?, ?, ?, ?)',
  );
  const done = db.prepare('update item set matched = 1 where key = ?');
  const again = db.prepare(
    'update item set matched = 0 where matched = 1 and origin in (select key from origin where project = ?)',
  );

  return {
    unmatched: (project: string, limit: number): UnmatchedItem[] =>
      unmatched.all(keys.project(project), limit).map(({ key, nativeId, openedAt }) => ({
        key,
        nativeId,
        openedAt: openedAt ?? 0,
        states: states.all(key),
      })),
    match: db.transaction((items: readonly number[], matches: readonly PriorityMatch[]): void => {
      for (const item of items) {
        clear.run(item);
        done.run(item);
      }
      for (const { item, priority, since, until } of matches) add.run(item, priority, since, until ?? null);
    }),
    unmatch: (project: string): void => void again.run(keys.project(project)),
  };
};
