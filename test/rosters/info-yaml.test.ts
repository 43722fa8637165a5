// INFO.yaml and INFO: formats, history with landing dates, faults that nobody leaves by.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import { membershipsFrom } from '../../src/domain/team.ts';
import infoYaml from '../../src/rosters/info-yaml/index.ts';
import { git, makeRepository, type TestCommit, temporaryFolder } from '../support/git.ts';
import { rosterIo } from '../support/roster-io.ts';

const YAML = `---
project: 'Weather'
project_lead: &weather_ptl
    name: 'Ada Roe'
    email: 'Ada.Roe@Example.org'
    company: 'Acme'
    id: 'adaroe'
primary_contact: *weather_ptl
committers:
    - <<: *weather_ptl
    - name: 'Bo Lind'
      email: 'bo@example.org'
      company: 'Bolt'
      id: 'bo'
    - name: ''
      email: ''
tsc:
    approval: 'https://example.org/approval'
    changes:
        - type: 'removal'
          name: 'Cy Ndt'
          link: 'https://example.org/cy'
        - type: 'creation'
`;

const TEXT = `Project: Weather
Project Lead: Ada Roe (ada.roe@example.org)
Repository: weather

Committers:
ada.roe@example.org
Bo Lind (Bolt, bo@example.org)
Cy Ndt (cy@example.org)
Di Moe <Di@example.org>
Eli Only Name
to be named

Link to approval: https://example.org/approval
Not A Committer (not@example.org)
`;

const readFile = async (t: ExecutionContext, name: string, text: string) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, name);
  await writeFile(path, text);
  return infoYaml.read(infoYaml.settings.parse({ path }), rosterIo(folder));
};

const readHistory = async (t: ExecutionContext, commits: TestCommit[], more: object = {}) => {
  const folder = await temporaryFolder(t);
  const repository = await makeRepository(join(folder, 'project'), commits);
  return infoYaml.read(infoYaml.settings.parse({ repository, ...more }), rosterIo(folder));
};

const seconds = (date: string): number => Date.parse(date) / 1000;
const minimal = (...names: string[]): string =>
  `project_lead: { name: ${names[0]}, email: ${names[0]}@example.org }\ncommitters:\n${names
    .map(name => `  - { name: ${name}, email: ${name}@example.org }`)
    .join('\n')}\n`;

test('INFO.yaml gives the lead, the committers with anchors resolved, and what was decided about them', async t => {
  const { versions, skipped } = await readFile(t, 'INFO.yaml', YAML);
  const email = (id: string, name: string) => [{ service: 'email' as const, id, name }];
  const ada = { name: 'Ada Roe', company: 'Acme', handles: email('ada.roe@example.org', 'Ada Roe') };
  t.deepEqual(versions, [
    {
      at: 0,
      ref: 'INFO.yaml',
      entries: [
        { role: 'ptl', ...ada },
        { role: 'core', ...ada },
        { role: 'core', name: 'Bo Lind', company: 'Bolt', handles: email('bo@example.org', 'Bo Lind') },
      ],
      notes: [{ about: 'left', name: 'Cy Ndt', text: 'removal: https://example.org/cy' }],
    },
  ]);
  t.deepEqual(skipped, [
    { where: 'INFO.yaml', reason: '1 of the committers without a name and an e-mail address' },
  ]);
});

test('INFO gives the same from free text, up to the next blank line', async t => {
  const { versions, skipped } = await readFile(t, 'INFO', TEXT);
  t.deepEqual(
    versions[0]?.entries.map(({ role, name, company, handles }) => [role, name, company, handles[0]?.id]),
    [
      ['ptl', 'Ada Roe', undefined, 'ada.roe@example.org'],
      ['core', undefined, undefined, 'ada.roe@example.org'],
      ['core', 'Bo Lind', 'Bolt', 'bo@example.org'],
      ['core', 'Cy Ndt', undefined, 'cy@example.org'],
      ['core', 'Di Moe', undefined, 'di@example.org'],
      ['core', 'Eli Only Name', undefined, 'Eli Only Name'],
    ],
  );
  t.deepEqual(skipped, [{ where: 'INFO:11', reason: 'no person can be made out in "to be named"' }]);
});

test('history is dated by landing: a merge counts, not the commit that it brings', async t => {
  const { versions } = await readHistory(t, [
    { date: '2020-01-01T00:00:00Z', files: { 'INFO.yaml': minimal('ada') } },
    {
      date: '2020-03-01T00:00:00Z',
      mergedFrom: '2020-02-01T00:00:00Z',
      files: { 'INFO.yaml': minimal('ada', 'bo') },
    },
    { date: '2020-04-01T00:00:00Z', files: { 'other.txt': 'x' } },
  ]);
  t.deepEqual(
    versions.map(({ at, entries }) => [at, entries.length]),
    [
      [seconds('2020-01-01T00:00:00Z'), 2],
      [seconds('2020-03-01T00:00:00Z'), 3],
    ],
  );
});

test('a clock that went wrong does not turn the order of landings around', async t => {
  const { versions } = await readHistory(t, [
    { date: '2020-02-01T00:00:00Z', files: { 'INFO.yaml': minimal('ada') } },
    { date: '2020-01-01T00:00:00Z', files: { 'INFO.yaml': minimal('ada', 'bo') } },
  ]);
  t.deepEqual(
    versions.map(({ at, entries }) => [at, entries.length]),
    [
      [seconds('2020-02-01T00:00:00Z'), 2],
      [seconds('2020-02-01T00:00:00Z'), 3],
    ],
  );
});

