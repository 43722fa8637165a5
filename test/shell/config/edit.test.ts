// A handle is added to a file that people wrote, and nothing else in it changes.
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { parse, stringify } from 'yaml';
import { SERVICES } from '../../../src/domain/activity.ts';
import { UserError } from '../../../src/domain/errors.ts';
import { addHandle } from '../../../src/shell/config/edit.ts';

const BLOCK = `# Our project
id:   doctor      # short
people:
  # the PTL
  - name: Ada Example   # she
    handles:
      irc: ada
      email:
        - ada@example.org   # work
        - 'ada@home.example'

  - { name: "Bob Example", handles: { github: bob, gerrit: none, irc: [] }, share: 0.50 } # half
  - name: Cid Example

# The end
bots:    [ jenkins,zuul ]
`;

const irc = (id: string) => ({ service: 'irc', id }) as const;

/** The lines that differ, as `-old` and `+new`. */
const changes = (before: string, after: string): string[] => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const cut = (lines: string[]) => lines.slice(head, lines.length - tail);
  return [...cut(old).map(line => `-${line}`), ...cut(now).map(line => `+${line}`)];
};

const edit = (text: string, name: string, handle: Parameters<typeof addHandle>[2]): string[] =>
  changes(text, addHandle(text, name, handle));

test('a handle joins the others of a person in the style that is there', t => {
  t.deepEqual(edit(BLOCK, 'Ada Example', { service: 'github', id: 'ada-e' }), ['+      github: ada-e']);
  t.deepEqual(edit(BLOCK, 'Ada Example', { service: 'email', id: 'a@b.c' }), ['+        - a@b.c']);
  t.deepEqual(edit(BLOCK, 'ada example', irc('ada_')), ['-      irc: ada', '+      irc: [ada, ada_]']);
  t.deepEqual(edit(BLOCK, 'Bob Example', irc('bob|away')), [
    '-  - { name: "Bob Example", handles: { github: bob, gerrit: none, irc: [] }, share: 0.50 } # half',
    '+  - { name: "Bob Example", handles: { github: bob, gerrit: none, irc: ["bob|away"] }, share: 0.50 } # half',
  ]);
  t.deepEqual(edit(BLOCK, 'Bob Example', { service: 'gerrit', id: '4711' }), [
    '-  - { name: "Bob Example", handles: { github: bob, gerrit: none, irc: [] }, share: 0.50 } # half',
    '+  - { name: "Bob Example", handles: { github: bob, gerrit: 4711, irc: [] }, share: 0.50 } # half',
  ]);
  t.deepEqual(edit(BLOCK, 'Bob Example', { service: 'email', id: 'b@c.d' }), [
    '-  - { name: "Bob Example", handles: { github: bob, gerrit: none, irc: [] }, share: 0.50 } # half',
    '+  - { name: "Bob Example", handles: { github: bob, gerrit: none, irc: [], email: b@c.d }, share: 0.50 } # half',
  ]);
  t.deepEqual(edit(BLOCK, 'Cid Example', irc('true')), ['+    handles: { irc: "true" }']);
});

test('a new person comes last, before the comments of what follows', t => {
  t.deepEqual(edit(BLOCK, 'Dan: Example', irc('dan')), [
    '+  - name: "Dan: Example"',
    '+    handles: { irc: dan }',
  ]);
  t.deepEqual(edit('people:\n- { name: A }\nid: a\n', 'B', irc('b')), [
    '+- { name: B, handles: { irc: b } }',
  ]);
  t.deepEqual(edit('people: [{ name: A },]\n', 'B', irc('b')), [
    '-people: [{ name: A },]',
    '+people: [{ name: A }, { name: B, handles: { irc: b } },]',
  ]);
  t.deepEqual(edit('people: []\n', 'B', irc('b')), [
    '-people: []',
    '+people: [{ name: B, handles: { irc: b } }]',
  ]);
});

