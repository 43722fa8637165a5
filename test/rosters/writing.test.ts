// How a roster's file is changed in the ways that people write it, and what is refused rather than guessed.
import test from 'ava';
import { UserError } from '../../src/domain/errors.ts';
import type { RosterChange } from '../../src/domain/roster-change.ts';
import { bodyFor, titleFor } from '../../src/house/roster-words.ts';
import infoYaml from '../../src/rosters/info-yaml/index.ts';
import maintainers from '../../src/rosters/maintainers/index.ts';
import rollcall from '../../src/rosters/rollcall/index.ts';

const AT = Date.parse('2026-03-02T12:00:00Z') / 1000;

const change = (kind: RosterChange['kind'], name: string, login?: string, email?: string): RosterChange => ({
  ...{ kind, name, at: AT },
  handles: [
    ...(login === undefined ? [] : [{ service: 'github', id: login } as const]),
    ...(email === undefined ? [] : [{ service: 'email', id: email } as const]),
  ],
});

const inMarkdown = (text: string, of: RosterChange): string | undefined =>
  maintainers.writing.write(new Map([['MAINTAINERS.md', text]]), of).get('MAINTAINERS.md');

const TABLE = `# Maintainers

| Name    | GitHub | Affiliation |
| ------- | ------ | ----------- |
| Ada Roe | @ada-r | Acme        |
| Bo Lind | @bo-l  | Bolt        |
`;

test('a row goes to the table of emeriti as it is, where that has the same columns', t => {
  const emeriti = `
## Emeritus

| Name    | GitHub | Affiliation |
| ------- | ------ | ----------- |
| Zoe Nin | @zoe-n | Zinc        |
`;
  t.is(
    inMarkdown(TABLE + emeriti, change('retire', 'Ada Roe', 'ada-r')),
    `${TABLE.replace('| Ada Roe | @ada-r | Acme        |\n', '')}${emeriti}| Ada Roe | @ada-r | Acme        |\n`,
  );
});

test('among emeriti in a list a row becomes a bullet like the others', t => {
  const emeriti = '\n## Emeritus\n\n- **Zoe Nin** ([@zoe-n](https://github.com/zoe-n))\n';
  t.is(
    inMarkdown(TABLE + emeriti, change('retire', 'Ada Roe', 'ada-r')),
    `${TABLE.replace('| Ada Roe | @ada-r | Acme        |\n', '')}${emeriti}- **Ada Roe** ([@ada-r](https://github.com/ada-r))\n`,
  );
});

test('a new row has the columns of the others, and nobody else’s employer', t => {
  t.is(inMarkdown(TABLE, change('add', 'Cy Ndt', 'cy-n')), `${TABLE}| Cy Ndt  | @cy-n  |             |\n`);
});

test('a new bullet is like its neighbour, and plain where that one says more than who it is', t => {
  const likes: readonly (readonly [bullet: string, added: string])[] = [
    ['* **Ada Roe** ([@ada-r](https://github.com/ada-r))', '* **Cy Ndt** ([@cy-n](https://github.com/cy-n))'],
    ['- @ada-r', '- @cy-n'],
    ['1. Ada Roe <ada@example.org>', '2. Cy Ndt <cy@example.org>'],
    ['- Ada Roe, Acme <ada@example.org>', '- Cy Ndt (@cy-n)'],
    ['  * Ada Roe (@ada-r), since 2019', '  * Cy Ndt (@cy-n)'],
  ];
  for (const [bullet, added] of likes)
    t.is(
      inMarkdown(
        `# Maintainers\n\n${bullet}\n\nAsk them.\n`,
        change('add', 'Cy Ndt', 'cy-n', 'cy@example.org'),
      ),
      `# Maintainers\n\n${bullet}\n${added}\n\nAsk them.\n`,
    );
});

test('under a heading without anybody yet the first emeritus has a list of their own', t => {
  t.is(
    inMarkdown(
      '# Maintainers\n\n* Ada Roe (@ada-r)\n* Bo Lind (@bo-l)\n\n## Emeriti\n',
      change('retire', 'Ada Roe', 'ada-r'),
    ),
    '# Maintainers\n\n* Bo Lind (@bo-l)\n\n## Emeriti\n\n* Ada Roe (@ada-r)\n',
  );
});

const REFUSED: readonly (readonly [why: string, text: string, of: RosterChange, says: RegExp])[] = [
  [
    'several people in one bullet',
    '# Maintainers\n\n- Storage: @ada-r, @bo-l\n- Cy Ndt (@cy-n)\n',
    change('retire', 'Ada Roe', 'ada-r'),
    /by hand/,
  ],
  [
    'areas with lists of their own',
    '# Maintainers\n\n## Storage\n\n- @ada-r\n\n## Network\n\n- @bo-l\n',
    change('add', 'Cy Ndt', 'cy-n'),
    /which of its lines or lists is meant.*add them by hand/,
  ],
  [
    'words below a bullet that may be part of it',
    '# Maintainers\n\n- Ada Roe (@ada-r)\nlooks after storage\n- Bo Lind (@bo-l)\n',
    change('retire', 'Ada Roe', 'ada-r'),
    /by hand/,
  ],
  [
    'two of one name',
    '# Maintainers\n\n- Ada Roe <ada@example.org>\n- Ada Roe <ada@example.com>\n- Bo Lind (@bo-l)\n',
    change('retire', 'Ada Roe'),
    /Several people on this roster are called Ada Roe/,
  ],
];

