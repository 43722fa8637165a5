// Text on its way out, set in tables and links.
import test from 'ava';
import { definitionsOf, linkTo } from '../../src/lib/report-parts.ts';
import { htmlTable, markdownTable, textTable, wrapped } from '../../src/lib/table.ts';

const GRID = {
  head: ['Person', 'Reviews', 'Share'],
  rows: [
    ['Una', '12', '7.5%'],
    ['李', '3', '–'],
  ],
};

test('tables are aligned by what is seen, numbers to the right', t => {
  t.deepEqual(textTable(GRID).split('\n'), [
    'Person  Reviews  Share',
    '------  -------  -----',
    'Una          12   7.5%',
    '李            3      –',
  ]);
  t.deepEqual(markdownTable(GRID).split('\n'), [
    '| Person | Reviews | Share |',
    '| --- | ---: | ---: |',
    '| Una | 12 | 7.5% |',
    '| 李 | 3 | – |',
  ]);
  const table = htmlTable(GRID);
  t.true(table.includes('<th>Person</th><th class="number">Reviews</th>'));
  t.true(table.includes('<td>Una</td><td class="number">12</td>'));
});

test('a change is called by its title, or by its number', t => {
  t.deepEqual(linkTo({ number: '7', title: 'Paint', url: 'https://x' }), { text: 'Paint', url: 'https://x' });
  t.deepEqual(linkTo({ number: '7', title: '', url: null }), { text: '7', url: '' });
  t.deepEqual(linkTo({ number: '7', title: null, url: null }), { text: '7', url: '' });
  const metric = { question: 'q?', definition: 'd.', source: 's', sql: 'select 1' };
  t.deepEqual(definitionsOf([metric]), [{ question: 'q?', definition: 'd.', source: 's' }]);
});

test('a paragraph is wrapped at spaces, a long word stands alone', t => {
  t.is(wrapped('one two  three\nfour', 9), 'one two\nthree\nfour');
  t.is(wrapped('a overlong b', 4), 'a\noverlong\nb');
});
