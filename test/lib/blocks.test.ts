// Blocks of words as Markdown and as text.
import { fc } from '@fast-check/ava';
import test from 'ava';
import { cutTo, markdownOf, textOf } from '../../src/lib/blocks.ts';

const LINK = { text: 'Mend [the] fence', url: 'https://example.org/1' };

test('each kind of block has its Markdown', t => {
  t.is(markdownOf(['One.', 'Two.']), 'One.\n\nTwo.');
  t.is(markdownOf([{ list: ['a', LINK] }]), '- a\n- [Mend \\[the\\] fence](https://example.org/1)');
  t.is(markdownOf([{ code: ['/rollcall me'] }]), '```\n/rollcall me\n```');
  t.is(markdownOf([{ code: ['a ``` b'] }]), '````\na ``` b\n````');
  t.is(markdownOf([{ report: '# As it is <b>\n' }]), '# As it is <b>');
  t.is(markdownOf([{ grid: { head: ['what'], rows: [['a|b'], [LINK]] } }]).split('\n').length, 4);
});

test('each kind of block has its text', t => {
  t.is(textOf(['One.', { list: ['a', LINK] }]), 'One.\n\n- a\n- Mend [the] fence  https://example.org/1');
  t.is(textOf([{ code: ['/rollcall me'] }]), '  /rollcall me');
});

test('nothing that is put in pings anybody or opens HTML', t => {
  const nasty = fc.constantFrom(
    '@org/team',
    '<img src=x>',
    '<!-- rollcall:answer 1 -->',
    '\n/rollcall me',
    '](x)',
    '|',
    '`',
  );
  const texts = fc
    .array(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), { maxLength: 6 })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(texts, text => {
      const shown = markdownOf([
        text,
        { list: [text, { text, url: 'javascript:x' }] },
        { grid: { head: [text], rows: [[text]] } },
      ]);
      return !/@(?=\w)/.test(shown) && !shown.includes('<');
    }),
  );
  t.pass();
});

test('only a web address is linked', t => {
  t.is(markdownOf([{ list: [{ text: 'x', url: 'javascript:alert(1)' }] }]), '- x');
});

test('what is cut is cut between lines, closes what it opened, and says so', t => {
  const text = `<details>\n\n\`\`\`mermaid\n${'line\n'.repeat(500)}\`\`\`\n</details>`;
  const cut = cutTo(text, 1000);
  t.true(cut.length <= 1000);
  t.regex(cut, /line\n```\n<\/details>\n\n\*The rest is too long/);
  t.is(cutTo('short', 1000), 'short');
  t.true(cutTo('x'.repeat(5000), 1000).length <= 1000);
});
