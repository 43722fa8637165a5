// So many things in an hour, and one notice.
import test from 'ava';
import { limiter } from '../../src/lib/limit.ts';

const LIMITS = { most: 2, within: 100, people: 2 };

test('so many are granted, then there is one notice, then silence until the time is over', t => {
  const leave = limiter(LIMITS);
  t.deepEqual(
    ['a', 'b', 'c', 'd'].map((what, index) => leave('una', what, index)),
    ['yes', 'yes', 'notice', 'no'],
  );
  t.is(leave('oli', 'a', 3), 'yes');
  t.is(leave('una', 'e', 100), 'yes');
  t.is(leave('una', 'f', 100), 'no');
  t.is(leave('una', 'f', 103), 'yes');
});

test('the same thing asked again counts once', t => {
  const leave = limiter(LIMITS);
  for (let time = 0; time < 5; time++) t.is(leave('una', 'a', time), 'yes');
  t.is(leave('una', 'b', 5), 'yes');
  t.is(leave('una', 'c', 6), 'notice');
  t.is(leave('una', 'c', 7), 'notice');
  t.is(leave('una', 'b', 8), 'yes');
});

test('who asked longest ago is forgotten first', t => {
  const leave = limiter({ ...LIMITS, most: 1 });
  leave('una', 'a', 0);
  leave('oli', 'a', 0);
  leave('nia', 'a', 0);
  t.is(leave('oli', 'b', 1), 'notice');
  t.is(leave('una', 'b', 1), 'yes');
});
