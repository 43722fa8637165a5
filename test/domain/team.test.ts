// Dated memberships: who goes on, who leaves, who comes back, and what is never guessed.
import test from 'ava';
import fc from 'fast-check';
import type { Handle } from '../../src/domain/activity.ts';
import { membershipsFrom, type Role, type RosterEntry, type RosterVersion } from '../../src/domain/team.ts';

const entry = (name: string | undefined, id: string | undefined, role: Role = 'core'): RosterEntry => {
  const handles: Handle[] = [];
  if (id !== undefined) handles.push({ service: id.includes('@') ? 'email' : 'github', id });
  else if (name !== undefined) handles.push({ service: 'name', id: name });
  return { role, handles, ...(name === undefined ? {} : { name }) };
};

const version = (at: number, ...entries: RosterEntry[]): RosterVersion => ({ at, ref: `v${at}`, entries });

const sorted = (names: readonly (string | undefined)[]) => names.map(String).sort((a, b) => (a < b ? -1 : 1));

const spans = (versions: RosterVersion[]) =>
  membershipsFrom(versions).map(({ role, name, handles, since, until }) => [
    role,
    name ?? handles[0]?.id,
    since,
    until,
  ]);

test('those of the first version are members since then, without a claim that they joined', t => {
  const [ada] = membershipsFrom([version(10, entry('Ada', 'ada@a.org'))]);
  t.is(ada?.since, 10);
  t.is(ada?.until, undefined);
  t.deepEqual(ada?.evidence, ['listed in the first version, v10']);
});

test('joining and leaving are dated by the edit', t => {
  const members = membershipsFrom([
    version(10, entry('Ada', 'ada@a.org')),
    version(20, entry('Ada', 'ada@a.org'), entry('Bo', 'bo@a.org')),
    version(30, entry('Ada', 'ada@a.org')),
  ]);
  const bo = members.find(({ name }) => name === 'Bo');
  t.like(bo, { since: 20, until: 30, evidence: ['joined at v20', 'left at v30'] });
});

test('a changed e-mail address goes on under the same display name and gathers both addresses', t => {
  const [lee] = membershipsFrom([
    version(10, entry('Lee Park', 'lpark@old.org')),
    version(20, entry('lee  park', 'lee@new.org')),
  ]);
  t.is(lee?.since, 10);
  t.is(lee?.until, undefined);
  t.deepEqual(
    lee?.handles.map(({ id }) => id),
    ['lee@new.org', 'lpark@old.org'],
  );
  t.deepEqual(lee?.evidence.slice(1), ['e-mail changed from lpark@old.org to lee@new.org at v20']);
});

test('an address without a name goes on as a named one with the same local part', t => {
  const members = membershipsFrom([
    version(10, entry(undefined, 'tove.maki@old.org')),
    version(20, entry('Tove Mäki', 'tove.maki@new.org')),
  ]);
  t.is(members.length, 1);
  t.deepEqual(members[0]?.evidence.slice(1), [
    'name given at v20',
    'e-mail changed from tove.maki@old.org to tove.maki@new.org at v20',
  ]);
});

test('the same local part says nothing about two people with different names', t => {
  t.deepEqual(
    spans([version(10, entry('Kim Oh', 'kim@a.org')), version(20, entry('Kim Ray', 'kim@b.org'))]),
    [
      ['core', 'Kim Oh', 10, 20],
      ['core', 'Kim Ray', 20, undefined],
    ],
  );
});

test('where two could be meant nobody is', t => {
  const members = spans([
    version(10, entry(undefined, 'kim@a.org')),
    version(20, entry('Kim Oh', 'kim@b.org'), entry('Kim Ray', 'kim@c.org')),
  ]);
  t.deepEqual(members, [
    ['core', 'kim@a.org', 10, 20],
    ['core', 'Kim Oh', 20, undefined],
    ['core', 'Kim Ray', 20, undefined],
  ]);
});

test('two namesakes are not told apart by their name', t => {
  const members = spans([
    version(10, entry('Kim Lee', 'k1@a.org'), entry('Kim Lee', 'k2@a.org')),
    version(20, entry('Kim Lee', 'k1@a.org'), entry('Kim Lee', 'k3@a.org')),
  ]);
  t.deepEqual(members, [
    ['core', 'Kim Lee', 10, 20],
    ['core', 'Kim Lee', 10, undefined],
    ['core', 'Kim Lee', 20, undefined],
  ]);
});

