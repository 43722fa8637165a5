// The bench: who said that they would stand, and offers that build on what somebody does already.
import test from 'ava';
import fc from 'fast-check';
import { type Experience, standingFor, triesOf } from '../../src/domain/bench.ts';
import { DAY } from '../../src/domain/calendar.ts';
import type { Decision, Ruling } from '../../src/domain/decision.ts';
import { textOf } from '../../src/lib/blocks.ts';
import { asked, requestOf } from '../support/asking.ts';
import { ledgerOf } from '../support/ledger.ts';

const una = { service: 'github', id: '1' } as const;
const PEOPLE = [{ key: 1, handles: [una] }];
const said = (day: number, kind: 'stand' | 'stand-off'): Decision => {
  const ruling: Ruling = { kind, of: una };
  return { key: `${day}`, at: day * DAY, by: una, place: 'x', ruling };
};
const at = (day: number, ...decisions: Decision[]) => [...standingFor(decisions, PEOPLE, day * DAY).keys()];

test('who would stand is remembered for half a year, and until they say otherwise', t => {
  t.deepEqual(at(20, said(10, 'stand')), [1]);
  t.deepEqual(at(20, said(10, 'stand'), said(15, 'stand-off')), []);
  t.deepEqual(at(20, said(10, 'stand'), said(15, 'stand-off'), said(16, 'stand')), [1]);
  t.deepEqual(at(194, said(10, 'stand')), []);
  t.deepEqual(at(5, said(10, 'stand')), []);
});

const PLAIN: Experience = {
  ...{ authors: 5, allAuthors: 40, repositories: 2, allRepositories: 2, chaired: 1, comesOften: true },
  ...{ hasMeetings: true, leads: 1, hasPriorities: true, onPriority: 1, triaged: 1, hasBugs: true },
};

test('an offer builds on what somebody does already', t => {
  t.deepEqual(triesOf(PLAIN), []);
  t.deepEqual(triesOf({ ...PLAIN, triaged: 9 }), ['rota']);
  t.deepEqual(triesOf({ ...PLAIN, leads: 0, onPriority: 3 }), ['lead']);
  t.deepEqual(triesOf({ ...PLAIN, chaired: 0 }), ['chair']);
  t.deepEqual(triesOf({ ...PLAIN, chaired: 0, comesOften: false }), []);
  t.deepEqual(triesOf({ ...PLAIN, authors: 10 }), ['mentor']);
});

test('nobody is offered more than two things, nor what the project does not have', t => {
  const count = fc.integer({ min: 0, max: 12 });
  const experience = fc.record({
    ...{ authors: count, allAuthors: count, repositories: count, allRepositories: count, chaired: count },
    ...{ leads: count, onPriority: count, triaged: count },
    ...{
      comesOften: fc.boolean(),
      hasMeetings: fc.boolean(),
      hasPriorities: fc.boolean(),
      hasBugs: fc.boolean(),
    },
  });
  fc.assert(
    fc.property(experience, one => {
      const tries = triesOf(one);
      t.true(tries.length <= 2);
      if (!one.hasMeetings) t.false(tries.includes('chair'));
      if (!one.hasPriorities) t.false(tries.includes('priority'));
      if (!one.hasBugs) t.false(tries.includes('triage'));
    }),
  );
});

test('a core says it to the PTL alone: in public nothing but that it was heard', async t => {
  const { store } = await ledgerOf(t, {
    team: ['Una'],
    acts: [
      [9, 'commit', 'Una'],
      [9, 'commit', 'Oli'],
    ],
  });
  const ask = async (words: string[], by: string, isPrivate = false) =>
    asked('stand', words, await requestOf(store, { day: 10, by, isPrivate, standing: 'core' }));
  const open = await ask([], 'Una');
  t.is(textOf(open.say), textOf((await ask(['off'], 'Una')).say));
  t.is(open.audience, 'public');
  t.is(open.effects?.[0]?.kind, 'stand');
  t.is((await ask(['off'], 'Una', true)).audience, 'person');
  await t.throwsAsync(ask([], 'Oli'), { message: /the word of a core/ });
});
