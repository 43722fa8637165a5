// OPNFV Doctor: where everybody stood on the day before each edit of its roster.
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Ledger } from '../../src/contracts.ts';
import { STANDINGS, type Standing } from '../../src/domain/standing.ts';
import { type CoreStanding, standingsAt } from '../../src/facts/standings.ts';
import reviewWeeks from '../../src/metrics/review-weeks.ts';
import reviews from '../../src/metrics/reviews.ts';
import infoYaml from '../../src/rosters/info-yaml/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { cloneBundle, realData, withoutData } from '../support/real-data.ts';
import { mainJob } from '../support/real-house.ts';
import { rosterIo } from '../support/roster-io.ts';

const data = realData() ?? '';
const DAY = 86_400;

const config = (meta: string, branch: string, people = ''): string => `
id: doctor
title: OPNFV Doctor
sources:
  - { type: gerrit-notedb, repository: ${meta}, accounts: ${join(data, 'gerrit/doctor-accounts.json')} }
  - { type: git-trailers, repository: ${branch} }
roster: [{ type: info-yaml, repository: ${branch} }]
bots: [jenkins*]
${people}
`;

interface Edit {
  /** The day before it landed, UTC. */
  readonly date: string;
  readonly removed: readonly number[];
  readonly standings: readonly CoreStanding[];
}

const dateOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10);
const dayBefore = (at: number): number => (Math.floor(at / DAY) - 1) * DAY;

const opened = async (t: ExecutionContext, people?: string) => {
  const meta = await cloneBundle(t, join(data, 'gerrit/doctor-meta.bundle'));
  const branch = await cloneBundle(t, join(data, 'git/doctor.bundle'));
  const main = await mainJob(t, config(meta, branch, people));
  await main.ingest();
  const { house } = main;
  const project = house.projects[0]?.project;
  if (!project) throw new Error('no project');
  const members = (await house.store.members('doctor')).filter(({ role }) => role === 'core');
  return { store: house.store, project, members, at: (at: number) => standingsAt(house.store, project, at) };
};

/** Every edit by which somebody joined or left. */
const editsOf = async ({ members, at }: Awaited<ReturnType<typeof opened>>): Promise<Edit[]> => {
  const times = [...new Set(members.flatMap(({ since, until }) => (until ? [since, until] : [since])))];
  const edits: Edit[] = [];
  for (const time of times.sort((a, b) => a - b)) {
    const removed = members.filter(({ until }) => until === time).map(({ person }) => person);
    edits.push({ date: dateOf(dayBefore(time)), removed, standings: await at(dayBefore(time)) });
  }
  return edits;
};

const removalsOf = (edits: readonly Edit[]): { date: string; core: CoreStanding }[] =>
  edits.flatMap(({ date, removed, standings }) =>
    standings.filter(({ person }) => removed.includes(person)).map(core => ({ date, core })),
  );

/** Non-zero votes in the 180 days before the day. */
const votesBefore = async (store: Ledger, person: number, date: string): Promise<number> => {
  const until = Date.parse(date) / 1000;
  const events = await store.events(person, { since: until - 180 * DAY, until }, ['review']);
  return events.filter(({ value }) => value !== 0).length;
};

const spread = (standings: readonly Standing[]): string =>
  STANDINGS.flatMap(each => {
    const count = standings.filter(standing => standing === each).length;
    return count === 0 ? [] : [`${count} ${each}`];
  }).join(', ');

test('of fifteen removed the twelve without a vote in 180 days were 2 quiet and 10 unknown', async t => {
  if (!data) return withoutData(t);
  const doctor = await opened(t);
  const edits = await editsOf(doctor);
  for (const { date, removed, standings } of edits) {
    const told = (isRemoved: boolean) =>
      standings
        .filter(({ person }) => removed.includes(person) === isRemoved)
        .map(({ name, standing }) => `${name} ${standing}`)
        .join(', ');
    t.log(`${date} | ${told(true) || '–'} | ${told(false)}`);
  }
  const removals = removalsOf(edits);
  t.is(removals.length, 15);
  const silent: CoreStanding[] = [];
  for (const { date, core } of removals)
    if ((await votesBefore(doctor.store, core.person, date)) === 0) silent.push(core);
  t.is(spread(silent.map(({ standing }) => standing)), '2 quiet, 10 unknown');
  const unknown = silent.filter(({ standing }) => standing === 'unknown');
  const doubts = unknown.flatMap(({ reasons }) =>
    reasons.flatMap(reason => (reason.code === 'no-account' ? [reason.service] : [])),
  );
  t.deepEqual(
    doubts,
    Array.from({ length: 10 }, () => 'gerrit'),
  );
});

