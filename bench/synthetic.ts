// An invented Gerrit project of any size, for measuring: its history in time order, page by page.
import type { Activity, Handle, Harvest, Item, ItemState } from '../src/domain/activity.ts';
import type { Membership } from '../src/domain/team.ts';
import { type Chance, chanceFrom } from './random.ts';

export const CORES = 25;
export const PEOPLE = 3000;
/** 2015-01-01. */
export const START = 1_420_070_400;
export const PAGE = 1000;
const DAY = 86_400;
const HOUR = 3600;
const DAYS = 3650;
/** Features in work at a time; each has a topic of its own for half a year. */
const FEATURES = 8;
const HALF_YEAR = DAYS / 20;
/** What a change comes to on average, by measurement: it sets how many are opened a day. */
const PER_CHANGE = 20.7;

export interface SyntheticOptions {
  readonly activities: number;
  readonly seed?: number;
  /** Activities a page. */
  readonly pageSize?: number;
}

/** Something on the time line: an act, and what it changes about its item. */
export interface Entry {
  readonly activity: Activity;
  readonly item?: Item;
}

const CI: Handle = { service: 'gerrit', id: '5', name: 'Build Robot' };
const handles: readonly Handle[] = Array.from({ length: PEOPLE }, (_, index) => ({
  service: 'gerrit',
  id: String(1000 + index),
  name: index < CORES ? `Core Reviewer ${index + 1}` : `Contributor ${index + 1}`,
}));

const person = (index: number): Handle => handles[index] ?? CI;

/** Cores' engagement falls as one over their rank. */
const SHARES = Array.from({ length: CORES }, (_, rank) => 1 / (rank + 1));
const ALL_SHARES = SHARES.reduce((sum, share) => sum + share, 0);

const someCore = (chance: Chance): number => {
  let left = chance.next() * ALL_SHARES;
  const found = SHARES.findIndex(share => {
    left -= share;
    return left < 0;
  });
  return Math.max(found, 0);
};

/** People come one after the other over the ten years, and most go again soon. */
const someContributor = (chance: Chance, at: number): number => {
  const come = CORES + Math.ceil((Math.min(at - START, DAYS * DAY) / (DAYS * DAY)) * (PEOPLE - CORES));
  return Math.max(CORES, come - 1 - Math.floor(chance.next() ** 3 * 600));
};

export const topicAt = (at: number, feature: number | '*'): string =>
  `cycle-${Math.floor((at - START) / (HALF_YEAR * DAY))}-feature-${feature}`;

/** One change on its way: `at` runs on with everything that happens to it, so that no two acts fall together. */
interface Plan {
  readonly number: string;
  readonly owner: number;
  readonly openedAt: number;
  at: number;
  readonly entries: Entry[];
}

type Act = Omit<Activity, 'item' | 'at' | 'nativeId'> & { readonly nativeId: string };

const happen = (plan: Plan, after: number, act: Act, states?: readonly ItemState[]): void => {
  plan.at += Math.max(1, Math.round(after));
  const activity = { ...act, nativeId: `${plan.number}/${act.nativeId}`, at: plan.at, item: plan.number };
  if (!states) return void plan.entries.push({ activity });
  const { number, owner, openedAt } = plan;
  const item = { nativeId: number, kind: 'change', owner: person(owner), openedAt, states } as const;
  plan.entries.push({ activity, item });
};

const vote = (plan: Plan, after: number, by: number, revision: number, value: number): void => {
  const nativeId = `${revision}/Code-Review/${person(by).id}/${plan.at}`;
  happen(plan, after, { nativeId, kind: 'review', by: person(by), revision, value });
};

const VALUES = { core: [2, 2, 1, 1, -1, -1, 0, 0, -2, 0], other: [1, 1, 1, 1, -1, -1, 0, 0, 1, 0] } as const;

const review = (plan: Plan, chance: Chance, revision: number): void => {
  const byCore = chance.happens(0.8);
  const by = byCore ? someCore(chance) : someContributor(chance, plan.at);
  if (by === plan.owner) return;
  const value = VALUES[byCore ? 'core' : 'other'][chance.below(10)] ?? 0;
  vote(plan, chance.wait(20 * HOUR), by, revision, value);
  const comments = chance.happens(0.45) ? 1 + chance.below(5) : 0;
  for (let each = 0; each < comments; each++) {
    const nativeId = `inline/${plan.at.toString(16)}_${chance.below(2 ** 32).toString(16)}`;
    happen(plan, 1, { nativeId, kind: 'inline-comment', by: person(by), revision });
  }
  if (chance.happens(0.4)) {
    const owner = person(plan.owner);
    const nativeId = `${revision}/comment/${owner.id}/${plan.at}`;
    happen(plan, chance.wait(6 * HOUR), { nativeId, kind: 'change-comment', by: owner, revision });
  }
  if (chance.happens(0.02)) {
    const nativeId = `${revision}/-Code-Review/${person(by).id}/${plan.at}`;
    happen(plan, HOUR, { nativeId, kind: 'review-withdrawn', by: person(by), revision });
  }
};

