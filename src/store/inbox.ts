// The inbox: deliveries from the moment they are acknowledged until they are in the ledger.
import type Database from 'better-sqlite3';
import type { Inbox, SetAside, WaitingDelivery } from '../contracts.ts';
import { explained } from './faults.ts';
import { connect, type OpenOptions } from './sqlite.ts';

/** A delivery that failed so often is set aside. */
const TRIES = 3;

/** Seconds, times the failures so far: what was wrong may have passed by then. */
const WAIT = 60;

/** Characters of payload that are read at once: a single delivery may have 25 MB. */
const MOST_TEXT = 4_000_000;

/** Payloads dropped in one transaction. */
const PURGED_AT_ONCE = 500;

type Claim = Parameters<Inbox['claim']>[0];

interface Pending {
  readonly delivery: Claim;
  readonly resolve: (isNew: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Claims that come in one turn of the event loop are written, and waited for, together: one flush for all of them. */
const claimer = (db: Database.Database, file: string) => {
  const insert = db.prepare(
    'insert into delivery (id, event, payload, received_at) values (?, ?, ?, ?) on conflict (id) do nothing',
  );
  const write = db.transaction((batch: readonly Pending[]): boolean[] =>
    batch.map(
      ({ delivery: { id, event, payload, receivedAt } }) =>
        insert.run(id, event, payload, receivedAt).changes === 1,
    ),
  );
  let pending: Pending[] = [];
  const flush = (): void => {
    const batch = pending;
    pending = [];
    try {
      const news = write.immediate(batch);
      batch.forEach(({ resolve }, index) => {
        resolve(news[index] ?? false);
      });
    } catch (error) {
      for (const { reject } of batch) reject(explained(file, error));
    }
  };
  return (delivery: Claim): Promise<boolean> =>
    new Promise((resolve, reject) => {
      if (pending.push({ delivery, resolve, reject }) === 1) setImmediate(flush);
    });
};

const statements = (db: Database.Database) => ({
  waiting: db.prepare<[string, number, number], WaitingDelivery>(
    `select id, event, payload, received_at as receivedAt, tries from delivery
     where state = ? and state in ('waiting', 'recorded') and not_before <= ? order by seq limit ?`,
  ),
  recorded: db.prepare(`update delivery set state = 'recorded', tries = 0, not_before = 0 where id = ?`),
  done: db.prepare(`update delivery set state = 'done', handled_at = ? where id = ?`),
  failed: db.prepare(
    `update delivery set tries = tries + 1, reason = $reason, handled_at = $at,
       not_before = $at + ${WAIT} * (tries + 1),
       state = case when tries + 1 >= ${TRIES} then 'aside' else state end where id = $id`,
  ),
  postponed: db.prepare('update delivery set reason = ?, not_before = ? where id = ?'),
  isAside: db.prepare<[string], number>(`select 1 from delivery where id = ? and state = 'aside'`).pluck(),
  aside: db.prepare<[], SetAside>(
    `select id, event, received_at as receivedAt, coalesce(reason, '') as reason from delivery
     where state = 'aside' order by seq`,
  ),
  retry: db.prepare(
    `update delivery set state = 'waiting', tries = 0, not_before = 0, handled_at = null
     where state = 'aside' and ($id is null or id = $id)`,
  ),
  // What was set aside keeps its payload: it may be wanted again.
  purge: db.prepare(
    `update delivery set payload = null where seq in (select seq from delivery
       where payload is not null and handled_at < ? and state = 'done' limit ${PURGED_AT_ONCE})`,
  ),
  // One that was tried and is left alone for a while shows that somebody hears.
  lag: db.prepare<[], { waiting: number; oldestAt: number | null }>(
    `select count(*) as waiting,
       min(received_at) filter (where state = 'waiting' and not_before = 0) as oldestAt
     from delivery where state in ('waiting', 'recorded')`,
  ),
  asideCount: db.prepare<[], number>(`select count(*) from delivery where state = 'aside'`).pluck(),
});

/** As many as fit; the first one always does. */
const upTo = (characters: number, rows: Iterable<WaitingDelivery>): WaitingDelivery[] => {
  const taken: WaitingDelivery[] = [];
  let size = 0;
  for (const row of rows) {
    taken.push(row);
    size += row.payload.length;
    if (size >= characters) break;
  }
  return taken;
};

const opened = (file: string, options: OpenOptions): Database.Database => {
  try {
    const db = connect(file, options);
    db.pragma('synchronous = full');
    return db;
  } catch (error) {
    throw explained(file, error);
  }
};

/** Lets others have a turn between two transactions. */
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/**
 * Opens the inbox of the ledger in `file` on a connection of its own, on which a commit is on disk before it returns.
 * @throws UserError as the ledger itself does.
 */
export const openInbox = (file: string, options: OpenOptions = {}): Inbox => {
  const db = opened(file, options);
  const run = statements(db);
  const claim = claimer(db, file);
  const promise = async <Result>(work: () => Result): Promise<Result> => {
    try {
      return work();
    } catch (error) {
      throw explained(file, error);
    }
  };
  const done = db.transaction((ids: readonly string[], at: number): void => {
    for (const id of ids) run.done.run(at, id);
  });
  const recorded = db.transaction((ids: readonly string[]): void => {
    for (const id of ids) run.recorded.run(id);
  });
  return {
    claim,
    waiting: (lane, limit, now) => promise(() => upTo(MOST_TEXT, run.waiting.iterate(lane, now, limit))),
    recorded: ids => promise(() => recorded.immediate(ids)),
    done: (ids, at) => promise(() => done.immediate(ids, at)),
    failed: (id, reason, at) =>
      promise(() => {
        run.failed.run({ id, reason, at });
        return run.isAside.get(id) === 1;
      }),
    postponed: (id, reason, until) => promise(() => void run.postponed.run(reason, until, id)),
    setAside: () => promise(() => run.aside.all()),
    retry: id => promise(() => run.retry.run({ id: id ?? null }).changes),
    async purge(before) {
      let dropped = 0;
      for (;;) {
        const { changes } = await promise(() => run.purge.run(before));
        dropped += changes;
        if (changes < PURGED_AT_ONCE) return dropped;
        await turn();
      }
    },
    lag: () =>
      promise(() => {
        const { waiting = 0, oldestAt = null } = run.lag.get() ?? {};
        const setAside = run.asideCount.get() ?? 0;
        return { waiting, setAside, ...(oldestAt !== null && { oldestAt }) };
      }),
    close: () => void db.close(),
  };
};
