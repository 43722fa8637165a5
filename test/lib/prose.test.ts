// What of a comment is its author's own words: everything that GitHub shows as text, nothing that it shows as quoted or as code.
import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import { proseLines } from '../../src/lib/prose.ts';

const prose = (...lines: readonly string[]): string[] => proseLines(lines.join('\n'));

test('plain lines are prose, trimmed and without the empty ones', t => {
  t.deepEqual(proseLines('one\r\n\ttwo\n\n  three \rfour'), ['one', 'two', 'three', 'four']);
  t.deepEqual(proseLines(''), []);
  t.deepEqual(prose('# Title', '- item', '1. first', '**bold**'), [
    '# Title',
    '- item',
    '1. first',
    '**bold**',
  ]);
});

test('quotes are left out, with the line that GitHub shows as part of them', t => {
  t.deepEqual(prose('> said', '>> earlier', '', 'answer'), ['answer']);
  t.deepEqual(prose('> said', 'still quoted'), []);
  t.deepEqual(prose('> said', '- answer'), ['- answer']);
  t.deepEqual(prose('> said', '>', 'answer'), ['answer']);
  t.deepEqual(prose('> ```', '> code', '> ```', 'answer'), ['answer']);
  t.deepEqual(prose('- > said', '', 'answer'), ['answer']);
  t.deepEqual(prose('asked', '> said', '', 'answer'), ['asked', 'answer']);
});

test('fenced code is left out, up to a fence of the same kind or the end', t => {
  t.deepEqual(prose('```', 'code', '```', 'answer'), ['answer']);
  t.deepEqual(prose('~~~ ts', 'code', '```', 'code', '~~~', 'answer'), ['answer']);
  t.deepEqual(prose('````', '```', 'code', '````', 'answer'), ['answer']);
  t.deepEqual(prose('before', '```', 'code'), ['before']);
  t.deepEqual(prose('```', '> code', '```', 'answer'), ['answer']);
  t.deepEqual(prose('``` not a fence```', 'answer'), ['``` not a fence```', 'answer']);
});

test('code in a list item is left out, and ends with the item', t => {
  t.deepEqual(prose('- ```', '  code', '  ```', '- next'), ['- next']);
  t.deepEqual(prose('1. item', '   ```', '   code', 'answer'), ['1. item', 'answer']);
  t.deepEqual(prose('- a', '  - b', '', '    words of b', '', '        code'), ['- a', '- b', 'words of b']);
});

test('indented code is left out, an indented line of a paragraph is not', t => {
  t.deepEqual(prose('before', '', '    code', '\tcode', '', 'after'), ['before', 'after']);
  t.deepEqual(prose('before', '    goes on'), ['before', 'goes on']);
  t.deepEqual(prose('-     code'), []);
});

test('code and comments within a paragraph begin no line', t => {
  t.deepEqual(prose('see `one', '/rollcall help', 'two` there'), ['see `one /rollcall help two` there']);
  t.deepEqual(prose('a `` b', 'c'), ['a `` b', 'c']);
  t.deepEqual(prose('a \\` b', 'c ` d', 'e'), ['a \\` b', 'c ` d', 'e']);
  t.deepEqual(prose('words <!-- one', 'two --> more'), ['words  more']);
  t.deepEqual(prose('words <!-- never closed', 'more'), ['words <!-- never closed', 'more']);
});

test('comments of HTML and preformatted text are left out over empty lines too', t => {
  t.deepEqual(prose('<!-- one', '', 'two', '-->', 'answer'), ['answer']);
  t.deepEqual(prose('<!-- one --> answer'), ['answer']);
  t.deepEqual(prose('<!-- one --><!-- two', '--> answer'), ['answer']);
  t.deepEqual(prose('<!-- never closed', '', 'hidden'), []);
  t.deepEqual(prose('<pre>', 'code', '', 'code', '</pre>', 'answer'), ['answer']);
  t.deepEqual(prose('<pre>code</pre>', 'answer'), ['answer']);
  t.deepEqual(prose('`<!--` is how', 'it begins'), ['`<!--` is how', 'it begins']);
});

const pieces = fc.constantFrom(
  '> ',
  '```',
  '~~~',
  '    ',
  '\t',
  '- ',
  '1. ',
  '`',
  '<!--',
  '-->',
  '<pre>',
  '\\',
);
const markdown = fc
  .array(fc.oneof(pieces, fc.constantFrom('\n', '\n\n', 'ACK', '/rollcall help', ' ')), { maxLength: 40 })
  .map(parts => parts.join(''));

testProp('no text is made up, whatever it is made of', [markdown], (t, text) => {
  const given = text.replace(/\s/g, '').length;
  const told = proseLines(text);
  t.true(told.join('').replace(/\s/g, '').length <= given);
  t.true(told.every(line => line !== '' && line === line.trim()));
});

testProp('whatever stands in a fence is code', [markdown], (t, text) => {
  t.deepEqual(proseLines(`~~~~~\n${text.replaceAll('~', '')}\n~~~~~\nafter`), ['after']);
});

testProp('whatever is quoted is a quote', [markdown], (t, text) => {
  const quoted = text
    .split('\n')
    .map(line => `> ${line}`)
    .join('\n');
  t.deepEqual(proseLines(`${quoted}\n\nafter`), ['after']);
});

test('long texts made of nothing but marks are read to their end', t => {
  for (const piece of [
    '`',
    '`a``b',
    '<!--',
    '<!---->',
    '- ',
    '> ',
    '\\',
    '<pre>',
    '~~~\n',
    '/',
    '1. ',
    '\t',
  ]) {
    const text = piece.repeat(Math.ceil(60_000 / piece.length));
    t.true(Array.isArray(proseLines(`${text}\n\nend`)), piece);
  }
});