const upload = (plan: Plan, chance: Chance, revision: number): void => {
  const by = person(plan.owner);
  const renamed = {
    field: 'subject',
    at: plan.at,
    value: `Change ${plan.number}, take ${revision}`,
  } as const;
  const states = revision > 1 && chance.happens(0.1) ? [renamed] : undefined;
  happen(plan, 1, { nativeId: `${revision}/patchset`, kind: 'patchset', by, revision }, states);
  if (revision > 1 && chance.happens(0.15)) {
    const reviewer = person(someCore(chance));
    const nativeId = `${revision}/Code-Review/${reviewer.id}/${plan.at}`;
    happen(plan, 1, { nativeId, kind: 'review-copied', by: reviewer, revision, value: 2 });
  }
  const value = chance.happens(0.8) ? 1 : -1;
  const nativeId = `${revision}/Verified/${CI.id}/${plan.at}`;
  happen(plan, chance.wait(HOUR), { nativeId, kind: 'verification', by: CI, revision, value });
};

const openingStates = (chance: Chance, at: number, number: string): ItemState[] => {
  const states: ItemState[] = [
    { field: 'subject', at, value: `Change ${number}: teach the store about import ${chance.below(1000)}` },
    { field: 'branch', at, value: 'master' },
    { field: 'change-id', at, value: `I${number.padStart(40, '0')}` },
  ];
  if (chance.happens(0.08)) states.push({ field: 'topic', at, value: topicAt(at, chance.below(FEATURES)) });
  else if (chance.happens(0.3)) states.push({ field: 'topic', at, value: `bug/${chance.below(100_000)}` });
  return states;
};

/** Most are merged, some abandoned after months, one in a hundred stays. */
const close = (plan: Plan, chance: Chance, revision: number): void => {
  const end = chance.next();
  const core = person(someCore(chance));
  if (end < 0.85) {
    const nativeId = `${revision}/Workflow/${core.id}/${plan.at}`;
    happen(plan, chance.wait(30 * HOUR), { nativeId, kind: 'approval', by: core, revision, value: 1 });
    happen(plan, 2 * HOUR, { nativeId: 'change-merged', kind: 'change-merged', by: core });
  } else if (end < 0.99) {
    const act = { nativeId: 'change-abandoned', kind: 'change-abandoned', by: core } as const;
    happen(plan, 30 * DAY + chance.wait(60 * DAY), act);
  }
};

/** The whole life of a change that is opened at `at`. */
export const planChange = (chance: Chance, number: string, at: number): readonly Entry[] => {
  const owner = chance.happens(0.35) ? someCore(chance) : someContributor(chance, at);
  const plan: Plan = { number, owner, openedAt: at + 1, at, entries: [] };
  const act = { nativeId: 'change-opened', kind: 'change-opened', by: person(owner) } as const;
  happen(plan, 1, act, openingStates(chance, at + 1, number));
  let revision = 0;
  do {
    revision++;
    upload(plan, chance, revision);
    const reviews = 1 + Math.floor(chance.next() ** 2 * 5);
    for (let each = 0; each < reviews; each++) review(plan, chance, revision);
    plan.at += Math.round(chance.wait(2 * DAY));
  } while (chance.happens(0.55));
  close(plan, chance, revision);
  return plan.entries;
};

/** Everything in time order; only what lies ahead of the changes in work is held. */
function* timeline(chance: Chance, perDay: number): Generator<Entry, never> {
  const ahead = new Map<number, Entry[]>();
  let [due, number] = [0, 100];
  for (let day = 0; ; day++) {
    for (due += perDay; due >= 1; due--) {
      const at = START + day * DAY + chance.below(DAY);
      for (const entry of planChange(chance, String(++number), at)) {
        const on = Math.floor((entry.activity.at - START) / DAY);
        const others = ahead.get(on);
        if (others) others.push(entry);
        else ahead.set(on, [entry]);
      }
    }
    const today = ahead.get(day) ?? [];
    ahead.delete(day);
    yield* today.sort((a, b) => a.activity.at - b.activity.at);
  }
}

/** Pages of exactly `activities` acts altogether. The same options give the same pages. */
export function* syntheticPages(options: SyntheticOptions): Generator<Harvest> {
  const { activities: wanted, seed = 1, pageSize = PAGE } = options;
  const entries = timeline(chanceFrom(seed), wanted / PER_CHANGE / DAYS);
  for (let given = 0; given < wanted; given += pageSize) {
    const activities: Activity[] = [];
    const items: Item[] = [];
    while (activities.length < Math.min(pageSize, wanted - given)) {
      const { activity, item } = entries.next().value;
      activities.push(activity);
      if (item) items.push(item);
    }
    yield { activities, items, aliases: [], skipped: [] };
  }
}

/** The roster: all cores, from the beginning. */
export const syntheticTeam = (): Membership[] =>
  handles.slice(0, CORES).map(handle => ({
    role: 'core',
    ...(handle.name === undefined ? {} : { name: handle.name }),
    handles: [handle],
    since: START,
    evidence: ['invented'],
  }));
