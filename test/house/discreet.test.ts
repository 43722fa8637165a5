// What is said of leave in a public comment is answered with one word, and kept as a decision.
import test from 'ava';
import { gardenOf, NOW } from '../support/garden.ts';

test('an answer in public repeats no day, also where several commands stand in one comment', async t => {
  const garden = await gardenOf(t);
  const day = new Date((NOW + 5 * 86_400) * 1000).toISOString().slice(0, 10);
  const [answer = ''] = await garden.ask(
    'cora',
    `/rollcall leave ${day}\n/rollcall capacity 17\n/rollcall leav ${day}\n/rollcall priority list`,
  );
  t.is(answer.match(/Noted\./g)?.length, 2);
  t.regex(answer, /\/rollcall leave\n/);
  t.regex(answer, /\/rollcall priority list/);
  t.false(answer.includes(day) || answer.includes('17'));
  const decisions = await garden.store.decisions('garden', NOW * 2);
  t.deepEqual(
    decisions.map(({ ruling }) => ruling.kind),
    ['leave', 'capacity'],
  );
});

test('in public nobody who is not the PTL says it for somebody else', async t => {
  const garden = await gardenOf(t);
  const [answer = ''] = await garden.ask('ned', '/rollcall leave @cora today');
  t.regex(answer, /^.*Sorry, this is for the PTL/s);
  t.is((await garden.store.decisions('garden', NOW * 2)).length, 0);
});
