// Lets go of what is older than a team keeps it: acts of people, names of accounts that did nothing since, what was sent.
import type Database from 'better-sqlite3';
import type { Keeping } from '../contracts.ts';
import type { Keys } from './keys.ts';

/** Whether an item is open is told by these: those of an open one are kept. */
const STATUS = `'change-opened', 'change-merged', 'change-abandoned', 'change-restored',
  'bug-opened', 'bug-closed', 'bug-reopened'`;

export const expirer = (db: Database.Database, keys: Keys) => {
  const dropActs = db.prepare(
    `delete from activity where at < $before and origin in (select key from origin where project = $project)
       and (kind not in (${STATUS}) or item in (select key from item where closed_at < $before))`,
  );
  const dropNames = db.prepare(
    `delete from handle_name where last_at < $before and handle in (
       select h.key from handle h where h.project = $project
         and not exists (select 1 from activity a where a.person = h.person)
         and not exists (select 1 from membership_handle m where m.handle = h.key))`,
  );
  const dropOwners = db.prepare(
    `update item set owner = null where closed_at < $before and owner is not null
       and origin in (select key from origin where project = $project)`,
  );
  // That it was said stays, or it would be said again; what was said, and to whom, does not.
  const dropSent = db.prepare(
    `update publication set body = '', service = null, account = null
     where project = $project and at < $before and intended = 0 and (body <> '' or account is not null)`,
  );

  /** Returns how many acts there are no longer, and how many publications without their words. */
  return db.transaction((id: string, { actsSince, sentSince }: Keeping) => {
    const project = keys.project(id);
    const acts = actsSince === undefined ? 0 : dropActs.run({ project, before: actsSince }).changes;
    if (actsSince !== undefined) {
      dropNames.run({ project, before: actsSince });
      dropOwners.run({ project, before: actsSince });
    }
    const sent = sentSince === undefined ? 0 : dropSent.run({ project, before: sentSince }).changes;
    return { acts, sent };
  });
};
