// Lines for IRC: short, whole, and calling nobody.
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { accountId, isChannel, isNick, oneLine, pieces, roomFor, uncalled } from '../../src/lib/irc-text.ts';

test('names of channels and nicks are told from what would be a command', t => {
  t.true(['#garden', '&local', '#zahrada-ž'].every(isChannel));
  t.false(['garden', '#', '#a b', '#a,b', '#a\r\nQUIT', '#a:b', ''].some(isChannel));
  t.true(['ada', 'ada_', '[ada]', '`a|b^', 'a-1'].every(isNick));
  t.false(['1ada', '-a', 'a b', 'ada!', 'a@b', 'ada\n', '#ada', ''].some(isNick));
});

test('a long line is cut after a word, and within one only where there is no other way', t => {
  t.deepEqual(pieces('one two three', 8), ['one two', 'three']);
  t.deepEqual(pieces('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
  t.deepEqual(pieces('kůň kůň', 5), ['kůň', 'kůň']);
  t.deepEqual(pieces(' \r\n\0 ', 10), []);
  t.true(roomFor('#garden') > 300);
});

testProp(
  'no piece is too long, breaks a line or tears a character, and nothing is lost but blanks',
  [fc.string({ unit: 'binary' }), fc.integer({ min: 4, max: 60 })],
  (t, text, most) => {
    const found = pieces(text, most);
    t.true(found.every(piece => Buffer.byteLength(piece) <= most && piece !== ''));
    t.true(found.every(piece => !/\p{Cc}/u.test(piece)));
    const bare = (words: string): string => words.replace(/\s/g, '');
    t.is(bare(found.join('')), bare(oneLine(text)));
  },
);

test('who is in the channel is named and not called', t => {
  const told = (line: string) =>
    uncalled(line, ['ada', 'Grace', 'bob|away', 'lin-', 'c']).replaceAll('\u200B', '·');
  t.is(told('by Ada Example and grace'), 'by A·da Example and g·race');
  t.is(told("ada's, ada-fix, (bob|away): lin-"), "a·da's, a·da-fix, (b·ob|away): l·in-");
  t.is(told('adage, a c, disgrace'), 'adage, a c, disgrace');
  t.is(told('see https://example.org/ada by ada'), 'see https://example.org/ada by a·da');
  t.is(told('#agreed on nothing'), '·#agreed on nothing');
  t.is(told('!seen ada'), '·!seen a·da');
});

testProp(
  'whatever is written, no word that is left is a nick of somebody there',
  [fc.array(fc.constantFrom('ada', 'Ada', 'bob', 'x', '-', ' ', '!', '’s', ', '), { maxLength: 12 })],
  (t, parts) => {
    const line = uncalled(parts.join(''), ['ada', 'bob']);
    t.false(line.split(/[^\p{L}\p{N}\u200B]+/u).some(word => ['ada', 'bob'].includes(word.toLowerCase())));
    t.is(line.replaceAll('\u200B', ''), parts.join(''));
  },
);

test('accounts are compared as networks do: the case of ASCII alone, and no network in a name', t => {
  t.is(accountId('Una'), 'una');
  t.not(accountId('\u212Aim'), 'kim', 'the sign for Kelvin is no k');
  t.is(accountId('una@irc.example.org'), undefined);
  t.is(accountId(''), undefined);
});
