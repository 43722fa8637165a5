// The ledger in one SQLite file: opens it, and answers the contracts' promises.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { Metric, Parameters, Store, StoreHealth } from '../contracts.ts';
import type { Window } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import { appender } from './append.ts';
import { Sqlite } from './driver.ts';
import { expirer } from './expire.ts';
import { explained } from './faults.ts';
import { forgetter } from './forget.ts';
import { forgottenOf } from './forgotten.ts';
import { itemMatcher } from './items.ts';
import { type Keys, keysOf } from './keys.ts';
import { linker } from './link.ts';
import { migrate, mustBeOurs } from './migrate.ts';
import { reader } from './read.ts';
import { rosterKeeper } from './roster.ts';
import { configKeeper, decisionKeeper, leaseKeeper, publicationKeeper, rereadKeeper } from './spoken.ts';
import { unnamer } from './unname.ts';
import { VIEWS } from './views.ts';

export interface OpenOptions {
  /** Milliseconds to wait for another process to finish its transaction. */
  readonly busyTimeout?: number;
}

/** Kilobytes of pages kept. Reports come back to pages all over the ledger; an ingest hardly ever does. */
const CACHE = { ingest: 32_768, reports: 65_536 };

const TABLES = ['activity', 'item', 'person', 'handle', 'membership', 'priority_item', 'skip'] as const;

/** The ledger holds numbers about people: a new one can be read by its owner alone. */
const prepareFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
};

