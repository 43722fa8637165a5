// Lines of IRC logs, in the forms in which clients and bots write them.
import test from 'ava';
import fc from 'fast-check';
import { type IrcLine, ircLine, nickId } from '../../src/lib/irc-line.ts';

const told = (line: IrcLine): string => {
  if (line.kind === 'said') return `${line.nick}${line.isAction ? ' *' : ':'} ${line.text}`;
  if (line.kind === 'nick') return `${line.from} -> ${line.to}`;
  return line.kind === 'day' ? line.date : 'other';
};
const noon = 12 * 3600;

test('what was said is read in every form, with its time', t => {
  const forms: [string, number, string?][] = [
    ['12:00:01 <una> the shed is red', noon + 1],
    ['12:00 <una> the shed is red', noon],
    ['[12:00] <una> the shed is red', noon],
    ['[12:00:01] <@una> the shed is red', noon + 1],
    ['12:00 < una> the shed is red', noon],
    ['12:00 <@una> the shed is red', noon],
    ['12:00 < +una> the shed is red', noon],
    ['2019-05-08T12:00:12  <una> the shed is red', noon + 12, '2019-05-08'],
    ['2019-05-08T12:00:12+0000  <una> the shed is red', noon + 12, '2019-05-08'],
    ['2019-05-08T12:00:12.345Z <una> the shed is red', noon + 12, '2019-05-08'],
    ['[2019-05-08 12:00:12] <una> the shed is red', noon + 12, '2019-05-08'],
    ['2019-05-08 12:00:12\tuna\tthe shed is red', noon + 12, '2019-05-08'],
    ['2019-05-08 12:00:12\t@una\tthe shed is red', noon + 12, '2019-05-08'],
  ];
  for (const [line, seconds, date] of forms) {
    const read = ircLine(line);
    t.is(told(read), 'una: the shed is red', line);
    t.like(read, { stamp: { seconds, ...(date === undefined ? {} : { date }) } }, line);
  }
});

test('what was done with /me is said, too', t => {
  for (const line of [
    '12:00 * una waves',
    '12:00:01  * una waves',
    '12:00 ⚡ una waves',
    '12:00 — una waves',
  ])
    t.is(told(ircLine(line)), 'una * waves', line);
  t.is(told(ircLine('2019-05-08 12:00:12\t *\tuna waves')), 'una * waves');
  t.is(told(ircLine('12:00 * una')), 'una * ');
});

test('a nick that is changed is told in every form', t => {
  const forms = [
    '12:00 * una_ is now known as una',
    '12:00 *** una_ is now known as una',
    '12:00 -!- una_ is now known as una',
    '12:00 -!- una_ (~una@shed.example.org) is now known as una',
    '12:00 ℹ  una_ is now known as una',
    '2019-05-08 12:00:12\t--\tuna_ is now known as una',
  ];
  for (const line of forms) t.is(told(ircLine(line)), 'una_ -> una', line);
});

test('who came, went or changed the channel said nothing', t => {
  const forms = [
    '12:00 *** una has joined #shed',
    '12:00 *** una <una!~u@192.0.2.1> has quit IRC',
    '12:00 -!- una [~u@example.org] has left #shed []',
    '12:00 * una (~u@example.org) has joined #shed',
    '12:00 * una has changed the topic to: the shed',
    '12:00 * ChanServ sets mode: +o una',
    '2019-05-08 12:00:12\t-->\tuna (~u@example.org) has joined #shed',
    '12:00 -una- a notice',
    'una: no time',
    '<p class="host">',
    '12:00 </p>',
    '25:00 <una> no such hour',
    '12:61 <una> no such minute',
    '',
  ];
  for (const line of forms) t.is(told(ircLine(line)), 'other', line);
});

test('a line with nothing behind the nick is a line', t => t.is(told(ircLine('12:00 <una>')), 'una: '));

test('a new day is told by the log', t => {
  t.is(told(ircLine('--- Day changed Thu May 09 2019')), '2019-05-09');
  t.is(told(ircLine('--- Log opened Wed May 08 12:00:00 2019')), '2019-05-08');
  t.is(told(ircLine('**** BEGIN LOGGING AT Wed May  8 12:00:00 2019')), '2019-05-08');
  t.is(told(ircLine('--- Day changed Thu Foo 09 2019')), 'other');
});

test('a zone is told in seconds east of UTC', t => {
  t.like(ircLine('2019-05-08T12:00:12+0200 <una> hi'), { stamp: { offset: 7200 } });
  t.like(ircLine('2019-05-08T12:00:12-05:30 <una> hi'), { stamp: { offset: -19_800 } });
});

test('colours are no part of a text, and upper case is no part of a nick', t => {
  t.is(told(ircLine('12:00 <una> \u0002bold\u000f words')), 'una: bold words');
  t.is(nickId('Una_'), 'una_');
});

test('a line that is far too long is cut', t => {
  const read = ircLine(`12:00 <una> ${'x'.repeat(1_000_000)}`);
  t.true(read.kind === 'said' && read.text.length <= 4000);
});

test('a mutated line never throws, and gives no nick with a space in it', t => {
  const pieces = fc.constantFrom(
    '12:00',
    '[12:00:01]',
    '2019-05-08T12:00:12',
    ' ',
    '\t',
    '<',
    '>',
    '*',
    '***',
    'una',
    '⚡',
    ' is now known as ',
    '#startmeeting',
    '-!-',
    '@',
    '--- Day changed Thu May 09 2019',
    '\u0000',
    '\uD800',
  );
  const line = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 30 });
  fc.assert(
    fc.property(line, parts => {
      const read = ircLine(parts.join(''));
      return read.kind !== 'said' || /^\S{1,64}$/.test(read.nick);
    }),
    { numRuns: 3000 },
  );
  t.pass();
});
