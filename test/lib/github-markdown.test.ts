// What GitHub makes of Markdown: keys that nobody forges, bodies that fit, links that leave no trace.
import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {
  fitted,
  hasKey,
  issueTitle,
  keyLine,
  withNext,
  withoutBacklinks,
} from '../../src/lib/github-markdown.ts';

const KEY = keyLine(['garden', 'weekly', '2026-W33']);

test('a key is one hidden line, and the first line alone counts', t => {
  t.is(KEY, '<!-- rollcall:key garden/weekly/2026-W33 -->');
  t.true(hasKey(`${KEY}\nbody`, KEY));
  t.true(hasKey(`${KEY}\r\nbody`, KEY), 'saved by a browser');
  t.true(hasKey(KEY, KEY));
  for (const body of ['', `\n${KEY}`, ` ${KEY}`, `${KEY} x`, `x${KEY}`, `> ${KEY}`, KEY.replace('33', '3')])
    t.false(hasKey(body, KEY), body);
});

testProp(
  'no part of a key ends its comment, breaks its line or passes for another key',
  [
    fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }),
    fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
  ],
  (t, parts, others) => {
    const key = keyLine(parts);
    t.regex(key, /^<!-- rollcall:key [^\s<>]* -->$/);
    if (JSON.stringify(parts) !== JSON.stringify(others)) t.not(key, keyLine(others));
  },
);

test('a line to the next one is the second, and there is one of it', t => {
  const once = withNext(`${KEY}\n\nbody`, '#2');
  t.is(once, `${KEY}\n<!-- rollcall:next -->Next: #2\n\n\nbody`);
  t.is(withNext(once, '#2'), once);
  t.is(withNext(once.replaceAll('\n', '\r\n'), '#3'), once.replace('#2', '#3'));
});

test('links to GitHub leave no "mentioned this" behind, other links stay', t => {
  t.is(
    withoutBacklinks(
      '[a](https://github.com/acme/widget/pull/1) [b](http://GitHub.com/x) [c](https://git.example/github.com/)',
    ),
    '[a](https://redirect.github.com/acme/widget/pull/1) [b](https://redirect.github.com/x) [c](https://git.example/github.com/)',
  );
  t.is(withoutBacklinks('[a](https://github.company.example/x)'), '[a](https://github.company.example/x)');
});

const MOST = 2000;
const filler = (lines: number): string => 'A line of about forty characters, or so.\n'.repeat(lines);

test('what is short enough stays as it is', t => {
  t.is(fitted(filler(10), undefined, MOST), filler(10));
});

test('it is cut at the end of a line, and says so', t => {
  const cut = fitted(filler(100), 'https://rollcall.example/', MOST);
  t.true(cut.length <= MOST);
  t.true(cut.length > MOST - 200);
  t.regex(
    cut,
    /or so\.\n\n\*\*Cut here:\*\* the report is longer than GitHub takes\. \[The whole report\]\(https:\/\/rollcall\.example\/\)\.\n$/,
  );
});

test('a page that is no address is not linked', t => {
  for (const page of ['javascript:alert(1)', 'https://a.example/\n<b>', 'https://a.example/ x'])
    t.true(fitted(filler(100), page, MOST).endsWith('longer than GitHub takes.\n'), page);
});

test('never within a fence, a fold or a table', t => {
  const PARTS = {
    fence: `\`\`\`mermaid\n${filler(30)}\`\`\`\n`,
    tildes: `~~~~\n~~~\n\`\`\`\n${filler(30)}~~~~\n`,
    fold: `<details><summary>More</summary>\n\n${filler(30)}\n</details>\n`,
    folds: `<details><summary>More</summary>\n<details><summary>x</summary>\n${filler(30)}</details>\n</details>\n`,
    table: `| a | b |\n| --- | --- |\n${'| 1 | a cell of some length |\n'.repeat(40)}`,
  };
  for (const [name, part] of Object.entries(PARTS)) {
    const head = filler(30);
    const cut = fitted(`${head}\n${part}\n${filler(20)}`, undefined, MOST);
    t.is(cut.split('\n**Cut here')[0]?.trimEnd(), head.trimEnd(), name);
    const small = fitted(`${part.replaceAll(filler(30), filler(3))}\n${filler(60)}`, undefined, MOST);
    t.true(small.startsWith(part.replaceAll(filler(30), filler(3)).slice(0, 300)), name);
  }
});

test('a table that is nearly everything loses its last rows', t => {
  const row = '| 1 | a cell of some length |\n';
  const cut = fitted(`# Team\n\n| a | b |\n| --- | --- |\n${row.repeat(200)}\nEnd.\n`, undefined, MOST);
  t.true(cut.length > MOST - 200);
  t.regex(cut, /of some length \|\n\n\*\*Cut here/);
});

testProp(
  'whatever the lines, it fits, and what is kept is whole lines of the beginning',
  [
    fc.array(
      fc.oneof(
        fc.constantFrom('```', '~~~', '<details>', '</details>', '| a |', ''),
        fc.string({ maxLength: 80 }).map(text => text.replaceAll('\n', ' ')),
      ),
      { maxLength: 120 },
    ),
    fc.integer({ min: 100, max: 1500 }),
  ],
  (t, lines, most) => {
    const body = lines.join('\n');
    const cut = fitted(body, undefined, most);
    t.true(cut.length <= most);
    const kept = cut.split('\n**Cut here')[0] ?? '';
    t.true(body.startsWith(kept));
    if (cut !== body) t.true(kept === '' || kept.endsWith('\n'));
  },
);

test('a title is one line of at most 256 characters that calls nobody', t => {
  t.is(issueTitle('a\r\nb\u202E\u0007 @acme/team'), 'a b @\u200Bacme/team');
  t.true(issueTitle('🌱'.repeat(400)).length <= 500);
  t.is(Array.from(issueTitle('🌱'.repeat(400))).length, 241);
});
