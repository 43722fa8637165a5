// Untrusted text in every format: it is shown as it is, and does nothing.

import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import { csv, html, markdown, plain, webAddress } from '../../src/lib/escape.ts';

const HOSTILE =
  '[x](javascript:alert(1)) <script>alert(1)</script> @org/team #12 `code` **bold** |cell| https://evil.example';

test('Markdown shows the text and pings nobody', t => {
  const safe = markdown(HOSTILE);
  t.false(/<script/.test(safe));
  t.false(/@org/.test(safe), 'a mention');
  t.false(/#12/.test(safe), 'a cross-reference');
  t.false(/(^|[^\\])[`*|[\]]/.test(safe), 'markup');
  t.false(/https:\/\//.test(safe), 'a link of its own');
});

test('a title cannot begin a list or a heading', t => {
  t.is(markdown('- item'), '\\- item');
  t.is(markdown('1. first'), '1\\. first');
  t.is(markdown('# heading'), '\\# heading');
});

test('HTML is inert in text and in attributes', t => {
  t.is(
    html(`<img src=x onerror="alert('1')">&`),
    '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;',
  );
});

test('line breaks, control characters and marks of direction disappear', t => {
  t.is(plain('a\r\nb\u0007\u202Ec\u200Bd'), 'a b c d');
});

test('only web addresses are linked, and they cannot leave their brackets', t => {
  t.is(webAddress('javascript:alert(1)'), undefined);
  t.is(webAddress('data:text/html,x'), undefined);
  t.is(webAddress('https://a.example/x y'), undefined);
  t.is(webAddress('https://a.example/"><b>'), undefined);
  t.is(webAddress('https://a.example/c/1_(x)'), 'https://a.example/c/1%5F%28x%29');
});

test('a spreadsheet takes no cell for a formula', t => {
  t.is(
    csv([
      ['name', 'n'],
      ['=cmd|x', 1],
      ['a,"b"', 2],
    ]),
    `name,n\r\n'=cmd|x,1\r\n"a,""b""",2\r\n`,
  );
});

testProp('no text whatever makes HTML markup or a second line', [fc.string()], (t, text) => {
  t.false(/[<>"'\n\r]/.test(html(text)));
  t.false(/[\n\r]/.test(markdown(text)));
  t.false(/@[^\s\u200B]/.test(markdown(text)));
});
