// The schedule: due reports are said at the start and once, nights are made up for, leases keep two from doing it twice.
import test, { type ExecutionContext } from 'ava';
import { getTasks } from 'node-cron';
import type { Channel, Report, Source } from '../../src/contracts.ts';
import { SourceError } from '../../src/domain/errors.ts';
import type { House, ProjectHouse } from '../../src/house/house.ts';
import { withLease } from '../../src/house/lease.ts';
import { outOf } from '../../src/house/message.ts';
import { publishDue, publishNow } from '../../src/house/publish.ts';
import { freshen, nightlyMinute, reconcile, startSchedule } from '../../src/house/schedule.ts';
import { NO_GITHUB } from '../../src/shell/github.ts';
import { startClockwork } from '../../src/shell/schedule.ts';
import { garden, openGarden, TUESDAY, WEEK } from '../support/speaking.ts';
import { openMemory } from '../support/store.ts';

const out = outOf(() => undefined, { github: NO_GITHUB, now: () => 0 });

/** A place elsewhere that remembers the keys of what was said there. */
const wall = (said: string[], says: Channel['publish']): Channel => ({
  id: 'wall',
  reads: 'Posters.',
  settings: undefined as never,
  local: false,
  place: () => 'hall',
  isPrivate: () => Promise.resolve(false),
  publish: async (...given) => {
    said.push(given[0].key);
    return says(...given);
  },
});

const scene = async (t: ExecutionContext, says: Channel['publish'] = () => Promise.resolve('poster')) => {
  const clock = { now: TUESDAY };
  const { house, chosen } = await openGarden(
    await garden(t, ['{ type: console }']),
    NO_GITHUB,
    () => clock.now,
  );
  t.teardown(() => house.store.close());
  const said: string[] = [];
  const channels = [{ channel: wall(said, says), settings: { format: 'markdown' } }];
  const speaking: ProjectHouse = { ...chosen, channels };
  return { clock, said, house: { ...house, projects: [speaking] } satisfies House, chosen: speaking };
};

test('at the start what is due is said, at once and once', async t => {
  const { house, said, chosen } = await scene(t);
  const remarks: string[] = [];
  const log = { remark: (text: string) => void remarks.push(text) };
  for (let start = 0; start < 3; start++) await startSchedule({ house, out, isApp: true, log }).stop();
  t.deepEqual(said, []);
  const clockwork = startSchedule({ house, out, isApp: true, log });
  while (remarks.length === 0) await new Promise(resolve => setTimeout(resolve, 10));
  await clockwork.stop();
  t.deepEqual(said, ['weekly 2026-W33']);
  t.deepEqual(remarks, ['garden: weekly to wall: posted: poster']);
  t.deepEqual(await publishDue(house, chosen, out), []);
});

test('after five weeks of downtime the last four are said, the oldest first', async t => {
  const { house, said, chosen, clock } = await scene(t);
  await publishDue(house, chosen, out);
  clock.now += 5 * WEEK;
  await publishDue(house, chosen, out);
  t.deepEqual(
    said,
    ['33', '35', '36', '37', '38'].map(week => `weekly 2026-W${week}`),
  );
});

/** The garden meets on Thursdays at 14:00 UTC, but for one; its weekly report stands in for one about meetings. */
const meetingScene = async (t: ExecutionContext) => {
  const { house, chosen, ...rest } = await scene(t);
  const weekly = house.plugins.reports.get('weekly');
  if (!weekly) throw new Error('the weekly report is missing');
  const report: Report = { ...weekly, schedule: 'meeting' };
  const plan = {
    ...{ series: 'garden', title: 'Garden', weekday: 4, minute: 840, timezone: 'UTC', minutes: 60 },
    weeks: 'every' as const,
    skip: ['2026-08-27'],
  };
  const { schedule: _, ...project } = chosen.project;
  const reminders = { before: 86_400, byChannel: { pigeon: 3600 } };
  return {
    ...rest,
    house: { ...house, plugins: { ...house.plugins, reports: new Map([['weekly', report]]) } },
    chosen: { ...chosen, project: { ...project, meetings: [plan], reminders } },
  };
};

const moment = (text: string): number => Date.parse(text) / 1000;

