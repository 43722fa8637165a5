// Persons in the ledger: linking moves their work and back, rosters come and go, streams tell their rhythm.
import test from 'ava';
import type { Link, Store } from '../../src/contracts.ts';
import type { Handle } from '../../src/domain/activity.ts';
import { dumpOf } from '../support/dump.ts';
import { ledgerOf, PROJECT, SOURCE } from '../support/ledger.ts';
import { harvested, NOTHING, openFile, openMemory, review } from '../support/store.ts';

const DAY = 86_400;
const account = (id: string): Handle => ({ service: 'gerrit', id });
const link = (name: string, ...ids: string[]): Link => ({
  name,
  handles: ids.map(account),
  bot: false,
  known: false,
});

const work = async (store: Store) => {
  const people = await store.people(PROJECT);
  const counts = await Promise.all(
    people.map(
      async ({ key, name }) =>
        [name, (await store.events(key, { since: 0, until: 100 }, ['review'])).length] as const,
    ),
  );
  return counts.map(([name, count]) => `${name} ${count}`).sort();
};

test('linking moves the work of both accounts to one person, and unlinking moves it back', async t => {
  const { file, store } = await openFile(t);
  await store.append(
    PROJECT,
    SOURCE,
    harvested(review('a', 'una', 10), review('b', 'una2', 20), review('c', 'vic', 30)),
    [],
  );
  const apart = [link('Una', 'una'), link('Una Two', 'una2'), link('Vic', 'vic')];
  await store.link(PROJECT, apart);
  const before = dumpOf(file);
  t.deepEqual(await work(store), ['Una 1', 'Una Two 1', 'Vic 1']);
  await store.link(PROJECT, [link('Una Core', 'una', 'una2'), link('Vic', 'vic')]);
  t.deepEqual(await work(store), ['Una Core 2', 'Vic 1']);
  t.deepEqual(dumpOf(file)['stray'], []);
  await store.link(PROJECT, [link('Una', 'una'), link('Una Two', 'una2', 'vic')]);
  t.deepEqual(await work(store), ['Una 1', 'Una Two 2']);
  await store.link(PROJECT, apart);
  t.deepEqual(dumpOf(file), before);
  t.deepEqual(await work(store), ['Una 1', 'Una Two 1', 'Vic 1']);
});

test('what is read after linking goes to the linked person', async t => {
  const store = openMemory(t);
  await store.append(PROJECT, SOURCE, harvested(review('a', 'una', 10), review('b', 'una2', 20)), []);
  await store.link(PROJECT, [link('Una Core', 'una', 'una2')]);
  await store.append(PROJECT, SOURCE, harvested(review('c', 'una2', 30)), []);
  t.deepEqual(await work(store), ['Una Core 3']);
});

test('a person of the configuration is there before doing anything', async t => {
  const store = openMemory(t);
  await store.link(PROJECT, [
    { ...link('Una Core', 'una'), known: true },
    { ...link('Robot', 'robot'), bot: true },
  ]);
  const told = (await store.people(PROJECT)).map(({ name, bot, known }) => ({ name, bot, known }));
  t.deepEqual(told, [
    { name: 'Una Core', bot: false, known: true },
    { name: 'Robot', bot: true, known: false },
  ]);
});

test('handles show every name they were seen with, the latest first', async t => {
  const store = openMemory(t);
  const named = (name: string, at: number) => review(name, 'una', at, { by: { ...account('una'), name } });
  await store.append(PROJECT, SOURCE, harvested(named('New Name', 30), named('Old Name', 10)), []);
  await store.append(PROJECT, SOURCE, harvested(named('Middle Name', 20)), []);
  t.like((await store.handles(PROJECT))[0], {
    names: ['New Name', 'Middle Name', 'Old Name'],
    namesAt: [30, 20, 10],
  });
});

test('evidence is summed up by pair and kind of evidence', async t => {
  const store = openMemory(t);
  const alias = (ref: string, weight?: number) => ({
    a: account('una'),
    b: { service: 'email', id: 'una@example.org' } as const,
    evidence: 'seen',
    ref,
    ...(weight === undefined ? {} : { weight }),
  });
  const aliases = [alias('r1'), alias('r2', 5)];
  for (let times = 0; times < 2; times++) await store.append(PROJECT, SOURCE, { ...NOTHING, aliases }, []);
  t.deepEqual(await store.aliases(PROJECT), [
    { a: account('una'), b: { service: 'email', id: 'una@example.org' }, evidence: 'seen', weight: 6 },
  ]);
});

