// OWNERS and OWNERS_ALIASES as Prow reads them, and how one login moves in them.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../src/domain/errors.ts';
import type { RosterChange } from '../../src/domain/roster-change.ts';
import { membershipsFrom } from '../../src/domain/team.ts';
import owners from '../../src/rosters/owners/index.ts';
import { makeRepository, temporaryFolder } from '../support/git.ts';
import { rosterIo } from '../support/roster-io.ts';

type Texts = Readonly<Record<string, string>>;

const settingsOf = (more: object = {}) => owners.settings.parse({ repository: 'shed.git', ...more });

/** `core ada`, sorted; or the fault. */
const said = (texts: Texts, more: object = {}): string[] | string => {
  const read = owners.writing.entries(new Map(Object.entries(texts)), settingsOf(more));
  if ('fault' in read) return `${read.fault.file}:${read.fault.line ?? 0} ${read.fault.reason}`;
  return read.entries.map(({ role, handles }) => `${role} ${handles[0]?.id}`).sort();
};

const changed = (texts: Texts, kind: RosterChange['kind'], login: string, more: object = {}): Texts => {
  const change = { kind, name: login, handles: [{ service: 'github', id: login }], at: 0 } as const;
  const now = owners.writing.write(new Map(Object.entries(texts)), change, settingsOf(more));
  return Object.fromEntries(now);
};

test('approvers are cores, emeritus approvers emeriti, reviewers neither; letters of any case', t => {
  const OWNERS = `approvers:\n- Ada # Ada Roe\n- bo\nreviewers:\n- cy\nemeritus_approvers:\n- Zoe\n`;
  t.deepEqual(said({ OWNERS }), ['core ada', 'core bo', 'emeritus zoe']);
});

test('an alias stands for its logins, once, and not for other aliases', t => {
  const OWNERS = 'approvers: [Shed-Cores, bo]\nemeritus_approvers: [gone]\n';
  const OWNERS_ALIASES = 'aliases:\n  shed-cores: [ada, bo]\n  gone:\n  - zoe\n  unused: [cy]\n';
  t.deepEqual(said({ OWNERS, OWNERS_ALIASES }), ['core ada', 'core bo', 'emeritus zoe']);
});

test('filters count where the file as a whole says nothing, and one of them can be chosen', t => {
  const filters = `filters:\n  ".*":\n    approvers: [ada]\n  "\\\\.go$":\n    approvers: [bo]\n`;
  t.deepEqual(said({ OWNERS: filters }), ['core ada', 'core bo']);
  t.deepEqual(said({ OWNERS: filters }, { filter: '.*' }), ['core ada']);
  t.deepEqual(said({ OWNERS: `approvers: [cy]\n${filters}` }), ['core cy']);
});

test('the files of the folders above count too, up to one that stands alone', t => {
  const root = { OWNERS: 'approvers: [ada]\n' };
  const texts = { ...root, 'pkg/OWNERS': 'approvers: [bo]\n', 'pkg/api/OWNERS': 'approvers: [cy]\n' };
  const file = 'pkg/api/OWNERS';
  t.deepEqual(said(texts, { file }), ['core ada', 'core bo', 'core cy']);
  t.deepEqual(said(texts, { file, parents: false }), ['core cy']);
  const alone = { ...texts, 'pkg/OWNERS': 'approvers: [bo]\noptions: { no_parent_owners: true }\n' };
  t.deepEqual(said(alone, { file }), ['core bo', 'core cy']);
  t.deepEqual(said(texts, { file: ['pkg/OWNERS', 'pkg/api/OWNERS'], parents: false }), [
    'core bo',
    'core cy',
  ]);
});

test('what is no YAML is told with its line, what is no login is told beside the others', t => {
  t.is(said({ OWNERS: 'approvers:\n- ada\n]\n' })?.slice(0, 24), 'OWNERS:3 not valid YAML:');
  t.is(said({ OWNERS: '- ada\n' }), 'OWNERS:1 not an OWNERS file: it is no section with keys');
  const read = owners.writing.entries(new Map([['OWNERS', 'approvers: [ada, "some body"]\n']]), settingsOf());
  t.deepEqual('remarks' in read && read.remarks, [
    { file: 'OWNERS', reason: '"some body" is neither a login nor an alias' },
  ]);
});

test('a history gives dates, and an edit of the aliases is one of the roster', async t => {
  const folder = await temporaryFolder(t);
  const repository = await makeRepository(join(folder, 'shed'), [
    {
      date: '2024-01-01T00:00:00Z',
      files: { OWNERS: 'approvers: [cores]\n', OWNERS_ALIASES: 'aliases: { cores: [ada, bo] }\n' },
    },
    { date: '2025-01-01T00:00:00Z', files: { OWNERS_ALIASES: 'aliases: { cores: [bo] }\n' } },
    { date: '2025-06-01T00:00:00Z', files: { OWNERS: 'approvers: [cores]\nemeritus_approvers: [ada]\n' } },
  ]);
  const { versions } = await owners.read(owners.settings.parse({ repository }), rosterIo(folder));
  const day = (at: number | undefined) => at && new Date(at * 1000).toISOString().slice(0, 10);
  t.deepEqual(
    membershipsFrom(versions).map(({ role, handles, since, until }) => [
      role,
      handles[0]?.id,
      day(since),
      day(until),
    ]),
    [
      ['core', 'ada', '2024-01-01', '2025-01-01'],
      ['core', 'bo', '2024-01-01', undefined],
      ['emeritus', 'ada', '2025-06-01', undefined],
    ],
  );
});

