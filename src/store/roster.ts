// Keeps what the rosters said: the dated memberships of each roster, replaced as a whole.
import type Database from 'better-sqlite3';
import type { RosterGroup } from '../contracts.ts';
import type { Handle, Service } from '../domain/activity.ts';
import type { Membership } from '../domain/team.ts';
import type { Keys } from './keys.ts';

interface GroupRow {
  service: Service;
  id: string;
  roster: string;
  position: number;
  name: string | null;
}

export const rosterKeeper = (db: Database.Database, keys: Keys) => {
  const clear = [
    db.prepare('delete from membership_handle where project = ? and roster = ?'),
    db.prepare('delete from membership where project = ? and roster = ?'),
  ];
  const addName = db.prepare('insert or ignore into handle_name (handle, name, last_at) values (?, ?, 0)');
  const add = db.prepare(
    `insert into membership (project, roster, position, role, name, handle, since, until, evidence)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addHandle = db.prepare(
    'insert or ignore into membership_handle (project, roster, position, handle) values (?, ?, ?, ?)',
  );
  const groups = db.prepare<[number], GroupRow>(
    `select h.service, h.id, m.roster, m.position, b.name
     from membership_handle m join handle h on h.key = m.handle
     join membership b on b.project = m.project and b.roster = m.roster and b.position = m.position
     where m.project = ? order by m.roster, m.position, h.service, h.id`,
  );
  const rosters = db
    .prepare<[number], string>('select distinct roster from membership where project = ?')
    .pluck();

  const replace = db.transaction((id: string, roster: string, memberships: readonly Membership[]): void => {
    const project = keys.project(id);
    for (const statement of clear) statement.run(project, roster);
    memberships.forEach((membership, position) => {
      const handles = membership.handles.map(handle => keys.handle(project, handle).handle);
      membership.handles.forEach((handle, index) => {
        if (handle.name !== undefined) addName.run(handles[index], handle.name);
      });
      const { role, name, since, until, evidence } = membership;
      add.run(
        project,
        roster,
        position,
        role,
        name ?? null,
        handles[0],
        since,
        until ?? null,
        evidence.join('\n'),
      );
      for (const handle of handles) {
        addHandle.run(project, roster, position, handle);
        if (name !== undefined) addName.run(handle, name);
      }
    });
  });

  return {
    replace,
    rosters: (project: string): string[] => rosters.all(keys.project(project)),
    /** The handles of each membership: a roster's own word that they are one person. */
    groups(project: string): RosterGroup[] {
      const found = new Map<string, { roster: string; name?: string; handles: Handle[] }>();
      for (const { roster, position, name, service, id } of groups.all(keys.project(project))) {
        const group = found.get(`${roster} ${position}`) ?? {
          roster,
          ...(name === null ? {} : { name }),
          handles: [],
        };
        group.handles.push({ service, id });
        found.set(`${roster} ${position}`, group);
      }
      return [...found.values()];
    },
  };
};
