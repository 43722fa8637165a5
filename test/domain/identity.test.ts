// Who is who: what joins accounts, what never does, and that the order of the evidence changes nothing.
import test from 'ava';
import fc from 'fast-check';
import type { Handle } from '../../src/domain/activity.ts';
import { handleKey } from '../../src/domain/activity.ts';
import { type IdentityInput, identitiesFrom, suggestionsFrom } from '../../src/domain/identity.ts';
import { foldName } from '../../src/domain/same-person.ts';

const gerrit = (id: string): Handle => ({ service: 'gerrit', id });
const email = (id: string): Handle => ({ service: 'email', id });
const seen = (handle: Handle, ...names: string[]) => ({ handle, names });
const person = (name: string, ...handles: Handle[]) => ({ name, handles, none: [], companies: [], share: 1 });
const alias = (a: Handle, b: Handle, weight = 1) => ({ a, b, weight });

const input = (more: Partial<IdentityInput>): IdentityInput => ({
  people: [],
  handles: [],
  aliases: [],
  rosterGroups: [],
  linkByName: false,
  isBot: text => /robot/i.test(text),
  ...more,
});

/** `Una: email:una gerrit:5`, an identity a line. */
const who = (more: Partial<IdentityInput>): string[] =>
  identitiesFrom(input(more)).map(({ name, handles }) => `${name}: ${handles.map(handleKey).join(' ')}`);

test('accounts that nothing joins are persons of their own, called as they were last seen', t => {
  t.deepEqual(who({ handles: [seen(gerrit('5'), 'Una Core', 'una'), seen(email('una@x'), 'una')] }), [
    'una: email:una@x',
    'Una Core: gerrit:5',
  ]);
  t.deepEqual(who({ handles: [seen(gerrit('5'))] }), ['gerrit account 5: gerrit:5']);
});

test('the configuration joins accounts and gives the name', t => {
  const [una] = identitiesFrom(
    input({
      people: [person('Una Core', gerrit('5'), email('una@x'))],
      handles: [seen(gerrit('5'), 'U. C.')],
    }),
  );
  t.like(una, { name: 'Una Core', known: true, bot: false });
  t.deepEqual(una?.handles.map(handleKey), ['email:una@x', 'gerrit:5', 'name:Una Core']);
});

test('a roster’s word joins the handles that it gives for one person', t => {
  const [una, vic] = identitiesFrom(
    input({ rosterGroups: [{ handles: [gerrit('5'), email('una@x')] }], handles: [seen(gerrit('6'))] }),
  );
  t.like(una, { known: true, handles: { length: 2 } });
  t.like(vic, { known: false, handles: { length: 1 } });
});

test('an address belongs to an account when nearly all evidence says so', t => {
  const handles = [seen(gerrit('5')), seen(gerrit('6')), seen(email('una@x'))];
  const joined = (mine: number, other: number) =>
    who({
      handles,
      aliases: [alias(gerrit('5'), email('una@x'), mine), alias(gerrit('6'), email('una@x'), other)],
    }).length === 2;
  t.true(joined(8, 2));
  t.false(joined(79, 21));
  t.false(joined(1, 1));
  t.is(
    who({ handles, aliases: [alias(gerrit('5'), email('una@x')), alias(gerrit('5'), email('u@y'))] })[0],
    'una: email:una@x gerrit:5',
  );
});

test('pieces of evidence about one pair add up', t => {
  const aliases = [
    alias(gerrit('5'), email('una@x'), 2),
    alias(gerrit('5'), email('una@x'), 2),
    alias(gerrit('6'), email('una@x'), 1),
  ];
  const handles = [seen(gerrit('5')), seen(gerrit('6')), seen(email('una@x'))];
  t.is(who({ handles, aliases }).length, 2);
});

test('the same full name joins only where the team opted in, one word never does', t => {
  const handles = [
    seen(gerrit('5'), 'Una Core'),
    seen(email('una@x'), 'una  CORE'),
    seen({ service: 'name', id: 'Una Core' }),
    seen(gerrit('6'), 'alex'),
    seen(email('alex@x'), 'alex'),
  ];
  t.is(who({ handles }).length, 5);
  const joined = who({ handles, linkByName: true });
  t.is(joined.length, 3);
  t.true(joined.some(line => line.endsWith('email:una@x gerrit:5 name:Una Core')));
  t.deepEqual(
    suggestionsFrom(input({ handles })).map(({ name, handles: found }) => [name, found.length]),
    [['una core', 3]],
  );
  t.deepEqual(suggestionsFrom(input({ handles, linkByName: true })), []);
});

