// Retirements: told first, ended by any objection, confirmed by the PTL's word alone; laws over any history.
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Handle } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import type { Decision, Ruling } from '../../src/domain/decision.ts';
import { isAway, leavesOf } from '../../src/domain/leave.ts';
import {
  blockersOf,
  isRetirementOpen,
  periodEnd,
  retirementsOf,
  returnsOf,
} from '../../src/domain/retirement.ts';

const handle = (key: number): Handle => ({ service: 'github', id: String(key) });
const PEOPLE = [1, 2, 3, 4].map(key => ({ key, handles: [handle(key)] }));
const PTL = handle(9);

let count = 0;
const said = (day: number, ruling: Ruling, by: Handle = PTL): Decision => ({
  ...{ key: `d${count++}`, at: day * DAY, by, place: 'x', ruling },
});
const retire = (day: number, who = 1, id = `r${who}`) => said(day, { kind: 'retire', id, of: handle(who) });
const stepBack = (day: number, who = 1, id = `s${who}`) =>
  said(day, { kind: 'step-back', id, of: handle(who) }, handle(who));
const told = (day: number, id = 'r1', days = 10) => said(day, { kind: 'retire-told', id, days });
const ready = (day: number, id = 'r1') => said(day, { kind: 'retire-ready', id, word: 'kefu' });
const confirm = (day: number, id = 'r1') => said(day, { kind: 'retire-confirm', id });
const object = (day: number, who = 1, id = `r${who}`) =>
  said(day, { kind: 'object', id, of: handle(who) }, handle(who));
const away = (day: number, until: number, who = 1) =>
  said(day, { kind: 'leave', of: handle(who), since: day * DAY, until: until * DAY }, handle(who));
const vouch = (day: number, by: number, who = 1) => said(day, { kind: 'vouch', of: handle(who) }, handle(by));

const stages = (...decisions: Decision[]) =>
  retirementsOf(decisions, PEOPLE).map(({ id, stage }) => `${id} ${stage}`);

test('the way to the end: proposed, told, ready, confirmed', t => {
  const way = [retire(1), told(2), ready(12), confirm(13)];
  t.deepEqual(
    way.map((_, index) => stages(...way.slice(0, index + 1))),
    [['r1 proposed'], ['r1 told'], ['r1 ready'], ['r1 confirmed']],
  );
});

test('an objection ends it at every stage but the last, and nothing brings it to life again', t => {
  for (const day of [1.5, 3, 12.5])
    t.deepEqual(
      stages(...[retire(1), told(2), ready(12), object(day), confirm(13)].sort((a, b) => a.at - b.at)),
      ['r1 objected'],
    );
  t.deepEqual(stages(retire(1), told(2), ready(12), confirm(13), object(14)), ['r1 confirmed']);
});

test('nobody is confirmed who was not told, or did not have their days', t => {
  t.deepEqual(stages(retire(1), confirm(20)), ['r1 proposed']);
  t.deepEqual(stages(retire(1), ready(20), confirm(21)), ['r1 proposed']);
  t.deepEqual(stages(retire(1), told(2), ready(11.9), confirm(13)), ['r1 told']);
  t.deepEqual(stages(retire(1), told(2), confirm(20)), ['r1 told']);
});

test('days of leave do not count, and while it lasts nothing is confirmed', t => {
  t.deepEqual(stages(retire(1), told(2), away(5, 8), ready(12)), ['r1 told']);
  t.deepEqual(stages(retire(1), told(2), away(5, 8), ready(15)), ['r1 ready']);
  t.deepEqual(stages(retire(1), told(2), ready(12), away(13, 20), confirm(14)), ['r1 ready']);
  t.deepEqual(stages(retire(1), told(2), ready(12), away(13, 20), confirm(20)), ['r1 confirmed']);
  const [one] = retirementsOf([retire(1), told(2), away(5, 8)], PEOPLE);
  t.is(one && periodEnd(one, leavesOf([away(5, 8)], PEOPLE)), 15 * DAY);
  const gone = [said(5, { kind: 'leave', of: handle(1), since: 5 * DAY })];
  t.is(one && periodEnd(one, leavesOf(gone, PEOPLE)), undefined);
});

