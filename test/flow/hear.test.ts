// Hearing what waits: every listener, in order, failures apart; and reading whole what a delivery only hinted at.
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Delivery, Inbox, Io, Source, Store } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import {
  type DrainOptions,
  drain,
  factsListener,
  type HearingProject,
  type Listener,
  type Trouble,
} from '../../src/flow/hear.ts';
import { rereader } from '../../src/flow/reread.ts';
import { openInbox } from '../../src/store/inbox.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { dumpOf } from '../support/dump.ts';
import { temporaryFolder } from '../support/git.ts';
import { testIo } from '../support/reading.ts';
import { type ToldWorld, toldSource } from '../support/told-source.ts';

const T = 1_750_000_000;

interface World {
  readonly inbox: Inbox;
  readonly store: Store;
  readonly file: string;
  readonly clock: { now: number };
  readonly troubles: Trouble[];
  readonly options: DrainOptions;
}

const world = async (t: ExecutionContext): Promise<World> => {
  const file = join(await temporaryFolder(t), 'ledger.db');
  const [store, inbox] = [openSqlite(file), openInbox(file)];
  t.teardown(() => {
    inbox.close();
    store.close();
  });
  const [clock, troubles]: [{ now: number }, Trouble[]] = [{ now: T }, []];
  const options: DrainOptions = {
    lane: 'waiting',
    now: () => clock.now,
    pause: async () => undefined,
    stopping: () => false,
    onTrouble: trouble => void troubles.push(trouble),
  };
  return { inbox, store, file, clock, troubles, options };
};

const claim = (inbox: Inbox, id: string, payload: unknown = {}, event = 'pull_request_review') =>
  inbox.claim({ id, event, payload: JSON.stringify(payload), receivedAt: T });

const hearsInto = (heard: string[], fails: (id: string) => boolean = () => false): Listener => ({
  name: 'ear',
  async hear({ id }: Delivery) {
    if (fails(id)) throw new Error(`no ear for ${id}`);
    heard.push(id);
  },
});

test('deliveries are heard in the order in which they came, by every listener, once', async t => {
  const { inbox, options } = await world(t);
  const names = Array.from({ length: 120 }, (_, index) => `d-${index}`);
  for (const id of names) await claim(inbox, id);
  const [one, other]: [string[], string[]] = [[], []];
  t.deepEqual(await drain(inbox, [hearsInto(one), hearsInto(other)], options), { heard: 120, failed: 0 });
  t.deepEqual(one, names);
  t.deepEqual(other, names);
  t.deepEqual(await drain(inbox, [hearsInto(one)], options), { heard: 0, failed: 0 });
  t.is(one.length, 120);
});

test('what has to be answered waits in a lane of its own, and keeps no fact from the ledger', async t => {
  const { inbox, options } = await world(t);
  await claim(inbox, 'a', {}, 'issue_comment');
  await claim(inbox, 'b');
  await claim(inbox, 'c', {}, 'issue_comment');
  const [facts, answers]: [string[], string[]] = [[], []];
  const goesOn = (event: string) => event === 'issue_comment';
  const ill: Listener = {
    name: 'answers',
    events: new Set(['issue_comment']),
    hear: () => Promise.reject(new SourceError('GitHub cannot be reached')),
  };
  const answering = { ...options, lane: 'recorded' } as const;
  t.like(await drain(inbox, [hearsInto(facts)], { ...options, goesOn }), { heard: 3 });
  t.deepEqual(await drain(inbox, [ill], answering), { heard: 0, failed: 2 });
  await claim(inbox, 'd');
  t.like(await drain(inbox, [hearsInto(facts)], { ...options, goesOn }), { heard: 1 });
  t.deepEqual(facts, ['a', 'b', 'c', 'd']);
  t.like(await inbox.lag(), { waiting: 2, setAside: 0 });
  const later = { ...answering, now: () => T + 300 };
  t.like(await drain(inbox, [hearsInto(answers)], later), { heard: 2 });
  t.deepEqual(answers, ['a', 'c']);
});

test('an outer world that is ill is waited for a day, without a try being counted', async t => {
  const { inbox, options, clock, troubles } = await world(t);
  await claim(inbox, 'a');
  const ill: Listener = { name: 'ear', hear: () => Promise.reject(new SourceError('GitHub is ill')) };
  for (clock.now = T; clock.now < T + 86_400; clock.now += 3600) await drain(inbox, [ill], options);
  t.is(troubles.length, 24);
  t.false(troubles.some(({ setAside }) => setAside));
  t.is((await inbox.waiting('waiting', 9, clock.now))[0]?.tries, 0);
  for (let tries = 0; tries < 3; tries++, clock.now += 3600) await drain(inbox, [ill], options);
  t.true(troubles.at(-1)?.setAside);
  t.is((await inbox.setAside())[0]?.reason, 'ear: GitHub is ill');
});

