// Takes a person's name out of the ledger: accounts, names, words, decisions, what was sent; the facts stay.
import type Database from 'better-sqlite3';
import type { Handle } from '../domain/activity.ts';
import type { Decision, Ruling } from '../domain/decision.ts';
import { isBusy } from './faults.ts';
import { type Forgotten, UNNAMED } from './forgotten.ts';
import type { Keys } from './keys.ts';

/** A shorter name may be part of any word. */
const SHORTEST = 4;
const SOMEBODY = 'somebody';
/** Stands in the settings while the file may still hold what was removed. */
const TRACES = 'traces on disk';

interface TextRow {
  readonly row: number;
  readonly text: string;
}

interface StateRow {
  readonly item: number;
  readonly field: string;
  readonly at: number;
  readonly value: string;
}

const statements = (db: Database.Database) => ({
  names: db
    .prepare<[{ person: number }], string>(
      `select distinct n.name from handle h join handle_name n on n.handle = h.key where h.person = $person
       union select name from person where key = $person
       union select m.name from handle h join membership m on m.handle = h.key
         where h.person = $person and m.name is not null`,
    )
    .pluck(),
  accounts: db.prepare<[number], Handle>(`select service, id from handle where person = ?`),
  dropNames: db.prepare('delete from handle_name where handle = ?'),
  dropAliases: db.prepare('delete from alias where a = $key or b = $key'),
  dropLetters: db.prepare(
    `delete from publication where project = (select key from project where id = ?) and service = ? and account = ?`,
  ),
  rename: db.prepare('update handle set id = ? where key = ?'),
  unname: db.prepare('update person set name = ?, known = 0 where key = ?'),
  memberships: db.prepare(`update membership set name = null, evidence = '' where handle = ?`),
  activities: db.prepare<[number], TextRow>(
    'select key as row, native_id as text from activity where handle = ?',
  ),
  sealActivity: db.prepare('update activity set native_id = ? where key = ?'),
  spoken: db.prepare<[string], StateRow>(
    `select s.item, s.field, s.at, s.value from project p join origin o on o.project = p.key
     join item i on i.origin = o.key and i.kind in ('meeting', 'action')
     join item_state s on s.item = i.key and s.field in ('subject', 'topic', 'agreed') where p.id = ?`,
  ),
  say: db.prepare('update item_state set value = ? where item = ? and field = ? and at = ?'),
  skips: db.prepare<[string], { source: number; reason: string; place: string }>(
    `select k.source, k.reason, k.place from project p join source s on s.project = p.key
     join skip k on k.source = s.key where p.id = ?`,
  ),
  // Two places may be one without the names.
  skipAt: db.prepare('update or replace skip set place = ? where source = ? and reason = ? and place = ?'),
  publications: db.prepare<[string], TextRow>(
    `select q.rowid as row, q.body as text from project p join publication q on q.project = p.key where p.id = ?`,
  ),
  sayAgain: db.prepare('update publication set body = ? where rowid = ?'),
  decisions: db.prepare<
    [string],
    {
      row: number;
      key: string;
      at: number;
      service: Handle['service'];
      account: string;
      place: string;
      ruling: string;
      name: string | null;
    }
  >(
    `select d.seq as row, d.key, d.at, d.service, d.account, d.name, d.place, d.ruling
     from project p join decision d on d.project = p.key where p.id = ?`,
  ),
  decide: db.prepare(
    'update decision set key = ?, account = ?, name = ?, place = ?, ruling = ? where seq = ?',
  ),
  settings: db.prepare<[string], { name: string; value: string }>(
    `select s.name, s.value from project p join setting s on s.project = p.key
     where p.id = ? and substr(s.name, 1, 7) = 'roster '`,
  ),
  set: db.prepare(
    `update setting set value = ? where name = ? and project = (select key from project where id = ?)`,
  ),
  // What was heard has done its work; a name may stand anywhere in it.
  payloads: db.prepare(`update delivery set payload = null where state = 'done' and payload is not null`),
  aside: db.prepare<[], TextRow>(
    `select seq as row, payload as text from delivery where state = 'aside' and payload is not null`,
  ),
  letGo: db.prepare(`update delivery set payload = null, reason = null, state = 'done' where seq = ?`),
  traces: db.prepare(
    `insert into setting (project, name, value) select key, ?, '' from project where id = ? on conflict do nothing`,
  ),
  traced: db.prepare('select 1 from setting where name = ?'),
  swept: db.prepare('delete from setting where name = ?'),
  unsettle: db.prepare(
    `delete from setting where name = 'configuration' and project = (select key from project where id = ?)`,
  ),
});