/** The bare connection, migrated and set up as every ledger is. */
export const connect = (file: string, { busyTimeout = 10_000 }: OpenOptions): Database.Database => {
  if (file !== ':memory:') prepareFile(file);
  const db = new Sqlite(file, { timeout: busyTimeout });
  try {
    mustBeOurs(db);
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = normal');
    db.pragma('wal_autocheckpoint = 8000');
    db.pragma('foreign_keys = on');
    db.pragma(`cache_size = -${CACHE.ingest}`);
    db.pragma('temp_store = memory');
    migrate(db);
    db.exec(VIEWS);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

const health = (db: Database.Database): StoreHealth => {
  const problems = db.prepare<[], string>('pragma integrity_check(20)').pluck().all();
  const counts = TABLES.map(table => [table, db.prepare(`select count(*) from ${table}`).pluck().get()]);
  return {
    file: db.name,
    schemaVersion: Number(db.pragma('user_version', { simple: true })),
    integrity: problems.join('; '),
    bytes: db.memory ? 0 : statSync(db.name).size,
    counts: Object.fromEntries(counts) as Record<string, number>,
  };
};

const backup = async (
  db: Database.Database,
  file: string,
  progress?: (done: number, total: number) => void,
): Promise<void> => {
  if (existsSync(file)) throw new UserError(`${file} exists already; a backup never overwrites a file.`);
  if (!existsSync(dirname(file)))
    throw new UserError(`There is no folder ${dirname(file)} to write the backup to.`);
  try {
    await db.backup(file, {
      progress: ({ totalPages, remainingPages }) => {
        progress?.(totalPages - remainingPages, totalPages);
        return 4096;
      },
    });
    chmodSync(file, 0o600);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
};

/** Runs `work` now and gives its result as a promise, with SQLite's faults in words. */
const promising =
  (file: string, keys: Keys) =>
  async <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      // Keys made inside a transaction are gone with it.
      keys.forget();
      throw explained(file, error);
    }
  };

const measurer = (db: Database.Database) => {
  const prepared = new Map<string, Database.Statement>();
  return <Fact>(metric: Metric<Fact>, project: string, parameters: Window & Parameters): Fact[] => {
    if (prepared.size === 0) db.pragma(`cache_size = -${CACHE.reports}`);
    const statement = prepared.get(metric.sql) ?? db.prepare(metric.sql);
    prepared.set(metric.sql, statement);
    return statement.all({ ...metric.defaults, ...parameters, project }) as Fact[];
  };
};

/**
 * Opens the ledger in `file` (or `:memory:`), making or upgrading it as needed.
 * @throws UserError when it is locked, damaged, from a newer version, or not ours.
 */
export const openSqlite = (file: string, options: OpenOptions = {}): Store => {
  let db: Database.Database;
  try {
    db = connect(file, options);
  } catch (error) {
    throw explained(file, error);
  }
  const keys = keysOf(db);
  const promise = promising(file, keys);
  /** Nobody is forgotten, and no account linked anew, between what is looked up and what is written. */
  const transacted = db.transaction((work: () => unknown): unknown => {
    keys.refresh();
    return work();
  });
  const atOnce = <Result>(work: () => Result): Promise<Result> =>
    promise(() => transacted.immediate(work) as Result);
  const [append, read, links] = [appender(db, keys), reader(db), linker(db, keys)];
  const forgetting = forgetter(db, keys);
  const forgotten = forgottenOf(db);
  const expire = expirer(db, keys);
  const unname = unnamer(db, keys, forgotten);
  const [rosters, items, measure] = [rosterKeeper(db, keys), itemMatcher(db, keys), measurer(db)];
  const [publications, decisions] = [publicationKeeper(db, keys), decisionKeeper(db, keys)];
  const [rereads, leases, configs] = [rereadKeeper(db, keys), leaseKeeper(db), configKeeper(db)];
  const cursors = db.prepare<[string, string], { stream: string; value: string }>(
    `select c.stream, c.value from project p join source s on s.project = p.key join cursor c on c.source = s.key
     where p.id = ? and s.id = ?`,
  );
  const setting = db.prepare<[string, string], string>(
    'select value from project p join setting s on s.project = p.key where p.id = ? and s.name = ?',
  );
  const setSetting = db.prepare(
    `insert into setting (project, name, value) values (?, ?, ?)
     on conflict (project, name) do update set value = excluded.value`,
  );
  return {
    measure: (metric, project, parameters) => promise(() => measure(metric, project, parameters)),
    people: project => promise(() => read.people(project)),
    members: project => promise(() => read.members(project)),
    streams: (project, at) => promise(() => read.streams(project, at)),
    sources: project => promise(() => read.sources(project)),
    sentAbout: person => promise(() => read.sentAbout(person)),
    events: (person, window, kinds) => promise(() => read.events(person, window, kinds)),
    cursor: (project, source) =>
      promise(() => new Map(cursors.all(project, source).map(({ stream, value }) => [stream, value]))),
    append: (project, source, harvest, cursor) =>
      atOnce(() => append(project, source, forgotten.harvest(project, harvest), cursor)),
    markRead: (project, source, at) =>
      promise(() => {
        const key = keys.source(keys.project(project), { ...source });
        db.prepare('update source set read_at = ? where key = ?').run(at, key);
      }),
    forget: (project, source) => promise(() => forgetting.forget.immediate(project, source)),
    retire: (project, source) => promise(() => forgetting.retire.immediate(project, source)),
    replaceMemberships: (project, roster, memberships) =>
      atOnce(() => rosters.replace(project, roster, forgotten.memberships(project, memberships))),
    rosters: project => promise(() => rosters.rosters(project)),
    rosterGroups: project => promise(() => rosters.groups(project)),
    aliases: project => promise(() => links.aliases(project)),
    handles: project => promise(() => links.handles(project)),
    volumes: project => promise(() => links.volumes(project)),
    link: (project, all) => atOnce(() => links.link(project, forgotten.links(project, all))),
    unmatchedItems: (project, limit) => promise(() => items.unmatched(project, limit)),
    matchItems: (keysOfItems, matches) => promise(() => items.match.immediate(keysOfItems, matches)),
    unmatchItems: project => promise(() => items.unmatch(project)),
    decisions: (project, at) => promise(() => decisions.all(project, at)),
    decide: (project, decision) =>
      atOnce(() => decisions.add(project, forgotten.decision(project, decision))),
    askReread: (project, source, wanted, at) =>
      promise(() => rereads.ask.immediate(project, source, wanted, at)),
    rereads: (until, limit) => promise(() => rereads.due(until, limit)),
    rereadDone: done => promise(() => rereads.done.immediate(done)),
    publication: (project, channel, key) => promise(() => publications.one(project, channel, key)),
    publications: (project, channel, prefix) => promise(() => publications.all(project, channel, prefix)),
    publicationsUnder: (project, prefix) => promise(() => publications.under(project, prefix)),
    recordPublication: (project, publication) =>
      atOnce(() => publications.record(project, forgotten.publication(project, publication))),
    intendPublication: (project, publication, again) =>
      atOnce(() => publications.intend(project, forgotten.publication(project, publication), again)),
    withdrawPublication: (project, channel, key) =>
      promise(() => publications.withdraw(project, channel, key)),
    intendedPublications: project => promise(() => publications.intended(project)),
    lease: (name, holder, now, until) => promise(() => leases.take(name, holder, now, until)),
    release: (name, holder) => promise(() => leases.release(name, holder)),
    repositoryConfigs: () => promise(() => configs.all()),
    acceptConfig: config => promise(() => configs.accept(config)),
    dropConfig: repository => promise(() => configs.drop(repository)),
    forgetPerson: (project, person) => promise(() => unname(project, person)),
    withoutForgotten: (project, value) => promise(() => forgotten.value(project, value)),
    expire: (project, keeping) => promise(() => expire.immediate(project, keeping)),
    forgetProject: project => promise(() => forgetting.forgetProject.immediate(project)),
    setting: (project, name) => promise(() => setting.pluck().get(project, name)),
    setSetting: (project, name, value) =>
      promise(() => void setSetting.run(keys.project(project), name, value)),
    backup: (target, progress) => promise(() => backup(db, target, progress)),
    health: () => promise(() => health(db)),
    close: () => void db.close(),
  };
};