test('two configured people are never joined, whatever the evidence', t => {
  const people = [person('Una Core', email('una@x'), email('una@y')), person('Vic Voter', email('vic@x'))];
  const handles = [seen(gerrit('5'), 'Una Core'), seen(email('vic@x'), 'Una Core'), seen(gerrit('6'))];
  const aliases = [
    alias(gerrit('5'), email('una@x')),
    alias(gerrit('5'), email('vic@x')),
    alias(gerrit('6'), email('una@y')),
  ];
  const rosterGroups = [{ handles: [email('una@x'), email('vic@x')] }];
  for (const more of [{ aliases }, { rosterGroups }, { linkByName: true }]) {
    const identities = identitiesFrom(input({ people, handles, ...more }));
    const homes = ['Una Core', 'Vic Voter'].map(id =>
      identities.findIndex(one => one.handles.some(each => each.id === id)),
    );
    t.not(homes[0], homes[1], JSON.stringify(more));
  }
  t.true(
    who({ people, handles, aliases }).includes('Una Core: email:una@x email:una@y gerrit:6 name:Una Core'),
    'claimed by one alone',
  );
  t.true(who({ people, handles, aliases }).includes('Una Core: gerrit:5'), 'claimed by two: nobody’s');
});

test('an account that two configured people state belongs to neither', t => {
  const people = [person('Una Core', gerrit('5')), person('Vic Voter', gerrit('5'))];
  t.deepEqual(who({ people }), [
    'gerrit account 5: gerrit:5',
    'Una Core: name:Una Core',
    'Vic Voter: name:Vic Voter',
  ]);
});

test('bots are told by any of their names, but nobody of the configuration is a bot', t => {
  const handles = [
    seen(gerrit('5'), 'Una Core', 'Build Robot'),
    seen(gerrit('6'), 'Vic'),
    seen(email('robot@x')),
  ];
  t.deepEqual(
    identitiesFrom(input({ handles })).map(({ bot }) => bot),
    [true, true, false],
  );
  const [una] = identitiesFrom(input({ handles: handles.slice(0, 1), people: [person('Una', gerrit('5'))] }));
  t.false(una?.bot);
});

test('names are folded: case, spaces, and letters written in two ways', t => {
  t.is(foldName('  UNA \u00a0 Core '), 'una core');
  t.is(foldName('Jose\u0301'), foldName('Jos\u00e9'));
});

const anyHandle = fc.record({
  service: fc.constantFrom('gerrit' as const, 'email' as const),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
});
const anyHandles = fc.uniqueArray(anyHandle, { minLength: 1, maxLength: 3, selector: handleKey });
const anyInput = fc.record({
  people: fc.uniqueArray(
    fc
      .tuple(fc.constantFrom('Una Core', 'Vic Voter', 'Wim Writer'), anyHandles)
      .map(([name, handles]) => person(name, ...handles)),
    { maxLength: 3, selector: ({ name }) => name },
  ),
  handles: fc.uniqueArray(
    fc
      .tuple(anyHandle, fc.uniqueArray(fc.constantFrom('Una Core', 'Xia Else'), { maxLength: 2 }))
      .map(([handle, names]) => seen(handle, ...names)),
    { maxLength: 8, selector: ({ handle }) => handleKey(handle) },
  ),
  aliases: fc.array(
    fc
      .tuple(anyHandle, anyHandle, fc.integer({ min: 1, max: 5 }))
      .map(([a, b, weight]) => alias(a, b, weight)),
    { maxLength: 6 },
  ),
  rosterGroups: fc.array(
    anyHandles.map(handles => ({ handles })),
    { maxLength: 3 },
  ),
  linkByName: fc.boolean(),
});

test('the order of people, accounts and evidence changes nothing', t => {
  const law = fc.property(anyInput, given => {
    const turned = {
      ...given,
      people: given.people.toReversed(),
      handles: given.handles.toReversed(),
      aliases: given.aliases.toReversed(),
      rosterGroups: given.rosterGroups.map(({ handles }) => ({ handles: handles.toReversed() })).toReversed(),
    };
    t.deepEqual(identitiesFrom(input(turned)), identitiesFrom(input(given)));
  });
  fc.assert(law, { numRuns: 500 });
});

test('every account is in one identity, and no identity holds two configured people', t => {
  const law = fc.property(anyInput, given => {
    const identities = identitiesFrom(input(given));
    const keys = identities.flatMap(({ handles }) => handles.map(handleKey));
    t.is(new Set(keys).size, keys.length);
    t.true(given.handles.every(({ handle }) => keys.includes(handleKey(handle))));
    const names = given.people.map(({ name }) => `name:${name}`);
    for (const { handles } of identities)
      t.true(handles.filter(each => names.includes(handleKey(each))).length <= 1);
  });
  fc.assert(law, { numRuns: 500 });
});
