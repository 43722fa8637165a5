// Takes back what a source told: everything of its origin, so that it can be told anew.
import type Database from 'better-sqlite3';
import type { Keys } from './keys.ts';

const OF_ITEMS = 'where item in (select key from item where origin = ?)';
const OF_SOURCES = 'where source in (select key from source where origin = ?)';

export const forgetter = (db: Database.Database, keys: Keys) => {
  const steps = [
    `delete from priority_item ${OF_ITEMS}`,
    `delete from item_state ${OF_ITEMS}`,
    'delete from activity where origin = ?',
    'delete from item where origin = ?',
    'delete from alias where origin = ?',
    `delete from cursor ${OF_SOURCES}`,
    `delete from skip ${OF_SOURCES}`,
    'update source set read_at = null where origin = ?',
  ].map(sql => db.prepare<[number]>(sql));
  const originOf = db
    .prepare<[number, string], number>('select origin from source where project = ? and id = ?')
    .pluck();
  const drop = db.prepare('delete from source where project = ? and id = ?');
  const unsettle = db.prepare('delete from setting where project = ? and name = ?');

  /** Other sources of the same origin lose their cursors too, and tell their part again. */
  const forget = (project: number, source: string): void => {
    const origin = originOf.get(project, source);
    if (origin === undefined) return;
    for (const step of steps) step.run(origin);
    unsettle.run(project, 'configuration');
    keys.forget();
  };
  return {
    forget: db.transaction((project: string, source: string) => forget(keys.project(project), source)),
    retire: db.transaction((project: string, source: string) => {
      forget(keys.project(project), source);
      drop.run(keys.project(project), source);
      unsettle.run(keys.project(project), `source ${source}`);
    }),
  };
};
