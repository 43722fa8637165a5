// Check-ins: asked of all alike, answered until the close, reminded of twice at most; laws over any history.
import { fc } from '@fast-check/ava';
import test from 'ava';
import type { Handle } from '../../src/domain/activity.ts';
import { DAY } from '../../src/domain/calendar.ts';
import {
  checkInsOf,
  openCheckIn,
  promisedHours,
  publicCheckIn,
  publicCheckInsOf,
} from '../../src/domain/check-in.ts';
import { lettersDue, openingDue, slugOf } from '../../src/domain/check-in-due.ts';
import type { Decision, Ruling } from '../../src/domain/decision.ts';
import { isAway, leavesOf } from '../../src/domain/leave.ts';
import { DEFAULT_CHECK_IN } from '../../src/domain/policy.ts';

const handle = (key: number): Handle => ({ service: 'github', id: String(key) });
const PEOPLE = [1, 2, 3, 4, 5, 6].map(key => ({ key, handles: [handle(key)] }));
const INVITED = [1, 2, 3, 4, 5].map(handle);
const CLOSES = 31 * DAY;

let count = 0;
const said = (day: number, ruling: Ruling): Decision => ({
  ...{ key: `d${count++}`, at: day * DAY, by: handle(1), place: 'x', ruling },
});
const opening = (day = 10, id = 'gambia', invited = INVITED): Decision =>
  said(day, { kind: 'check-in-open', id, closes: CLOSES, invited });
const stays = (day: number, who: number, hours = 4, id = 'gambia'): Decision =>
  said(day, { kind: 'check-in-answer', id, of: handle(who), answer: 'stay', hours });

const stateAt = (...decisions: Decision[]) => checkInsOf(decisions, PEOPLE);

test('an answer is the last one that was given while it was open', t => {
  const [checkIn] = stateAt(opening(), stays(9, 1, 9), stays(11, 1, 4), stays(12, 1, 6), stays(40, 1, 8));
  t.deepEqual(checkIn?.invited[0]?.answer, { choice: 'stay', hours: 6 });
  t.is(checkIn && promisedHours(checkIn), 6);
});

test('who was not in the team when it was opened is not counted, whatever they say', t => {
  const [checkIn] = stateAt(opening(), stays(11, 6));
  t.true(checkIn?.invited.every(({ answer }) => answer === undefined));
});

test('it ends at its day, or when the PTL closes it, and a second one never begins beside it', t => {
  const [one, two] = stateAt(
    opening(),
    opening(12, 'other'),
    said(20, { kind: 'check-in-close', id: 'gambia' }),
    opening(21, 'gambia'),
    opening(22, 'again'),
  );
  t.is(one?.closesAt, 20 * DAY);
  t.is(two?.id, 'again');
});

test('two accounts of one person are asked once', t => {
  const people = [{ key: 1, handles: [handle(1), handle(2)] }];
  const [checkIn] = checkInsOf([opening()], people);
  t.deepEqual(
    checkIn?.invited.map(({ place, person }) => [place, person ?? null]),
    [
      [1, 1],
      [3, null],
      [4, null],
      [5, null],
    ],
  );
});

test('the public hears counts while it is open, and the hours of all only at its end and of three or more', t => {
  const answers = [stays(11, 1, 4), stays(12, 2, 6), stays(13, 3, 9)];
  const open = publicCheckIn(stateAt(opening(), ...answers), 15 * DAY);
  t.deepEqual([open?.answered, open?.invited, open?.hours], [3, 5, null]);
  const over = publicCheckIn(stateAt(opening(), ...answers), CLOSES);
  t.deepEqual([over?.isOpen, over?.hours], [false, 19]);
  t.is(publicCheckIn(stateAt(opening(), ...answers.slice(1)), CLOSES)?.hours, null);
  const small = opening(10, 'gambia', INVITED.slice(0, 3));
  t.is(publicCheckIn(stateAt(small, ...answers), CLOSES), undefined);
  t.is(publicCheckIn([], CLOSES), undefined);
});