test('a report about a meeting is said once, a day before it, and never for one that is over or skipped', async t => {
  const { house, said, chosen, clock } = await meetingScene(t);
  const sayAt = async (text: string) => {
    clock.now = moment(text);
    await publishDue(house, chosen, out);
    return said.splice(0);
  };
  t.deepEqual(await sayAt('2026-08-19T13:45:00Z'), []);
  t.deepEqual(await sayAt('2026-08-19T14:00:00Z'), ['weekly 2026-08-20T14:00Z']);
  t.deepEqual(await sayAt('2026-08-20T13:00:00Z'), [], 'once');
  t.deepEqual(await sayAt('2026-08-20T15:00:00Z'), [], 'that one is over');
  t.deepEqual(await sayAt('2026-08-27T10:00:00Z'), [], 'the day is skipped');
  t.deepEqual(await sayAt('2026-09-03T13:59:00Z'), ['weekly 2026-09-03T14:00Z'], 'late, but in time');
});

test('in a chat it is said an hour before', async t => {
  const { house, said, chosen, clock } = await meetingScene(t);
  const channels = chosen.channels.map(({ channel, settings }) => ({
    channel: { ...channel, id: 'pigeon' },
    settings,
  }));
  clock.now = moment('2026-08-20T12:59:00Z');
  await publishDue(house, { ...chosen, channels }, out);
  t.deepEqual(said, []);
  clock.now += 60;
  await publishDue(house, { ...chosen, channels }, out);
  t.deepEqual(said, ['weekly 2026-08-20T14:00Z']);
});

test('by hand it is about the next meeting, and is not said again when it comes due', async t => {
  const { house, said, chosen, clock } = await meetingScene(t);
  clock.now = moment('2026-08-21T10:00:00Z');
  await publishNow(house, chosen, () => ({ at: clock.now }), out);
  t.deepEqual(said, ['weekly 2026-09-03T14:00Z']);
  clock.now = moment('2026-09-03T10:00:00Z');
  await publishDue(house, chosen, out);
  t.deepEqual(said, ['weekly 2026-09-03T14:00Z']);
});

test('one that is refused keeps the later ones waiting, and is tried again', async t => {
  let ill = true;
  const { house, said, chosen, clock } = await scene(t, ({ key }) => {
    if (ill && key.endsWith('W34')) throw new TypeError('our own bug');
    return Promise.resolve(`poster of ${key}`);
  });
  await publishDue(house, chosen, out);
  clock.now += 2 * WEEK;
  await t.throwsAsync(publishDue(house, chosen, out), { instanceOf: TypeError });
  ill = false;
  await publishDue(house, chosen, out);
  t.deepEqual(said, ['weekly 2026-W33', 'weekly 2026-W34', 'weekly 2026-W34', 'weekly 2026-W35']);
});

test('nothing is said where nothing is to be published, or never', async t => {
  const { house, said, chosen } = await scene(t);
  const silent = { ...chosen, project: { ...chosen.project, publish: false } };
  t.deepEqual(await publishDue(house, silent, out), []);
  const { schedule: _, reminders: __, ...project } = chosen.project;
  t.deepEqual(await publishDue(house, { ...chosen, project }, out), []);
  t.deepEqual(said, []);
});

/** The project with a source that tells of itself; `read` may throw. */
const hearing = (chosen: ProjectHouse, read: () => void): ProjectHouse => {
  const plugin: Source = {
    id: 'github',
    reads: 'Nothing.',
    settings: undefined as never,
    kinds: ['review'],
    origin: () => 'elsewhere',
    async *pull() {
      read();
      yield { raws: [], cursor: [], done: 0 };
    },
    normalise: () => ({ activities: [], items: [], aliases: [], skipped: [] }),
    hear: () => undefined,
  };
  return { ...chosen, sources: [...chosen.sources, { id: 'github', plugin, settings: {}, digest: 'x' }] };
};

test('each night is read once, by one of two; one that was missed is made up for', async t => {
  const { house, chosen, clock } = await scene(t);
  let reads = 0;
  const heard = hearing(chosen, () => void reads++);
  const quiet = { remark: () => undefined };
  const night = () => reconcile(house, heard, quiet);
  t.is((await Promise.all([night(), night()])).filter(done => done).length, 1);
  t.false(await night());
  t.is(reads, 1);
  clock.now += 86_400;
  t.true(await reconcile(house, heard, quiet));
  t.is(reads, 2);
});

