// Stores a harvest: every fact once, whatever the order and however often it is read.
import type Database from 'better-sqlite3';
import type { AppendResult, CursorEntry } from '../contracts.ts';
import type { Activity, Alias, Handle, Harvest, Item } from '../domain/activity.ts';
import type { Keys, NewItem } from './keys.ts';

type SourceName = { id: string; type: string; origin: string };

/** Kinds that open or close an item. */
const CLOSING = `'change-merged', 'change-abandoned', 'bug-closed'`;
const OPENING = `'change-opened', 'change-restored', 'bug-opened', 'bug-reopened'`;
const STATUS = new Set([
  'change-opened',
  'change-merged',
  'change-abandoned',
  'change-restored',
  'bug-opened',
  'bug-closed',
  'bug-reopened',
]);

/** What stands for an item until it is told of. */
const UNKNOWN: NewItem = { kind: 'change', url: null, owner: null, openedAt: null };

const statements = (db: Database.Database) => ({
  // A plain insert: what updates on conflict keeps a copy of every page it touches, row by row.
  activity: db.prepare(
    `insert into activity (origin, native_id, kind, handle, person, at, item, revision, value)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (origin, native_id) do nothing`,
  ),
  correction: db.prepare(
    `update activity set kind = $kind, handle = $handle, person = $person, at = $at, item = $item,
       revision = $revision, value = $value
     where origin = $origin and native_id = $nativeId and (kind <> $kind or handle <> $handle or at <> $at
       or item is not $item or revision is not $revision or value is not $value)`,
  ),
  item: db.prepare(
    `update item set kind = $kind, url = coalesce($url, url), owner = coalesce($owner, owner),
       opened_at = coalesce(min(opened_at, $openedAt), opened_at, $openedAt)
     where key = $key and (kind <> $kind or url is not coalesce($url, url)
       or owner is not coalesce($owner, owner)
       or opened_at is not coalesce(min(opened_at, $openedAt), opened_at, $openedAt))`,
  ),
  unmatch: db.prepare('update item set matched = 0 where key = ? and matched = 1'),
  // Two readings of one moment must come out the same in either order: the greater value stands.
  state: db.prepare(
    `insert into item_state (item, field, at, value) values (?, ?, ?, ?)
     on conflict (item, field, at) do nothing`,
  ),
  greaterState: db.prepare(
    'update item_state set value = ? where item = ? and field = ? and at = ? and value < ?',
  ),
  // Time and "closes" in one number: its maximum is found without sorting, and of one second the closing wins.
  closed: db.prepare(
    `update item set closed_at = (
       select case when last % 2 = 1 then last / 2 end from (
         select max(a.at * 2 + (a.kind in (${CLOSING}))) as last from activity a
         where a.item = item.key and a.kind in (${CLOSING}, ${OPENING}))) where key = ?`,
  ),
  name: db.prepare(
    `insert into handle_name (handle, name, last_at) values (?, ?, ?)
     on conflict (handle, name) do update set last_at = excluded.last_at where last_at < excluded.last_at`,
  ),
  alias: db.prepare(
    `insert into alias (origin, a, b, evidence, ref, weight) values (?, ?, ?, ?, ?, ?)
     on conflict (origin, a, b, evidence, ref) do update set weight = excluded.weight where weight <> excluded.weight`,
  ),
  // What is new has to be linked and matched before a report may speak of it.
  unsettle: db.prepare(`delete from setting where project = ? and name = 'configuration'`),
  itemStates: db.prepare<[number], { field: string; at: number; value: string }>(
    'select field, at, value from item_state where item = ?',
  ),
  dropState: db.prepare('delete from item_state where item = ? and field = ? and at = ?'),
  itemActivities: db.prepare<[number], { key: number; nativeId: string }>(
    'select key, native_id as nativeId from activity where item = ?',
  ),
  dropActivity: db.prepare('delete from activity where key = ?'),
  dropPriorities: db.prepare('delete from priority_item where item = ?'),
  dropItem: db.prepare('delete from item where key = ?'),
  skip: db.prepare(`insert or ignore into skip (source, reason, place) values (?, ?, ?)`),
  cursor: db.prepare(
    `insert into cursor (source, stream, value) values (?, ?, ?)
     on conflict (source, stream) do update set value = excluded.value`,
  ),
});