test('INFO.yaml wins over INFO beside it, and a disagreement is told once', async t => {
  const text =
    'Project Lead: ada (ada@example.org)\n\nCommitters:\nada (ada@example.org)\nbo (bo@example.org)\n';
  const { versions, skipped } = await readHistory(t, [
    { date: '2020-01-01T00:00:00Z', files: { INFO: text } },
    { date: '2020-02-01T00:00:00Z', files: { 'INFO.yaml': minimal('ada') } },
    { date: '2020-03-01T00:00:00Z', files: { 'INFO.yaml': `${minimal('ada')}# a comment\n` } },
  ]);
  const bo = membershipsFrom(versions).find(({ name }) => name === 'bo');
  t.is(bo?.until, seconds('2020-02-01T00:00:00Z'));
  t.deepEqual(skipped, [
    {
      where: `${versions[1]?.ref}:INFO.yaml`,
      reason: 'INFO.yaml and INFO disagree: only INFO lists bo; INFO.yaml is believed',
    },
  ]);
});

test('nobody leaves by a syntax error, an empty list or a file that moved away', async t => {
  const { versions, skipped } = await readHistory(t, [
    { date: '2020-01-01T00:00:00Z', files: { 'INFO.yaml': minimal('ada', 'bo') } },
    { date: '2020-02-01T00:00:00Z', files: { 'INFO.yaml': 'project_lead: x\ncommitters: [\n' } },
    { date: '2020-03-01T00:00:00Z', files: { 'INFO.yaml': 'committers: ada\n' } },
    { date: '2020-04-01T00:00:00Z', files: { 'INFO.yaml': 'committers: []\n' } },
    { date: '2020-05-01T00:00:00Z', files: { 'INFO.yaml': undefined } },
  ]);
  t.is(versions.length, 1);
  t.is(membershipsFrom(versions).filter(({ until }) => until !== undefined).length, 0);
  const kept = '; the version before it stays in force';
  t.deepEqual(
    skipped.slice(1).map(({ reason }) => reason),
    [
      `not an INFO file: \`committers\` must be a list${kept}`,
      `nobody is listed${kept}`,
      `the file was removed${kept}`,
    ],
  );
  t.regex(skipped[0]?.reason ?? '', /^not valid YAML: .*; the version before it stays in force$/);
  t.regex(skipped[0]?.where ?? '', /^[0-9a-f]{10}:INFO\.yaml:\d+$/);
});

test('a bomb of aliases is a fault, not a crash', async t => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe'].map(pair => pair.split('')))
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
  await t.throwsAsync(readFile(t, 'INFO.yaml', `${bomb.join('\n')}\ncommitters: *f\n`), {
    instanceOf: SourceError,
    message: /aliases cannot be resolved/,
  });
});

test('a shallow clone says that its history is cut', async t => {
  const folder = await temporaryFolder(t);
  const whole = await makeRepository(join(folder, 'whole'), [
    { date: '2020-01-01T00:00:00Z', files: { 'INFO.yaml': minimal('ada') } },
    { date: '2020-02-01T00:00:00Z', files: { 'INFO.yaml': minimal('ada', 'bo') } },
  ]);
  await git(folder, ['clone', '--quiet', '--depth=1', `file://${whole}`, 'cut']);
  const repository = join(folder, 'cut');
  const { versions, skipped } = await infoYaml.read(
    infoYaml.settings.parse({ repository }),
    rosterIo(folder),
  );
  t.is(versions.length, 1);
  t.deepEqual(skipped, [
    { where: repository, reason: 'a shallow clone: edits before its oldest commit are not known' },
  ]);
});

test('where there is nothing to read a sentence says so', async t => {
  const folder = await temporaryFolder(t);
  const repository = await makeRepository(join(folder, 'project'), [
    { date: '2020-01-01T00:00:00Z', files: { 'other.txt': 'x' } },
  ]);
  const read = (settings: object) => infoYaml.read(infoYaml.settings.parse(settings), rosterIo(folder));
  await t.throwsAsync(read({ repository }), {
    instanceOf: SourceError,
    message: `${repository} never had a file INFO.yaml or INFO`,
  });
  await t.throwsAsync(read({ repository: folder }), {
    instanceOf: SourceError,
    message: `${folder} is not a git repository`,
  });
  await t.throwsAsync(read({ repository, branch: 'nope' }), { instanceOf: SourceError, message: /nope/ });
  await t.throwsAsync(read({ path: join(folder, 'INFO') }), { instanceOf: SourceError });
});

test('another branch and other file names can be followed', async t => {
  const folder = await temporaryFolder(t);
  const repository = await makeRepository(join(folder, 'project'), [
    { date: '2020-01-01T00:00:00Z', files: { 'docs/team (new).yaml': minimal('ada') } },
  ]);
  await git(repository, ['switch', '--quiet', '--create', 'next']);
  await git(repository, ['rm', '--quiet', 'docs/team (new).yaml']);
  await git(repository, ['commit', '--quiet', '-m', 'gone'], '2020-02-01T00:00:00Z');
  const settings = infoYaml.settings.parse({ repository, branch: 'main', file: 'docs/team (new).yaml' });
  const { versions, skipped } = await infoYaml.read(settings, rosterIo(folder));
  t.is(versions.length, 1);
  t.deepEqual(skipped, []);
});

test('exactly one place must be given, and a branch cannot pass for an option', t => {
  const message = (settings: object) => infoYaml.settings.safeParse(settings).error?.issues[0]?.message;
  t.is(message({}), 'exactly one of `path` and `repository` is needed');
  t.is(message({ path: 'a', repository: 'b' }), 'exactly one of `path` and `repository` is needed');
  t.truthy(message({ repository: 'b', branch: '--all' }));
});
