// A small ledger from a few words: who is core, which changes there are, who did what on which day.
import type { ExecutionContext } from 'ava';
import type { Metric, Store } from '../../src/contracts.ts';
import type { Activity, Harvest, Item, ItemField, ItemState, Kind } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import type { Membership, Role } from '../../src/domain/team.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

export const PROJECT = 'garden';
export const SOURCE = { id: 'review', type: 'journal', origin: 'gerrit' } as const;

/** `[day, kind, who, change, patch set, value]`; days may be fractions. */
export type Act = readonly [
  day: number,
  kind: Kind,
  who: string,
  item?: string | undefined,
  revision?: number | undefined,
  value?: number,
];

export interface TestChange {
  /** A change when absent. */
  readonly kind?: Item['kind'];
  readonly owner?: string;
  /** Day of the opening, if it is known. */
  readonly day?: number;
  readonly url?: string;
  /** `[field, day, value]` */
  readonly states?: readonly (readonly [ItemField, number, string])[];
}

export interface World {
  /** `[name, role, since day, until day]`, or a name for a core since ever. */
  readonly team?: readonly (string | readonly [name: string, role: Role, since: number, until?: number])[];
  readonly bots?: readonly string[];
  readonly changes?: Readonly<Record<string, TestChange>>;
  readonly acts?: readonly Act[];
  /** `[change, priority, since day, until day]` */
  readonly priorities?: readonly (readonly [item: string, priority: string, since: number, until?: number])[];
}

const seconds = (day: number): number => Math.round(day * DAY);
const account = (name: string) => ({ service: 'gerrit', id: name.toLowerCase(), name }) as const;

const itemOf = ([nativeId, { kind = 'change', owner, day, url, states = [] }]: [
  string,
  TestChange,
]): Item => ({
  nativeId,
  kind,
  states: states.map(([field, at, value]): ItemState => ({ field, at: seconds(at), value })),
  ...(owner === undefined ? {} : { owner: account(owner) }),
  ...(day === undefined ? {} : { openedAt: seconds(day) }),
  ...(url === undefined ? {} : { url }),
});

/** An opening for each change or bug whose day is known, and a first patch set for a change. */
const openings = (changes: World['changes'] = {}): Activity[] =>
  Object.entries(changes).flatMap(([item, { kind, owner, day }]): Activity[] => {
    if (owner === undefined || day === undefined) return [];
    const base = { by: account(owner), at: seconds(day), item };
    if (kind === 'bug') return [{ ...base, nativeId: `${item}/open`, kind: 'bug-opened' }];
    return [
      { ...base, nativeId: `${item}/open`, kind: 'change-opened' },
      { ...base, nativeId: `${item}/1/patchset`, kind: 'patchset', revision: 1 },
    ];
  });

const activityOf = ([day, kind, who, item, revision, value]: Act, index: number): Activity => ({
  nativeId: `act${index}`,
  kind,
  by: account(who),
  at: seconds(day),
  ...(item === undefined ? {} : { item }),
  ...(revision === undefined ? {} : { revision }),
  ...(value === undefined ? {} : { value }),
});

export const harvestOf = (world: World): Harvest => ({
  activities: [...openings(world.changes), ...(world.acts ?? []).map(activityOf)],
  items: Object.entries(world.changes ?? {}).map(itemOf),
  aliases: [],
  skipped: [],
});

const membershipOf = (member: NonNullable<World['team']>[number]): Membership => {
  const [name, role, since, until] = typeof member === 'string' ? ([member, 'core', 0] as const) : member;
  return {
    role,
    name,
    handles: [account(name)],
    since: seconds(since),
    ...(until === undefined ? {} : { until: seconds(until) }),
    evidence: [],
  };
};

const linkAll = async (store: Store, world: World): Promise<void> => {
  const bots = new Set(world.bots?.map(name => name.toLowerCase()));
  const handles = await store.handles(PROJECT);
  await store.link(
    PROJECT,
    handles.map(({ handle, names }) => ({
      name: names[0] ?? handle.id,
      handles: [handle],
      bot: bots.has(handle.id),
      known: false,
    })),
  );
};

const prioritise = async (store: Store, priorities: World['priorities'] = []): Promise<void> => {
  const items = await store.unmatchedItems(PROJECT, 1000);
  const keys = new Map(items.map(({ key, nativeId }) => [nativeId, key]));
  await store.matchItems(
    items.map(({ key }) => key),
    priorities.map(([item, priority, since, until]) => ({
      item: keys.get(item) ?? 0,
      priority,
      since: seconds(since),
      ...(until === undefined ? {} : { until: seconds(until) }),
    })),
  );
};

/** Row by row what a metric answers, with names in place of keys, in the order of the rows' text. */
export type Ask = <Fact>(
  metric: Metric<Fact>,
  since: number,
  until: number,
  parameters?: Readonly<Record<string, number>>,
) => Promise<Record<string, unknown>[]>;

const asker =
  (store: Store): Ask =>
  async (metric, since, until, parameters = {}) => {
    const names = new Map((await store.people(PROJECT)).map(({ key, name }) => [key, name]));
    const named = ([column, value]: [string, unknown]): [string, unknown] =>
      ['person', 'owner'].includes(column) && typeof value === 'number'
        ? [column, names.get(value)]
        : [column, value];
    const window = { since: seconds(since), until: seconds(until) };
    const rows = await store.measure(metric, PROJECT, { ...window, ...parameters });
    return rows
      .map(row => Object.fromEntries(Object.entries(row as object).map(named)))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  };

export interface TestLedger {
  readonly store: Store;
  readonly ask: Ask;
}

/** An opened ledger in memory; days count from 0. */
export const ledgerOf = async (t: ExecutionContext, world: World): Promise<TestLedger> => {
  const store = openSqlite(':memory:');
  t.teardown(() => store.close());
  await store.append(PROJECT, SOURCE, harvestOf(world), []);
  await store.replaceMemberships(PROJECT, 'roster', (world.team ?? []).map(membershipOf));
  await linkAll(store, world);
  await prioritise(store, world.priorities);
  return { store, ask: asker(store) };
};