test('people are begun where there are none', t => {
  const lines = ['+people:', '+  - name: Bob', '+    handles: { irc: b }'];
  t.deepEqual(edit('id: a # comment\n', 'Bob', irc('b')), lines);
  t.is(addHandle('id: a', 'Bob', irc('b')), 'id: a\npeople:\n  - name: Bob\n    handles: { irc: b }\n');
  t.is(addHandle('', 'Bob', irc('b')), 'people:\n  - name: Bob\n    handles: { irc: b }\n');
  t.deepEqual(edit('id: a\npeople:\n  # - name: Ada\nbots: []\n', 'Bob', irc('b')), lines.slice(1));
  t.deepEqual(edit('people:\n  - name: Bob\n    handles:\n', 'Bob', irc('b')), [
    '-    handles:',
    '+    handles: { irc: b }',
  ]);
});

test('a file with the line ends of another system keeps them', t => {
  const text = BLOCK.replaceAll('\n', '\r\n');
  const after = addHandle(text, 'Dan', irc('dan'));
  t.is(after, addHandle(BLOCK, 'Dan', irc('dan')).replaceAll('\n', '\r\n'));
});

test('a handle that is there already changes nothing', t => {
  t.is(addHandle(BLOCK, 'Ada Example', irc('ADA')), BLOCK);
  t.is(addHandle(BLOCK, 'Ada Example', { service: 'email', id: 'ada@home.example' }), BLOCK);
});

test('an alias is added to where it is written', t => {
  const text = 'ada: &ada { name: Ada, handles: { irc: a } }\npeople:\n  - *ada\n';
  t.deepEqual(edit(text, 'Ada', { service: 'github', id: 'ada' }), [
    '-ada: &ada { name: Ada, handles: { irc: a } }',
    '+ada: &ada { name: Ada, handles: { irc: a, github: ada } }',
  ]);
});

test('what cannot be added to safely is left to its writer', t => {
  t.throws(() => addHandle('people: [', 'A', irc('a')), { instanceOf: UserError, message: /config check/ });
  t.throws(() => addHandle('{ id: a }\n', 'A', irc('a')), {
    instanceOf: UserError,
    message: /please add `irc: a`/,
  });
  t.throws(() => addHandle('people: nobody\n', 'A', irc('a')), { instanceOf: UserError });
  t.throws(() => addHandle('people: *x\n', 'A', irc('a')), { instanceOf: UserError });
});

const person = fc.record(
  {
    name: fc.constantFrom('Ada Example', 'Bob Example', 'Cid Example'),
    handles: fc.dictionary(
      fc.constantFrom(...SERVICES),
      fc.oneof(
        fc.constantFrom('none', 'ada', '[x]', 'a: b', '#'),
        fc.array(fc.string(), { maxLength: 3 }),
        fc.nat(),
      ),
    ),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  },
  { requiredKeys: ['name'] },
);

const written = fc
  .tuple(
    fc.record(
      {
        id: fc.constant('a'),
        people: fc.uniqueArray(person, { selector: ({ name }) => name }),
        bots: fc.constant(['b']),
      },
      { requiredKeys: ['id'] },
    ),
    fc.constantFrom('block' as const, 'flow' as const),
    fc.constantFrom(2, 4),
    fc.boolean(),
  )
  .map(([value, style, indent, indentSeq]) =>
    stringify(value, { collectionStyle: style, indent, indentSeq, lineWidth: 0 }),
  );

testProp(
  'whatever the style, the text reads as before with the handle in it, or is left alone',
  [
    written,
    fc.constantFrom('Ada Example', 'Dan'),
    fc.constantFrom(...SERVICES),
    fc.string({ minLength: 1, maxLength: 12 }),
  ],
  (t, text, name, service, id) => {
    t.notThrows(() => {
      try {
        const after = addHandle(text, name, { service, id });
        const { people, ...rest } = parse(after) as {
          people: { name: string; handles: Record<string, unknown> }[];
        };
        const found = people.find(entry => entry.name === name)?.handles[service];
        t.true([found].flat().some(item => String(item).toLowerCase() === id.toLowerCase()));
        const { people: _people, ...before } = parse(text) as { people?: unknown };
        t.deepEqual(rest, before);
        t.true(changes(text, after).filter(line => line.startsWith('-')).length <= 1);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        t.regex(text, /^\{|^ *\[\]/m);
      }
    });
  },
);