test('a vouch of another core ends what the PTL proposed, and not what somebody wishes', t => {
  t.deepEqual(stages(retire(1), told(2), vouch(3, 2)), ['r1 vouched']);
  t.deepEqual(stages(retire(1), vouch(3, 1)), ['r1 proposed'], 'a word for oneself is none');
  t.deepEqual(stages(stepBack(1), vouch(3, 2)), ['s1 proposed']);
});

test('one at a time; the person’s own wish takes the place of the PTL’s', t => {
  t.deepEqual(stages(retire(1), retire(2, 1, 'again')), ['r1 proposed']);
  t.deepEqual(stages(retire(1), stepBack(2)), ['r1 replaced', 's1 proposed']);
  t.deepEqual(stages(stepBack(1), retire(2)), ['s1 proposed']);
  t.deepEqual(stages(retire(1), object(2), retire(3, 1, 'again')), ['r1 objected', 'again proposed']);
});

const opening = said(1, {
  kind: 'check-in-open',
  id: 'gambia',
  closes: 20 * DAY,
  invited: [1, 2].map(handle),
});
const answer = (day: number, choice: 'step-back' | 'stay' | 'reduced' | 'talk', by: Handle = handle(1)) =>
  said(day, { kind: 'check-in-answer', id: 'gambia', of: handle(1), answer: choice }, by);

test('an answer to the check-in is a wish, and another answer takes it back', t => {
  t.deepEqual(stages(opening, answer(2, 'step-back')), ['gambia-1 proposed']);
  t.true(retirementsOf([opening, answer(2, 'step-back')], PEOPLE)[0]?.own);
  t.deepEqual(stages(opening, answer(2, 'step-back'), answer(3, 'stay')), ['gambia-1 taken-back']);
  t.deepEqual(stages(opening, answer(2, 'step-back'), answer(3, 'stay'), answer(4, 'step-back')), [
    'gambia-1 taken-back',
    'gambia-1-2 proposed',
  ]);
  t.deepEqual(stages(opening, answer(21, 'step-back')), [], 'after the close it is no answer');
});

test('who answers that they stay objects to what was proposed, at every stage but the last', t => {
  for (const choice of ['stay', 'reduced'] as const)
    t.deepEqual(stages(opening, retire(1), told(2), answer(3, choice), ready(12), confirm(13)), [
      'r1 objected',
    ]);
  t.deepEqual(stages(opening, retire(1), told(2), ready(12), answer(12.5, 'stay'), confirm(13)), [
    'r1 objected',
  ]);
  t.deepEqual(stages(opening, retire(1), told(2), ready(12), confirm(13), answer(14, 'stay')), [
    'r1 confirmed',
  ]);
  t.deepEqual(stages(opening, stepBack(2), answer(3, 'stay')), ['s1 taken-back']);
});

test('no objection: an answer from before, a wish to talk, what the PTL noted, and an answer after the close', t => {
  t.deepEqual(stages(opening, answer(2, 'stay'), retire(3)), ['r1 proposed']);
  t.deepEqual(stages(opening, retire(2), answer(3, 'talk')), ['r1 proposed']);
  t.deepEqual(stages(opening, retire(2), answer(3, 'stay', PTL)), ['r1 proposed']);
  t.deepEqual(stages(opening, retire(2), answer(21, 'stay')), ['r1 proposed']);
});

test('who leads the team begins nothing by an answer', t => {
  const wish = { kind: 'check-in-answer', id: 'gambia', of: handle(1), answer: 'step-back' } as const;
  t.deepEqual(stages(opening, said(2, { ...wish, leads: true }, handle(1))), []);
});

test('what an answer began is not confirmed while the answer can be changed', t => {
  const way = (day: number, ...more: Decision[]) =>
    stages(
      ...[opening, answer(2, 'step-back'), told(3, 'gambia-1', 3), ready(day, 'gambia-1'), ...more].sort(
        (a, b) => a.at - b.at,
      ),
    );
  t.deepEqual(way(19.9), ['gambia-1 told']);
  t.deepEqual(way(20), ['gambia-1 ready']);
  t.deepEqual(way(8, said(7, { kind: 'check-in-close', id: 'gambia' })), ['gambia-1 ready']);
  t.deepEqual(way(19, answer(19.5, 'stay')), ['gambia-1 taken-back']);
});