test('a roster is replaced as a whole, and two rosters stand side by side', async t => {
  const store = openMemory(t);
  const member = (id: string, since: number, until?: number) => ({
    role: 'core' as const,
    name: id,
    handles: [account(id), { service: 'email', id: `${id}@example.org` } as const],
    since,
    evidence: ['joined at v1', 'left at v2'],
    ...(until === undefined ? {} : { until }),
  });
  await store.replaceMemberships(PROJECT, 'info', [member('una', 1, 5), member('vic', 2)]);
  await store.replaceMemberships(PROJECT, 'owners', [member('wim', 3)]);
  await store.replaceMemberships(PROJECT, 'info', [member('una', 1)]);
  const members = await store.members(PROJECT);
  t.deepEqual(
    members.map(({ name, since, until }) => [name, since, until]),
    [
      ['una', 1, undefined],
      ['wim', 3, undefined],
    ],
  );
  t.deepEqual(members[0]?.evidence, ['joined at v1', 'left at v2']);
  t.deepEqual([...(await store.rosters(PROJECT))].sort(), ['info', 'owners']);
  t.deepEqual(
    (await store.rosterGroups(PROJECT)).map(({ roster, name, handles }) => [roster, name, handles.length]),
    [
      ['info', 'una', 2],
      ['owners', 'wim', 2],
    ],
  );
});

const streamOf = async (store: Store, days: readonly number[], at: number) => {
  const acts = days.map((day, index) => review(`s${index}`, 'una', Math.round(day * DAY)));
  await store.append(PROJECT, SOURCE, harvested(...acts), []);
  return (await store.streams(PROJECT, Math.round(at * DAY)))[0];
};

test('a stream tells its last event, the days with events, and its longest silence', async t => {
  const stream = await streamOf(openMemory(t), [10.5, 11, 14, 14.2, 14.9], 20);
  t.like(stream, {
    origin: 'gerrit',
    kind: 'review',
    lastAt: Math.round(14.9 * DAY),
    activeDays: 3,
    longestGap: 3 * DAY,
  });
});

test('a stream of one day has one active day, however many its events', async t => {
  t.like(await streamOf(openMemory(t), [10.1], 20), { activeDays: 1, longestGap: 0 });
  t.like(await streamOf(openMemory(t), [10.1, 10.2, 10.3], 20), { activeDays: 1, longestGap: 0 });
});

test('a stream looks back a year from its last event, and not beyond the report’s date', async t => {
  const store = openMemory(t);
  const stream = await streamOf(store, [1, 100, 120, 400, 500], 450);
  t.like(stream, { lastAt: 400 * DAY, activeDays: 3, longestGap: 280 * DAY });
  t.deepEqual(await store.streams(PROJECT, DAY), [], 'what happens at the date is not before it');
});

test('the events behind a number are told with their titles as of the end, oldest first', async t => {
  const { store } = await ledgerOf(t, {
    changes: {
      c1: {
        owner: 'Una',
        day: 1,
        url: 'https://review.example.org/1',
        states: [
          ['subject', 1, 'Paint'],
          ['subject', 9, 'Paint it'],
        ],
      },
    },
    acts: [
      [3, 'review', 'Una', 'c1', 2, 1],
      [2, 'review', 'Una', 'c1', 1, -1],
      [2.5, 'commit', 'Una'],
      [12, 'review', 'Una', 'c1', 3, 1],
    ],
  });
  const [una] = await store.people(PROJECT);
  const events = await store.events(una?.key ?? 0, { since: 2 * DAY, until: 8 * DAY }, ['review', 'commit']);
  t.deepEqual(
    events.map(({ kind, value, own, title }) => [kind, value, own, title]),
    [
      ['review', -1, true, 'Paint'],
      ['commit', undefined, false, undefined],
      ['review', 1, true, 'Paint'],
    ],
  );
  t.like(events[0], {
    origin: 'gerrit',
    item: 'c1',
    revision: 1,
    url: 'https://review.example.org/1',
    handle: 'gerrit:una',
  });
});

test('items are matched once, and again when the rules have changed', async t => {
  const { store } = await ledgerOf(t, {
    changes: { c1: { owner: 'Una', day: 1, states: [['topic', 1, 'paint']] }, c2: {} },
  });
  t.deepEqual(await store.unmatchedItems(PROJECT, 10), []);
  await store.unmatchItems(PROJECT);
  t.is((await store.unmatchedItems(PROJECT, 1)).length, 1);
  const all = await store.unmatchedItems(PROJECT, 10);
  t.deepEqual(
    all.map(({ nativeId, openedAt, states }) => [nativeId, openedAt, states.length]),
    [
      ['c1', DAY, 1],
      ['c2', 0, 0],
    ],
  );
});
