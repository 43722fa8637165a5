// What the settings of a plugin ask for is told in words, though the plugin has none of its own.
import test from 'ava';
import { z } from 'zod';
import { entry } from '../../../src/shell/config/entry.ts';
import { explain, problems } from '../../../src/shell/config/explain.ts';

const told = (schema: z.ZodType, value: unknown): string[] => {
  const result = schema.safeParse(value, { error: explain });
  return result.success
    ? []
    : problems(result.error.issues).map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('every kind of limit is told with what is there and what is accepted', t => {
  const schema = z.strictObject({
    least: z.number().min(3),
    more: z.number().gt(3),
    most: z.string().max(2),
    few: z.array(z.string()).max(1),
    step: z.number().multipleOf(5),
    url: z.url(),
    either: z.union([z.string(), z.number()]),
    one: z.literal('x'),
    own: z.string().refine(() => false, 'own words'),
    record: z.record(z.enum(['a']), z.number()),
  });
  const value = {
    least: 1,
    more: 3,
    most: 'abc',
    few: ['a', 'b'],
    step: 3,
    url: '-',
    either: true,
    one: 'y',
    own: '',
    record: null,
  };
  t.deepEqual(told(schema, value), [
    'least: found 1; accepted: at least 3',
    'more: found 3; accepted: more than 3',
    'most: found "abc"; accepted: at most 2 character(s)',
    'few: found a list; accepted: at most 1 in the list',
    'step: found 3; accepted: a multiple of 5',
    'url: found "-"; accepted: a text in the form of url',
    'either: found true; accepted: a text, or a number',
    'one: found "y"; accepted: x',
    'own: own words',
    'record: found nothing; accepted: a section of keys',
  ]);
});

test('a value that is long is shown by its beginning', t => {
  const [message = ''] = told(z.number(), 'x'.repeat(1000));
  t.true(message.length < 120);
});

test('settings that are refined, piped or have a default are still known by their keys', t => {
  const keys = z.object({ path: z.string() });
  const settings = [
    keys.refine(() => true),
    keys.transform(value => value),
    keys.prefault({ path: '.' }),
    keys.optional(),
  ];
  for (const schema of settings) {
    const plugins = new Map([['p', { id: 'p', settings: schema }]]);
    t.deepEqual(told(entry({ noun: 'source', plugins, named: true }), { type: 'p', path: 'a', pth: 1 }), [
      'pth: unknown key; accepted: type, id, path; did you mean "path"?',
    ]);
  }
  const either = new Map([['p', { id: 'p', settings: z.union([keys, z.object({ url: z.string() })]) }]]);
  t.deepEqual(told(entry({ noun: 'source', plugins: either, named: true }), { type: 'p', path: 'a' }), []);
});
