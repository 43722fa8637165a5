// What was said and decided: publications as sent, decisions, leases, and the configurations of repositories.
import type Database from 'better-sqlite3';
import type { Publication, RepositoryConfig, Reread } from '../contracts.ts';
import type { Service } from '../domain/activity.ts';
import type { Decision, Ruling } from '../domain/decision.ts';
import type { Keys } from './keys.ts';

interface DecisionRow {
  key: string;
  at: number;
  service: Service;
  account: string;
  name: string | null;
  place: string;
  ruling: string;
}

interface PublicationRow extends Omit<Publication, 'intended' | 'person'> {
  readonly intended: number;
  readonly service: Service | null;
  readonly account: string | null;
}

const PUBLICATION =
  'select channel, key, receipt, digest, at, body, intended, service, account from publication';
const PUT = `insert into publication
    (project, channel, key, receipt, digest, at, body, service, account, intended)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (project, channel, key)`;
const ANEW = `do update set receipt = excluded.receipt, digest = excluded.digest, at = excluded.at,
  body = excluded.body, service = excluded.service, account = excluded.account, intended = excluded.intended`;

const publicationOf = ({ intended, service, account, ...publication }: PublicationRow): Publication => ({
  ...publication,
  ...(service !== null && account !== null && { person: { service, id: account } }),
  ...(intended === 1 && { intended: true }),
});

export const publicationKeeper = (db: Database.Database, keys: Keys) => {
  const one = db.prepare<[number, string, string], PublicationRow>(
    `${PUBLICATION} where project = ? and channel = ? and key = ?`,
  );
  const all = db.prepare<[number, string, string, string], PublicationRow>(
    `${PUBLICATION} where project = ? and channel = ? and substr(key, 1, length(?)) = ? order by at desc, key desc`,
  );
  const intended = db.prepare<[string], PublicationRow>(
    `${PUBLICATION} where project = (select p.key from project p where p.id = ?) and intended = 1 order by at, channel, publication.key`,
  );
  const withdraw = db.prepare(
    'delete from publication where project = ? and channel = ? and key = ? and intended = 1',
  );
  const put = db.prepare(`${PUT} ${ANEW}`);
  const intend = db.prepare(`${PUT} do nothing`);
  const intendAnew = db.prepare(`${PUT} ${ANEW} where publication.intended = 1`);
  const under = db.prepare<[number, string, string], PublicationRow>(
    `${PUBLICATION} where project = ? and substr(key, 1, length(?)) = ? order by at, key, channel`,
  );
  const values = (project: string, { channel, key, receipt, digest, at, body, person }: Publication) =>
    [
      ...([keys.project(project), channel, key, receipt, digest, at, body] as const),
      ...([person?.service ?? null, person?.id ?? null] as const),
    ] as const;
  return {
    one: (project: string, channel: string, key: string): Publication | undefined => {
      const row = one.get(keys.project(project), channel, key);
      return row && publicationOf(row);
    },
    all: (project: string, channel: string, prefix: string): Publication[] =>
      all.all(keys.project(project), channel, prefix, prefix).map(publicationOf),
    under: (project: string, prefix: string): Publication[] =>
      under.all(keys.project(project), prefix, prefix).map(publicationOf),
    record: (project: string, publication: Publication): void =>
      void put.run(...values(project, publication), 0),
    intend: (project: string, publication: Publication, again: boolean): boolean =>
      (again ? intendAnew : intend).run(...values(project, publication), 1).changes === 1,
    withdraw: (project: string, channel: string, key: string): void =>
      void withdraw.run(keys.project(project), channel, key),
    intended: (project: string): Publication[] => intended.all(project).map(publicationOf),
  };
};