const onDisk = async (t: ExecutionContext, texts: Texts) => {
  const folder = await temporaryFolder(t);
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  const given = owners.settings.parse({ path: join(folder, 'OWNERS') });
  const { versions } = await owners.read(given, rosterIo(folder));
  return versions[0]?.entries.map(({ handles }) => handles[0]?.id);
};

test('a file on disk is read with the aliases beside it, if there are any', async t => {
  t.deepEqual(await onDisk(t, { OWNERS: 'approvers: [cores]\n' }), ['cores']);
  const both = { OWNERS: 'approvers: [cores]\n', OWNERS_ALIASES: 'aliases: { cores: [ada] }\n' };
  t.deepEqual(await onDisk(t, both), ['ada']);
});

test('a list of emeriti is begun where there is none, in the way of the other lists', t => {
  t.deepEqual(changed({ OWNERS: '# Ours.\napprovers:\n  - ada # Ada Roe\n  - bo\n' }, 'retire', 'Ada'), {
    OWNERS: '# Ours.\napprovers:\n  - bo\nemeritus_approvers:\n  - ada # Ada Roe\n',
  });
});

test('a list in alphabetical order stays so', t => {
  const OWNERS = 'approvers:\n- bo\n- ada\nemeritus_approvers:\n- cy\n- eli\n- flo\n';
  t.deepEqual(changed({ OWNERS }, 'retire', 'ada'), {
    OWNERS: 'approvers:\n- bo\nemeritus_approvers:\n- ada\n- cy\n- eli\n- flo\n',
  });
});

test('somebody goes out of every filter, and into one list of emeriti', t => {
  const OWNERS = `filters:\n  ".*":\n    approvers:\n    - ada\n    - bo\n  "\\\\.md$":\n    approvers:\n    - ada\n`;
  t.deepEqual(changed({ OWNERS }, 'retire', 'ada'), {
    OWNERS: `filters:\n  ".*":\n    approvers:\n    - bo\n    emeritus_approvers:\n    - ada\n  "\\\\.md$":\n    approvers: []\n`,
  });
});

test('who comes is put where the others are: through the one alias, or into the list', t => {
  const texts = { OWNERS: 'approvers: [cores]\n', OWNERS_ALIASES: 'aliases:\n  cores:\n  - ada\n' };
  t.deepEqual(changed(texts, 'add', 'Bo'), { OWNERS_ALIASES: 'aliases:\n  cores:\n  - ada\n  - Bo\n' });
  t.deepEqual(changed({ OWNERS: 'approvers: [ada]\n' }, 'add', 'bo'), { OWNERS: 'approvers: [ada, bo]\n' });
});

test('an alias of emeriti takes its new one, and gives them back', t => {
  const texts = {
    OWNERS: 'approvers: [cores]\nemeritus_approvers: [gone]\n',
    OWNERS_ALIASES: 'aliases:\n  cores:\n  - ada\n  - bo\n  gone:\n  - zoe\n',
  };
  const after = changed(texts, 'retire', 'ada');
  t.deepEqual(after, { OWNERS_ALIASES: 'aliases:\n  cores:\n  - bo\n  gone:\n  - zoe\n  - ada\n' });
  t.deepEqual(changed({ ...texts, ...after }, 'reinstate', 'ada'), {
    OWNERS_ALIASES: 'aliases:\n  cores:\n  - bo\n  - ada\n  gone:\n  - zoe\n',
  });
});

const REFUSED: readonly (readonly [
  why: string,
  texts: Texts,
  kind: RosterChange['kind'],
  login: string,
  says: RegExp,
])[] = [
  ['the last one', { OWNERS: 'approvers: [ada]\n' }, 'retire', 'ada', /last one on this roster/],
  ['somebody else', { OWNERS: 'approvers: [ada]\n' }, 'retire', 'bo', /bo is not on this roster/],
  [
    'an emeritus',
    { OWNERS: 'approvers: [ada]\nemeritus_approvers: [bo]\n' },
    'retire',
    'bo',
    /emeritus by this roster already/,
  ],
  ['a core', { OWNERS: 'approvers: [ada]\n' }, 'add', 'ada', /core by this roster already/],
  ['a broken file', { OWNERS: 'approvers: [ada\n' }, 'retire', 'ada', /not valid YAML.*by hand/],
  [
    'several aliases',
    { OWNERS: 'approvers: [a, b]\n', OWNERS_ALIASES: 'aliases: { a: [ada], b: [bo] }\n' },
    'add',
    'cy',
    /which of its lists/,
  ],
  [
    'several filters',
    { OWNERS: 'filters: { x: { approvers: [ada] }, y: { approvers: [bo] } }\n' },
    'add',
    'cy',
    /which of its lists/,
  ],
  ['a comment within', { OWNERS: 'approvers: [\n  ada, # first\n  bo]\n' }, 'retire', 'ada', /by hand/],
  [
    'a copied list',
    { OWNERS: 'reviewers: &all [ada, bo]\napprovers: *all\n' },
    'retire',
    'ada',
    /not on this roster/,
  ],
];

for (const [why, texts, kind, login, says] of REFUSED)
  test(`refused in words: ${why}`, t => {
    t.throws(() => changed(texts, kind, login), { instanceOf: UserError, message: says });
  });