test('what the PTL noted for somebody is the PTL’s word: they have all their days', t => {
  const noted = answer(2, 'step-back', PTL);
  t.false(retirementsOf([opening, noted], PEOPLE)[0]?.own);
  t.deepEqual(stages(opening, noted, answer(3, 'stay', PTL)), ['gambia-1 withdrawn']);
  t.deepEqual(stages(opening, noted, answer(3, 'stay')), ['gambia-1 objected']);
});

test('a return is the PTL’s word, once', t => {
  const back = said(20, { kind: 'reinstate', id: 'b1', of: handle(1) });
  t.deepEqual(
    returnsOf([retire(1), back, back], PEOPLE).map(({ id, person }) => [id, person]),
    [['b1', 1]],
  );
});

test('old data blocks everybody; what dried up blocks nobody’s own wish', t => {
  const reach = { stale: [], driedUp: [{ origin: 'x', kind: 'review' }], untold: ['review'] };
  t.deepEqual(blockersOf(reach, false), ['nothing more comes in of review from x']);
  t.deepEqual(blockersOf(reach, true), []);
  t.deepEqual(blockersOf({ ...reach, untold: [] }, false), [], 'another stream tells it');
  t.is(blockersOf({ stale: ['github'], driedUp: [], untold: [] }, true).length, 1);
  const silent = { silentSince: '2026-08-16', stale: [], driedUp: [], untold: ['review'] };
  t.deepEqual(blockersOf(silent, false), ['nothing has come in from anywhere since 2026-08-16']);
  t.deepEqual(blockersOf(silent, true), []);
});

/** Anything that anybody may say about anybody, at any time. */
const KINDS = [
  'retire',
  'step-back',
  'told',
  'ready',
  'confirm',
  'object',
  'withdraw',
  'vouch',
  'leave',
  'back',
  'stay',
  'talk',
] as const;
const acts = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: 40 * 1440 }),
    who: fc.integer({ min: 1, max: 3 }),
    what: fc.constantFrom(...KINDS),
    number: fc.integer({ min: 1, max: 2 }),
  }),
  { maxLength: 30 },
);
type Act = (typeof acts extends fc.Arbitrary<infer All> ? All : never)[number];

const decided = ({ minute, who, what, number }: Act): Decision => {
  const of = handle(who);
  const id = `${who}-${number}`;
  const day = minute / 1440;
  if (what === 'retire') return said(day, { kind: what, id, of });
  if (what === 'step-back') return said(day, { kind: what, id, of }, of);
  if (what === 'told') return said(day, { kind: 'retire-told', id, days: 3 });
  if (what === 'ready') return said(day, { kind: 'retire-ready', id, word: id });
  if (what === 'confirm') return said(day, { kind: 'retire-confirm', id });
  if (what === 'withdraw') return said(day, { kind: 'retire-withdraw', id });
  if (what === 'object') return said(day, { kind: what, id, of }, of);
  if (what === 'vouch') return said(day, { kind: what, of }, handle((who % 3) + 1));
  if (what === 'back') return said(day, { kind: what, of }, of);
  if (what === 'stay' || what === 'talk')
    return said(day, { kind: 'check-in-answer', id: 'all', of, answer: what }, number === 1 ? of : PTL);
  return said(day, { kind: what, of, since: day * DAY, until: (day + 4) * DAY }, of);
};
/** In the middle of it a check-in is open to everybody. */
const asked = said(10, {
  kind: 'check-in-open',
  id: 'all',
  closes: 30 * DAY,
  invited: [1, 2, 3].map(handle),
});
const histories = acts.map(all => {
  const own = [...all].sort((a, b) => a.minute - b.minute).map(decided);
  return [...own.filter(({ at }) => at < asked.at), asked, ...own.filter(({ at }) => at >= asked.at)];
});

