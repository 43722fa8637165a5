// The triage report on a small team: everybody listed, no zero that is a claim, leave respected.
import test, { type ExecutionContext } from 'ava';
import { DAY } from '../../src/domain/calendar.ts';
import triage from '../../src/reports/triage/index.ts';
import { gardenProject } from '../support/garden-project.ts';
import { ledgerOf, PROJECT, SOURCE, type TestChange, type World } from '../support/ledger.ts';

const bug = (day: number, more: TestChange = {}): TestChange => ({ kind: 'bug', owner: 'Oli', day, ...more });
const WORLD: World = {
  team: ['Ann', 'Bob', 'Cid'],
  changes: {
    'bug/1': bug(60),
    'bug/2': bug(99),
    'bug/3': bug(80),
    c1: { owner: 'Oli', day: 70 },
  },
  acts: [
    [85, 'bug-triage', 'Ann', 'bug/3'],
    [85.1, 'bug-triage', 'Ann', 'bug/3'],
    [86, 'bug-triage', 'Vic', 'bug/3'],
    [90, 'review', 'Ann', 'c1', 1, 1],
    [91, 'review', 'Bob', 'c1', 1, 1],
  ],
};

const triageOf = async (t: ExecutionContext, world: World, readOn: number | undefined = 100) => {
  const { store } = await ledgerOf(t, world);
  await store.markRead(PROJECT, SOURCE, readOn * DAY);
  return {
    store,
    compose: (more = {}) => triage.compose(store, gardenProject(more), { at: 100 * DAY }),
  };
};

test('all cores are listed, also with nothing, and a bug counts once a person', async t => {
  const { compose } = await triageOf(t, WORLD);
  const model = await compose();
  t.deepEqual(
    model.people.map(row => [row.person, row.core, row.triaged, row.firsts, row.changes, row.reviews]),
    [
      ['Ann', true, 1, 1, 2, 1],
      ['Bob', true, 0, 0, 0, 1],
      ['Cid', true, 0, 0, 0, 0],
      ['Vic', false, 1, 0, 1, 0],
    ],
  );
  t.deepEqual(model.team, { reviews: 2, triaged: 1, triagePercent: 33 });
  t.deepEqual(
    triage.grids(model)['people']?.rows.map(row => row[4]),
    ['50 %', '0 %', '–', '100 %'],
    'no share of nothing',
  );
});

test('who has no account on the tracker is not told to have done nothing', async t => {
  const { compose } = await triageOf(t, WORLD);
  const handles = [{ service: 'launchpad' as const, id: 'somebody' }];
  const somebody = { name: 'Somebody', handles, none: [], companies: [], share: 1 };
  const model = await compose({ people: [somebody] });
  const [ann, bob] = triage.grids(model)['people']?.rows ?? [];
  t.deepEqual(ann?.slice(1), ['1', '1', '1', '50 %', ''], 'seen, whatever is configured');
  t.deepEqual(bob?.slice(1), ['–', '–', '1', '–', 'no Launchpad account linked']);
  t.is(triage.table(model)[2]?.[2], '');
  const none = { ...somebody, name: 'Bob', handles: [], none: ['launchpad' as const] };
  const confirmed = await compose({ people: [somebody, none] });
  t.is(triage.grids(confirmed)['people']?.rows[1]?.[1], '0', 'there is none, as somebody said');
});

test('what nobody has triaged is told oldest first, with its age', async t => {
  const { compose } = await triageOf(t, WORLD);
  const model = await compose();
  t.is(model.open, 3);
  t.deepEqual(
    model.waiting.map(({ bug: { text }, waitDays }) => [text, waitDays]),
    [
      ['bug/1', 40],
      ['bug/2', 1],
    ],
  );
  t.deepEqual(
    model.ages.map(({ bugs }) => bugs),
    [1, 0, 1, 0],
  );
});

test('who is on leave has no triage week, and is named beside the day', async t => {
  const { store, compose } = await triageOf(t, WORLD);
  const before = (await compose()).turns[0]?.person;
  const of = { service: 'gerrit', id: before?.toLowerCase() ?? '', name: before ?? '' } as const;
  await store.decide(PROJECT, {
    key: 'x',
    at: 90 * DAY,
    by: of,
    place: 'here',
    ruling: { kind: 'leave', of, since: 95 * DAY },
  });
  const after = await compose();
  t.not(after.turns[0]?.person, before);
  t.false(after.turns.some(({ person }) => person === before || person === null));
  t.deepEqual(after.smash.day?.away, [before]);
});

test('without bugs in the data nothing is claimed about them', async t => {
  const { compose } = await triageOf(t, { team: ['Ann'], acts: [[90, 'commit', 'Ann']] });
  const model = await compose();
  t.false(model.tellsBugs);
  t.deepEqual(triage.grids(model)['people']?.rows[0]?.slice(1, 4), ['–', '–', '–']);
});
