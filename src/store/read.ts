// The reading side of the ledger: persons, rosters, streams, sources, and the events behind a number.
import type Database from 'better-sqlite3';
import type { Event, Member, Person, Sent, SourceState, Stream } from '../contracts.ts';
import type { Handle, Kind, Service } from '../domain/activity.ts';
import { KINDS } from '../domain/activity.ts';
import { DAY, type Window } from '../domain/calendar.ts';
import type { Role } from '../domain/team.ts';
import { weighed } from './views.ts';

interface PersonRow {
  key: number;
  name: string;
  bot: number;
  known: number;
  service: Service;
  id: string;
}

interface MemberRow {
  person: number;
  role: Role;
  name: string | null;
  since: number;
  until: number | null;
  evidence: string;
  roster: string;
  position: number;
}

const EVENTS = `
  select a.at, a.kind, o.id as origin, a.native_id as nativeId, h.service || ':' || h.id as handle,
    i.native_id as item, i.url, a.revision, ${weighed('a')} as value, coalesce(oh.person = a.person, 0) as own,
    (select s.value from item_state s where s.item = a.item and s.field = 'subject' and s.at < $until
      order by s.at desc limit 1) as title
  from activity a join origin o on o.key = a.origin join handle h on h.key = a.handle
  left join item i on i.key = a.item left join handle oh on oh.key = i.owner
  where a.person = $person and a.kind = $kind and a.at >= $since and a.at < $until`;

type EventRow = { [Name in Exclude<keyof Event, 'own'>]: Event[Name] | null } & { own: number };

const withoutNulls = <Row extends object>(row: Row): { [Name in keyof Row]: NonNullable<Row[Name]> } =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as {
    [Name in keyof Row]: NonNullable<Row[Name]>;
  };

/** Groups sorted rows into persons with their handles. */
const personsFrom = (rows: readonly PersonRow[]): Person[] => {
  const persons: (Omit<Person, 'handles'> & { handles: Handle[] })[] = [];
  for (const row of rows) {
    const handle: Handle = { service: row.service, id: row.id };
    const last = persons.at(-1);
    if (last?.key === row.key) last.handles.push(handle);
    else
      persons.push({
        key: row.key,
        name: row.name,
        bot: row.bot === 1,
        known: row.known === 1,
        handles: [handle],
      });
  }
  return persons;
};

export const reader = (db: Database.Database) => {
  const persons = db.prepare<[string], PersonRow>(
    `select who.key, who.name, who.bot, who.known, h.service, h.id
     from project p join person who on who.project = p.key join handle h on h.person = who.key
     where p.id = ? order by who.key, h.service, h.id`,
  );
  const members = db.prepare<[string], MemberRow>(
    `select h.person, m.role, m.name, m.since, m.until, m.evidence, m.roster, m.position
     from project p join membership m on m.project = p.key join handle h on h.key = m.handle
     where p.id = ? order by m.roster, m.position`,
  );
  const origins = db.prepare<[string], { key: number; id: string }>(
    `select o.key, o.id from project p join origin o on o.project = p.key where p.id = ? order by o.id`,
  );
  const lastOf = db
    .prepare<[number, string, number], number | null>(
      'select max(at) from activity where origin = ? and kind = ? and at < ?',
    )
    .pluck();
  const nextFrom = db
    .prepare<[number, string, number, number], number | null>(
      'select min(at) from activity where origin = ? and kind = ? and at >= ? and at <= ?',
    )
    .pluck();
  const sources = db.prepare<
    [string],
    { key: number; id: string; type: string; origin: string; readAt: number | null }
  >(
    `select s.key, s.id, s.type, o.id as origin, s.read_at as readAt
     from project p join source s on s.project = p.key join origin o on o.key = s.origin where p.id = ? order by s.id`,
  );
  const skips = db.prepare<[number], { reason: string; count: number; example: string }>(
    `select reason, count(*) as count, min(place) as example from skip where source = ? group by reason order by reason`,
  );
  const events = db.prepare<unknown[], EventRow>(EVENTS);
  const sent = db.prepare<[number], Sent>(
    `select q.at, q.channel, q.key, q.body from handle h
     join publication q on q.project = h.project and q.service = h.service and q.account = h.id
     where h.person = ? order by q.at, q.key, q.channel`,
  );

  /** Days with events are found by seeking from day to day, not by reading a year of rows. */
  const yearBefore = (
    origin: number,
    kind: string,
    lastAt: number,
  ): { longestGap: number; activeDays: number } => {
    let [longestGap, activeDays] = [0, 0];
    let at = nextFrom.get(origin, kind, lastAt - 365 * DAY, lastAt) ?? null;
    while (at !== null) {
      activeDays++;
      const next: number | null =
        nextFrom.get(origin, kind, (Math.floor(at / DAY) + 1) * DAY, lastAt) ?? null;
      if (next !== null) longestGap = Math.max(longestGap, next - at);
      at = next;
    }
    return { longestGap, activeDays };
  };

  return {
    people: (project: string): Person[] => personsFrom(persons.all(project)),
    members: (project: string): Member[] =>
      members.all(project).map(row => ({
        person: row.person,
        role: row.role,
        ...(row.name === null ? {} : { name: row.name }),
        since: row.since,
        ...(row.until === null ? {} : { until: row.until }),
        evidence: row.evidence === '' ? [] : row.evidence.split('\n'),
      })),
    streams: (project: string, at: number): Stream[] =>
      origins.all(project).flatMap(origin =>
        KINDS.flatMap(kind => {
          const lastAt = lastOf.get(origin.key, kind, at) ?? null;
          if (lastAt === null) return [];
          const firstAt = nextFrom.get(origin.key, kind, 0, at) ?? lastAt;
          return [{ origin: origin.id, kind, firstAt, lastAt, ...yearBefore(origin.key, kind, lastAt) }];
        }),
      ),
    sources: (project: string): SourceState[] =>
      sources.all(project).map(({ key, readAt, ...source }) => ({
        ...source,
        ...(readAt === null ? {} : { readAt }),
        skipped: skips.all(key),
      })),
    sentAbout: (person: number): Sent[] => sent.all(person),
    events: (person: number, window: Window, kinds: readonly Kind[]): Event[] =>
      kinds
        .flatMap(kind => events.all({ person, kind, since: window.since, until: window.until }))
        .map(row => ({ ...(withoutNulls(row) as unknown as Event), own: row.own === 1 }))
        .sort((a, b) => a.at - b.at || (a.nativeId < b.nativeId ? -1 : 1)),
  };
};
