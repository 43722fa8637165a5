// Who asked to be forgotten is nowhere in the ledger, and nothing that is read or decided later brings them back.
import { readFileSync } from 'node:fs';
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Store } from '../../src/contracts.ts';
import type { Handle, Harvest } from '../../src/domain/activity.ts';
import type { Decision } from '../../src/domain/decision.ts';
import { openInbox } from '../../src/store/inbox.ts';
import { dumpOf } from '../support/dump.ts';
import { NOTHING, openFile } from '../support/store.ts';

const T = 1_750_000_000;
const SOURCE = { id: 'told', type: 'told', origin: 'told' };
const NICK: Handle = { service: 'irc', id: 'zephyrine', name: 'Zephyrine Quillon' };
const MAIL: Handle = { service: 'email', id: 'zephyrine@quillon.example' };
const GITHUB: Handle = { service: 'github', id: '90817263', name: 'zephyrine-q' };
const OTHER: Handle = { service: 'irc', id: 'bo', name: 'Bo' };
/** Whatever would give them away. */
const TRACE = /zephyrine|quillon|90817263/i;

const MEETING = 'meeting/garden/2025-06-15T15:06Z';

const harvest: Harvest = {
  ...NOTHING,
  activities: [
    {
      nativeId: `${MEETING}/present/zephyrine`,
      kind: 'meeting-present',
      by: NICK,
      at: T,
      item: MEETING,
      value: 4,
    },
    { nativeId: 'r1', kind: 'review', by: GITHUB, at: T + 60, item: 'c1', value: 1 },
    { nativeId: 'r2', kind: 'review', by: OTHER, at: T + 70, item: 'c1', value: 1 },
  ],
  items: [
    {
      nativeId: MEETING,
      kind: 'meeting',
      openedAt: T,
      states: [{ field: 'agreed', at: T + 5, value: 'Zephyrine, bo: paint the shed' }],
    },
    { nativeId: 'c1', kind: 'change', owner: GITHUB, openedAt: T, states: [] },
  ],
  aliases: [{ a: NICK, b: MAIL, evidence: 'nick change', ref: MEETING }],
  names: [{ ...MAIL, name: 'Z. Quillon' }],
  whole: [MEETING, 'c1'],
};

const decision: Decision = {
  key: 'comment/1 /rollcall correct reviews zephyrine was there',
  at: T + 100,
  by: GITHUB,
  place: 'https://example.org/zephyrine',
  ruling: { kind: 'correct', metric: 'reviews', text: 'I, Zephyrine, was there' },
};

const membership = {
  role: 'core',
  name: 'Zephyrine Quillon',
  handles: [MAIL],
  since: T - 100,
  evidence: ['e-mail changed from z@quillon.example'],
} as const;

const entry = { role: 'core', name: 'Zephyrine Quillon', handles: [MAIL] };

const tellAll = async (store: Store): Promise<void> => {
  await store.append('garden', SOURCE, harvest, []);
  await store.replaceMemberships('garden', 'roster', [membership]);
  await store.decide('garden', decision);
  const observed = { observed: 'x', versions: [{ at: 0, ref: 'r', entries: [entry] }] };
  const value = await store.withoutForgotten('garden', observed);
  await store.setSetting('garden', 'roster team', JSON.stringify(value));
  await store.link('garden', [
    { name: 'Zephyrine Quillon', handles: [NICK, MAIL, GITHUB], bot: false, known: true },
    { name: 'Bo', handles: [OTHER], bot: false, known: true },
  ]);
};

const keyOf = async (store: Store, id: string): Promise<number> =>
  (await store.people('garden')).find(({ handles }) => handles.some(handle => handle.id === id))?.key ?? 0;

const sent = {
  channel: 'mail list',
  key: 'weekly 2025-W24',
  receipt: 'x',
  digest: 'y',
  at: T,
  body: 'Thanks to Zephyrine Quillon and Bo.',
};

const tracesIn = (file: string): string[] => {
  const wal = `${file}-wal`;
  const bytes = readFileSync(file, 'latin1') + readFileSync(wal, 'latin1');
  return [...bytes.matchAll(new RegExp(`.{0,60}(?:${TRACE.source}).{0,40}`, 'gi'))].map(([found]) => found);
};

test('nothing on the disk gives them away, and what they did is still there', async t => {
  const { store, file } = await openFile(t);
  await tellAll(store);
  await store.recordPublication('garden', sent);
  t.not(tracesIn(file).length, 0);
  const acts = (dumpOf(file)['activity'] ?? []).length;
  t.is(await store.forgetPerson('garden', await keyOf(store, 'zephyrine')), 3);
  t.deepEqual(tracesIn(file), []);
  t.is((dumpOf(file)['activity'] ?? []).length, acts);
  const people = await store.people('garden');
  t.deepEqual(people.map(({ name }) => name).sort(), ['Bo', 'unnamed person']);
  const [publication] = await store.publications('garden', sent.channel, 'weekly');
  t.is(publication?.body, 'Thanks to somebody and Bo.');
});

test('places at which nothing was taken name them no more, also those told later', async t => {
  const { store, file } = await openFile(t);
  const skipped = ['zephyrine', 'bo'].map(nick => ({
    where: `${MEETING}/present/${nick}`,
    reason: 'no time',
  }));
  await tellAll(store);
  await store.append('garden', SOURCE, { ...NOTHING, skipped }, []);
  await store.forgetPerson('garden', await keyOf(store, 'zephyrine'));
  t.deepEqual(tracesIn(file), []);
  await store.append('garden', SOURCE, { ...NOTHING, skipped }, []);
  t.deepEqual(tracesIn(file), []);
  t.is((dumpOf(file)['skip'] ?? []).length, 2);
});

