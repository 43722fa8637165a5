// What the history of a bug on Launchpad means: who triaged it, since when it is closed, what it was called.
import test from 'ava';
import type { Harvest } from '../../src/domain/activity.ts';
import source from '../../src/sources/launchpad/index.ts';
import {
  type FakeBug,
  type FakeLaunchpad,
  fakeLaunchpad,
  timeText,
} from '../support/fake-launchpad/index.ts';
import { testIo } from '../support/reading.ts';

const settingsOf = (lp: FakeLaunchpad, project: string) =>
  source.settings.parse({ project, url: lp.direct.url });

/** Everything of a project, as the flows would read it. */
const harvestOf = async (lp: FakeLaunchpad, project = 'shed'): Promise<Harvest> => {
  const settings = settingsOf(lp, project);
  const io = { ...testIo('.'), http: lp.direct.http };
  const harvests: Harvest[] = [];
  for await (const page of source.pull(settings, new Map(), io)) {
    harvests.push(...page.raws.map(raw => source.normalise(raw, settings)));
    harvests.push({ activities: [], items: [], aliases: [], skipped: page.skipped ?? [] });
  }
  return {
    activities: harvests.flatMap(each => each.activities),
    items: harvests.flatMap(each => each.items),
    aliases: [],
    skipped: harvests.flatMap(each => each.skipped),
  };
};

/** `bug-triage una`, in the order of time. */
const told = ({ activities }: Harvest, ...kinds: string[]): string[] =>
  activities
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .toSorted((a, b) => a.at - b.at)
    .map(({ kind, by }) => `${kind} ${by.id}`);

const statesOf = ({ items }: Harvest, field: string): string[] =>
  items[0]?.states.filter(state => state.field === field).map(({ value }) => value) ?? [];

const world = (): { lp: FakeLaunchpad; bug: FakeBug } => {
  const lp = fakeLaunchpad();
  lp.person('oli', 'Oli Owner');
  lp.person('una', 'Una Core');
  return { lp, bug: lp.bug('shed', { by: 'oli', at: '2025-03-01T10:00:00.25Z', title: 'The roof leaks' }) };
};

test('what somebody else than the reporter changes is triage, each change of a form for itself', async t => {
  const { lp, bug } = world();
  const at = '2025-03-02T10:00:00Z';
  bug.status('Confirmed', { by: 'una', at });
  bug.importance('High', { by: 'una', at });
  bug.milestone('spring', { by: 'vic' });
  bug.assign('una', { by: 'wim' });
  bug.tags(['roof', 'rain'], { by: 'xia' });
  bug.rename('The roof leaks a lot', { by: 'yan' });
  const harvest = await harvestOf(lp);
  t.deepEqual(told(harvest), [
    'bug-opened oli',
    'bug-triage una',
    'bug-triage una',
    'bug-triage vic',
    'bug-triage wim',
    'bug-triage xia',
  ]);
  t.deepEqual(harvest.skipped, []);
  t.is(new Set(harvest.activities.map(({ nativeId }) => nativeId)).size, harvest.activities.length);
});

test('what the reporter changes is no triage', async t => {
  const { lp, bug } = world();
  bug.status('In Progress', { by: 'oli' });
  bug.assign('oli', { by: 'oli' });
  bug.tags(['roof'], { by: 'oli' });
  t.deepEqual(told(await harvestOf(lp)), ['bug-opened oli']);
});

test('an item has its address, its reporter with both names, and when it was opened', async t => {
  const { lp } = world();
  const { items } = await harvestOf(lp);
  t.like(items[0], {
    nativeId: 'bug/1001',
    kind: 'bug',
    url: 'https://bugs.launchpad.example/bugs/1001',
    owner: { service: 'launchpad', id: 'oli', name: 'Oli Owner' },
    openedAt: Date.parse('2025-03-01T10:00:00Z') / 1000,
  });
});

test('title, tags, status, importance and whether somebody has it are those of their day', async t => {
  const { lp, bug } = world();
  bug.tags(['wet'], { by: 'una' });
  bug.tags(['rain', 'roof'], { by: 'una' });
  bug.rename('It drips', { by: 'oli' });
  bug.status('Triaged', { by: 'una' });
  bug.importance('Low', { by: 'una' });
  bug.assign('vic', { by: 'una' });
  bug.assign(null, { by: 'vic' });
  const harvest = await harvestOf(lp);
  t.deepEqual(statesOf(harvest, 'label'), ['', 'wet', 'rain\nroof']);
  t.deepEqual(statesOf(harvest, 'subject'), ['The roof leaks', 'It drips']);
  t.deepEqual(statesOf(harvest, 'status'), ['New', 'Triaged']);
  t.deepEqual(statesOf(harvest, 'importance'), ['Undecided', 'Low']);
  t.deepEqual(statesOf(harvest, 'assigned'), ['false', 'true', 'false']);
});

