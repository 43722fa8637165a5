// Nicks that may be one person's: shown as a hint, joined by nobody.
import test from 'ava';
import type { Handle } from '../../src/domain/activity.ts';
import { type IdentityInput, identitiesFrom, suggestionsFrom } from '../../src/domain/identity.ts';
import { bareNick } from '../../src/domain/nick.ts';

const irc = (id: string): Handle => ({ service: 'irc', id });
const input = (more: Partial<IdentityInput>): IdentityInput => ({
  people: [],
  handles: [],
  aliases: [],
  rosterGroups: [],
  linkByName: true,
  isBot: text => /robot/i.test(text),
  ...more,
});
const hints = (more: Partial<IdentityInput>): string[] =>
  suggestionsFrom(input(more)).map(
    ({ name, handles }) => `${name}: ${handles.map(({ id }) => id).join(' ')}`,
  );
const seen = (...ids: string[]) => ids.map(id => ({ handle: irc(id), names: [id] }));

test('what people append to their nicks is told from the nick', t => {
  const nicks = [
    'jokke',
    'jokke_',
    'Jokke__',
    'jokke`',
    'jokke|away',
    'jokke-afk',
    'jokke[m]',
    'jokke_away_',
  ];
  t.deepEqual([...new Set(nicks.map(bareNick))], ['jokke']);
  t.is(bareNick('una-lee'), 'una-lee');
  t.is(bareNick('una2'), 'una2');
  t.deepEqual(
    ['al_', '___', 'Guest4711', '|away'].map(bareNick),
    ['', '', '', ''],
    'nothing to tell people apart by',
  );
});

test('nicks that differ by what is appended are a hint and no person', t => {
  const handles = seen('jokke', 'jokke_', 'una', 'robot', 'robot_');
  t.deepEqual(hints({ handles }), ['jokke: jokke jokke_']);
  t.is(identitiesFrom(input({ handles })).length, 5);
});

test('a change of nick is a hint, however often it was seen, and joins nothing', t => {
  const handles = seen('una', 'unalee');
  const aliases = [{ a: irc('unalee'), b: irc('una'), weight: 100, evidence: 'nick change' }];
  t.is(identitiesFrom(input({ handles, aliases })).length, 2);
  t.deepEqual(hints({ handles, aliases }), ['unalee: una unalee']);
  t.is(
    identitiesFrom(
      input({
        handles,
        aliases: [{ ...aliases[0], a: irc('unalee'), b: irc('una'), weight: 1, evidence: 'gerrit account' }],
      }),
    ).length,
    1,
  );
});

test('a hint that somebody followed is given no more', t => {
  const handles = seen('una', 'una_');
  t.deepEqual(hints({ handles, links: [{ a: irc('una'), b: irc('una_') }] }), []);
});

test('a hint never joins what the configuration keeps apart', t => {
  const person = (name: string, ...handles: Handle[]) => ({
    name,
    handles,
    none: [],
    companies: [],
    share: 1,
  });
  const people = [person('Una Core', irc('una')), person('Una Lee', irc('una_'))];
  const names = identitiesFrom(input({ people, handles: seen('una', 'una_') })).map(({ name }) => name);
  t.deepEqual([...names].sort(), ['Una Core', 'Una Lee']);
});
