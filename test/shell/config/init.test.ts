// The first project file of a repository names what is in it, and can be used as it is.
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { compilePattern } from '../../../src/lib/pattern.ts';
import { starterConfig } from '../../../src/shell/config/init.ts';
import { type Findings, inspect } from '../../../src/shell/config/inspect.ts';
import { parseConfig } from '../../../src/shell/config/load.ts';
import { registries } from '../../support/plugins.ts';
import { realGit, repository, runGit } from '../../support/real-git.ts';

const load = (text: string) => {
  const [loaded] = parseConfig([{ file: '/srv/a/rollcall.yml', text }], registries).projects;
  if (!loaded) throw new Error('no project');
  return loaded;
};

const types = (findings: Findings): string[] => load(starterConfig(findings)).sources.map(({ type }) => type);

/** The file with the people that it suggests. */
const withPeople = (text: string): string =>
  text.replace(/^# (people:)$/m, '$1').replace(/^# {3}(- \{ name)/gm, '  $1');

const ADA = 'Ada Example <ADA@example.org>';

test('a repository with a roster and reviewed commits gives a file that loads', async t => {
  const dir = repository(t, 'My_Project.git', [
    {
      author: ADA,
      files: {
        'MAINTAINERS.md': '* Ada',
        OWNERS: 'x',
        '.mailmap': 'Ada Example <ada@example.org> <a@b.c>\n',
      },
    },
    {
      author: 'Ada E <a@b.c>',
      message: 'Fix\n\nReviewed-by: Bob <bob@example.org>\nReviewed-by: Cid <cid@example.org>',
    },
    { author: 'Bob: "the" Example <bob@example.org>' },
    { author: 'dependabot[bot] <d@example.org>' },
    { author: 'OPNFV Jenkins <j@example.org>', message: 'Bump' },
    { author: 'Abbot Costello <abbot@example.org>' },
  ]);
  const findings = await inspect(dir, realGit, registries.rosters);
  t.like(findings, {
    id: 'my-project',
    noteDb: false,
    reviewNotes: false,
    commits: 6,
    reviewedBy: 2,
    mailmap: true,
    rosters: [
      { type: 'maintainers', file: 'MAINTAINERS.md' },
      { type: 'owners', file: 'OWNERS' },
    ],
  });
  t.deepEqual([...findings.bots].sort(), ['OPNFV Jenkins', 'dependabot[bot]']);
  t.deepEqual(findings.authors[0], { name: 'Ada Example', emails: ['ada@example.org'], commits: 2 });
  const { project, sources, rosters } = load(starterConfig(findings));
  t.is(project.id, 'my-project');
  t.is(project.timezone, 'UTC');
  t.false(project.publish);
  t.deepEqual(project.people, []);
  t.deepEqual(sources, [
    { id: 'git-trailers', type: 'git-trailers', settings: { repository: '/srv/a', origin: 'git' } },
  ]);
  t.deepEqual(
    rosters.map(({ type }) => type),
    ['maintainers', 'owners'],
  );
  t.deepEqual(
    load(withPeople(starterConfig(findings))).project.people.map(({ name }) => name),
    findings.authors.map(({ name }) => name),
  );
});

test('a roster file that no plugin reads is not proposed', async t => {
  const dir = repository(t, 'doctor', [{ author: ADA, files: { OWNERS: 'x', 'INFO.yaml': '' } }]);
  const findings = await inspect(dir, realGit, new Set(['info-yaml']));
  t.deepEqual(findings.rosters, [{ type: 'info-yaml', file: 'INFO.yaml' }]);
});

test('the record of Gerrit goes before its notes, which are explained', async t => {
  const dir = repository(t, 'doctor', [{ author: ADA, files: { 'INFO.yaml': '', INFO: '' } }]);
  runGit(dir, ['notes', '--ref=review', 'add', '-m', 'Code-Review+2: Ada']);
  const notes = await inspect(dir, realGit, registries.rosters);
  t.deepEqual(types(notes), ['gerrit-notes', 'git-trailers']);
  t.deepEqual(notes.rosters, [{ type: 'info-yaml', file: 'INFO.yaml' }]);
  runGit(dir, ['update-ref', 'refs/changes/45/12345/meta', 'HEAD']);
  const both = await inspect(dir, realGit, registries.rosters);
  t.deepEqual(types(both), ['gerrit-notedb', 'git-trailers']);
  t.regex(starterConfig(both), /count them twice beside gerrit-notedb:\n {2}# - \{ type: gerrit-notes/);
});

test('a bare repository of NoteDb alone is read for its changes', async t => {
  const dir = repository(t, 'doctor', [{ author: ADA }]);
  const bare = `${dir}-meta.git`;
  runGit(dir, ['init', '--quiet', '--bare', bare]);
  runGit(dir, ['push', '--quiet', bare, 'HEAD:refs/changes/01/1/meta']);
  const findings = await inspect(bare, realGit, registries.rosters);
  t.like(findings, { id: 'doctor-meta', noteDb: true, commits: 0 });
  t.deepEqual(types(findings), ['gerrit-notedb']);
});

test('a repository without a commit still gives a file that loads', async t => {
  const dir = repository(t, '---', []);
  const findings = await inspect(dir, realGit, registries.rosters);
  t.is(findings.id, 'project');
  t.deepEqual(types(findings), ['git-trailers']);
});

test('what is not a repository is not guessed at', async t => {
  await t.throwsAsync(inspect('/', realGit, registries.rosters));
});

const name = fc
  .oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom('a[bot]', '/x/', '{', '# no', '*'))
  .filter(text => /^[^\p{Cc}\u2028\u2029]*$/u.test(text) && text.trim() === text && text !== '');

testProp(
  'whatever the authors are called, the file loads and its bots match themselves',
  [
    fc.uniqueArray(name, { minLength: 1, maxLength: 5, selector: text => text.toLowerCase() }),
    fc.uniqueArray(name, { maxLength: 5 }),
  ],
  (t, authors, bots) => {
    const text = starterConfig({
      id: 'a',
      repository: '.',
      noteDb: true,
      reviewNotes: true,
      commits: 1,
      reviewedBy: 1,
      rosters: [],
      mailmap: false,
      bots,
      authors: authors.map((author, index) => ({ name: author, emails: [`${index}@x`], commits: 1 })),
    });
    const { project } = load(withPeople(text));
    t.deepEqual(
      project.people.map(person => person.name),
      authors,
    );
    t.true(project.bots.every((glob, index) => compilePattern(glob)(bots[index] ?? '')));
  },
);

for (const [url, name] of [
  ['https://github.com/acme/lumen.git', 'acme/lumen'],
  ['https://token@github.com/acme/lumen', 'acme/lumen'],
  ['git@github.com:acme/lumen.git', 'acme/lumen'],
  ['ssh://git@github.com/acme/lumen.js', 'acme/lumen.js'],
  ['https://review.example.org/acme/lumen', undefined],
  ['https://evil.example/github.com/acme/lumen', undefined],
] as const)
  test(`a remote at ${url} is ${name ?? 'not on GitHub'}`, async t => {
    const dir = repository(t, 'lumen', [{ author: ADA }]);
    runGit(dir, ['remote', 'add', 'origin', url]);
    const findings = await inspect(dir, realGit, registries.rosters);
    t.is(findings.github, name);
    const text = starterConfig(findings);
    t.is(text.includes(`\n  - { type: github, repo: ${name} }`), name !== undefined);
    t.is(text.includes('github-team'), name !== undefined);
    // With reviews of its own in git, GitHub may be no more than a mirror.
    t.is(
      starterConfig({ ...findings, reviewNotes: true }).includes(`# - { type: github, repo: ${name} }`),
      name !== undefined,
    );
  });
