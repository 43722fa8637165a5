// Whose a GitHub login is: numbers stay, logins change hands, and what nobody can tell is not guessed.
import test from 'ava';
import fc from 'fast-check';
import { GHOST, type Handle, handleKey } from '../../src/domain/activity.ts';
import { type IdentityInput, identitiesFrom } from '../../src/domain/identity.ts';

const account = (id: string): Handle => ({ service: 'github', id });
const person = (name: string, ...handles: Handle[]) => ({ name, handles, none: [], companies: [], share: 1 });
/** An account with its logins and when each was last seen. */
const seen = (id: string, ...names: readonly (readonly [name: string, at: number])[]) => ({
  handle: account(id),
  names: names.map(([name]) => name),
  namesAt: names.map(([, at]) => at),
});

const who = (more: Partial<IdentityInput>): string[] =>
  identitiesFrom({
    people: [],
    handles: [],
    aliases: [],
    rosterGroups: [],
    linkByName: false,
    isBot: () => false,
    ...more,
  }).map(({ name, handles }) => `${name}: ${handles.map(handleKey).join(' ')}`);

const UNA = person('Una Core', account('una'));

test('a configured login is the account that was seen with it, in any letters', t => {
  t.deepEqual(who({ people: [UNA], handles: [seen('17', ['Una', 50])] }), [
    'Una Core: github:17 github:una name:Una Core',
  ]);
});

test('a number in the configuration is the number of the account', t => {
  const people = [person('Una Core', account('17'))];
  t.deepEqual(who({ people, handles: [seen('17', ['una', 50]), seen('18', ['17', 60])] }), [
    'Una Core: github:17 name:Una Core',
    '17: github:18',
  ]);
});

test('a renamed login stays the same person, by the old name and by the new', t => {
  const handles = [seen('17', ['una-new', 90], ['una', 50])];
  t.is(who({ people: [UNA], handles }).length, 1);
  t.is(who({ people: [person('Una Core', account('una-new'))], handles }).length, 1);
});

test('a login taken over by somebody else goes to who was seen with it last', t => {
  const before = seen('17', ['una-new', 90], ['una', 50]);
  const now = seen('18', ['una', 70]);
  t.deepEqual(who({ people: [UNA], handles: [before, now] }), [
    'una-new: github:17',
    'Una Core: github:18 github:una name:Una Core',
  ]);
  const quiet = seen('18', ['una', 40]);
  t.true(
    who({ people: [UNA], handles: [before, quiet] }).includes('Una Core: github:18 github:una name:Una Core'),
    'the other one is called otherwise by now',
  );
});

test('a login that two may claim is nobody’s', t => {
  const handles = [seen('17', ['una', 50]), seen('18', ['una', 50])];
  t.deepEqual(who({ people: [UNA], handles }), [
    'una: github:17',
    'una: github:18',
    'Una Core: github:una name:Una Core',
  ]);
});

test('logins of configuration and rosters are one before any number is known', t => {
  const rosterGroups = [{ handles: [account('UNA'), { service: 'email', id: 'una@x' } as const] }];
  t.deepEqual(who({ people: [UNA], rosterGroups }), [
    'Una Core: email:una@x github:UNA github:una name:Una Core',
  ]);
});

test('two configured people are not made one by a login', t => {
  const people = [UNA, person('Vic Voter', account('17'))];
  t.is(who({ people, handles: [seen('17', ['una', 50])] }).length, 2);
});

test('the ghost is nobody’s login', t => {
  const handles = [{ handle: GHOST, names: ['ghost'], namesAt: [90] }, seen('17', ['ghost', 50])];
  t.is(who({ handles }).length, 2);
});

test('the order in which accounts are told changes nothing', t => {
  const name = fc.tuple(fc.constantFrom('una', 'UNA', 'vic'), fc.integer({ min: 0, max: 3 }));
  const accounts = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('1', '2', '3', 'una', 'Vic'), names: fc.array(name, { maxLength: 2 }) }),
    { selector: ({ id }) => id },
  );
  const law = fc.property(accounts, given => {
    const handles = given.map(({ id, names }) => seen(id, ...names));
    t.deepEqual(who({ people: [UNA], handles: handles.toReversed() }), who({ people: [UNA], handles }));
  });
  fc.assert(law, { numRuns: 500 });
});
