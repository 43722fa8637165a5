// Makes persons out of handles: brings the ledger's links to what the identity rules say.
import type Database from 'better-sqlite3';
import type { AliasWeight, HandleVolume, KnownHandle, Link } from '../contracts.ts';
import type { Handle, Service } from '../domain/activity.ts';
import type { Keys } from './keys.ts';

interface HandleRow {
  service: Service;
  id: string;
  person: number;
  names: string | null;
  times: string | null;
}

const HANDLES = `
  select h.service, h.id, h.person,
    (select group_concat(name, char(10)) from
      (select name from handle_name n where n.handle = h.key order by last_at desc, name)) as names,
    (select group_concat(last_at, char(10)) from
      (select last_at from handle_name n where n.handle = h.key order by last_at desc, name)) as times
  from handle h where h.project = ? order by h.service, h.id`;

const ALIASES = `
  select a.service as aService, a.id as aId, b.service as bService, b.id as bId, evidence, sum(weight) as weight
  from alias join handle a on a.key = alias.a join handle b on b.key = alias.b
  where a.project = ? group by alias.a, alias.b, evidence order by a.service, a.id, b.service, b.id, evidence`;

/** One pass over the facts: asked by a person who looks at unlinked accounts, not by the linking itself. */
const VOLUMES = `
  select h.service, h.id, count(*) as activities, max(a.at) as lastAt
  from origin o join activity a on a.origin = o.key join handle h on h.key = a.handle
  where o.project = ? group by h.key order by h.service, h.id`;

interface AliasRow {
  aService: Service;
  aId: string;
  bService: Service;
  bId: string;
  evidence: string;
  weight: number;
}

export const linker = (db: Database.Database, keys: Keys) => {
  const handles = db.prepare<[number], HandleRow>(HANDLES);
  const aliases = db.prepare<[number], AliasRow>(ALIASES);
  const volumes = db.prepare<[number], { service: Service; id: string; activities: number; lastAt: number }>(
    VOLUMES,
  );
  const addPerson = db
    .prepare<[number, string], number>('insert into person (project, name) values (?, ?) returning key')
    .pluck();
  const moveActivities = db.prepare('update activity set person = ? where person = ? and handle = ?');
  const moveHandle = db.prepare('update handle set person = ? where key = ?');
  const describe = db.prepare(
    `update person set name = ?, bot = ?, known = ?
     where key = ? and (name <> ? or bot <> ? or known <> ?)`,
  );
  const prune = db.prepare(
    'delete from person where project = ? and not exists (select 1 from handle h where h.person = person.key)',
  );

  const place = (project: number, link: Link, taken: Set<number>): void => {
    const members = link.handles.map(handle => keys.handle(project, handle));
    const free = members.map(member => member.person).filter(person => !taken.has(person));
    const person = free.length > 0 ? Math.min(...free) : (addPerson.get(project, link.name) ?? 0);
    taken.add(person);
    for (const member of members) {
      if (member.person === person) continue;
      moveActivities.run(person, member.person, member.handle);
      moveHandle.run(person, member.handle);
    }
    const [bot, known] = [Number(link.bot), Number(link.known)];
    describe.run(link.name, bot, known, person, link.name, bot, known);
  };

  return {
    handles: (project: string): KnownHandle[] =>
      handles.all(keys.project(project)).map(row => ({
        handle: { service: row.service, id: row.id },
        person: row.person,
        names: row.names === null ? [] : row.names.split('\n'),
        namesAt: row.times === null ? [] : row.times.split('\n').map(Number),
      })),
    volumes: (project: string): HandleVolume[] =>
      volumes
        .all(keys.project(project))
        .map(({ service, id, ...volume }) => ({ handle: { service, id }, ...volume })),
    aliases: (project: string): AliasWeight[] =>
      aliases.all(keys.project(project)).map(row => ({
        a: { service: row.aService, id: row.aId } satisfies Handle,
        b: { service: row.bService, id: row.bId } satisfies Handle,
        evidence: row.evidence,
        weight: row.weight,
      })),
    link: db.transaction((project: string, links: readonly Link[]): void => {
      const key = keys.project(project);
      const taken = new Set<number>();
      for (const link of links) place(key, link, taken);
      prune.run(key);
      keys.forget();
    }),
  };
};
