// Every fault of a file is told at once, where it stands, with what would be accepted.
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { ConfigError } from '../../../src/domain/errors.ts';
import { loadPlugins } from '../../../src/house/plugins.ts';
import { parseConfig } from '../../../src/shell/config/load.ts';
import { registries } from '../../support/plugins.ts';

const faultsOf = (text: string): readonly string[] => {
  try {
    parseConfig([{ file: 'rollcall.yml', text }], registries);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

const FAULT = /^rollcall\.yml:\d+:\d+[^\n]*: /;

const START = 'id: a\nsources: [{ type: meetbot, path: logs }]\n';

test('ten faults and more are told at once, each at its line and column', t => {
  const faults = faultsOf(`id: Doctor
timezone: Mars/Phobos
cycle: { name: gambia, start: 2018-11-09, end: 2018-05-01, milestones: { freeze: 2018-02-31 } }
sources:
  - { type: gerrit-notdb, repository: a.git }
  - { typ: git-trailers, repository: b.git }
  - { type: gerrit-notedb, repository: 7, limits: { change: 3 } }
people:
  - { name: Ada Example, share: 1.5, handles: { irc: ada, githb: ada-e } }
  - { name: Bob Example, handles: { irc: [bob, Ada] } }
  - { name: Cid Example, handles: { irc: [cid, CID, bob] } }
  - name: Bob Example
bots: ["[a"]
priorities:
  - { id: p, title: P, owners: [Bob Exampel], match: { topic: "/(?=x)/", bugs: [1] } }
publish: yes
colour: blue
`);
  t.deepEqual(
    faults.map(fault => fault.replace(/; accepted: .*?(; did you mean.*)?$/, '; accepted: …$1')),
    [
      'rollcall.yml:1:5 id: found "Doctor"; accepted: …',
      'rollcall.yml:2:11 timezone: found "Mars/Phobos"; accepted: …',
      'rollcall.yml:3:48 cycle.end: 2018-05-01 is not after the start, 2018-11-09; accepted: …',
      'rollcall.yml:3:82 cycle.milestones.freeze: found "2018-02-31"; accepted: …',
      'rollcall.yml:5:13 sources.0.type: unknown source type "gerrit-notdb"; accepted: …; did you mean "gerrit-notedb"?',
      'rollcall.yml:6:7 sources.1.typ: unknown key; accepted: …; did you mean "type"?',
      'rollcall.yml:7:40 sources.2.repository: found 7; accepted: …',
      'rollcall.yml:7:53 sources.2.limits.change: unknown key; accepted: …; did you mean "changes"?',
      'rollcall.yml:9:33 people.0.share: found 1.5; accepted: …',
      'rollcall.yml:9:59 people.0.handles.githb: unknown key; accepted: …; did you mean "github"?',
      'rollcall.yml:10:48 people.1.handles.irc.1: irc account "Ada" is given to Ada Example already; accepted: …',
      'rollcall.yml:11:53 people.2.handles.irc.2: irc account "bob" is given to Bob Example already; accepted: …',
      'rollcall.yml:12:11 people.3.name: "Bob Example" is people.1 already; accepted: …',
      'rollcall.yml:13:8 bots.0: found "[a" is not a pattern: "[" is never closed; accepted: …',
      'rollcall.yml:15:33 priorities.0.owners.0: no such person in `people`: "Bob Exampel"; accepted: …; did you mean "Bob Example"?',
      'rollcall.yml:15:63 priorities.0.match.topic: found "/(?=x)/" is not a pattern: invalid or unsupported Perl syntax: `(?=`; RE2 has no lookahead, lookbehind or atomic groups; accepted: …',
      'rollcall.yml:15:74 priorities.0.match.bugs: unknown key; accepted: …; did you mean "bug"?',
      'rollcall.yml:16:10 publish: found "yes"; accepted: …',
      'rollcall.yml:17:1 colour: unknown key; accepted: …',
    ],
  );
});

test('a misspelt key names what is accepted and what was meant', t => {
  t.deepEqual(faultsOf('id: a\nsources:\n  - typ: git-trailers\n    repository: .\n'), [
    'rollcall.yml:3:5 sources.0.typ: unknown key; accepted: type, id, repository, origin; did you mean "type"?',
  ]);
});

test('an unknown type lists the types that there are', t => {
  t.deepEqual(faultsOf(`${START}roster: [{ type: owner, repository: . }]\nchannels: [{}, file]\n`), [
    'rollcall.yml:3:18 roster.0.type: unknown roster type "owner"; accepted: info-yaml, owners, maintainers, rollcall; did you mean "owners"?',
    'rollcall.yml:4:12 channels.0.type: missing; accepted: console, file',
    'rollcall.yml:4:16 channels.1: found "file"; accepted: a section with a `type`: console, file',
  ]);
});

test('what is missing is told at the section that it is missing from', t => {
  t.deepEqual(faultsOf('# nothing yet\nroster: []\nsources:\n  - type: meetbot\n'), [
    'rollcall.yml:2:1 id: missing; accepted: small letters, digits and hyphens, beginning with a letter or digit',
    'rollcall.yml:4:5 sources.0.path: missing; accepted: a text',
  ]);
  t.deepEqual(faultsOf(''), ['rollcall.yml:1:1: found nothing; accepted: a section of keys']);
  t.deepEqual(faultsOf('- a'), ['rollcall.yml:1:1: found a list; accepted: a section of keys']);
  t.deepEqual(faultsOf('id: a\nsources: []\n'), [
    'rollcall.yml:2:10 sources: found a list; accepted: at least one source',
  ]);
});

test('settings of a plugin are checked where they stand, with near words for its choices', t => {
  t.deepEqual(faultsOf('id: a\nsources:\n  - type: meetbot\n    path: logs\n    mode: texts\n    id: No\n'), [
    'rollcall.yml:5:11 sources.0.mode: found "texts"; accepted: text, html; did you mean "text"?',
    'rollcall.yml:6:9 sources.0.id: found "No"; accepted: small letters, digits and hyphens, beginning with a letter or digit',
  ]);
});

test('a second source of one type needs an id of its own', t => {
  const twice = (id: string): string =>
    `${START}  - { type: meetbot, path: other${id} }\n`.replace(
      '[{ type: meetbot, path: logs }]',
      '\n  - { type: meetbot, path: logs }',
    );
  t.deepEqual(faultsOf(twice('')), [
    'rollcall.yml:4:5 sources.1: another source of type meetbot; accepted: with an `id` of its own',
  ]);
  t.deepEqual(faultsOf(twice(', id: meetbot')), [
    'rollcall.yml:4:39 sources.1.id: "meetbot" is sources.0 already; accepted: an id of its own',
  ]);
  t.deepEqual(faultsOf(twice(', id: other')), []);
});

test('two kinds of reader for the reviews of one origin are refused', t => {
  const text = (origin: string): string =>
    `id: a\nsources:\n  - { type: gerrit-notes, repository: a }\n  - { type: gerrit-notedb, repository: a${origin} }\n`;
  t.deepEqual(faultsOf(text('')), [
    "rollcall.yml:4:5 sources.1: gerrit-notes and gerrit-notedb both read reviews of origin 'gerrit' and would count them twice; remove one, or give one a different `origin`",
  ]);
  t.deepEqual(faultsOf(text(', origin: other')), []);
});

test('two readers of one type may share an origin', t => {
  t.deepEqual(
    faultsOf(
      'id: a\nsources: [{ type: git-trailers, repository: a }, { type: git-trailers, id: b, repository: b }]\n',
    ),
    [],
  );
});

test('dates and times in the wrong order are told of employers and priorities too', t => {
  t.deepEqual(
    faultsOf(`${START}people: [{ name: A, company: [{ name: X, since: 2018-01-01, until: 2017-01-01 }] }]
priorities:
  - { id: p, title: P, since: 2018-01-01, until: 2018-01-01 }
  - { id: p, title: Q }
`),
    [
      'rollcall.yml:3:68 people.0.company.0.until: 2017-01-01 is not after 2018-01-01; accepted: a later date',
      'rollcall.yml:5:50 priorities.0.until: 2018-01-01 is not after 2018-01-01; accepted: a later date',
      'rollcall.yml:6:11 priorities.1.id: "p" is priorities.0 already; accepted: an id of its own',
    ],
  );
});

test('text that is not YAML is told where it breaks', t => {
  const [fault = '', ...more] = faultsOf('id: a\nsources: [\n  { type: meetbot\npublish: false\n');
  t.regex(fault, /^rollcall\.yml:\d+:\d+: not YAML: /);
  t.true(more.length >= 0);
  t.deepEqual(faultsOf(`${START}id: b\npublish: 1\n`), [
    'rollcall.yml:3:1: the key id is there twice; accepted: each key once',
    'rollcall.yml:4:10 publish: found 1; accepted: true or false',
  ]);
  t.deepEqual(faultsOf(`${START}---\nid: b\n`), [
    'rollcall.yml:3:1: a second document; accepted: one for each file',
  ]);
  t.deepEqual(faultsOf('id: *nobody\n[a]: 1\n'), [
    'rollcall.yml:1:5: *nobody stands for nothing; accepted: a name with &nobody before it',
    'rollcall.yml:2:1: a key that is not a text; accepted: a word',
  ]);
  t.regex(faultsOf('id: !money 3\n')[0] ?? '', /^rollcall\.yml:1:5: not YAML: Unresolved tag: !money/);
});

test('YAML of the older version is refused, for its dates are not what is written', t => {
  t.deepEqual(faultsOf(`%YAML 1.1\n---\n${START}`), [
    'rollcall.yml:1:1: YAML 1.1; accepted: YAML 1.2, which needs no %YAML line',
  ]);
  t.regex(faultsOf('id: !!binary {}\n')[0] ?? '', /^rollcall\.yml:1:/);
});

test('aliases of aliases that would fill the memory are refused at once', t => {
  const level = (index: number): string =>
    `l${index}: &l${index} [${Array(9)
      .fill(`*l${index - 1}`)
      .join(', ')}]`;
  const text = ['l0: &l0 [lol]', ...Array.from({ length: 20 }, (_, index) => level(index + 1))].join('\n');
  const started = performance.now();
  t.deepEqual(faultsOf(text), [
    'rollcall.yml:1:1: aliases that stand for too much; accepted: at most 50 nodes through aliases',
  ]);
  t.true(performance.now() - started < 1_000);
});

test('brackets without end are refused in words', t => {
  t.regex(faultsOf(`id: ${'['.repeat(20_000)}${']'.repeat(20_000)}`)[0] ?? '', /too deep/);
});

test('an alias is read where it is used, and its faults are told where it is written', t => {
  t.deepEqual(faultsOf(`${START}people:\n  - &ada { name: Ada, share: 2 }\nbots: &bots [jenkins]\n`), [
    'rollcall.yml:4:30 people.0.share: found 2; accepted: a number from 0 to 1',
  ]);
  t.deepEqual(faultsOf(`id: a\nsources:\n  - &s { type: git-trailers, repository: . }\n  - *s\n`), [
    'rollcall.yml:4:5 sources.1: another source of type git-trailers; accepted: with an `id` of its own',
  ]);
});

test('keys that other languages trip over are plain unknown keys', t => {
  const faults = faultsOf(`${START}__proto__: { publish: true }\nconstructor: 1\ntoString: 1\n`);
  t.deepEqual(
    faults.map(fault => fault.split(';')[0]),
    ['__proto__', 'constructor', 'toString'].map(
      (key, index) => `rollcall.yml:${index + 3}:1 ${key}: unknown key`,
    ),
  );
  t.regex(
    faultsOf(
      'id: a\nsources: [{ type: git-trailers, repository: ., __proto__: { origin: x }, constructor: 1 }]\n',
    ).join(),
    /sources\.0\.__proto__: unknown key.*sources\.0\.constructor: unknown key/,
  );
});

const yamlText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: fc.constantFrom(...'[]{}:,-&*!|>\'"#%@` \n\tab?1~<'.split('')), maxLength: 60 }),
  fc
    .array(
      fc.tuple(
        fc.constantFrom(
          'id',
          'sources',
          'roster',
          'people',
          'cycle',
          'bots',
          'priorities',
          'policy',
          'channels',
          '__proto__',
        ),
        fc.json({ maxDepth: 4 }),
      ),
      { maxLength: 6 },
    )
    .map(pairs => pairs.map(([key, value]) => `${key}: ${value}`).join('\n')),
);

