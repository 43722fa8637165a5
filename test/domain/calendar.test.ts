// Dates of a team: zones, weeks in which clocks change, ISO weeks, dates that do not exist.
import test from 'ava';
import {
  dateText,
  daysBefore,
  daysBetween,
  isTimezone,
  minuteText,
  mondayOf,
  parseDate,
  weekText,
  windowBefore,
} from '../../src/domain/calendar.ts';

const BERLIN = 'Europe/Berlin';
const at = (iso: string): number => Date.parse(iso) / 1000;

test('a day begins at midnight in the project’s zone', t => {
  t.is(parseDate('2020-01-15', BERLIN), at('2020-01-14T23:00:00Z'));
  t.is(parseDate('2020-07-15', BERLIN), at('2020-07-14T22:00:00Z'));
  t.is(parseDate('2020-07-15', 'Asia/Kolkata'), at('2020-07-14T18:30:00Z'));
  t.is(parseDate('2020-07-15T10:00:00+02:00', 'UTC'), at('2020-07-15T08:00:00Z'));
});

test('dates that do not exist, or are none, are refused', t => {
  for (const text of [
    '2019-02-29',
    '2020-13-01',
    '2020-04-31',
    '2020-1-1',
    '2020-07-15T10:00',
    'soon',
    '',
    '2020-07-15T99:00:00Z',
  ])
    t.is(parseDate(text, BERLIN), undefined, text);
  t.is(parseDate('2020-02-29', 'UTC'), at('2020-02-29T00:00:00Z'));
});

test('zones are known by their IANA names', t => {
  t.true(isTimezone('UTC') && isTimezone('America/St_Johns'));
  t.false(isTimezone('Mars/Olympus') || isTimezone(''));
});

test('a week in which clocks change is seven days all the same', t => {
  const spring = daysBefore(at('2020-03-30T00:00:00+02:00'), 7, BERLIN);
  t.is(spring.since, at('2020-03-23T00:00:00+01:00'));
  t.is(spring.until - spring.since, 7 * 86_400 - 3600);
  const autumn = daysBefore(at('2020-10-26T00:00:00+01:00'), 7, BERLIN);
  t.is(autumn.until - autumn.since, 7 * 86_400 + 3600);
});

test('the window before ends where the window begins', t => {
  t.deepEqual(windowBefore({ since: 100, until: 170 }, 'UTC'), { since: 30, until: 100 });
});

test('the window before is as many calendar days, whatever the clocks do', t => {
  const week = daysBefore(at('2018-03-26T00:00:00+02:00'), 7, BERLIN);
  t.deepEqual(windowBefore(week, BERLIN), {
    since: at('2018-03-11T23:00:00Z'),
    until: at('2018-03-18T23:00:00Z'),
  });
  const after = daysBefore(at('2018-04-02T00:00:00+02:00'), 7, BERLIN);
  t.deepEqual(windowBefore(after, BERLIN), week);
});

test('Monday is the latest one that has begun in the zone', t => {
  const monday = at('2020-03-30T00:00:00+02:00');
  for (const day of ['2020-03-30T00:00:00+02:00', '2020-04-01T12:00:00+02:00', '2020-04-05T23:59:59+02:00'])
    t.is(mondayOf(at(day), BERLIN), monday, day);
  t.is(mondayOf(at('2020-03-29T23:59:59+02:00'), BERLIN), at('2020-03-23T00:00:00+01:00'));
  t.is(mondayOf(at('2020-03-29T23:00:00Z'), 'UTC'), at('2020-03-23T00:00:00Z'));
});

test('moments are written as the team’s clocks show them', t => {
  const moment = at('2020-12-31T23:30:00Z');
  t.is(dateText(moment, BERLIN), '2021-01-01');
  t.is(minuteText(moment, BERLIN), '2021-01-01 00:30');
  t.is(minuteText(moment, 'UTC'), '2020-12-31 23:30');
});

test('ISO weeks belong to the year of their Thursday', t => {
  t.is(weekText(at('2021-01-01T12:00:00Z'), 'UTC'), '2020-W53');
  t.is(weekText(at('2018-12-31T12:00:00Z'), 'UTC'), '2019-W01');
  t.is(weekText(at('2017-03-13T12:00:00Z'), 'UTC'), '2017-W11');
});

test('days between are whole ones, rounded down', t => {
  t.is(daysBetween(0, 86_400), 1);
  t.is(daysBetween(0, 86_399), 0);
  t.is(daysBetween(86_400, 0), -1);
});
