// Every letter and note of a matter as it is read by people: goldens, to be read aloud.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { SayStep } from '../../src/domain/matter.ts';
import { dueMatters } from '../../src/house/matters.ts';
import { FORMS, readsAsGolden } from '../support/letters.ts';
import { packageRoot } from '../support/root.ts';
import { DAY, OPENED, type TeamWorld, teamOf } from '../support/team.ts';

const stepsOf = async ({ house, chosen }: TeamWorld): Promise<readonly SayStep[]> =>
  (await dueMatters(house, chosen)).flatMap(([, { says }]) => says);

const named = (steps: readonly SayStep[], key: string): SayStep => {
  const found = steps.find(step => step.key === key);
  if (!found) throw new Error(`${key} is not among ${steps.map(step => step.key).join(', ')}`);
  return found;
};

const record = async ({ house, clock }: TeamWorld, key: string): Promise<void> => {
  const publication = { channel: 'x', receipt: 'x', digest: 'x', body: 'x', at: clock.now };
  await house.store.recordPublication('garden', { ...publication, key: `letter ${key}` });
};

test('the letters of a check-in and what the PTL is told read as their goldens', async t => {
  const world = await teamOf(t, {});
  await world.ask('check-in open 2026-09-09');
  const steps = await stepsOf(world);
  await readsAsGolden(t, world, named(steps, 'check-in/gambia/4'), 'check-in');
  await readsAsGolden(t, world, named(steps, 'check-in/gambia/3'), 'check-in-to-the-ptl');
  for (const step of steps) await record(world, step.key);
  world.clock.now = OPENED + 8 * DAY;
  await readsAsGolden(
    t,
    world,
    named(await stepsOf(world), 'check-in/gambia/4/reminder-1'),
    'check-in-reminder-1',
  );
  await record(world, 'check-in/gambia/4/reminder-1');
  await world.ask('check-in talk', 'Oli Sand');
  await world.ask('check-in step-back', 'Nia Brandt');
  await world.ask('check-in stay 6', 'Zoë Ruiz');
  world.clock.now = OPENED + 16 * DAY;
  const late = await stepsOf(world);
  await readsAsGolden(t, world, named(late, 'check-in/gambia/4/reminder-2'), 'check-in-reminder-2');
  await readsAsGolden(t, world, named(late, 'check-in/gambia/2/talk'), 'check-in-talk');
  await readsAsGolden(t, world, named(late, 'check-in/gambia/1/step-back'), 'check-in-step-back');
  world.clock.now = OPENED + 22 * DAY;
  await readsAsGolden(t, world, named(await stepsOf(world), 'check-in/gambia/closed'), 'check-in-closed');
  const people = [
    { name: 'Zoë Ruiz', title: 'Check-in of The Garden', why: 'no channel of `letters` reaches this person' },
  ];
  await readsAsGolden(
    t,
    world,
    {
      kind: 'note',
      key: 'x',
      template: 'unreached',
      title: 'Somebody cannot be written to in private',
      model: { people },
    },
    'unreached',
  );
});

test('everybody’s letter is the same but for their name, their numbers and whom they may tell', async t => {
  const world = await teamOf(t, {});
  await world.ask('check-in open 2026-09-09');
  const letters = await stepsOf(world);
  t.is(letters.length, 5);
  const shared = letters.map(({ template, title, model }) => {
    const { name: _name, numbers: _numbers, did: _did, untold: _untold, ptls: _ptls, ...rest } = model;
    return { template, title, rest };
  });
  for (const letter of shared) t.deepEqual(letter, shared[0]);
  // A zero that the data cannot tell is told as such, so that together they are the same for everybody.
  const kinds = letters.map(({ model }) => {
    const numbers = model['numbers'] as readonly { readonly name: string }[];
    return [...numbers.map(({ name }) => name), ...(model['untold'] as readonly string[])].sort();
  });
  t.is(kinds[0]?.length, 6);
  for (const own of kinds) t.deepEqual(own, kinds[0]);
});

test('every letter has its text and its Markdown', t => {
  const files = readdirSync(join(packageRoot(), 'templates/letters'));
  const ids = new Set(files.map(file => file.split('.')[0]));
  for (const id of ids)
    for (const [ending] of FORMS) t.true(files.includes(`${id}.${ending}.hbs`), `${id}.${ending}`);
});

test('the answer to a contested number comes as a letter, once, while it is news', async t => {
  const world = await teamOf(t, { matters: ['contest'] });
  t.regex(await world.ask('contest bugs triaged One of mine is missing', 'Una Feld'), /the PTL gets it/);
  t.deepEqual(await stepsOf(world), [], 'nothing is answered yet');
  t.regex(
    await world.ask('contest answer @una bugs triaged It is counted now: the account is linked.'),
    /goes to whoever contested it/,
  );
  const [letter, ...others] = await stepsOf(world);
  t.deepEqual(others, []);
  if (!letter) throw new Error('no letter');
  t.like(letter, { kind: 'letter', to: { id: 'una@example.org' } });
  await readsAsGolden(t, world, letter, 'contest-answer');
  await record(world, letter.key);
  t.deepEqual(await stepsOf(world), []);
  await world.ask('contest answer @una bug-triage Now for certain.');
  t.is((await stepsOf(world)).length, 1, 'another answer is another letter');
  world.clock.now += 15 * DAY;
  t.deepEqual(await stepsOf(world), [], 'an old one is no news');
});