for (const [why, text, of, says] of REFUSED)
  test(`refused in words: ${why}`, t => {
    t.throws(() => inMarkdown(text, of), { instanceOf: UserError, message: says });
  });

const inInfo = (texts: Readonly<Record<string, string>>, of: RosterChange) =>
  Object.fromEntries(infoYaml.writing.write(new Map(Object.entries(texts)), of));

test('INFO beside INFO.yaml loses the same line, so that they do not disagree', t => {
  const yaml =
    'committers:\n- name: Ada Roe\n  email: ada@example.org\n- name: Bo Lind\n  email: bo@example.org\n';
  const text = 'Committers:\nAda Roe (Acme, ada@example.org)\nBo Lind (bo@example.org)\n\nLink: none\n';
  t.deepEqual(
    inInfo({ 'INFO.yaml': yaml, INFO: text }, change('retire', 'Ada Roe', undefined, 'ada@example.org')),
    {
      'INFO.yaml': 'committers:\n- name: Bo Lind\n  email: bo@example.org\n',
      INFO: 'Committers:\nBo Lind (bo@example.org)\n\nLink: none\n',
    },
  );
});

test('the lead is not taken out: somebody has to be written there first', t => {
  const yaml =
    'project_lead:\n  name: Ada Roe\n  email: ada@example.org\ncommitters:\n- name: Bo Lind\n  email: bo@example.org\n';
  t.throws(() => inInfo({ 'INFO.yaml': yaml }, change('retire', 'Ada Roe')), {
    instanceOf: UserError,
    message: /leads the project by this roster/,
  });
});

test('a new committer has the keys of the others; what nobody told is left empty', t => {
  const yaml =
    "committers:\n    - name: 'Ada Roe'\n      email: 'ada@example.org'\n      company: 'Acme'\n      timezone: 'Europe/Oslo'\n";
  t.deepEqual(inInfo({ 'INFO.yaml': yaml }, change('add', "Cy O'Neil", undefined, 'cy@example.org')), {
    'INFO.yaml': `${yaml}    - name: 'Cy O''Neil'\n      email: 'cy@example.org'\n      company: ''\n      timezone: ''\n`,
  });
});

const members = [{ name: 'Ada Roe', since: '2020-01-06' }, { name: 'Bo Lind' }];
const inConfiguration = (text: string, of: RosterChange, given: readonly object[] = members) =>
  rollcall.writing
    .write(new Map([['rollcall.yml', text]]), of, rollcall.settings.parse({ members: given }))
    .get('rollcall.yml');

test('of two rosters in a configuration the one with these members is changed', t => {
  const own = '      - { name: Ada Roe, since: 2020-01-06 }\n      - { name: Bo Lind }\n';
  const other = '      - { name: Ada Roe }\n      - { name: Eli Fox }\n';
  const head = '  - type: rollcall\n    members:\n';
  const text = `roster:\n${head}${other}${head}${own}`;
  t.is(
    inConfiguration(text, change('retire', 'Bo Lind')),
    `${text.replace('{ name: Bo Lind }', '{ name: Bo Lind, until: 2026-03-02 }')}      - { name: Bo Lind, role: emeritus, since: 2026-03-02 }\n`,
  );
});

test('a membership that begins on the day, or has an end already, is left to its writer', t => {
  for (const dates of ['since: 2026-03-02', 'until: 2026-06-01']) {
    const text = `roster:\n- type: rollcall\n  members:\n  - { name: Ada Roe, ${dates} }\n  - { name: Bo Lind }\n`;
    t.throws(() => inConfiguration(text, change('retire', 'Ada Roe')), {
      instanceOf: UserError,
      message: /begins on that day, or has an end already.*by hand/,
    });
  }
});

test('a name that is no single line, or would be more than a name there, is written nowhere', t => {
  const info = `committers:\n    - name: 'Ada Roe'\n      email: 'ada@example.org'\n      company: 'acme'\n      id: 'ada'\n`;
  const list = '# Maintainers\n\n* Ada Roe (@ada-r)\n* Bo Lind (@bo-l)\n';
  const written = (name: string) => {
    const of = change('add', name, 'cy-n', 'cy@example.org');
    return [
      () => inMarkdown(TABLE, of),
      () => inMarkdown(list, of),
      () => infoYaml.writing.write(new Map([['INFO.yaml', info]]), of),
    ];
  };
  for (const name of ['', ' ', 'Cy\nroot: yes', 'Cy\n- Eve', 'Cy\u2028Eve', 'Cy\u202Eeve', 'x'.repeat(101)])
    for (const write of written(name))
      t.throws(write, { instanceOf: UserError, message: /one line of at most/ });
  for (const name of ['[Cy](https://eve.example)', '<b>Cy</b>', 'Cy | Eve', '`Cy`'])
    for (const write of written(name).slice(0, 2))
      t.throws(write, { instanceOf: UserError, message: /read as Markdown/ });
});

test('a name closes no issue by the commit that adds it', t => {
  const title = titleFor(change('add', 'fixes #12, closes GH-7 @everyone'));
  t.notRegex(title, /#\d|GH-\d|@e/);
  t.notRegex(bodyFor(change('add', 'closes GH-7 #12'), { files: [] }, ['k']), /GH-\d|#\d/);
});
