// When a team means to meet: plans by the wall clock, weeks of all kinds, days taken out; and what became of them.
import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import { DAY } from '../../src/domain/calendar.ts';
import {
  type MeetingPlan,
  meetingsBetween,
  nextMeeting,
  type Weeks,
} from '../../src/domain/meeting-schedule.ts';
import { type HeldMeeting, meetingsKept } from '../../src/domain/meetings-kept.ts';
import { dueBefore, periodOf, periodTitle } from '../../src/domain/schedule.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);

/** Thursdays at 14:00 UTC. */
const planOf = (more: Partial<MeetingPlan> = {}): MeetingPlan => ({
  series: 'garden',
  title: 'Garden',
  weekday: 4,
  minute: 840,
  timezone: 'UTC',
  weeks: 'every',
  minutes: 60,
  skip: [],
  ...more,
});

const between = (since: string, until: string, ...plans: MeetingPlan[]): string[] =>
  meetingsBetween(plans, { since: at(since), until: at(until) }).map(meeting => iso(meeting.at));

test('a window has the meetings that begin in it', t => {
  t.deepEqual(between('2026-11-05T14:00Z', '2026-11-19T14:00Z', planOf()), [
    '2026-11-05T14:00',
    '2026-11-12T14:00',
  ]);
  t.deepEqual(between('2026-11-05T14:01Z', '2026-11-12T14:01Z', planOf()), ['2026-11-12T14:00']);
});

test('a meeting keeps its time by the clock of its own time zone', t => {
  const berlin = planOf({ timezone: 'Europe/Berlin' });
  t.deepEqual(between('2026-10-20T00:00Z', '2026-11-02T00:00Z', berlin), [
    '2026-10-22T12:00',
    '2026-10-29T13:00',
  ]);
  // Auckland's Thursday morning is Wednesday in UTC.
  const auckland = planOf({ timezone: 'Pacific/Auckland', minute: 480 });
  t.deepEqual(between('2026-11-04T00:00Z', '2026-11-06T00:00Z', auckland), ['2026-11-04T19:00']);
});

const WEEKS: readonly (readonly [title: string, weeks: Weeks, expected: string[]])[] = [
  ['odd', 'odd', ['12-17', '12-31', '01-07', '01-21']],
  ['even', 'even', ['12-10', '12-24', '01-14', '01-28']],
  ['every fourth', { of: 4, remainder: 0 }, ['12-24', '01-28']],
  ['the one between', { of: 4, remainder: 2 }, ['12-10', '01-14']],
  ['every third from a day on', { every: 3, from: '2026-12-09' }, ['12-10', '12-31', '01-21']],
  ['the first of a month', { nth: 1 }, ['01-07']],
  ['the fifth, where there is one', { nth: 5 }, ['12-31']],
  ['the last', { nth: -1 }, ['12-31', '01-28']],
];

for (const [title, weeks, expected] of WEEKS)
  test(`weeks: ${title}, also over a year of 53 weeks`, t => {
    const found = between('2026-12-07T00:00Z', '2027-02-01T00:00Z', planOf({ weeks }));
    t.deepEqual(
      found.map(text => text.slice(5, 10)),
      expected,
    );
  });

test('days that are taken out, and those before and after the plan, are none', t => {
  const plan = planOf({
    skip: ['2026-11-12'],
    since: at('2026-11-05T14:00Z'),
    until: at('2026-11-26T14:00Z'),
  });
  t.deepEqual(between('2026-10-01T00:00Z', '2027-01-01T00:00Z', plan), [
    '2026-11-05T14:00',
    '2026-11-19T14:00',
  ]);
});

test('the next meeting is the first of all plans that has not begun', t => {
  const plans = [planOf(), planOf({ series: 'shed', weekday: 2 })];
  t.is(nextMeeting(plans, at('2026-11-19T14:00Z'))?.plan.series, 'garden');
  t.is(nextMeeting(plans, at('2026-11-19T14:00:01Z'))?.plan.series, 'shed');
  t.is(nextMeeting([planOf({ until: at('2026-01-01T00:00Z') })], at('2026-11-19T14:00Z')), undefined);
  t.is(nextMeeting([], 0), undefined);
});

const WINDOW = { since: at('2026-11-01T00:00Z'), until: at('2026-12-01T00:00Z') };
const held = (...times: string[]): HeldMeeting[] => times.map(time => ({ series: 'garden', at: at(time) }));

test('planned meetings were held, cancelled or missed', t => {
  const plan = planOf({ skip: ['2026-11-26'] });
  const kept = meetingsKept(
    [plan],
    WINDOW,
    held('2026-11-05T14:03Z', '2026-11-12T19:00Z'),
    held('2026-11-19T14:00Z'),
  );
  t.like(kept, { expected: 4, held: 2, cancelled: 2, missed: 0, extra: 0 });
  t.deepEqual(
    kept.planned.map(({ state }) => state),
    ['held', 'held', 'cancelled', 'cancelled'],
  );
  t.like(meetingsKept([plan], WINDOW, []), { held: 0, cancelled: 1, missed: 3 });
});

test('a meeting counts for one plan only, one outside of any is told apart, one of another name not at all', t => {
  const twice = [planOf(), planOf({ minute: 900 })];
  t.like(
    meetingsKept(twice, { since: WINDOW.since, until: at('2026-11-08T00:00Z') }, held('2026-11-05T14:58Z')),
    {
      expected: 2,
      held: 1,
      missed: 1,
    },
  );
  const other = [{ series: 'cooks', at: at('2026-11-05T14:00Z') }];
  t.like(meetingsKept([planOf()], WINDOW, [...held('2026-11-09T14:00Z'), ...other]), { held: 0, extra: 1 });
});