test('nobody is confirmed without a proposal, a telling, their days, the PTL’s word, and while away', t => {
  let confirmed = 0;
  fc.assert(
    fc.property(histories, history => {
      for (const one of retirementsOf(history, PEOPLE)) {
        if (one.stage !== 'confirmed') continue;
        confirmed++;
        const before = history.filter(({ at }) => at <= one.at);
        const leaves = leavesOf(before, PEOPLE);
        t.false(isAway(leaves, one.person, one.at));
        t.true((periodEnd(one, leaves) ?? Infinity) <= one.at);
        const kinds = before.flatMap(({ ruling }) =>
          'id' in ruling && ruling.id === one.id ? [ruling.kind] : [],
        );
        for (const kind of ['retire-told', 'retire-ready', 'retire-confirm'] as const)
          t.true(kinds.includes(kind));
      }
    }),
    {
      numRuns: 500,
      examples: [[[retire(1), told(2), ready(12), confirm(13)]]],
    },
  );
  t.true(confirmed > 0);
});

test('whatever was said before: an objection ends what is open', t => {
  fc.assert(
    fc.property(histories, history => {
      const open = retirementsOf(history, PEOPLE).filter(isRetirementOpen);
      const objections = open.map(({ id, of }) => said(41, { kind: 'object', id, of }, of));
      const after = retirementsOf(
        [...history, ...objections, ...open.map(({ id }) => confirm(60, id))],
        PEOPLE,
      );
      for (const { id } of open)
        t.true(['objected', 'taken-back'].includes(after.find(one => one.id === id)?.stage ?? ''));
    }),
  );
  t.pass();
});

test('whatever was said before: who says in an open check-in that they stay is in no retirement then', t => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 3 }), (history, who) => {
      const before = history.filter(({ at }) => at < 20 * DAY);
      const of = handle(who);
      const stay = said(20, { kind: 'check-in-answer', id: 'all', of, answer: 'stay' }, of);
      const after = retirementsOf([...before, stay], PEOPLE);
      t.false(after.some(one => one.person === who && isRetirementOpen(one)));
      t.deepEqual(
        after.filter(({ person }) => person !== who),
        retirementsOf(before, PEOPLE).filter(({ person }) => person !== who),
      );
    }),
  );
  t.pass();
});

test('no decision, no effect: nothing is confirmed that nobody confirmed, and leave alone begins nothing', t => {
  fc.assert(
    fc.property(histories, history => {
      const without = (...kinds: string[]) => history.filter(({ ruling }) => !kinds.includes(ruling.kind));
      t.false(retirementsOf(without('retire-confirm'), PEOPLE).some(({ stage }) => stage === 'confirmed'));
      t.deepEqual(retirementsOf(without('retire', 'step-back'), PEOPLE), []);
    }),
  );
  t.pass();
});

test('a replay gives the same, and people do not disturb each other, in whatever order they are heard', t => {
  fc.assert(
    fc.property(histories, fc.array(fc.nat(3), { maxLength: 30 }), (history, mixed) => {
      const replayed = JSON.parse(JSON.stringify(history)) as Decision[];
      t.deepEqual(retirementsOf(replayed, PEOPLE), retirementsOf(history, PEOPLE));
      // Whose turn it is: each one's own decisions stay in their order.
      const about = ({ ruling }: Decision): string =>
        'of' in ruling ? ruling.of.id : 'id' in ruling ? (ruling.id.split('-')[0] ?? '') : '';
      const queues = new Map<string, Decision[]>();
      for (const one of history.filter(each => each !== asked))
        queues.set(about(one), [...(queues.get(about(one)) ?? []), one]);
      const waiting = [...queues.values()];
      // The opening is nobody's own: it is heard first.
      const shuffled: Decision[] = [asked];
      for (const turn of [...mixed, ...history.flatMap(() => [0, 1, 2])]) {
        const next = waiting[turn]?.shift();
        if (next) shuffled.push(next);
      }
      t.is(shuffled.length, history.length);
      const sorted = (all: readonly Decision[]) =>
        [...retirementsOf(all, PEOPLE)].sort((a, b) => (a.id < b.id ? -1 : 1));
      t.deepEqual(sorted(shuffled), sorted(history));
    }),
  );
  t.pass();
});
