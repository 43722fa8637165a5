// Brings a ledger file to this version's schema, and refuses one that is from the future or is no ledger.
import type Database from 'better-sqlite3';
import { UserError } from '../domain/errors.ts';
import { MIGRATIONS } from './schema.ts';

/** "Roll" in ASCII: marks a SQLite file as a Rollcall ledger. */
const APPLICATION_ID = 0x526f6c6c;

const pragma = (db: Database.Database, name: string): number => Number(db.pragma(name, { simple: true }));

/** Looks before anything is changed. @throws UserError when the file belongs to another program or a newer Rollcall. */
export const mustBeOurs = (db: Database.Database, migrations: readonly string[] = MIGRATIONS): void => {
  const owner = pragma(db, 'application_id');
  const tables = db.prepare(`select count(*) as n from sqlite_schema`).pluck().get();
  if (owner !== APPLICATION_ID && tables !== 0) {
    throw new UserError(`${db.name} is a SQLite file of another program, not a Rollcall ledger.`);
  }
  const version = pragma(db, 'user_version');
  if (version > migrations.length) {
    throw new UserError(
      `${db.name} was written by a newer Rollcall (ledger version ${version}; this one knows up to ` +
        `${migrations.length}). Upgrade Rollcall, or restore a backup made before the upgrade.`,
    );
  }
};

/**
 * Applies what is missing, all of it or nothing.
 * @throws UserError when the file belongs to another program or to a newer Rollcall.
 */
export const migrate = (db: Database.Database, migrations: readonly string[] = MIGRATIONS): void => {
  mustBeOurs(db, migrations);
  if (pragma(db, 'user_version') === migrations.length) return;
  db.transaction(() => {
    // Another process may have migrated while this one waited for the lock.
    for (let next = pragma(db, 'user_version'); next < migrations.length; next++)
      db.exec(migrations[next] ?? '');
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
};