test('a delivery that was set aside and names them goes with them, and the others wait for whoever tries them', async t => {
  const { store, file } = await openFile(t);
  await store.append('garden', SOURCE, { ...harvest, names: [{ ...GITHUB, name: 'Zq' }] }, []);
  const inbox = openInbox(file);
  t.teardown(() => inbox.close());
  const payloads = {
    ...{ theirs: '{"sender":{"login":"Zephyrine-Q","id":1}}', numbered: '{"sender":{"id":90817263}}' },
    ...{
      short: '{"sender":{"login":"Zq"}}',
      other: '{"sender":{"login":"bo"},"title":"Zqueeze the lemons"}',
    },
  };
  for (const [id, payload] of Object.entries(payloads)) {
    await inbox.claim({ id, event: 'issues', payload, receivedAt: T });
    for (const reason of ['x', 'x', 'of zephyrine']) await inbox.failed(id, reason, T);
  }
  await store.forgetPerson('garden', await keyOf(store, GITHUB.id));
  t.deepEqual(
    (await inbox.setAside()).map(({ id }) => id),
    ['other'],
  );
  t.is(await inbox.retry(), 1);
  t.false(
    await inbox.claim({ id: 'theirs', event: 'issues', payload: '{}', receivedAt: T }),
    'it is known still',
  );
});

test('reading, configuring and deciding the same again brings nobody back and counts nothing twice', async t => {
  const { store, file } = await openFile(t);
  await tellAll(store);
  await store.forgetPerson('garden', await keyOf(store, 'zephyrine'));
  await tellAll(store);
  const once = dumpOf(file, ['key']);
  await tellAll(store);
  t.deepEqual(dumpOf(file, ['key']), once);
  t.notRegex(JSON.stringify(once), TRACE);
  t.deepEqual(tracesIn(file), []);
  t.is(once['activity']?.length, 3);
  const unnamed = (await store.people('garden')).filter(({ name }) => name === 'unnamed person');
  t.is(unnamed.length, 1, 'all their accounts are still one person');
  t.is(unnamed[0]?.handles.length, 3);
  t.is((await store.decisions('garden', T * 2)).length, 1, 'the same words said again are the same decision');
});

test('a history that is read from the beginning again brings nobody back', async t => {
  const { store, file } = await openFile(t);
  await tellAll(store);
  await store.forgetPerson('garden', await keyOf(store, 'zephyrine'));
  const before = dumpOf(file)['activity'];
  await store.forget('garden', 'told');
  await tellAll(store);
  t.deepEqual(dumpOf(file)['activity'], before);
  await store.forgetProject('garden');
  await tellAll(store);
  t.deepEqual(tracesIn(file), []);
});

test('who is forgotten in one project is not forgotten in another', async t => {
  const { store } = await openFile(t);
  await tellAll(store);
  await store.append('shed', SOURCE, harvest, []);
  await store.forgetPerson('garden', await keyOf(store, 'zephyrine'));
  t.true((await store.people('shed')).some(({ handles }) => handles.some(({ id }) => id === 'zephyrine')));
});

test('an account that is linked to them later is taken in under no name', async t => {
  const { store } = await openFile(t);
  await tellAll(store);
  await store.forgetPerson('garden', await keyOf(store, 'zephyrine'));
  const late: Handle = { service: 'launchpad', id: 'zq-late' };
  await store.link('garden', [{ name: 'Zephyrine Quillon', handles: [MAIL, late], bot: false, known: true }]);
  const people = await store.people('garden');
  t.false(people.some(({ name }) => TRACE.test(name)));
  t.is(people.find(({ handles }) => handles.some(({ id }) => id === 'zq-late'))?.name, 'unnamed person');
});

test('minutes that know no more than the full name do not bring them back', async t => {
  const { store, file } = await openFile(t);
  await tellAll(store);
  await store.forgetPerson('garden', await keyOf(store, 'zephyrine'));
  const by: Handle = { service: 'name', id: 'Zephyrine Quillon', name: 'Zephyrine Quillon' };
  const present = {
    nativeId: 'minutes/present/Zephyrine Quillon',
    kind: 'meeting-present',
    by,
    at: T,
  } as const;
  await store.append('garden', SOURCE, { ...NOTHING, activities: [present] }, []);
  t.deepEqual(tracesIn(file), []);
  t.is(dumpOf(file)['activity']?.length, 4);
});

test('somebody whose name is part of another word does not change that word', async t => {
  const { store } = await openFile(t);
  await store.append(
    'garden',
    SOURCE,
    {
      ...NOTHING,
      activities: [
        { nativeId: 'r', kind: 'review', by: { service: 'irc', id: 'mari', name: 'Mari' }, at: T },
      ],
    },
    [],
  );
  await store.recordPublication('garden', { ...sent, body: 'Marisol and Mari and marigold' });
  await store.forgetPerson('garden', await keyOf(store, 'mari'));
  const [publication] = await store.publications('garden', sent.channel, 'weekly');
  t.is(publication?.body, 'Marisol and somebody and marigold');
});

test('the order of reading and forgetting makes no difference to what is counted', async t => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('tell', 'forget', 'anew'), { maxLength: 6 }), async steps => {
      const { store, file } = await openFile(t);
      for (const step of [...steps, 'tell', 'forget', 'tell']) {
        if (step === 'tell') await tellAll(store);
        else if (step === 'anew') await store.forget('garden', 'told');
        else {
          const key = (await store.people('garden')).find(({ name }) => name !== 'Bo')?.key;
          if (key !== undefined) await store.forgetPerson('garden', key);
        }
      }
      return dumpOf(file)['activity']?.length === 3 && !TRACE.test(JSON.stringify(dumpOf(file)));
    }),
    { numRuns: 15 },
  );
  t.pass();
});