export const decisionKeeper = (db: Database.Database, keys: Keys) => {
  const all = db.prepare<[string, number], DecisionRow>(
    `select d.key, d.at, d.service, d.account, d.name, d.place, d.ruling
     from project p join decision d on d.project = p.key where p.id = ? and d.at < ? order by d.at, d.seq`,
  );
  const add = db.prepare(
    `insert into decision (project, key, at, service, account, name, place, ruling)
     values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (project, key) do nothing`,
  );
  const unsettle = db.prepare(`delete from setting where project = ? and name = 'configuration'`);
  return {
    all: (project: string, at: number): Decision[] =>
      all.all(project, at).map(({ key, at: when, service, account, name, place, ruling }) => ({
        key,
        at: when,
        by: { service, id: account, ...(name !== null && { name }) },
        place,
        ruling: JSON.parse(ruling) as Ruling,
      })),
    add: db.transaction((project: string, { key, at, by, place, ruling }: Decision): boolean => {
      const id = keys.project(project);
      const { changes } = add.run(
        id,
        key,
        at,
        by.service,
        by.id,
        by.name ?? null,
        place,
        JSON.stringify(ruling),
      );
      if (changes === 1) unsettle.run(id);
      return changes === 1;
    }),
  };
};

/** Seconds: an item that is never quiet is read all the same. */
const PATIENCE = 600;

export const rereadKeeper = (db: Database.Database, keys: Keys) => {
  const ask = db.prepare(
    `insert into reread (project, source, item, first_at, asked_at) values ($project, $source, $item, $at, $at)
     on conflict (project, source, item) do update set asked_at = max(asked_at, excluded.asked_at)`,
  );
  const due = db.prepare<[number, number, number], Reread>(
    `select project, source, item, askedAt from (
       select p.id as project, r.source, r.item, r.asked_at as askedAt,
         row_number() over (partition by r.project, r.source order by r.asked_at, r.item) as place
       from reread r join project p on p.key = r.project where r.asked_at <= ? or r.first_at <= ?)
     where place <= ? order by askedAt, project, source, item`,
  );
  const done = db.prepare(
    'delete from reread where project = ? and source = ? and item = ? and asked_at <= ?',
  );
  const since = db.prepare(
    'update reread set first_at = asked_at where project = ? and source = ? and item = ?',
  );
  return {
    ask: db.transaction((project: string, source: string, items: readonly string[], at: number): void => {
      const key = keys.project(project);
      for (const item of items) ask.run({ project: key, source, item, at });
    }),
    due: (until: number, limit: number) => due.all(until, until - PATIENCE, limit),
    done: db.transaction(({ project, source, item, askedAt }: Reread): void => {
      const key = keys.project(project);
      done.run(key, source, item, askedAt);
      since.run(key, source, item);
    }),
  };
};

export const leaseKeeper = (db: Database.Database) => {
  const take = db.prepare(
    `insert into lease (name, holder, until) values ($name, $holder, $until)
     on conflict (name) do update set holder = $holder, until = $until where holder = $holder or until <= $now`,
  );
  const release = db.prepare('delete from lease where name = ? and holder = ?');
  return {
    take: (name: string, holder: string, now: number, until: number): boolean =>
      take.run({ name, holder, now, until }).changes === 1,
    release: (name: string, holder: string): void => void release.run(name, holder),
  };
};

export const configKeeper = (db: Database.Database) => {
  const all = db.prepare<[], RepositoryConfig>(
    `select repository, name, text, commit_id as "commit", accepted_at as acceptedAt
     from repository_config order by repository`,
  );
  const put = db.prepare(
    `insert into repository_config (repository, name, text, commit_id, accepted_at) values (?, ?, ?, ?, ?)
     on conflict (repository) do update set name = excluded.name, text = excluded.text,
       commit_id = excluded.commit_id, accepted_at = excluded.accepted_at`,
  );
  const drop = db.prepare('delete from repository_config where repository = ?');
  return {
    all: () => all.all(),
    accept: ({ repository, name, text, commit, acceptedAt }: RepositoryConfig): void =>
      void put.run(repository, name, text, commit, acceptedAt),
    drop: (repository: number): void => void drop.run(repository),
  };
};