export const appender = (db: Database.Database, keys: Keys) => {
  const run = statements(db);

  /** Returns the key of an item that stands there, corrected by what is told of it now. */
  const correctItem = (key: number, told: NewItem): number => {
    if (run.item.run({ key, ...told }).changes > 0) run.unmatch.run(key);
    return key;
  };

  const storeItem = (project: number, origin: number, item: Item): void => {
    const { nativeId, kind, url = null, openedAt = null } = item;
    const owner = item.owner ? keys.handle(project, item.owner).handle : null;
    const told = { kind, url, owner, openedAt };
    const known = keys.findItem(origin, nativeId);
    const key = known === undefined ? keys.addItem(origin, nativeId, told) : correctItem(known, told);
    let news = 0;
    for (const { field, at, value } of item.states) {
      news +=
        run.state.run(key, field, at, value).changes ||
        run.greaterState.run(value, key, field, at, value).changes;
    }
    if (news > 0 && known !== undefined) run.unmatch.run(key);
  };

  const storeActivity = (
    project: number,
    origin: number,
    item: number | null,
    activity: Activity,
    tentative: boolean,
  ): number => {
    const { handle, person } = keys.handle(project, activity.by);
    const { nativeId, kind, at, revision = null, value = null } = activity;
    const added = run.activity.run(origin, nativeId, kind, handle, person, at, item, revision, value).changes;
    if (added > 0 || tentative) return added;
    return run.correction.run({ origin, nativeId, kind, handle, person, at, item, revision, value }).changes;
  };

  /** An activity may be told before the item that it was done to. */
  const itemKey = (origin: number, nativeId: string): number =>
    keys.findItem(origin, nativeId) ?? keys.addItem(origin, nativeId, UNKNOWN);

  const storeActivities = (project: number, origin: number, harvest: Harvest): number => {
    let stored = 0;
    const touched = new Set<number>();
    for (const activity of harvest.activities) {
      const item = activity.item === undefined ? null : itemKey(origin, activity.item);
      stored += storeActivity(project, origin, item, activity, harvest.tentative ?? false);
      if (item !== null && STATUS.has(activity.kind)) touched.add(item);
    }
    for (const item of touched) run.closed.run(item);
    return stored;
  };

  const takeBackItem = (
    key: number,
    told: ReadonlySet<string>,
    states: ReadonlySet<string> | undefined,
  ): void => {
    for (const activity of run.itemActivities.all(key))
      if (!told.has(activity.nativeId)) run.dropActivity.run(activity.key);
    for (const { field, at, value } of run.itemStates.all(key))
      if (!states?.has(`${field} ${at} ${value}`)) run.dropState.run(key, field, at);
    run.unmatch.run(key);
    if (states) return;
    run.dropPriorities.run(key);
    run.dropItem.run(key);
    keys.forget();
  };

  /** What is no longer told of an item that is told whole is no longer so. */
  const takeBack = (origin: number, { whole = [], items, activities }: Harvest): void => {
    const told = new Set(activities.map(({ nativeId }) => nativeId));
    const states = new Map(
      items.map(item => [
        item.nativeId,
        new Set(item.states.map(({ field, at, value }) => `${field} ${at} ${value}`)),
      ]),
    );
    for (const nativeId of whole) {
      const key = keys.findItem(origin, nativeId);
      if (key !== undefined) takeBackItem(key, told, states.get(nativeId));
    }
  };

  /** Whether an item of which something was taken back is still closed. */
  const closeAnew = (origin: number, { whole = [] }: Harvest): void => {
    for (const nativeId of whole) {
      const key = keys.findItem(origin, nativeId);
      if (key !== undefined) run.closed.run(key);
    }
  };

  const storeNames = (project: number, harvest: Harvest): void => {
    /** The last time of each name, by handle. */
    const latest = new Map<number, Map<string, number>>();
    const see = (handle: Handle, at: number): void => {
      if (handle.name === undefined) return;
      const key = keys.handle(project, handle).handle;
      const names = latest.get(key) ?? new Map<string, number>();
      if (names.size === 0) latest.set(key, names);
      if ((names.get(handle.name) ?? -1) < at) names.set(handle.name, at);
    };
    for (const activity of harvest.activities) see(activity.by, activity.at);
    for (const item of harvest.items) if (item.owner) see(item.owner, item.openedAt ?? 0);
    for (const handle of harvest.names ?? []) see(handle, 0);
    for (const alias of harvest.aliases) {
      see(alias.a, 0);
      see(alias.b, 0);
    }
    for (const [handle, names] of latest) for (const [name, at] of names) run.name.run(handle, name, at);
  };

  const storeAlias = (project: number, origin: number, alias: Alias): void => {
    const a = keys.handle(project, alias.a).handle;
    const b = keys.handle(project, alias.b).handle;
    run.alias.run(origin, a, b, alias.evidence, alias.ref, alias.weight ?? 1);
  };

  const store = db.transaction(
    (id: string, name: SourceName, harvest: Harvest, cursor: readonly CursorEntry[]): AppendResult => {
      const project = keys.project(id);
      const source = keys.source(project, name);
      const origin = keys.origin(project, name.origin);
      takeBack(origin, harvest);
      for (const item of harvest.items) storeItem(project, origin, item);
      const stored = storeActivities(project, origin, harvest);
      closeAnew(origin, harvest);
      storeNames(project, harvest);
      for (const alias of harvest.aliases) storeAlias(project, origin, alias);
      for (const skip of harvest.skipped) run.skip.run(source, skip.reason, skip.where);
      run.unsettle.run(project);
      for (const entry of cursor) run.cursor.run(source, entry.stream, entry.value);
      return { stored, known: harvest.activities.length - stored };
    },
  );

  return (
    project: string,
    source: SourceName,
    harvest: Harvest,
    cursor: readonly CursorEntry[],
  ): AppendResult => store.immediate(project, source, harvest, cursor);
};
