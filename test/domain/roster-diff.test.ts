// Where rosters disagree.
import test from 'ava';
import { rosterDifferences } from '../../src/domain/roster-diff.ts';
import type { Role, RosterEntry } from '../../src/domain/team.ts';

const login = (id: string, role: Role = 'core', name?: string): RosterEntry => ({
  role,
  handles: [{ service: 'github', id, ...(name !== undefined && { name }) }],
});
const address = (id: string, name: string, role: Role = 'core'): RosterEntry => ({
  ...{ role, name, handles: [{ service: 'email', id, name }] },
});

const shown = (...given: Parameters<typeof rosterDifferences>): string[] =>
  rosterDifferences(...given).map(
    ({ role, name, handles, listedIn, missingIn }) =>
      `${role} ${name ?? handles[0]?.id}: ${listedIn.join()} not ${missingIn.join()}`,
  );

test('who is in one and not in the other is told, role by role', t => {
  const file = { id: 'file', entries: [login('ada'), login('bo', 'emeritus')] };
  const team = { id: 'team', entries: [login('ada'), login('bo')] };
  t.deepEqual(shown([file, team]), ['core bo: team not file']);
});

test('a roster that lists nobody in a role denies nobody that role', t => {
  const file = { id: 'file', entries: [login('ada', 'ptl'), login('zoe', 'emeritus')] };
  const team = { id: 'team', entries: [login('ada')] };
  t.deepEqual(shown([file, team]), []);
});

test('a number and a login meet, and so do accounts that are known as one person', t => {
  const team = { id: 'team', entries: [login('4711', 'core', 'Ada-R')] };
  t.deepEqual(shown([team, { id: 'owners', entries: [login('ada-r')] }]), []);
  const info = { id: 'info', entries: [address('ada@example.org', 'A. Roe')] };
  t.deepEqual(shown([team, info]).length, 2);
  const ada = {
    name: 'Ada Roe',
    handles: [
      { service: 'github', id: '4711' },
      { service: 'email', id: 'ada@example.org' },
    ],
  } as const;
  t.deepEqual(shown([team, info], [ada]), []);
});

test('two people of one name stay two', t => {
  const two = [address('ada@example.org', 'Ada Roe'), address('ada@example.com', 'Ada Roe')];
  const one = { id: 'b', entries: [address('ada@example.org', 'Ada Roe')] };
  t.deepEqual(shown([{ id: 'a', entries: two }, one]), ['core Ada Roe: a not b']);
});
