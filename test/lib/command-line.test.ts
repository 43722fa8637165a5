// Which lines of a comment are commands, and in which words.
import { fc } from '@fast-check/ava';
import test from 'ava';
import { commandFrom, commandsIn, MOST_COMMANDS, wordsOf } from '../../src/lib/command-line.ts';

const texts = (markdown: string): string[] => commandsIn(markdown).lines.map(({ text }) => text);

test('a command stands on a line of its own', t => {
  t.deepEqual(texts('Hello\n/rollcall me\nbye'), ['/rollcall me']);
  t.deepEqual(texts('/Rollcall  HELP   priority'), ['/rollcall help priority']);
  t.deepEqual(texts('  /rollcall me\\'), ['/rollcall me']);
  t.deepEqual(texts('/rollcall'), ['/rollcall']);
  t.deepEqual(texts('say /rollcall me'), []);
  t.deepEqual(texts('/rollcallme, /rollcalls'), []);
  t.deepEqual(texts('- /rollcall me'), []);
});

test('what is code, quoted or hidden is no command', t => {
  const hidden = [
    '```\n/rollcall me\n```',
    '~~~sh\n/rollcall me',
    '    /rollcall me',
    '> /rollcall me',
    '> quoted\n/rollcall me',
    '<!--\n/rollcall me\n-->',
    '<pre>\n/rollcall me\n</pre>',
    '`a\n/rollcall me\nb`',
  ];
  for (const markdown of hidden) t.deepEqual(texts(markdown), [], markdown);
  t.deepEqual(texts('<details>\n\n/rollcall me\n\n</details>'), ['/rollcall me'], 'folded is still said');
});

test('words go by spaces, and quotes hold them together', t => {
  t.deepEqual(wordsOf(`a "b c" 'd e' “f g” it's`), ['a', 'b c', 'd e', 'f g', "it's"]);
  t.deepEqual(wordsOf('"open end'), ['"open', 'end']);
  t.deepEqual(wordsOf('<b>@org/team</b> `x`'), ['<b>@org/team</b>', '`x`']);
});

test('the project is named before the verb', t => {
  t.like(commandFrom(['--project', 'garden', 'ME']), { project: 'garden', verb: 'me', words: [] });
  t.like(commandFrom(['--project=garden', 'link', '@a', 'irc:b']), {
    text: '/rollcall --project garden link @a irc:b',
    project: 'garden',
  });
  t.is(commandFrom(['--project']).project, undefined);
});

test('the same words give the same text, and the text gives the same words', t => {
  const word = fc
    .string({ unit: fc.constantFrom('a', 'b', '1', '@', '#', '/', ':', '.', 'é', '-') })
    .filter(each => each !== '');
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.constant('two words')), { minLength: 1 }), words => {
      const line = commandFrom(['verb', ...words]);
      const again = commandFrom(wordsOf(line.text.replace('/rollcall', '')));
      return again.text === line.text && again.words.join('\n') === words.join('\n');
    }),
  );
  t.pass();
});

test('of many commands the first few are read, and the others counted', t => {
  const { lines, left } = commandsIn('/rollcall help\n'.repeat(12));
  t.is(lines.length, MOST_COMMANDS);
  t.is(left, 12 - MOST_COMMANDS);
});

test('60 KB of slashes, quotes or backticks are read in their length', t => {
  const attacks = ['/', '/rollcall', '"', "'", '`', '“', '<!--', '> ', '/rollcall "', '/rollcall \'" '];
  for (const piece of attacks)
    for (const end of ['', '\n']) {
      const text = `${piece}${end}`.repeat(Math.ceil(60_000 / (piece.length + end.length)));
      t.true(commandsIn(text).lines.length <= MOST_COMMANDS);
      t.true(commandsIn(`/rollcall me ${text}`).lines.length <= MOST_COMMANDS);
    }
});

test('what is written under a command is its text, up to the next command', t => {
  const { lines } = commandsIn(
    'Before.\n/rollcall nomination open\n\nThey ask good questions.\nAnd more.\n\n> quoted\n\n/rollcall help\n',
  );
  t.deepEqual(
    lines.map(({ verb, below }) => [verb, below]),
    [
      ['nomination', ['They ask good questions.', 'And more.']],
      ['help', undefined],
    ],
  );
});
