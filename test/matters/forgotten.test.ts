// Somebody asks to be forgotten in the middle of a check-in: no letter, no note, no name, and the counts stay right.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { dueMatters } from '../../src/house/matters.ts';
import { settle } from '../../src/house/settled.ts';
import { DAY, OPENED, type TeamWorld, teamOf } from '../support/team.ts';

const due = async ({ house, chosen }: TeamWorld): Promise<string[]> =>
  (await dueMatters(house, chosen)).flatMap(([, { says }]) => says.map(({ key }) => key));

/** Whatever gives Oli away: an account, an address, a name. */
const TRACE = /\boli\b|oli@example|Oli Sand/i;

const tables = ({ database }: TeamWorld): string =>
  readFileSync(database, 'latin1') + readFileSync(`${database}-wal`, 'latin1');

test('who is forgotten while they are asked gets no letter, and the PTL no note of them', async t => {
  const world = await teamOf(t, {});
  const { house, chosen, clock } = world;
  await world.ask('check-in open 2026-09-09');
  await world.ask('check-in talk', 'Oli Sand');
  await world.ask('capacity 5', 'Oli Sand');
  await world.ask('leave 2026-10-01 2026-10-09', 'Oli Sand');
  t.is(
    (await due(world)).filter(key => key.startsWith('check-in/gambia/2')).length,
    2,
    'a letter and a note',
  );
  await world.ask('forget me for good', 'Oli Sand');
  t.deepEqual(
    (await due(world)).filter(key => key.startsWith('check-in/gambia/2')),
    [],
  );
  t.is((await due(world)).length, 4, 'the others are asked as before');
  clock.now = OPENED + 8 * DAY;
  await settle(house, chosen);
  t.is((await due(world)).length, 4);
  t.notRegex(await world.report('check-in'), TRACE);
  t.regex(await world.report('check-in'), /1 of 5/);
  t.notRegex(await world.report('team'), TRACE);
  t.notRegex(tables(world), /oli@example|Oli Sand/);
});

test('an account that only the configuration knows is forgotten in the same breath', async t => {
  const world = await teamOf(t, {});
  const { house, chosen } = world;
  await world.ask('forget me for good', 'Zoë Ruiz');
  const late = { service: 'launchpad', id: 'zoe-late-ruiz' } as const;
  const people = chosen.project.people.map(person =>
    person.name === 'Zoë Ruiz' ? { ...person, handles: [...person.handles, late] } : person,
  );
  await settle(house, { ...chosen, project: { ...chosen.project, people } });
  const held = JSON.stringify(await house.store.people('garden'));
  t.notRegex(held, /zoe|ruiz/i);
  t.notRegex(tables(world), /zoe-late-ruiz/);
});

test('a word against a number goes with whoever wrote it', async t => {
  const world = await teamOf(t, {});
  await world.ask('correct reviews Mine are missing', 'Oli Sand');
  await world.ask('contest reviews Two are missing', 'Oli Sand');
  t.regex(await world.report('team', world.clock.now + 1), /Two are missing/);
  await world.ask('forget me for good', 'Oli Sand');
  t.notRegex(
    await world.report('team', world.clock.now + 1),
    /missing\b.*\bstood behind|Not answered yet|said on/,
  );
});

test('two who are forgotten are two rows to the PTL, and no account is shown', async t => {
  const world = await teamOf(t, {});
  await world.ask('check-in open 2026-09-09');
  await world.ask('forget me for good', 'Oli Sand');
  await world.ask('forget me for good', 'Zoë Ruiz');
  for (const id of ['team', 'check-in', 'weekly', 'reviewers', 'triage', 'agenda']) {
    const text = await world.report(id);
    t.notRegex(text, /\boli\b|zoë|ruiz|zoe@/i, id);
    t.notRegex(text, /forgotten\//, id);
  }
  t.regex(await world.report('check-in'), /unnamed person \(1\)[\s\S]*unnamed person \(2\)/);
});

test('nobody is told to write to whoever is forgotten; the counts stay', async t => {
  const world = await teamOf(t, {});
  await world.ask('check-in open 2026-09-09');
  t.regex(await world.report('check-in', world.clock.now + 1), /No answer yet: [^.]*Oli Sand/);
  await world.ask('forget me for good', 'Oli Sand');
  const text = await world.report('check-in', world.clock.now + 1);
  t.regex(text, /0 of 5/);
  t.regex(text, /unnamed person +none/);
  t.regex(text, /No answer yet: [^.]*Una Feld/);
  t.notRegex(text, /No answer yet: [^.]*unnamed/);
});

test('whoever is forgotten and still on the roster stands as unknown, and nobody is prompted about them', async t => {
  const world = await teamOf(t, {});
  const before = await world.report('team');
  t.regex(before, /Una Feld +active/);
  await world.ask('forget me for good', 'Una Feld');
  const after = await world.report('team', world.clock.now + 1);
  t.regex(after, /unnamed person +unknown[^\n]* nothing is kept that could tell/);
  t.notRegex(after, /unnamed person (?:has been quiet|cannot be written|carries)|I cannot see unnamed/);
});

test('with all others named, an unnamed row tells no number and no answer', async t => {
  const world = await teamOf(t, {});
  await world.ask('check-in open 2026-09-09');
  await world.ask('check-in talk', 'Una Feld');
  await world.ask('forget me for good', 'Una Feld');
  const answers = await world.report('check-in', world.clock.now + 1);
  t.regex(answers, /1 of 5/);
  t.notRegex(answers, /unnamed person +would|talk[^\n]*unnamed person/);
  const lines = (await world.report('team', world.clock.now + 1)).split('\n');
  t.deepEqual(
    lines.filter(line => /unnamed person +\S/.test(line) && !/nothing is kept that could tell/.test(line)),
    [],
  );
  t.true(
    lines.some(line => /1 review/.test(line)),
    'what they did stays in the sums',
  );
});
