// What follows from decisions: weekly lists, links, and whose word stands.
import test from 'ava';
import { personCalled, standingAt } from '../../src/domain/asker.ts';
import { DAY } from '../../src/domain/calendar.ts';
import { agreedAt, isOvertaken, linksOf, withDecisions } from '../../src/domain/decided.ts';
import type { Decision, Ruling } from '../../src/domain/decision.ts';
import { identitiesFrom } from '../../src/domain/identity.ts';
import type { WeeklyList } from '../../src/domain/priority.ts';
import { PROJECT_OF } from '../support/asking.ts';

const decided = (day: number, ruling: Ruling): Decision => ({
  key: `${day}`,
  at: day * DAY,
  by: { service: 'github', id: '1' },
  place: '',
  ruling,
});
const week = (day: number, op: 'add' | 'drop', item: string): Decision =>
  decided(day, { kind: 'priority-week', op, priority: 'sheds', item });

const listsOf = (weekly: WeeklyList[], decisions: readonly Decision[]) => {
  const priorities = [{ id: 'sheds', title: 'Sheds', owners: [], match: {}, weekly }];
  const {
    priorities: [sheds],
  } = withDecisions({ ...PROJECT_OF, priorities }, decisions);
  return (day: number) => agreedAt(sheds ?? { weekly: [] }, day * DAY, 'UTC');
};

test('a decision adds to the list in force, from its moment on', t => {
  const on = listsOf(
    [{ at: 10 * DAY, changes: ['1', '2'] }],
    [week(12, 'add', 'pull/3'), week(13, 'drop', 'pull/1')],
  );
  t.deepEqual(on(11), ['1', '2']);
  t.deepEqual(on(12), ['1', '2', 'pull/3']);
  t.deepEqual(on(13), ['2', 'pull/3']);
});

test('what was agreed is carried along for a week, and a new list of the configuration is the whole list', t => {
  const on = listsOf(
    [
      { at: 10 * DAY, changes: ['1'] },
      { at: 30 * DAY, changes: ['9'] },
    ],
    [week(16, 'add', 'pull/2'), week(18, 'add', 'pull/3'), week(24, 'add', 'pull/4')],
  );
  t.deepEqual(on(16), ['1', 'pull/2']);
  t.deepEqual(on(18), ['pull/2', 'pull/3']);
  t.deepEqual(on(24), ['pull/3', 'pull/4']);
  t.deepEqual(on(30), ['9']);
  t.deepEqual(on(37), []);
});

test('a project on which nothing was decided is the same project', t => {
  t.is(withDecisions(PROJECT_OF, []), PROJECT_OF);
});

test('a decision is overtaken by a later one on the same item that says otherwise', t => {
  const decisions = [week(1, 'add', 'pull/1'), week(2, 'add', 'pull/2'), week(3, 'drop', 'pull/1')];
  t.deepEqual(
    ['1', '2', '3', '4'].map(key => isOvertaken(key, decisions)),
    [true, false, false, false],
  );
});

test('a link makes one person of two accounts, also of one that was never seen', t => {
  const [a, b] = [
    { service: 'github', id: '7', name: 'una' },
    { service: 'irc', id: 'una_' },
  ] as const;
  const links = linksOf([decided(1, { kind: 'link', a, b })]);
  const input = {
    people: [],
    handles: [{ handle: a, names: ['una'] }],
    aliases: [],
    rosterGroups: [],
    linkByName: false,
  };
  const people = identitiesFrom({ ...input, links, isBot: () => false });
  t.is(people.length, 1);
  t.deepEqual(people[0]?.handles, [{ service: 'github', id: '7' }, b]);
  t.false(people[0]?.known);
});

test('a link never joins two people of the configuration', t => {
  const person = (name: string, id: string) => ({
    name,
    handles: [{ service: 'github' as const, id }],
    none: [],
    companies: [],
    share: 1,
  });
  const links = [{ a: { service: 'github', id: '1' }, b: { service: 'github', id: '2' } }] as const;
  const input = { handles: [], aliases: [], rosterGroups: [], linkByName: false, isBot: () => false };
  const people = identitiesFrom({
    ...input,
    people: [person('Una Sol', '1'), person('Oli Lun', '2')],
    links,
  });
  t.is(people.length, 2);
});

test('a standing is that of the role held at the moment', t => {
  const held = [
    { person: 1, role: 'core', since: 10, until: 20 },
    { person: 1, role: 'ptl', since: 30 },
    { person: 2, role: 'emeritus', since: 0 },
  ] as const;
  t.deepEqual(
    [9, 10, 19, 20, 30].map(at => standingAt(held, 1, at)),
    ['anyone', 'core', 'core', 'anyone', 'ptl'],
  );
  t.is(standingAt(held, 2, 50), 'anyone');
});

test('somebody is called by name or account, and nobody where two fit', t => {
  const people = [
    { name: 'Una Sol', handles: [{ service: 'irc', id: 'una' }] },
    {
      name: 'Oli Lun',
      handles: [
        { service: 'irc', id: 'oli' },
        { service: 'github', id: 'una' },
      ],
    },
  ] as const;
  t.is(personCalled(people, 'UNA SOL')?.name, 'Una Sol');
  t.is(personCalled(people, 'irc:una')?.name, 'Una Sol');
  t.is(personCalled(people, 'una'), undefined);
});