test('a skipped meeting that was held was held', t => {
  const kept = meetingsKept([planOf({ skip: ['2026-11-05'] })], WINDOW, held('2026-11-05T14:00Z'));
  t.like(kept, { held: 1, cancelled: 0 });
});

test('minutes that tell the day alone are of the meeting that was planned on it', t => {
  const kept = meetingsKept(
    [planOf({ minute: 23 * 60, timezone: 'America/New_York' })],
    { since: WINDOW.since, until: at('2026-11-14T00:00Z') },
    held('2026-11-05T00:00Z'),
    held('2026-11-12T00:00Z'),
  );
  t.like(kept, { expected: 2, held: 1, cancelled: 1, missed: 0, extra: 0 });
});

test('of two meetings of one name on a day each is told by the one that was held nearer to it', t => {
  const morning = planOf({ minute: 480, skip: ['2026-11-05'] });
  const day = { since: WINDOW.since, until: at('2026-11-08T00:00Z') };
  const states = (off: readonly HeldMeeting[], ...plans: MeetingPlan[]) =>
    meetingsKept(plans, day, held('2026-11-05T14:02Z'), off).planned.map(({ state }) => state);
  t.deepEqual(states([], morning, planOf()), ['cancelled', 'held']);
  t.deepEqual(states(held('2026-11-05T08:00Z'), { ...morning, skip: [] }, planOf()), ['cancelled', 'held']);
  t.deepEqual(states([], { ...morning, skip: [] }, planOf()), ['missed', 'held']);
});

const CALENDAR = { timezone: 'Europe/Berlin', meetings: [planOf({ skip: ['2026-11-19'] })] };

test('what a report before a meeting is about sorts as text, also where none is planned', t => {
  const period = (now: string) => periodOf('meeting', at(now), CALENDAR);
  t.is(period('2026-11-12T14:00Z'), '2026-11-12T14:00Z');
  t.is(period('2026-11-12T14:01Z'), '2026-11-26T14:00Z', 'the nineteenth is skipped');
  t.is(periodOf('meeting', at('2026-11-12T14:01Z'), { ...CALENDAR, meetings: [] }), '2026-11-12');
});

test('a title tells the meeting by the team’s own clock, and weeks and days as they are', t => {
  const title = (schedule: 'meeting' | 'monday', now: string, calendar = CALENDAR) =>
    periodTitle(schedule, at(now), calendar);
  t.is(title('meeting', '2026-11-12T14:01Z'), '2026-11-26 15:00 Europe/Berlin');
  t.is(title('meeting', '2026-11-12T14:01Z', { ...CALENDAR, meetings: [] }), '2026-11-12');
  t.is(title('monday', '2026-11-08T23:00Z'), '2026-W45');
});

test('a report is due so long before a meeting, and never for one that has begun or is skipped', t => {
  const due = (now: string, before = DAY) => {
    const moment = dueBefore(at(now), before, CALENDAR.meetings);
    return moment === undefined ? undefined : iso(moment);
  };
  t.is(due('2026-11-11T13:59Z'), undefined);
  t.is(due('2026-11-11T14:00Z'), '2026-11-11T14:00');
  t.is(due('2026-11-12T13:59Z'), '2026-11-11T14:00', 'late, but in time');
  t.is(due('2026-11-12T14:01Z'), undefined);
  t.is(due('2026-11-18T15:00Z'), undefined, 'the nineteenth is skipped');
});

test('of two meetings within a day the second has its turn after the first', t => {
  const plans = [planOf(), planOf({ series: 'shed', minute: 1020 })];
  const before = dueBefore(at('2026-11-12T13:00Z'), DAY, plans);
  t.is(before, at('2026-11-11T14:00Z'));
  t.is(periodOf('meeting', before ?? 0, { timezone: 'UTC', meetings: plans }), '2026-11-12T14:00Z');
  const after = dueBefore(at('2026-11-12T14:30Z'), DAY, plans);
  t.is(after, at('2026-11-12T14:00:01Z'));
  t.is(periodOf('meeting', after ?? 0, { timezone: 'UTC', meetings: plans }), '2026-11-12T17:00Z');
});

testProp(
  'whatever the plan, what is due is about the next meeting, not later than now, and said of it alone',
  [
    fc.array(
      fc.record({
        weekday: fc.integer({ min: 1, max: 7 }),
        minute: fc.integer({ min: 0, max: 1439 }),
        timezone: fc.constantFrom(
          'UTC',
          'Europe/Berlin',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
          'America/New_York',
        ),
        weeks: fc.constantFrom<Weeks>(
          'every',
          'odd',
          'even',
          { nth: 1 },
          { nth: -1 },
          { every: 3, from: '2026-01-01' },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2028-01-01T00:00Z') }),
    fc.integer({ min: 900, max: 14 * DAY }),
  ],
  (t, parts, now, before) => {
    const meetings = parts.map(part => planOf(part));
    const next = nextMeeting(meetings, now);
    t.true(next !== undefined && next.at >= now);
    const due = dueBefore(now, before, meetings);
    if (due === undefined || next === undefined) return;
    const calendar = { timezone: 'UTC', meetings };
    t.true(due <= now && next.at - due <= before);
    t.is(periodOf('meeting', due, calendar), periodOf('meeting', now, calendar));
  },
  { numRuns: 200 },
);
