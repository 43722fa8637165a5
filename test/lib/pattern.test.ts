// Globs and RE2 expressions as configuration files use them.
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { compilePattern, patternFault, patternTest } from '../../src/lib/pattern.ts';

const matches = (pattern: string, text: string): boolean => compilePattern(pattern)(text);

test('a glob matches the whole text in any case', t => {
  t.true(matches('image-import*', 'Image-Import-API'));
  t.false(matches('image-import', 'image-import-api'));
  t.true(matches('bp/?lance', 'bp/glance'));
  t.true(matches('*', ''));
  t.true(matches('a*b', 'a\nb'));
});

test('a glob knows classes, their negation and alternatives', t => {
  t.true(matches('v[0-9]', 'v7'));
  t.false(matches('v[!0-9]', 'v7'));
  t.true(matches('{doctor,vitrage}-*', 'vitrage-ui'));
  t.true(matches('{a,{b,c}d}', 'cd'));
  t.false(matches('{a,b}', 'a,b'));
  t.true(matches('a,b}', 'a,b}'));
});

test('what is special to expressions is plain in a glob', t => {
  t.true(matches('a.b+c(d)|$', 'a.b+c(d)|$'));
  t.false(matches('a.b', 'axb'));
  t.true(matches('\\*\\[x\\]', '*[x]'));
});

test('[bot] in a glob means the ending of a bot name, not three letters', t => {
  t.true(matches('*[bot]', 'dependabot[bot]'));
  t.false(matches('*[bot]', 'Albert'));
});

test('an expression between slashes is found anywhere, with i in any case', t => {
  t.true(matches('/import (v1|v2)/', 'the import v2 work'));
  t.false(matches('/import/', 'IMPORT'));
  t.true(matches('/import/i', 'IMPORT'));
  t.true(matches('/^a/b$/', 'a/b'));
});

test('a pattern that backtracks elsewhere runs in linear time', t => {
  const started = performance.now();
  t.false(matches('/^(a+)+$/', `${'a'.repeat(50_000)}!`));
  t.false(matches('/(a|aa)+(b|c*)*d$/', `${'a'.repeat(50_000)}!`));
  t.false(matches('*a*a*a*a*a*a*a*a*b', 'a'.repeat(5_000)));
  t.true(performance.now() - started < 2_000);
});

test('what RE2 leaves out is refused with its name', t => {
  t.regex(patternFault('/(?=a)b/') ?? '', /no lookahead/);
  t.regex(patternFault('/(?<!a)b/') ?? '', /lookbehind/);
  t.regex(patternFault('/(a)\\1/') ?? '', /no backreferences/);
  t.regex(patternFault('/a/gx') ?? '', /unknown flag.*accepted: i/);
});

test('a broken pattern is refused with what would be accepted', t => {
  t.regex(patternFault('[abc') ?? '', /never closed; accepted/);
  t.regex(patternFault('{a,b') ?? '', /never closed; accepted/);
  t.regex(patternFault('[]') ?? '', /holds no character/);
  t.regex(patternFault('[z-a]') ?? '', /z-a/);
  t.regex(patternFault('a'.repeat(1001)) ?? '', /at most 1000/);
  t.is(patternFault('topic-*'), undefined);
  t.throws(() => compilePattern('/(/'));
});

test('a pattern test remembers what it compiled', t => {
  const tester = patternTest();
  t.true(tester('a*', 'abc'));
  t.true(tester('a*', 'ax'));
  t.false(tester('b*', 'ax'));
});

testProp(
  'a text with every special character escaped is a glob for itself',
  [fc.string({ maxLength: 200 })],
  (t, text) => {
    t.true(matches(text.replace(/[\\*?{},[\]/]/g, '\\$&'), text));
  },
);

testProp(
  'any text is either a pattern or has a fault in words',
  [fc.string({ maxLength: 60 })],
  (t, text) => {
    const fault = patternFault(text);
    if (fault === undefined) t.notThrows(() => matches(text, text));
    else t.true(fault.length > 0);
  },
);
