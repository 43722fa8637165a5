// What a person may ask about themselves: to be left out, forgotten, shown everything, and answered.
import test from 'ava';
import type { heldAbout } from '../../src/domain/held.ts';
import { settle } from '../../src/house/settled.ts';
import { gardenOf, NOW } from '../support/garden.ts';

test('who is hidden is thanked no more in public, and named again when they wish', async t => {
  const garden = await gardenOf(t);
  const weekly = async () => (await garden.ask('ned', '/rollcall report'))[0] ?? '';
  t.regex(await weekly(), /cora/);
  const [answer] = await garden.ask('cora', '/rollcall hide');
  t.regex(answer ?? '', /left out of thanks/);
  t.notRegex(await weekly(), /cora/);
  t.regex(await weekly(), /pia/);
  await garden.ask('cora', '/rollcall hide off');
  t.regex(await weekly(), /cora/);
});

test('the PTL still sees who is hidden', async t => {
  const garden = await gardenOf(t);
  await garden.ask('cora', '/rollcall hide');
  const [team] = await garden.ask('pia', '/rollcall report team', garden.inside);
  t.regex(team ?? '', /cora/);
});

test('to be forgotten takes two steps, and then nothing is known of them', async t => {
  const garden = await gardenOf(t);
  const [first] = await garden.ask('cora', '/rollcall forget');
  t.regex(first ?? '', /cannot be undone/);
  t.true((await garden.store.people('garden')).some(({ name }) => name === 'cora'));
  t.regex((await garden.ask('cora', '/rollcall forget me'))[0] ?? '', /write exactly/);
  await garden.ask('cora', '/rollcall forget me for good');
  for (const house of garden.projects) await settle(garden.house, house);
  const people = await garden.store.people('garden');
  t.false(people.some(({ name }) => name === 'cora'));
  t.true(people.some(({ name }) => name === 'unnamed person'));
  const members = await garden.store.members('garden');
  t.false(
    members.some(({ name }) => name === 'cora'),
    'the roster names them still, the ledger does not',
  );
  t.regex((await garden.ask('cora', '/rollcall hide'))[0] ?? '', /Nothing is known of this account/);
  t.notRegex((await garden.ask('ned', '/rollcall report'))[0] ?? '', /cora/);
});

test('everything that is held is shown in private, and in private alone', async t => {
  const garden = await gardenOf(t);
  await garden.ask('cora', '/rollcall hide');
  t.regex((await garden.ask('cora', '/rollcall export'))[0] ?? '', /for the person alone/);
  const [answer = ''] = await garden.ask('cora', '/rollcall export', garden.inside);
  const json = /```\n([\s\S]*)\n```/.exec(answer)?.[1] ?? '';
  const held = JSON.parse(json) as ReturnType<typeof heldAbout>;
  t.is(held.name, 'cora');
  t.deepEqual(
    held.roles.map(({ role }) => role),
    ['core'],
  );
  t.deepEqual(
    held.acts.map(({ kind }) => kind),
    ['review', 'change-merged', 'bug-triage'],
  );
  t.deepEqual(
    held.decisions.map(({ by, ruling }) => [by, ruling.kind]),
    [['you', 'hide']],
  );
  t.notRegex(json, /pia|ada/, 'nothing of anybody else');
});

test('a contested number goes to the PTL with its events, and the answer to whoever contested it', async t => {
  const garden = await gardenOf(t);
  t.regex((await garden.ask('cora', '/rollcall contest reviews I reviewed two'))[0] ?? '', /the PTL gets it/);
  t.regex(
    (await garden.ask('cora', '/rollcall contest closure'))[0] ?? '',
    /no number "closure" about persons/,
  );
  const team = async () => (await garden.ask('pia', '/rollcall report team', garden.inside))[0] ?? '';
  t.regex(await team(), /I reviewed two \(1 event stood behind it\) Not answered yet/);
  t.regex(
    (await garden.ask('cora', '/rollcall contest answer @cora reviews "No."'))[0] ?? '',
    /this is for the PTL/,
  );
  await garden.ask(
    'pia',
    '/rollcall contest answer @cora reviews "The second one is counted now."',
    garden.inside,
  );
  t.regex(await team(), /Answered on 2026-03-04: The second one is counted now\./);
  const [me] = await garden.ask('cora', '/rollcall me', garden.inside);
  t.regex(me ?? '', /reviews: The second one is counted now\./);
  t.regex(
    (await garden.ask('pia', '/rollcall contest answer @cora commits "No."', garden.inside))[0] ?? '',
    /Nothing is contested/,
  );
});

test('what is older than the team keeps it is let go, but for what tells that a change is open', async t => {
  const garden = await gardenOf(t);
  const [house] = garden.projects;
  if (!house) return t.fail();
  const kept = { ...house, project: { ...house.project, retention: { acts: 7, sent: 1 } } };
  await garden.ask('ned', '/rollcall report');
  const sent = () => garden.store.publications('garden', 'github-comment acme/widget', '');
  t.is((await sent()).length, 1);
  garden.clock.now = NOW + 3 * 86_400;
  const before = (await garden.store.health()).counts['activity'] ?? 0;
  await settle(garden.house, kept);
  const after = (await garden.store.health()).counts['activity'] ?? 0;
  // Of six: the opening of the merged change is let go with its reviews and its merging; one triage is young enough.
  t.is(before, 6);
  t.is(after, 2);
  t.is((await sent()).length, 0);
});