test('they were 12 quiet once the ten are confirmed to have no account', async t => {
  if (!data) return withoutData(t);
  const before = await opened(t);
  const people = await before.store.people('doctor');
  const unknown = new Set(
    removalsOf(await editsOf(before)).flatMap(({ core }) =>
      core.standing === 'unknown' ? [core.person] : [],
    ),
  );
  const entries = people
    .filter(({ key }) => unknown.has(key))
    .map(({ name, handles }) => {
      const email = handles.filter(({ service }) => service === 'email').map(({ id }) => id);
      return `  - { name: ${JSON.stringify(name)}, handles: { gerrit: none, email: ${JSON.stringify(email)} } }`;
    });
  t.is(entries.length, 10);
  const after = await opened(t, ['people:', ...entries].join('\n'));
  const silent: Standing[] = [];
  for (const { date, core } of removalsOf(await editsOf(after)))
    if ((await votesBefore(after.store, core.person, date)) === 0) silent.push(core.standing);
  t.is(spread(silent), '12 quiet');
});

test('nobody with reviews in several weeks is quiet, as three with 10 to 14 reviews on 2018-03-06', async t => {
  if (!data) return withoutData(t);
  const { at, store, project } = await opened(t);
  const counted = async (until: number) =>
    new Map(
      (await store.measure(reviewWeeks, project.id, { since: until - 90 * DAY, until })).map(fact => [
        fact.person,
        fact.weeks,
      ]),
    );
  const first = Date.parse('2015-05-04') / 1000;
  let looked = 0;
  for (let monday = first; monday < Date.parse('2019-06-03') / 1000; monday += 7 * DAY) {
    const weeks = await counted(monday);
    for (const { person, standing } of await at(monday)) {
      if ((weeks.get(person) ?? 0) < 2) continue;
      looked++;
      t.false(['quiet', 'unknown'].includes(standing));
    }
  }
  t.log(`${looked} looks at somebody with reviews in two weeks or more`);
  t.true(looked > 500);
  const until = Date.parse('2018-03-06') / 1000;
  const given = await store.measure(reviews, project.id, { since: until - 90 * DAY, until });
  const several = (await at(until)).flatMap(core => {
    const count = given.find(({ person }) => person === core.person)?.reviews ?? 0;
    return count >= 10 && count <= 14 ? [{ ...core, count }] : [];
  });
  t.log(several.map(({ name, count, standing }) => `${name} ${count} ${standing}`).join(', '));
  t.deepEqual(
    several.map(({ standing }) => standing),
    ['active', 'active', 'active'],
  );
});

test('the two moves of an e-mail address change nobody’s standing', async t => {
  if (!data) return withoutData(t);
  const { at, members } = await opened(t);
  const repository = await cloneBundle(t, join(data, 'git/doctor.bundle'));
  const io = rosterIo(await temporaryFolder(t));
  const { versions } = await infoYaml.read(infoYaml.settings.parse({ repository }), io);
  const moved = members.flatMap(({ evidence }) =>
    evidence.filter(line => line.startsWith('e-mail changed')).map(line => line.split(' at ').at(-1)),
  );
  t.is(moved.length, 2);
  for (const ref of moved) {
    const landed = versions.find(version => version.ref === ref)?.at ?? 0;
    const [before, after] = [await at(landed), await at(landed + 1)];
    t.true(before.length > 2);
    t.deepEqual(
      after.map(({ name, standing }) => [name, standing]),
      before.map(({ name, standing }) => [name, standing]),
    );
  }
});