testProp('whatever the text, it loads or has faults in words', [yamlText], (t, text) => {
  t.true(faultsOf(text).every(fault => FAULT.test(fault)));
});

testProp(
  'whatever follows a sound beginning, it loads or has faults in words',
  [fc.string({ maxLength: 40 })],
  (t, text) => {
    t.true(faultsOf(`${START}${text}`).every(fault => FAULT.test(fault)));
  },
);

test('a channel that asks for a report that is none is told which there are', async t => {
  const plugins = await loadPlugins();
  const text = `${START}channels:\n  - { type: console, report: agend }\n  - { type: console, report: agenda }\n`;
  const error = t.throws<ConfigError>(() => parseConfig([{ file: 'rollcall.yml', text }], plugins), {
    instanceOf: ConfigError,
  });
  t.deepEqual(error?.faults, [
    'rollcall.yml:4:30 channels.0.report: unknown report; accepted: agenda, bench, candidates, check-in, handover, reviewers, team, triage, weekly; did you mean "agenda"?',
  ]);
});

test('an account on IRC names its server where the project speaks on several', async t => {
  const plugins = await loadPlugins();
  const faults = (servers: readonly string[], account: string): readonly string[] => {
    const sources = servers.map(
      (server, index) => `  - { type: irc, id: c${index}, server: ${server}, channels: ["#a"], folder: f }`,
    );
    const people = `people:\n  - { name: Ada, handles: { irc-account: ${account} } }`;
    const text = `id: a\nsources:\n${sources.join('\n')}\n${people}\n`;
    try {
      parseConfig([{ file: 'rollcall.yml', text }], plugins);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
  };
  t.deepEqual(faults(['irc.one.example'], 'ada'), []);
  t.deepEqual(faults(['irc.one.example', 'irc.two.example'], 'ada@irc.two.example'), []);
  t.deepEqual(faults(['irc.one.example', 'irc.two.example'], 'none'), []);
  const [fault = '', ...others] = faults(
    ['irc.one.example', 'irc.two.example'],
    '[ada@irc.one.example, ada]',
  );
  t.deepEqual(others, []);
  t.regex(fault, /^rollcall\.yml:6:\d+ people\.0\.handles\.irc-account: the account "ada" of Ada may be/);
  t.regex(fault, /with its server, such as ada@irc\.one\.example$/);
});