test('one that cannot be heard keeps none after it waiting, is tried three times, then set aside', async t => {
  const { inbox, options, clock, troubles } = await world(t);
  for (const id of ['a', 'poison', 'b']) await claim(inbox, id);
  const [heard, other]: [string[], string[]] = [[], []];
  let ill = true;
  const listeners = [hearsInto(heard, id => ill && id === 'poison'), hearsInto(other)];
  t.deepEqual(await drain(inbox, listeners, options), { heard: 2, failed: 1 });
  t.deepEqual(heard, ['a', 'b']);
  t.deepEqual(other, ['a', 'poison', 'b'], 'the other listener heard it');
  clock.now += 3600;
  t.deepEqual(await drain(inbox, listeners, options), { heard: 0, failed: 1 });
  clock.now += 3600;
  t.deepEqual(await drain(inbox, listeners, options), { heard: 0, failed: 1 });
  t.deepEqual(
    troubles.map(({ id, setAside }) => [id, setAside]),
    [
      ['poison', false],
      ['poison', false],
      ['poison', true],
    ],
  );
  t.deepEqual(
    (await inbox.setAside()).map(({ id, reason }) => [id, reason]),
    [['poison', 'ear: no ear for poison']],
  );
  clock.now += 3600;
  t.deepEqual(await drain(inbox, listeners, options), { heard: 0, failed: 0 });
  ill = false;
  await inbox.retry('poison');
  t.deepEqual(await drain(inbox, listeners, options), { heard: 1, failed: 0 });
  t.deepEqual(heard, ['a', 'b', 'poison']);
});

test('asked to stop, it finishes the delivery at hand and leaves the others waiting', async t => {
  const { inbox, options } = await world(t);
  for (const id of ['a', 'b', 'c']) await claim(inbox, id);
  const heard: string[] = [];
  const stopping = (): boolean => heard.length === 2;
  t.deepEqual(await drain(inbox, [hearsInto(heard)], { ...options, stopping }), { heard: 2, failed: 0 });
  t.deepEqual(
    (await inbox.waiting('waiting', 9, T)).map(({ id }) => id),
    ['c'],
  );
});

test('a ledger that cannot be written counts against no delivery', async t => {
  const { inbox, options } = await world(t);
  await claim(inbox, 'a');
  const full = { ...inbox, failed: () => Promise.reject(new Error('no room left')) };
  await t.throwsAsync(drain(full, [hearsInto([], () => true)], options), { message: 'no room left' });
  t.is((await inbox.waiting('waiting', 9, T))[0]?.tries, 0);
});

const told = (given: ToldWorld, origin = 'told') => {
  const plugin = toldSource(given) as Source;
  return { id: 'told', plugin, settings: plugin.settings.parse({ origin }) };
};

const review = (id: number, at = T) => ({
  review: { id, at, value: 1, user: 'bo' },
  pull_request: { number: 1, title: 'Plant a tree' },
});

test('what is told reaches every project whose source hears it, twice is once, and nothing becomes fresh by it', async t => {
  const { inbox, store, file, options } = await world(t);
  const source = told({ read: [] });
  const projects: HearingProject[] = [
    { project: { id: 'garden' }, sources: [source] },
    { project: { id: 'shed' }, sources: [source] },
  ];
  const facts = factsListener(
    store,
    () => projects,
    () => options.now(),
  );
  await claim(inbox, 'a', review(1));
  await claim(inbox, 'a again', review(1));
  await claim(inbox, 'future', review(2, T + 10 * 86_400));
  await claim(inbox, 'junk', { review: 'none' });
  t.deepEqual(await drain(inbox, [facts], options), { heard: 4, failed: 0 });
  const dump = dumpOf(file);
  t.is(dump['activity']?.length, 2, 'one in each project');
  t.regex(dump['skip']?.join() ?? '', /a date in the future/);
  t.is((await store.sources('garden'))[0]?.readAt, undefined);
});

