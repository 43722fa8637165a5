// Rendering: every string of a model is escaped, whatever the template does with it.
import test from 'ava';
import { escapeAll } from '../../src/shell/templates.ts';

const MODEL = {
  title: '<b>@all</b>',
  count: 3,
  nothing: null,
  list: [
    'a|b',
    { text: 'A *change*', url: 'https://review.example.org/c/1' },
    { text: 'x', url: 'javascript:1' },
  ],
};

test('HTML: strings are inert, links are links, other addresses are text', t => {
  t.deepEqual(escapeAll(MODEL, 'html'), {
    title: '&lt;b&gt;@all&lt;/b&gt;',
    count: 3,
    nothing: null,
    list: ['a|b', '<a href="https://review.example.org/c/1">A *change*</a>', 'x'],
  });
});

test('Markdown: markup, tables and mentions are inert', t => {
  t.deepEqual(escapeAll(MODEL, 'markdown'), {
    title: '&lt;b&gt;@\u200Ball&lt;/b&gt;',
    count: 3,
    nothing: null,
    list: ['a\\|b', '[A \\*change\\*](https://review.example.org/c/1)', 'x'],
  });
});

test('text: one line each, the address behind the words', t => {
  const { list } = escapeAll(MODEL, 'text') as { list: string[] };
  t.deepEqual(list, ['a|b', 'A *change*  https://review.example.org/c/1', 'x']);
});