test('what does not tell of itself is asked every three hours, and with an App GitHub is not', async t => {
  const { house, chosen, clock } = await scene(t);
  for (const [isApp, expected] of [
    [true, 1],
    [false, 3],
  ] as const) {
    let reads = 0;
    const heard = hearing(chosen, () => void reads++);
    const project = { ...heard, project: { ...heard.project, id: isApp ? 'garden' : 'lawn' } };
    const log = { remark: (text: string) => t.log(text) };
    await reconcile(house, project, log);
    for (const hours of [0, 2, 3, 4, 6]) {
      clock.now = TUESDAY + hours * 3600;
      await freshen({ house, out, isApp, log }, project);
    }
    clock.now = TUESDAY;
    t.is(reads, expected, isApp ? 'with an App' : 'without one');
  }
});

test('what could not be read the first time does not wait for the next night', async t => {
  const { house, chosen } = await scene(t);
  const reads: string[] = [];
  const heard = hearing(chosen, () => {
    reads.push(reads.length === 0 ? 'ill' : 'read');
    if (reads.length === 1) throw new SourceError('GitHub answered 502');
  });
  const remarks: string[] = [];
  const log = { remark: (text: string) => void remarks.push(text) };
  t.true(await reconcile(house, heard, log));
  t.deepEqual(remarks, ['garden/github: GitHub answered 502']);
  t.true(await reconcile(house, heard, log));
  t.false(await reconcile(house, heard, log));
  t.deepEqual(reads, ['ill', 'read']);
});

test('a project that comes while a long history is read is served at once', async t => {
  const { house, chosen, said } = await scene(t);
  let release: () => void = () => undefined;
  const gate = new Promise<void>(resolve => {
    release = resolve;
  });
  const slow = hearing(chosen, () => undefined);
  const [, told] = slow.sources;
  const sources = told
    ? [
        {
          ...told,
          plugin: {
            ...told.plugin,
            pull: async function* () {
              await gate;
              yield* [];
            },
          },
        },
      ]
    : [];
  const late: ProjectHouse = { ...slow, sources, project: { ...slow.project, id: 'late' } };
  let projects: readonly ProjectHouse[] = [late];
  const town: House = {
    ...house,
    get projects() {
      return projects;
    },
  };
  const remarks: string[] = [];
  const until = async (pattern: RegExp) => {
    while (!remarks.some(text => pattern.test(text))) await new Promise(resolve => setTimeout(resolve, 5));
  };
  const schedule = startSchedule({
    ...{ house: town, out, isApp: true },
    log: { remark: text => void remarks.push(text) },
  });
  await until(/^late: reading its history/);
  projects = [late, chosen];
  schedule.look();
  await until(/^garden: weekly to wall: posted/);
  t.deepEqual(said, ['weekly 2026-W33']);
  release();
  await schedule.stop();
});

test('what was never read is read first, beside everything else, and nothing is said before', async t => {
  const { house, chosen, said } = await scene(t);
  let [reads, release]: [number, () => void] = [0, () => undefined];
  const gate = new Promise<void>(resolve => {
    release = resolve;
  });
  const slow = hearing(chosen, () => void reads++);
  const [journal, told] = slow.sources;
  const pull: Source['pull'] = async function* (...given) {
    await gate;
    yield* told?.plugin.pull(...given) ?? [];
  };
  const sources = [
    ...(journal ? [journal] : []),
    ...(told ? [{ ...told, plugin: { ...told.plugin, pull } }] : []),
  ];
  const late: ProjectHouse = { ...slow, sources, project: { ...slow.project, id: 'late' } };
  const remarks: string[] = [];
  const log = { remark: (text: string) => void remarks.push(text) };
  const clockwork = startSchedule({ house: { ...house, projects: [late, chosen] }, out, isApp: true, log });
  const until = async (pattern: RegExp) => {
    while (!remarks.some(text => pattern.test(text))) await new Promise(resolve => setTimeout(resolve, 5));
  };
  await until(/^garden: weekly to wall: posted/);
  t.deepEqual(said, ['weekly 2026-W33'], 'of the other project alone');
  release();
  await until(/^late: its history was read/);
  await clockwork.stop();
  t.is(reads, 1);
  t.is(remarks.filter(text => text.startsWith('late: reading its history')).length, 1);
});

