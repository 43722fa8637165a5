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
  const dropWishes = db.prepare('delete from reread where project = ? and source = ?');
  const unsettle = db.prepare('delete from setting where project = ? and name = ?');

  /** Other sources of the same origin lose their cursors too, and tell their part again. */
  const forget = (project: number, source: string): void => {
    const origin = originOf.get(project, source);
    if (origin === undefined) return;
    for (const step of steps) step.run(origin);
    unsettle.run(project, 'configuration');
    keys.forget();
  };
  /** Children before their parents, and all that hangs on the origins by `forget`'s own steps. */
  const projectSteps = [
    'delete from source where project = ?',
    'delete from origin where project = ?',
    'delete from membership_handle where project = ?',
    'delete from membership where project = ?',
    'delete from handle_name where handle in (select key from handle where project = ?)',
    'delete from handle where project = ?',
    'delete from person where project = ?',
    'delete from reread where project = ?',
    'delete from publication where project = ?',
    'delete from decision where project = ?',
    'delete from setting where project = ?',
    'delete from project where key = ?',
  ].map(sql => db.prepare<[number]>(sql));
  const originsOf = db.prepare<[number], number>('select key from origin where project = ?').pluck();

  return {
    forgetProject: db.transaction((project: string): void => {
      const key = keys.project(project);
      for (const origin of originsOf.all(key)) for (const step of steps) step.run(origin);
      for (const step of projectSteps) step.run(key);
      keys.forget();
    }),
    forget: db.transaction((project: string, source: string) => forget(keys.project(project), source)),
    retire: db.transaction((project: string, source: string) => {
      forget(keys.project(project), source);
      drop.run(keys.project(project), source);
      dropWishes.run(keys.project(project), source);
      unsettle.run(keys.project(project), `source ${source}`);
    }),
  };
};