test('old logs spell things in their own way', async t => {
  const { lp, bug } = world();
  bug.status('Confirmed', { by: 'una', as: '' });
  bug.log({ by: 'vic' }, 'assigned to', 'nobody', 'Vic (vic)');
  bug.importance('High', { by: 'wim', as: 'Shed' });
  bug.log({ by: 'xia' }, 'title', 'The roof leaks', 'Roof');
  bug.log({ by: 'xia' }, 'added subscriber Xia');
  bug.log({ by: 'xia' }, 'statusexplanation', null, 'because');
  bug.log({ by: 'xia' }, 'lock status', 'Unlocked', 'Comment-only');
  const harvest = await harvestOf(lp);
  t.deepEqual(told(harvest, 'bug-triage'), ['bug-triage una', 'bug-triage vic', 'bug-triage wim']);
  t.deepEqual(statesOf(harvest, 'assigned').slice(0, 2), ['false', 'true']);
});

test('a closing status closes, another one opens it again, and changes between two of them say nothing', async t => {
  const { lp, bug } = world();
  bug.status('Invalid', { by: 'una' });
  bug.status("Won't Fix", { by: 'una' });
  bug.status('New', { by: 'oli' });
  bug.status('Fix Committed', { by: 'vic' });
  bug.status('Fix Released', { by: 'vic' });
  t.deepEqual(told(await harvestOf(lp), 'bug-closed', 'bug-reopened'), [
    'bug-closed una',
    'bug-reopened oli',
    'bug-closed vic',
  ]);
});

test('what the janitor lets expire is closed by nobody, and is no triage', async t => {
  const { lp, bug } = world();
  lp.person('janitor', 'Launchpad Janitor');
  bug.status('Incomplete', { by: 'una' });
  bug.status('Expired', { by: 'janitor' });
  const harvest = await harvestOf(lp);
  t.deepEqual(told(harvest), ['bug-opened oli', 'bug-triage una', 'bug-closed janitor']);
  t.is(harvest.activities.at(-1)?.by.name, 'Launchpad Janitor[bot]');
});

test('a duplicate is closed until it is none, and stays closed when its status is closed as well', async t => {
  const { lp, bug } = world();
  bug.duplicate(900, { by: 'una' });
  bug.duplicate(901, { by: 'vic' });
  bug.duplicate(null, { by: 'vic' });
  const harvest = await harvestOf(lp);
  t.deepEqual(told(harvest), ['bug-opened oli', 'bug-triage una', 'bug-closed una', 'bug-reopened vic']);
  bug.status('Invalid', { by: 'una' });
  bug.duplicate(900, { by: 'una' });
  bug.duplicate(null, { by: 'una' });
  t.deepEqual(told(await harvestOf(lp), 'bug-closed', 'bug-reopened').at(-1), 'bug-closed una');
});

test('series and other projects are one bug: triage of our series counts, that of others does not', async t => {
  const { lp, bug } = world();
  bug.nominate('shed/oak', { by: 'una' });
  bug.affects('shed/oak', { by: 'una' });
  bug.affects('barn', { by: 'oli' });
  bug.status('Fix Released', { by: 'vic', on: 'shed/oak' });
  bug.status('Invalid', { by: 'wim', on: 'barn' });
  bug.importance('High', { by: 'wim', on: 'barn' });
  const harvest = await harvestOf(lp);
  t.is(harvest.items.length, 1);
  t.deepEqual(told(harvest), ['bug-opened oli', 'bug-triage vic']);
  t.deepEqual(statesOf(harvest, 'status'), ['New']);
  const theirs = told(await harvestOf(lp, 'barn')).toSorted();
  t.deepEqual(theirs, ['bug-closed wim', 'bug-opened oli', 'bug-triage wim', 'bug-triage wim']);
});

test('a series of which the task is gone is still ours', async t => {
  const { lp, bug } = world();
  bug.affects('shed/oak', { by: 'una' });
  bug.status('Triaged', { by: 'vic', on: 'shed/oak' });
  bug.dropTask('shed/oak', { by: 'una' });
  t.deepEqual(told(await harvestOf(lp), 'bug-triage'), ['bug-triage vic']);
});