test('nights are between 03:10 and 04:50, and not the same for all', t => {
  const minutes = Array.from({ length: 200 }, (_, index) => nightlyMinute(`garden-${index}`));
  t.true(minutes.every(minute => minute >= 190 && minute <= 290));
  t.true(new Set(minutes).size > 50);
});

test('a lease holds within a process too, ends with its work, and is left by the dead after half a minute', async t => {
  const store = openMemory(t);
  let now = 1000;
  const take = <Result>(work: () => Promise<Result>) => withLease(store, 'post', () => now, work);
  const inner = await take(() => take(() => Promise.resolve('both')).then(found => found ?? 'one'));
  t.is(inner, 'one');
  t.is(await take(() => Promise.resolve('next')), 'next');
  await t.throwsAsync(
    take(() => Promise.reject(new Error('it failed'))),
    { message: 'it failed' },
  );
  t.is(await take(() => Promise.resolve('after a failure')), 'after a failure');
  await store.lease('post', 'somebody who died', now, now + 30);
  t.is(await take(() => Promise.resolve('too early')), undefined);
  now += 30;
  t.is(await take(() => Promise.resolve('later')), 'later');
});

test('jobs run one after the other; one that fails keeps no other; after stop none begins', async t => {
  const ran: string[] = [];
  const failed: string[] = [];
  const job = (name: string, fails = false) => ({
    ...{ name, cron: '0 9 * * 1', timezone: 'Europe/Berlin' },
    async run() {
      ran.push(`${name} begins`);
      await new Promise(resolve => setImmediate(resolve));
      ran.push(`${name} ends`);
      if (fails) throw new Error(name);
    },
  });
  const [one, two, three] = [job('one', true), job('two'), job('three')] as const;
  const clockwork = startClockwork(name => failed.push(name));
  clockwork.plan([one, two, three]);
  void clockwork.run(one);
  void clockwork.run(one);
  await clockwork.run(two);
  t.deepEqual(ran, ['one begins', 'one ends', 'two begins', 'two ends']);
  t.deepEqual(failed, ['one']);
  await clockwork.stop();
  await clockwork.run(three);
  t.is(ran.length, 4);
});

test('projects are those of the moment, not those of the start', async t => {
  const { house, chosen, said } = await scene(t);
  let projects: readonly ProjectHouse[] = [];
  const town: House = {
    ...house,
    get projects() {
      return projects;
    },
  };
  const remarks: string[] = [];
  const deps = { house: town, out, isApp: true, log: { remark: (text: string) => void remarks.push(text) } };
  const started = startSchedule(deps);
  projects = [chosen];
  while (remarks.length === 0) await new Promise(resolve => setTimeout(resolve, 10));
  t.deepEqual(said, ['weekly 2026-W33']);
  await started.stop();
});

test('a plan keeps what stays, and drops what goes', async t => {
  const clockwork = startClockwork((name, error) => t.fail(`${name}: ${String(error)}`));
  const job = (name: string, cron: string) => ({ name, cron, timezone: 'UTC', run: () => Promise.resolve() });
  const names = () =>
    [...getTasks().values()]
      .map(({ name }) => name ?? '')
      .filter(name => name.startsWith('plan '))
      .sort((a, b) => (a < b ? -1 : 1));
  clockwork.plan([job('plan a', '0 9 * * 1'), job('plan b', '0 9 * * 1')]);
  const kept = [...getTasks().values()].find(({ name }) => name === 'plan a');
  clockwork.plan([job('plan a', '0 9 * * 1'), job('plan c', '0 9 * * 1')]);
  t.deepEqual(names(), ['plan a', 'plan c']);
  t.is(
    [...getTasks().values()].find(({ name }) => name === 'plan a'),
    kept,
  );
  clockwork.plan([job('plan a', '0 10 * * 1')]);
  t.not(
    [...getTasks().values()].find(({ name }) => name === 'plan a'),
    kept,
  );
  await clockwork.stop();
  t.deepEqual(names(), []);
});