const CYCLE = { name: 'Gambia 2018', start: 0, end: 300 * DAY, milestones: [{ name: 'ptg', at: 100 * DAY }] };
const openingAt = (day: number, checkIns = stateAt(), cores: readonly Handle[] = INVITED) =>
  openingDue({
    ...{ at: day * DAY, timezone: 'UTC', policy: DEFAULT_CHECK_IN, cycle: CYCLE, checkIns, cores },
  });

test('the calendar opens it four weeks before the PTG, once, and not where the PTL has done so', t => {
  t.is(openingAt(71), undefined);
  const ruling = openingAt(72);
  t.is(ruling?.key, 'check-in/open/gambia-2018');
  t.deepEqual(ruling?.ruling, {
    ...{ kind: 'check-in-open', id: 'gambia-2018', closes: 93 * DAY, invited: INVITED },
  });
  t.is(openingAt(73, stateAt(said(72, ruling?.ruling as Ruling))), undefined);
  const byHand = said(60, { ...(ruling?.ruling as Ruling & { kind: 'check-in-open' }), closes: 65 * DAY });
  t.is(openingAt(73, stateAt(byHand)), undefined, 'opened by hand and over: once a cycle is enough');
});

test('late, it is open until the PTG, and in the last week the calendar begins none', t => {
  t.is((openingAt(90)?.ruling as { closes?: number } | undefined)?.closes, 100 * DAY);
  t.is(openingAt(94), undefined);
  t.is(openingAt(80, [], []), undefined, 'nobody is there to be asked');
});

test('the name of a cycle becomes an id', t => {
  t.deepEqual(['Gambia', 'Épée 2', '…'].map(slugOf), ['gambia', 'e-pe-e-2', 'cycle']);
});

/** Any history of answers and leave after one opening. */
const histories = fc
  .array(
    fc.record({
      day: fc.integer({ min: 10, max: 35 }),
      who: fc.integer({ min: 1, max: 6 }),
      what: fc.constantFrom('stay', 'talk', 'leave', 'back', 'close'),
      days: fc.integer({ min: 1, max: 15 }),
    }),
    { maxLength: 15 },
  )
  .map(acts => [
    opening(),
    ...[...acts]
      .sort((a, b) => a.day - b.day)
      .map(({ day, who, what, days }): Decision => {
        const of = handle(who);
        if (what === 'stay') return stays(day, who);
        if (what === 'talk') return said(day, { kind: 'check-in-answer', id: 'gambia', of, answer: 'talk' });
        if (what === 'back') return said(day, { kind: 'back', of });
        if (what === 'leave')
          return said(day, { kind: 'leave', of, since: day * DAY, until: (day + days) * DAY });
        return days > 13
          ? said(day, { kind: 'check-in-close', id: 'gambia' })
          : said(day, { kind: 'capacity', of, hours: days });
      }),
  ]);

interface Sent {
  readonly at: number;
  readonly key: string;
  readonly reminder: number;
  readonly person: number;
}

/** Looks at these moments, and says each time what is due. */
const lived = (history: readonly Decision[], looks: readonly number[]): Sent[] => {
  const sent: Sent[] = [];
  const record = new Map<string, number>();
  for (const at of [...looks].sort((a, b) => a - b)) {
    const decisions = history.filter(decision => decision.at <= at);
    const letters = lettersDue({
      ...{ at, checkIns: checkInsOf(decisions, PEOPLE), said: new Map(record) },
      cores: new Set([1, 2, 3, 4, 5, 6]),
      leaves: leavesOf(decisions, PEOPLE),
    });
    for (const { key, reminder, to } of letters) {
      record.set(key, at);
      sent.push({ at, key, reminder, person: to.person ?? 0 });
    }
  }
  return sent;
};

const looks = fc.array(
  fc.integer({ min: 9 * 96, max: 40 * 96 }).map(quarter => (quarter * DAY) / 96),
  { minLength: 1, maxLength: 60 },
);

test('nobody on leave is written to, however often and whenever one looks', t => {
  fc.assert(
    fc.property(histories, looks, (history, at) => {
      for (const letter of lived(history, at)) {
        const decisions = history.filter(decision => decision.at <= letter.at);
        t.false(isAway(leavesOf(decisions, PEOPLE), letter.person, letter.at));
      }
    }),
  );
  t.pass();
});

