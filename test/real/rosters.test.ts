// Rosters of real projects: what the notes beside the data say must come out of their histories.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Roster } from '../../src/contracts.ts';
import { type Membership, membershipsFrom } from '../../src/domain/team.ts';
import infoYaml from '../../src/rosters/info-yaml/index.ts';
import maintainers from '../../src/rosters/maintainers/index.ts';
import { temporaryFolder } from '../support/git.ts';
import { cloneBundle, realData, withoutData } from '../support/real-data.ts';
import { rosterIo } from '../support/roster-io.ts';

const data = realData();

const readBundle = async <S>(t: ExecutionContext, roster: Roster<S>, bundle: string) => {
  const repository = await cloneBundle(t, join(data ?? '', 'git', bundle));
  const reading = await roster.read(
    roster.settings.parse({ repository }),
    rosterIo(await temporaryFolder(t)),
  );
  return { ...reading, members: membershipsFrom(reading.versions) };
};

const seconds = (date: string): number => Date.parse(date) / 1000;
const day = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at * 1000).toISOString().slice(0, 10);
const sorted = (names: readonly (string | undefined)[]) => names.map(String).sort((a, b) => (a < b ? -1 : 1));
const holding = (members: readonly Membership[], role: string) =>
  members.filter(member => member.role === role);

test('doctor: fifteen cores left, and two moved e-mail addresses are not among them', async t => {
  if (!data) return withoutData(t);
  const { versions, members } = await readBundle(t, infoYaml, 'doctor.bundle');
  t.is(versions.length, 20);
  const cores = holding(members, 'core');
  t.is(cores.length, 17);
  t.is(cores.filter(({ until }) => until !== undefined).length, 15);
  const moved = cores.filter(({ evidence }) => evidence.some(line => line.startsWith('e-mail changed')));
  t.deepEqual(
    moved.map(({ handles }) => handles.length),
    [2, 2],
  );
  t.is(cores.filter(({ handles }) => handles.length > 1).length, 2);
});

test('doctor: INFO and INFO.yaml disagree on one person from 12 to 14 March 2018', async t => {
  if (!data) return withoutData(t);
  const { versions, skipped, members } = await readBundle(t, infoYaml, 'doctor.bundle');
  t.is(skipped.length, 1);
  const name = /disagree: only INFO lists ([^,;]+); INFO\.yaml is believed$/.exec(
    skipped[0]?.reason ?? '',
  )?.[1];
  const told = versions.findIndex(({ ref }) => skipped[0]?.where.startsWith(ref));
  t.is(day(versions[told]?.at), '2018-03-12');
  t.is(day(versions[told + 1]?.at), '2018-03-14');
  const left = holding(members, 'core').filter(({ until }) => day(until) === '2018-03-12');
  t.deepEqual(
    left.map(member => member.name),
    [name],
  );
});

test('doctor: the lead passes on at 02:14 of 2018-03-15, Japanese time, and both stay cores', async t => {
  if (!data) return withoutData(t);
  const { members } = await readBundle(t, infoYaml, 'doctor.bundle');
  const change = seconds('2018-03-15T02:14:33+09:00');
  const leads = holding(members, 'ptl');
  t.deepEqual(
    leads.map(({ until }) => until),
    [change, undefined],
  );
  t.is(leads[1]?.since, change);
  const asCores = leads.map(({ name }) => holding(members, 'core').filter(core => core.name === name));
  t.deepEqual(
    asCores.map(cores => cores.map(({ until }) => day(until))),
    [['2019-03-06'], [undefined]],
  );
});

test('doctor: decisions that INFO.yaml records stand behind the joining and leaving', async t => {
  if (!data) return withoutData(t);
  const { members } = await readBundle(t, infoYaml, 'doctor.bundle');
  const noted = (word: string) =>
    members.filter(({ evidence }) => evidence.some(line => line.startsWith(`${word}: http`))).length;
  t.is(noted('promotion'), 3);
  t.is(noted('removal'), 5);
});

test('libuv: one maintainer goes to the emeriti in 2023 and comes back in 2024', async t => {
  if (!data) return withoutData(t);
  const { versions, skipped, members } = await readBundle(t, maintainers, 'libuv.bundle');
  t.is(versions.length, 23);
  t.deepEqual(skipped, []);
  const back = holding(members, 'core').filter(({ evidence }) => evidence[0]?.endsWith(', from emeritus'));
  t.is(back.length, 1);
  const same = members.filter(({ name }) => name === back[0]?.name);
  t.deepEqual(
    same.map(({ role, since, until }) => [role, day(since), day(until)]),
    [
      ['core', '2016-03-08', '2023-11-19'],
      ['core', '2024-11-20', undefined],
      ['emeritus', '2023-11-19', '2024-11-20'],
    ],
  );
});

test('libuv: the maintainers as of 2019-05-21 are those whom the file of 2018-10-15 names', async t => {
  if (!data) return withoutData(t);
  const { members } = await readBundle(t, maintainers, 'libuv.bundle');
  const folder = join(data, 'rosters', 'libuv');
  const inForce = (await readdir(folder)).find(name => name.includes('2018-10-15')) ?? '';
  const text = await readFile(join(folder, inForce), 'utf8');
  const names = [...text.matchAll(/^\* \*\*(.+?)\*\*/gm)].map(([, name]) => name);
  t.is(names.length, 11);
  const at = seconds('2019-05-21T00:00:00Z');
  const then = holding(members, 'core').filter(
    ({ since, until }) => since <= at && (until === undefined || at < until),
  );
  t.deepEqual(sorted(then.map(({ name }) => name)), sorted(names));
  const renamed = then.filter(({ evidence }) =>
    evidence.some(line => line.startsWith('github account changed')),
  );
  t.is(renamed.length, 1);
});