test('a bug that comes from another project is opened when it comes, by who brings it', async t => {
  const lp = fakeLaunchpad();
  const bug = lp.bug('barn', { by: 'oli', at: '2025-03-01T10:00:00Z' });
  bug.status('Confirmed', { by: 'una', at: '2025-03-02T10:00:00Z' });
  bug.move('shed', { by: 'vic', at: '2025-03-05T10:00:00Z' });
  bug.importance('Low', { by: 'wim', at: '2025-03-06T10:00:00Z' });
  const harvest = await harvestOf(lp);
  t.deepEqual(told(harvest), ['bug-opened vic', 'bug-triage wim']);
  t.is(harvest.items[0]?.openedAt, Date.parse('2025-03-05T10:00:00Z') / 1000);
  t.is(harvest.items[0]?.owner?.id, 'oli');
  t.deepEqual(statesOf(harvest, 'status'), ['Confirmed']);
  const other = lp.bug('barn', { by: 'oli', at: '2025-04-01T10:00:00Z' });
  other.affects('shed', { by: 'xia', at: '2025-04-02T10:00:00Z' });
  const [, second] = (await harvestOf(lp)).activities.filter(({ kind }) => kind === 'bug-opened');
  t.like(second, { by: { id: 'xia' }, at: Date.parse('2025-04-02T10:00:00Z') / 1000 });
});

test('what the log does not tell is taken from the task: since when, and by Launchpad itself', async t => {
  const { lp, bug } = world();
  const task = bug.state.tasks[0];
  if (!task) return t.fail();
  const closedAt = Date.parse('2025-03-09T10:00:00Z') / 1000;
  Object.assign(task, { status: 'Fix Released', closedAt });
  task.reached.set('Fix Released', closedAt);
  const harvest = await harvestOf(lp);
  t.deepEqual(told(harvest), ['bug-opened oli', 'bug-closed janitor']);
  t.deepEqual(
    harvest.items[0]?.states.filter(({ field }) => field === 'status').map(({ at, value }) => [at, value]),
    [
      [Date.parse('2025-03-01T10:00:00Z') / 1000, 'New'],
      [closedAt, 'Fix Released'],
    ],
  );
});

test('the series in development closes the project with it, by whoever did that', async t => {
  const { lp, bug } = world();
  bug.affects('shed/oak', { by: 'una' });
  bug.status('Fix Released', { by: 'vic', on: 'shed/oak', at: '2025-03-09T10:00:00.5Z' });
  const [main, series] = bug.state.tasks;
  if (!main || !series) return t.fail();
  Object.assign(main, { status: 'Fix Released', closedAt: series.closedAt });
  main.reached.set('Fix Released', series.closedAt ?? 0);
  t.deepEqual(told(await harvestOf(lp), 'bug-closed'), ['bug-closed vic']);
});

test('comments are those after the description', async t => {
  const { lp, bug } = world();
  bug.comment({ by: 'una' });
  bug.comment({ by: 'oli' });
  const { activities } = await harvestOf(lp);
  t.deepEqual(
    activities.filter(({ kind }) => kind === 'bug-comment').map(({ nativeId, by }) => [nativeId, by.id]),
    [
      ['bug/1001/comment/1', 'una'],
      ['bug/1001/comment/2', 'oli'],
    ],
  );
});

test('a package of a distribution is a project, too', async t => {
  const lp = fakeLaunchpad();
  const bug = lp.bug('forest/+source/shed', { by: 'oli', name: 'shed (Forest)' });
  bug.status('Triaged', { by: 'una' });
  bug.affects('forest/+source/barn', { by: 'oli' });
  bug.status('Invalid', { by: 'vic', on: 'forest/+source/barn' });
  const harvest = await harvestOf(lp, 'forest/+source/shed');
  t.deepEqual(told(harvest), ['bug-opened oli', 'bug-triage una']);
});

test('a record that cannot be used is skipped with its reason, and the rest is read', async t => {
  const { lp, bug } = world();
  bug.log({ by: null }, 'shed: importance', 'Undecided', 'High');
  bug.comment({ by: null });
  bug.importance('Low', { by: 'una' });
  lp.record('/devel/bugs/1001/activity', {
    status: 200,
    body: {
      start: 0,
      total_size: 3,
      entries: [
        'a word',
        { whatchanged: 'tags', datechanged: 'yesterday', person_link: `${lp.direct.url}/~una` },
        {
          whatchanged: 'shed: importance',
          datechanged: timeText(1_741_000_000),
          person_link: `${lp.direct.url}/~una`,
          oldvalue: 'Undecided',
          newvalue: 'Low',
        },
      ],
    },
  });
  const harvest = await harvestOf(lp);
  t.deepEqual(told(harvest), ['bug-opened oli', 'bug-triage una']);
  t.deepEqual(harvest.skipped.map(({ reason }) => reason).toSorted(), [
    'a change without a time',
    'a comment by nobody',
    'not an entry of the log: Invalid input: expected object, received string',
  ]);
});
