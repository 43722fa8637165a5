// What is due: each week once, the oldest first, whatever the clocks and the downtime.
import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import { lastDaily, lastDue, weeklyTime } from '../../src/domain/schedule.ts';
import { current, dueNow, MOST_LATE, type Question } from '../../src/flow/due.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

const MONDAY_NINE = { weekday: 1, minute: 540, late: 'post' } as const;

const question = (now: string, more: Partial<Question> = {}): Question => ({
  now: at(now),
  calendar: { timezone: 'Europe/Berlin', meetings: [] },
  schedule: MONDAY_NINE,
  channel: 'github-issue',
  report: { schedule: 'monday' },
  said: [],
  ...more,
});

const due = (now: string, more: Partial<Question> = {}): string[] =>
  dueNow(question(now, more)).map(({ period, at: moment }) => `${period} ${iso(moment)}`);

const W33 = '2026-W33 2026-08-16T22:00:00Z';

const TABLE: readonly (readonly [title: string, now: string, more: Partial<Question>, expected: string[]])[] =
  [
    ['nothing was said yet: the week that is due, and none before', '2026-08-19T10:00:00Z', {}, [W33]],
    ['a minute before nine', '2026-08-17T06:59:00Z', { said: ['2026-W32'] }, []],
    ['at nine', '2026-08-17T07:00:00Z', { said: ['2026-W32'] }, [W33]],
    ['on Sunday it is still due', '2026-08-23T21:59:00Z', { said: ['2026-W32'] }, [W33]],
    ['said already', '2026-08-17T07:00:00Z', { said: ['2026-W33', '2026-W31'] }, []],
    ['somebody was early', '2026-08-17T05:00:00Z', { said: ['2026-W33'] }, []],
    ['the clock went back a month', '2026-07-20T07:00:00Z', { said: ['2026-W33'] }, []],
    [
      'three weeks of downtime are said once each, the oldest first',
      '2026-08-18T12:00:00Z',
      { said: ['2026-W30', '2026-W29'] },
      ['2026-W31 2026-08-02T22:00:00Z', '2026-W32 2026-08-09T22:00:00Z', W33],
    ],
    [
      'of a long downtime the last four',
      '2026-08-18T12:00:00Z',
      { said: ['2026-W09'] },
      [
        '2026-W30 2026-07-26T22:00:00Z',
        '2026-W31 2026-08-02T22:00:00Z',
        '2026-W32 2026-08-09T22:00:00Z',
        W33,
      ],
    ],
    [
      'or skipped after their week',
      '2026-08-18T12:00:00Z',
      { said: ['2026-W30'], schedule: { ...MONDAY_NINE, late: 'skip' } },
      [W33],
    ],
    ['gaps before the last one stay', '2026-08-18T12:00:00Z', { said: ['2026-W28', '2026-W32'] }, [W33]],
    [
      'a report without a day of its own is as of the moment itself',
      '2026-08-18T12:00:00Z',
      { said: ['2026-W33'], report: {} },
      ['2026-W34 2026-08-17T07:00:00Z'],
    ],
    [
      'on Fridays, of the week that was over on Monday',
      '2026-08-21T15:00:00Z',
      { said: ['2026-W32'], schedule: { weekday: 5, minute: 960, late: 'post' } },
      [W33],
    ],
    [
      'across a new year with a week 53',
      '2027-01-12T12:00:00Z',
      { said: ['2026-W52'] },
      ['2026-W53 2027-01-03T23:00:00Z', '2027-W01 2027-01-10T23:00:00Z'],
    ],
    [
      'the week in which clocks go forward',
      '2026-03-30T07:00:00Z',
      { said: ['2026-W12'] },
      ['2026-W13 2026-03-29T22:00:00Z'],
    ],
    ['an hour later than by the sun of the week before', '2026-03-30T06:59:59Z', { said: ['2026-W12'] }, []],
    ['the week in which clocks go back', '2026-10-26T07:59:59Z', { said: ['2026-W42'] }, []],
    [
      'and its nine o’clock',
      '2026-10-26T08:00:00Z',
      { said: ['2026-W42'] },
      ['2026-W43 2026-10-25T23:00:00Z'],
    ],
  ];

for (const [title, now, more, expected] of TABLE)
  test(`due: ${title}`, t => t.deepEqual(due(now, more), expected));

test('a time that the clocks leave out is after the gap, one that comes twice is the first', t => {
  const sunday = { weekday: 7, minute: 150 };
  const moments = (now: string, zone: string) => lastDue(at(now), sunday, zone, 1).map(iso);
  t.deepEqual(moments('2026-03-29T12:00:00Z', 'Europe/Berlin'), ['2026-03-29T01:30:00Z']);
  t.deepEqual(moments('2026-10-25T12:00:00Z', 'Europe/Berlin'), ['2026-10-25T00:30:00Z']);
  t.deepEqual(moments('2026-03-29T01:29:59Z', 'Europe/Berlin'), ['2026-03-22T01:30:00Z']);
  t.deepEqual(
    lastDue(at('2026-11-03T18:00:00Z'), { weekday: 1, minute: 540 }, 'America/New_York', 2).map(iso),
    ['2026-10-26T13:00:00Z', '2026-11-02T14:00:00Z'],
  );
});

test('every night once, by the wall clock', t => {
  const night = (now: string) => iso(lastDaily(at(now), 200, 'Europe/Berlin'));
  t.is(night('2026-08-17T01:20:00Z'), '2026-08-17T01:20:00Z');
  t.is(night('2026-08-17T01:19:59Z'), '2026-08-16T01:20:00Z');
  t.is(night('2026-12-01T12:00:00Z'), '2026-12-01T02:20:00Z');
});

test('a weekly time is a day and a time of day', t => {
  t.deepEqual(weeklyTime('monday 09:00'), { weekday: 1, minute: 540 });
  t.deepEqual(weeklyTime('sunday 23:59'), { weekday: 7, minute: 1439 });
  for (const text of [
    'never',
    'Monday 09:00',
    'monday 9:00',
    'monday 24:00',
    'monday',
    '0 9 * * 1',
    'monday 09:60',
  ])
    t.is(weeklyTime(text), undefined, text);
});

const moment = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
);
const schedule = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  minute: fc.integer({ min: 0, max: 1439 }),
  late: fc.constantFrom('post' as const, 'skip' as const),
});
const report = fc.constantFrom({ schedule: 'monday' as const }, {});

testProp(
  'however often one looks, every week is said once, in order, and the last one is the current one',
  [moment, zone, schedule, report, fc.array(fc.integer({ min: 60, max: 20 * 86_400 }), { maxLength: 30 })],
  (t, start, timezone, plan, kind, steps) => {
    const said: string[] = [];
    let now = start;
    for (const step of [0, ...steps]) {
      now += step;
      const calendar = { timezone, meetings: [] };
      const asked = { now, calendar, schedule: plan, channel: 'mail', report: kind };
      const found = dueNow({ ...asked, said });
      t.true(found.length <= (plan.late === 'post' ? MOST_LATE : 1));
      for (const { period, at: asOf } of found) {
        t.true(said.length === 0 || period > (said.at(-1) ?? ''), 'in order, and once');
        t.true(asOf <= now, 'nothing of the future');
        said.push(period);
      }
      t.is(said.at(-1), current(asked)[0]?.period);
      t.deepEqual(dueNow({ ...asked, said }), []);
    }
  },
);