test('an address shared by two goes on for each by name', t => {
  const both = [entry('Ada', 'crew@a.org'), entry('Bo', 'crew@a.org')];
  t.deepEqual(spans([version(10, ...both), version(20, ...both)]), [
    ['core', 'Ada', 10, undefined],
    ['core', 'Bo', 10, undefined],
  ]);
});

test('the address of an office is not the person who holds it', t => {
  t.deepEqual(
    spans([
      version(10, entry('Ada', 'lead@a.org', 'ptl')),
      version(20, entry('Bo', 'lead@a.org', 'ptl')),
    ]).filter(([role]) => role === 'ptl'),
    [
      ['ptl', 'Ada', 10, 20],
      ['ptl', 'Bo', 20, undefined],
    ],
  );
});

test('a person who leaves and comes back has two memberships', t => {
  t.deepEqual(
    spans([
      version(10, entry('Ada', 'ada')),
      version(20, entry('Bo', 'bo')),
      version(30, entry('Ada', 'ada')),
    ]),
    [
      ['core', 'Ada', 10, 20],
      ['core', 'Bo', 20, 30],
      ['core', 'Ada', 30, undefined],
    ],
  );
});

test('a PTL is a core too, and stays one when the lead passes on', t => {
  const members = spans([
    version(10, entry('Ada Roe', 'ada@a.org', 'ptl'), entry(undefined, 'ada@a.org'), entry('Bo', 'bo@a.org')),
    version(20, entry('Bo', 'bo@a.org', 'ptl'), entry('Ada Roe', 'ada@a.org')),
  ]);
  t.deepEqual(members, [
    ['ptl', 'Ada Roe', 10, 20],
    ['ptl', 'Bo', 20, undefined],
    ['core', 'Ada Roe', 10, undefined],
    ['core', 'Bo', 10, undefined],
  ]);
});

test('going to the emeriti and coming back is told as that', t => {
  const members = membershipsFrom([
    version(10, entry('Ada', 'ada'), entry('Bo', 'bo')),
    version(20, entry('Ada', 'ada', 'emeritus'), entry('Bo', 'bo')),
    version(30, entry('Ada', 'ada'), entry('Bo', 'bo')),
  ]).filter(({ name }) => name === 'Ada');
  t.deepEqual(
    members.map(({ role, evidence }) => [role, ...evidence]),
    [
      ['core', 'listed in the first version, v10', 'left at v20, to emeritus'],
      ['core', 'joined at v30, from emeritus'],
      ['emeritus', 'joined at v20, from core', 'left at v30, to core'],
    ],
  );
});

test('a renamed account goes on, and says so', t => {
  const [ada] = membershipsFrom([version(10, entry('Ada', 'ada-old')), version(20, entry('Ada', 'ada-new'))]);
  t.deepEqual(ada?.evidence.slice(1), ['github account changed from ada-old to ada-new at v20']);
});

test('a remark belongs to the latest leaving of that name, and to nobody while the person is still there', t => {
  const notes = [{ about: 'left', name: 'bo', text: 'removal: https://example.org/1' } as const];
  const ada = entry('Ada', 'ada');
  const bo = entry('Bo', 'bo');
  const left = membershipsFrom([
    version(10, ada, bo),
    { ...version(20, ada), notes },
    { ...version(30, ada), notes },
  ]);
  t.deepEqual(left.find(({ name }) => name === 'Bo')?.evidence.slice(1), [
    'left at v20',
    'removal: https://example.org/1, noted at v20',
  ]);
  const still = membershipsFrom([{ ...version(10, ada, bo), notes }]);
  t.is(still.find(({ name }) => name === 'Bo')?.evidence.length, 1);
});

test('two edits in the same second leave no membership of no length', t => {
  const ada = entry('Ada', 'ada');
  t.deepEqual(spans([version(10, ada), version(20, ada, entry('Bo', 'bo')), version(20, ada)]), [
    ['core', 'Ada', 10, undefined],
  ]);
});

test('at every moment those hold a role whom the version in force lists', t => {
  const people = fc.uniqueArray(fc.constantFrom('ada', 'bo', 'cy', 'di'), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(people, { minLength: 1, maxLength: 8 }), history => {
      const versions = history.map((names, at) => version(at, ...names.map(name => entry(name, name))));
      const members = membershipsFrom(versions);
      history.forEach((names, at) => {
        const holding = members.filter(
          ({ since, until }) => since <= at && (until === undefined || at < until),
        );
        t.deepEqual(sorted(holding.map(({ name }) => name)), sorted(names));
      });
    }),
  );
});