test('a project that cannot take a delivery in does not keep it from the next one', async t => {
  const { inbox, store, file, options } = await world(t);
  const broken: HearingProject = {
    project: { id: 'broken' },
    sources: [
      {
        ...told({ read: [] }),
        plugin: { ...toldSource({ read: [] }), hear: () => t.context as never } as Source,
      },
    ],
  };
  const garden = { project: { id: 'garden' }, sources: [told({ read: [] })] };
  await claim(inbox, 'a', review(1));
  const facts = factsListener(
    store,
    () => [broken, garden],
    () => options.now(),
  );
  t.deepEqual(await drain(inbox, [facts], options), { heard: 0, failed: 1 });
  t.is(dumpOf(file)['activity']?.length, 1);
});

const reading = async (t: ExecutionContext, given: ToldWorld) => {
  const { store, file, clock } = await world(t);
  const io: Io = { ...testIo(file), now: () => clock.now };
  const projects: HearingProject[] = [{ project: { id: 'garden' }, sources: [told(given)] }];
  const read = rereader(store, () => projects, io, { quietSeconds: 20, most: 2 });
  return { store, file, clock, read, projects };
};

test('an item is read whole once it has been quiet, however often it was asked for', async t => {
  const given: ToldWorld = { read: [] };
  const { store, file, clock, read } = await reading(t, given);
  const facts = factsListener(
    store,
    () => [{ project: { id: 'garden' }, sources: [told(given)] }],
    () => clock.now,
  );
  for (const at of [T, T + 10, T + 15]) {
    clock.now = at;
    await facts.hear({ id: `d-${at}`, event: 'issues', payload: { item: 'issue/1' } });
  }
  clock.now = T + 34;
  t.deepEqual(await read(), { read: 0, troubles: [] });
  clock.now = T + 35;
  t.deepEqual(await read(), { read: 1, troubles: [] });
  t.deepEqual(given.read, ['issue/1']);
  t.regex(dumpOf(file)['state']?.join() ?? '', /issue\/1.*whole/);
  clock.now = T + 999;
  t.is((await read()).read, 0);
});

test('an item that is never quiet is read after ten minutes all the same', async t => {
  const given: ToldWorld = { read: [] };
  const { store, clock, read } = await reading(t, given);
  for (let at = T; at < T + 620; at += 10) {
    clock.now = at;
    await store.askReread('garden', 'told', ['issue/1'], at);
    t.is((await read()).read, 0);
  }
  clock.now = T + 620;
  await store.askReread('garden', 'told', ['issue/1'], clock.now);
  t.is((await read()).read, 0, 'within this second it may be asked for again');
  clock.now++;
  t.is((await read()).read, 1);
});

test('a source that is ill keeps its wishes, is left alone, then longer, and is caught up with in portions', async t => {
  const given: ToldWorld = { read: [], illness: 'GitHub cannot be reached' };
  const { store, clock, read } = await reading(t, given);
  await store.askReread('garden', 'told', ['issue/1', 'issue/2', 'issue/3'], T - 100);
  const first = await read();
  t.is(first.troubles[0]?.until, T + 60);
  t.is((first.troubles[0]?.error as Error | undefined)?.name, 'SourceError');
  clock.now = T + 59;
  t.deepEqual((await read()).troubles, [], 'it is not asked');
  clock.now = T + 60;
  t.is((await read()).troubles[0]?.until, T + 180);
  delete given.illness;
  clock.now = T + 180;
  t.is((await read()).read, 2);
  t.is((await read()).read, 1);
  t.deepEqual(given.read, ['issue/1', 'issue/2', 'issue/3']);
  t.deepEqual(await store.rereads(clock.now, 9), []);
});

test('an item that cannot be read keeps no other from being read, today or later', async t => {
  const given: ToldWorld = { read: [], bad: 'issue/1' };
  const { store, clock, read } = await reading(t, given);
  await store.askReread('garden', 'told', ['issue/1', 'issue/2'], T - 100);
  t.like(await read(), { read: 1, troubles: [{ until: T + 60 }] });
  for (clock.now = T + 60; clock.now < T + 3600; clock.now += 60) {
    await read();
    await store.askReread('garden', 'told', [`issue/${clock.now}`], clock.now - 100);
    t.is((await read()).read, 1);
  }
  t.deepEqual(
    (await store.rereads(clock.now, 9)).map(({ item }) => item),
    ['issue/1'],
  );
});

test('wishes of a source that is no longer configured are forgotten', async t => {
  const { store, projects, read } = await reading(t, { read: [] });
  await store.askReread('garden', 'told', ['issue/1'], T - 100);
  projects.length = 0;
  t.is((await read()).read, 0);
  t.deepEqual(await store.rereads(T, 9), []);
});
