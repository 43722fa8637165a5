// A group on a Gerrit server: with its log, without it, and when the two do not agree.
import test, { type ExecutionContext } from 'ava';
import type { Roster, Store } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import type { RosterVersion } from '../../src/domain/team.ts';
import { readRosters } from '../../src/flow/settle.ts';
import gerritGroup from '../../src/rosters/gerrit-group.ts';
import { httpClient } from '../../src/shell/http.ts';
import { type FakeGerrit, fakeGerrit } from '../support/fake-gerrit/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { testIo } from '../support/reading.ts';
import { openMemory } from '../support/store.ts';

const DAY = 86_400;
const PROJECT: Project = {
  id: 'shed',
  title: 'Shed',
  timezone: 'UTC',
  sources: [],
  people: [],
  bots: [],
  priorities: [],
  policy: DEFAULT_POLICY,
  publish: false,
  whenRemoved: 'keep',
  linkByName: false,
  meetings: [],
};
const NAMES = ['', 'una', 'vic', 'wim', 'zoe'];

const fakeWith = (...members: number[]): FakeGerrit => {
  const fake = fakeGerrit();
  NAMES.forEach((username, number) => {
    if (number > 0)
      fake.account(number, { name: `${username} Example`, username, email: `${username}@Example.org` });
  });
  fake.groups.set('shed core', { members });
  return fake;
};

const world = async (t: ExecutionContext, fake: FakeGerrit) => {
  const { url, close } = await fake.listen();
  t.teardown(close);
  const http = httpClient({ second: 1, environment: { GERRIT_PASSWORD: 'secret' } });
  const folder = await temporaryFolder(t);
  const settingsOf = (more: object = {}) => gerritGroup.settings.parse({ url, group: 'shed core', ...more });
  const ioAt = (day: number) => ({ ...testIo(folder, day * DAY), http });
  return { settingsOf, ioAt, read: (more: object = {}) => gerritGroup.read(settingsOf(more), ioAt(100)) };
};

/** `20: una vic`: the day and who was there. */
const told = (versions: readonly RosterVersion[]): string[] =>
  versions.map(
    ({ at, entries }) =>
      `${at / DAY}: ${entries.map(({ handles }) => handles.find(({ id }) => NAMES.includes(id))?.id).join(' ')}`,
  );

const add = (member: number, day: number) => ({ type: 'ADD_USER' as const, member, by: 1, at: day * DAY });
const remove = (member: number, day: number) => ({
  type: 'REMOVE_USER' as const,
  member,
  by: 1,
  at: day * DAY,
});

test('without its log a group is what it is on the day', async t => {
  const { read } = await world(t, fakeWith(2, 1));
  t.deepEqual(await read({ lead: 'VIC' }), {
    versions: [
      {
        at: 100 * DAY,
        ref: 'shed core on 1970-04-11',
        entries: [
          {
            role: 'core',
            handles: [
              { service: 'gerrit', id: '1', name: 'una Example' },
              { service: 'email', id: 'una@example.org' },
              { service: 'gerrit', id: 'una' },
            ],
          },
          {
            role: 'ptl',
            handles: [
              { service: 'gerrit', id: '2', name: 'vic Example' },
              { service: 'email', id: 'vic@example.org' },
              { service: 'gerrit', id: 'vic' },
            ],
          },
        ],
      },
    ],
    skipped: [],
    observed: 'gerrit shed core',
  });
});

test('its log gives everybody the days on which they came and went', async t => {
  const fake = fakeWith(1, 3);
  const log = [add(1, 10), add(2, 10), remove(2, 20), add(3, 30)];
  fake.groups.set('shed core', { members: [3, 1], log });
  const { read } = await world(t, fake);
  const { versions, skipped, observed } = await read();
  t.deepEqual(told(versions), ['10: una vic', '20: una', '30: una wim']);
  t.deepEqual([skipped, observed], [[], undefined]);
});

test('who was there before the log begins was there as far back as we know', async t => {
  const fake = fakeWith();
  fake.groups.set('shed core', { members: [1, 3], log: [remove(2, 20), add(3, 30)] });
  const { versions } = await (await world(t, fake)).read();
  t.deepEqual(told(versions), ['0: una vic', '20: una', '30: una wim']);
});

test('where the log ends with others than today, today is right, and that is told', async t => {
  const fake = fakeWith();
  fake.groups.set('shed core', { members: [1], log: [add(1, 10), add(2, 20)] });
  const { versions, skipped } = await (await world(t, fake)).read();
  t.deepEqual(told(versions), ['10: una', '20: una']);
  t.regex(skipped[0]?.reason ?? '', /other members than it has today/);
});

test('a group that holds groups has no dates but those of looking', async t => {
  const fake = fakeWith();
  const log = [add(1, 10), { type: 'ADD_GROUP' as const, member: 'painters', by: 1, at: 20 * DAY }];
  fake.groups.set('shed core', { members: [1, 4], log });
  const { versions, skipped, observed } = await (await world(t, fake)).read();
  t.deepEqual(told(versions), ['100: una zoe']);
  t.is(observed, 'gerrit shed core');
  t.regex(skipped[0]?.reason ?? '', /holds other groups/);
});

test('who signs in asks where signing in counts, and a server with a name of its own has it before its numbers', async t => {
  const fake = fakeWith(1);
  fake.signIn('una', 'secret');
  const { read } = await world(t, fake);
  const { versions } = await read({
    user: 'una',
    password: { variable: 'GERRIT_PASSWORD' },
    origin: 'wiki',
  });
  t.is(versions[0]?.entries[0]?.handles[0]?.id, 'wiki/1');
  t.deepEqual(
    fake.log.map(({ path }) => path),
    ['/a/groups/shed%20core/members/?recursive', '/a/groups/shed%20core/log.audit'],
  );
});

test('a group that is not there, or shows nobody, is an error and not an empty group', async t => {
  const { read } = await world(t, fakeWith());
  await t.throwsAsync(read({ group: 'others' }), { instanceOf: SourceError, message: /is not there/ });
  await t.throwsAsync(read(), { instanceOf: SourceError, message: /no member that can be seen/ });
});

test('a user without a password, and a lead who is not in the group, are told', async t => {
  const { read, settingsOf } = await world(t, fakeWith(1));
  t.throws(() => settingsOf({ user: 'una' }), { message: /belong together/ });
  t.throws(() => settingsOf({ url: 'https://una:secret@review.example.org' }));
  t.deepEqual((await read({ lead: 'zoe' })).skipped, [
    { where: 'shed core', reason: 'the lead zoe is not in this group' },
  ]);
});

const look = async (store: Store, day: number, { settingsOf, ioAt }: Awaited<ReturnType<typeof world>>) => {
  const roster = { id: 'group', plugin: gerritGroup as Roster, settings: settingsOf() };
  await readRosters(store, PROJECT, [roster], ioAt(day));
  return (await store.members(PROJECT.id))
    .map(({ since, until }) => `${since / DAY}-${until === undefined ? '' : until / DAY}`)
    .sort();
};

test('looked at again, a group without a log remembers who left', async t => {
  const store = openMemory(t);
  const fake = fakeWith(1, 2);
  const there = await world(t, fake);
  t.deepEqual(await look(store, 100, there), ['0-', '0-']);
  fake.groups.set('shed core', { members: [1, 3] });
  t.deepEqual(await look(store, 107, there), ['0-', '0-107', '107-']);
});
