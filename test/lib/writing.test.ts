// Text on its way out: made harmless for each format, and set in tables.
import test from 'ava';
import fc from 'fast-check';
import { csv, html, markdown, plain, webAddress } from '../../src/lib/escape.ts';
import { definitionsOf, linkTo } from '../../src/lib/report-parts.ts';
import { htmlTable, markdownTable, textTable } from '../../src/lib/table.ts';

test('plain text is one line without marks that cannot be seen', t => {
  t.is(plain(' a\nb\u202ec\u0000 '), 'a b c');
});

test('Markdown shows the text as it is and calls nobody', t => {
  t.is(markdown('*a* _b_ `c` [d](e) | ~f~'), '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\| \\~f\\~');
  t.is(markdown('<b>&'), '&lt;b&gt;&amp;');
  t.is(markdown('- item'), '\\- item');
  for (const text of ['@una', '#12', 'see https://example.org', 'www.example.org'])
    t.notRegex(markdown(text), /@una|#12|:\/\/example|www\.example/, text);
});

test('HTML has no markup of others', t => {
  t.is(html(`<a href="x" title='y'>&`), '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  t.notThrows(() => fc.assert(fc.property(fc.string(), text => !/[<>"']/.test(html(text)))));
});

test('only web addresses are linked', t => {
  t.is(webAddress('https://example.org/a_(b)'), 'https://example.org/a%5F%28b%29');
  for (const url of ['javascript:alert(1)', 'https://a b', 'https://a"b', '', `https://${'x'.repeat(2000)}`])
    t.is(webAddress(url), undefined, url.slice(0, 30));
});

test('CSV quotes what it must and starts no formula', t => {
  t.is(
    csv([
      ['a', 1, 'b,"c"'],
      ['=1+1', -2, '-x'],
    ]),
    `a,1,"b,""c"""\r\n'=1+1,-2,'-x\r\n`,
  );
});

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