test('each gets one letter and at most two reminders, none after answering, a third of the time apart', t => {
  fc.assert(
    fc.property(histories, looks, (history, at) => {
      const sent = lived(history, at);
      t.is(new Set(sent.map(({ key }) => key)).size, sent.length);
      for (const { key: person } of PEOPLE) {
        const own = sent.filter(letter => letter.person === person);
        t.true(own.length <= 3);
        t.deepEqual(
          own.map(({ reminder }) => reminder),
          own.map((_, index) => index),
        );
        for (const [index, letter] of own.entries()) {
          const before = own[index - 1];
          if (!before) continue;
          const decisions = history.filter(decision => decision.at <= letter.at);
          const checkIn = openCheckIn(checkInsOf(decisions, PEOPLE), letter.at);
          t.is(checkIn?.invited.find(one => one.person === person)?.answer, undefined);
          t.true(letter.at - before.at >= ((checkIn?.closesAt ?? 0) - (checkIn?.openedAt ?? 0)) / 3);
        }
      }
    }),
  );
  t.pass();
});

test('every core is written to who is there once while it is open, whoever they are', t => {
  fc.assert(
    fc.property(histories, history => {
      const quarters = Array.from({ length: 30 * 4 }, (_, index) => (10 + index / 4) * DAY);
      const letters = lived(history, quarters).filter(({ reminder }) => reminder === 0);
      for (const person of [1, 2, 3, 4, 5]) {
        const wasThere = quarters.some(at => {
          const decisions = history.filter(decision => decision.at <= at);
          const isOpen = openCheckIn(checkInsOf(decisions, PEOPLE), at) !== undefined;
          return isOpen && !isAway(leavesOf(decisions, PEOPLE), person, at);
        });
        t.is(letters.filter(letter => letter.person === person).length, wasThere ? 1 : 0);
      }
      t.false(
        letters.some(({ person }) => person === 6),
        'who was not in the team is not asked',
      );
    }),
    { numRuns: 30 },
  );
  t.pass();
});

test('replaying a history gives the same state, and what was decided later changes nothing before', t => {
  fc.assert(
    fc.property(histories, fc.nat(40), (history, day) => {
      t.deepEqual(
        checkInsOf(history, PEOPLE),
        checkInsOf(JSON.parse(JSON.stringify(history)) as Decision[], PEOPLE),
      );
      const before = history.filter(({ at }) => at <= day * DAY);
      const closed = before.some(({ ruling }) => ruling.kind === 'check-in-close') || day * DAY >= CLOSES;
      if (closed)
        t.deepEqual(checkInsOf(before, PEOPLE)[0]?.invited, checkInsOf(history, PEOPLE)[0]?.invited);
    }),
  );
  t.pass();
});

test('no decision, no effect: without an opening nothing is due and nothing is told', t => {
  fc.assert(
    fc.property(histories, looks, ([, ...history], at) => {
      t.deepEqual(lived(history, at), []);
      t.is(publicCheckIn(checkInsOf(history, PEOPLE), 40 * DAY), undefined);
    }),
  );
  t.pass();
});

test('what the public hears at the close follows from what was said until then, whatever is said later', t => {
  fc.assert(
    fc.property(histories, fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 5 }), (history, later) => {
      const until = history.filter(({ at }) => at < CLOSES);
      const linked = later.map(who => said(36, { kind: 'link', a: handle(who), b: handle(1) }));
      const more = [...history, ...linked, ...later.map(who => stays(37, who, 9))];
      t.deepEqual(
        publicCheckIn(publicCheckInsOf(more), 40 * DAY),
        publicCheckIn(publicCheckInsOf(until), 40 * DAY),
      );
    }),
  );
  const answers = [stays(11, 1, 4), stays(12, 2, 6), stays(13, 3, 9)];
  t.like(publicCheckIn(publicCheckInsOf([opening(), ...answers]), CLOSES), {
    answered: 3,
    invited: 5,
    hours: 19,
  });
});