/** Full names and accounts as they stand in a text, the longer ones first. */
const without = (names: readonly string[]): ((text: string) => string) => {
  const escaped = [...new Set(names)]
    .filter(name => name.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (escaped.length === 0) return text => text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text => text.replace(pattern, SOMEBODY);
};

/**
 * By what they may turn up again: logins are names of accounts that have a number, and minutes or rosters may know no
 * more than a full name.
 */
const otherAccounts = (accounts: readonly Handle[], names: readonly string[]): Handle[] => {
  const isFull = (name: string): boolean => /\S\s+\S/.test(name);
  const logins = accounts.flatMap(({ service }) =>
    service === 'github' || service === 'gerrit'
      ? names.filter(name => !isFull(name)).map(name => ({ service, id: name }))
      : [],
  );
  return [...logins, ...names.filter(isFull).map(name => ({ service: 'name', id: name }) as const)];
};

export const unnamer = (db: Database.Database, keys: Keys, forgotten: Forgotten) => {
  const run = statements(db);

  const overDecisions = (project: string, clean: (text: string) => string): void => {
    for (const row of run.decisions.all(project)) {
      const { key, at, service, account, name, place } = row;
      const before: Decision = {
        ...{ key, at, place, ruling: JSON.parse(row.ruling) as Ruling },
        by: { service, id: account, ...(name !== null && { name }) },
      };
      const after = forgotten.decision(project, before);
      const { by, ruling } = after;
      // Somebody else's words about them, which stand in a key.
      const sealed = clean(after.key) === after.key ? after.key : forgotten.seal(project, after.key);
      const told = 'text' in ruling ? { ...ruling, text: clean(ruling.text) } : ruling;
      run.decide.run(sealed, by.id, by.name ?? null, after.place, JSON.stringify(told), row.row);
    }
  };

  const overTexts = (project: string, clean: (text: string) => string): void => {
    for (const { item, field, at, value } of run.spoken.all(project)) {
      const veiled = forgotten.words(project, value);
      if (veiled !== value) run.say.run(veiled, item, field, at);
    }
    for (const { source, reason, place } of run.skips.all(project)) {
      const veiled = clean(forgotten.words(project, place));
      if (veiled !== place) run.skipAt.run(veiled, source, reason, place);
    }
    for (const { row, text } of run.publications.all(project)) {
      const veiled = clean(text);
      if (veiled !== text) run.sayAgain.run(veiled, row);
    }
    for (const { name, value } of run.settings.all(project))
      run.set.run(JSON.stringify(forgotten.value(project, JSON.parse(value))), name, project);
  };

  /** What could not be heard and names them is heard no more; what it told stands where it came from. */
  const overDeliveries = (names: readonly string[], clean: (text: string) => string): void => {
    const logins = names.map(name => `"login":${JSON.stringify(name)}`);
    for (const { row, text } of run.aside.all())
      if (clean(text) !== text || logins.some(login => text.includes(login))) run.letGo.run(row);
  };

  const unname = db.transaction((project: string, person: number): number => {
    const names = run.names.all({ person });
    const accounts = run.accounts.all(person);
    const marked = forgotten.mark(project, person, otherAccounts(accounts, names));
    if (marked.length === 0) return 0;
    for (const { service, id } of accounts) run.dropLetters.run(project, service, id);
    for (const { key, id } of marked) {
      run.dropNames.run(key);
      run.dropAliases.run({ key });
      run.memberships.run(key);
      for (const { row, text } of run.activities.all(key))
        run.sealActivity.run(forgotten.seal(project, text), row);
      run.rename.run(id, key);
    }
    run.unname.run(UNNAMED, person);
    const clean = without([...names, ...accounts.map(({ id }) => id)]);
    overDecisions(project, clean);
    overTexts(project, clean);
    run.payloads.run();
    overDeliveries(names, clean);
    run.unsettle.run(project);
    run.traces.run(TRACES, project);
    keys.forget();
    return marked.length;
  });

  /**
   * Pages keep what was overwritten in them, and so does the log beside the file, until both are written anew. While
   * another process is at the file that cannot be done: what is forgotten stays so, and the next call tries again.
   */
  const sweep = (): void => {
    if (run.traced.get(TRACES) === undefined) return;
    try {
      db.exec('vacuum');
      const [log] = db.pragma('wal_checkpoint(truncate)') as { readonly busy: number }[];
      if (log?.busy !== 1) run.swept.run(TRACES);
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  };

  /** Seconds for a large ledger: all of it is written anew. Returns how many accounts are forgotten; 0: nothing of this person has a name any more. */
  return (project: string, person: number): number => {
    const accounts = unname.immediate(project, person);
    sweep();
    return accounts;
  };
};
