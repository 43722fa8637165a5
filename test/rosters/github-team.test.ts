// A team on GitHub: who is in it today, and how the looks of several days become memberships.
import test from 'ava';
import type { Io, Roster, Store } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Project } from '../../src/domain/project.ts';
import { linkPeople, readRosters } from '../../src/flow/settle.ts';
import githubTeam from '../../src/rosters/github-team.ts';
import { githubOf } from '../support/fake-github/direct.ts';
import { type FakeGitHub, fakeGitHub } from '../support/fake-github/index.ts';
import { rosterIo } from '../support/roster-io.ts';
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

const ioOf = (fake: FakeGitHub, now = 0): Io => ({
  ...rosterIo('.'),
  now: () => now,
  github: githubOf(fake),
});
const settingsOf = (more: object = {}) => githubTeam.settings.parse({ team: 'Acme/cores', ...more });
const teamOf = (...members: readonly string[]) => {
  const fake = fakeGitHub();
  const [una, vic, wim] = ['una', 'vic', 'wim'].map((login, index) => fake.user(login, { id: 11 + index }));
  return { fake, team: fake.team('Acme', 'cores', members), una, vic, wim };
};

test('the members are cores by their numbers, the lead is PTL', async t => {
  const { fake } = teamOf('vic', 'una');
  const reading = await githubTeam.read(settingsOf({ lead: 'VIC' }), ioOf(fake, 20 * DAY));
  t.deepEqual(reading, {
    versions: [
      {
        at: 20 * DAY,
        ref: 'Acme/cores on 1970-01-21',
        entries: [
          { role: 'core', handles: [{ service: 'github', id: '11', name: 'una' }] },
          { role: 'ptl', handles: [{ service: 'github', id: '12', name: 'vic' }] },
        ],
      },
    ],
    skipped: [],
    observed: 'Acme/cores',
  });
});

test('a large team is read to its last page', async t => {
  const { fake } = teamOf(...Array.from({ length: 230 }, (_, index) => `member${index}`));
  const { versions } = await githubTeam.read(settingsOf({ role: 'emeritus' }), ioOf(fake));
  t.is(versions[0]?.entries.length, 230);
  t.true(versions[0]?.entries.every(({ role }) => role === 'emeritus'));
});

test('a lead who is not in the team is told', async t => {
  const { fake } = teamOf('una');
  const { skipped } = await githubTeam.read(settingsOf({ lead: 'zoe' }), ioOf(fake));
  t.deepEqual(skipped, [{ where: 'Acme/cores', reason: 'the lead zoe is not in this team' }]);
});

test('a team that is not there, or shows nobody, is an error and not an empty team', async t => {
  const read = (fake: FakeGitHub) => githubTeam.read(settingsOf(), ioOf(fake));
  await t.throwsAsync(read(fakeGitHub()), { instanceOf: SourceError, message: /permission "members"/ });
  await t.throwsAsync(read(teamOf().fake), {
    instanceOf: SourceError,
    message: /no member that can be seen/,
  });
});

test('a team is written organisation/team', t => {
  for (const team of ['cores', '@acme/cores', 'acme/', 'acme/co res', 'a/b/c'])
    t.false(githubTeam.settings.safeParse({ team }).success, team);
});

/** `una core 0-107`: the members as the ledger has them, by the names that it shows, after a look on this day. */
const look = async (store: Store, fake: FakeGitHub, day: number, more: object = {}): Promise<string[]> => {
  const roster = { id: 'team', plugin: githubTeam as Roster, settings: settingsOf(more) };
  await readRosters(store, PROJECT, [roster], ioOf(fake, day * DAY));
  await linkPeople(store, PROJECT, () => false);
  const names = new Map((await store.people(PROJECT.id)).map(({ key, name }) => [key, name]));
  return (await store.members(PROJECT.id))
    .map(
      ({ person, role, since, until }) =>
        `${names.get(person)} ${role} ${since / DAY}-${until === undefined ? '' : until / DAY}`,
    )
    .sort();
};

test('whoever is there at the first look was there as far back as we know; later looks have their day', async t => {
  const store = openMemory(t);
  const { fake, team } = teamOf('una', 'vic');
  t.deepEqual(await look(store, fake, 100), ['una core 0-', 'vic core 0-']);
  t.deepEqual(await look(store, fake, 101), ['una core 0-', 'vic core 0-']);
  team.remove('vic');
  team.add('wim');
  t.deepEqual(await look(store, fake, 107), ['una core 0-', 'vic core 0-107', 'wim core 107-']);
  team.add('vic');
  t.deepEqual(await look(store, fake, 120), [
    'una core 0-',
    'vic core 0-107',
    'vic core 120-',
    'wim core 107-',
  ]);
});

test('a renamed member stays, and another lead is news of that day', async t => {
  const store = openMemory(t);
  const { fake } = teamOf('una', 'vic');
  await look(store, fake, 100);
  fake.renameUser('una', 'una2');
  const members = await look(store, fake, 101);
  t.is(members.length, 2);
  t.true(members.every(line => line.endsWith('core 0-')));
  const led = await look(store, fake, 110, { lead: 'vic' });
  t.true(led.includes('vic ptl 110-'));
});

test('somebody who takes over the login of a former member is another person', async t => {
  const store = openMemory(t);
  const { fake, team } = teamOf('una', 'vic');
  await look(store, fake, 100);
  team.remove('vic');
  fake.renameUser('vic', 'vic-old');
  fake.user('vic', { id: 77 });
  team.add('vic');
  await look(store, fake, 105);
  const groups = await store.rosterGroups(PROJECT.id);
  t.deepEqual(
    groups.map(({ handles }) => handles.map(({ id }) => id)),
    [['12'], ['11'], ['77']],
  );
});

test('another team under the same entry is looked at anew', async t => {
  const store = openMemory(t);
  const { fake } = teamOf('una');
  await look(store, fake, 100);
  fake.team('Acme', 'others', ['wim']);
  t.deepEqual(await look(store, fake, 110, { team: 'Acme/others' }), ['wim core 0-']);
});
