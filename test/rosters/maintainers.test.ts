// MAINTAINERS.md in the ways people write it: bullets, tables, emeriti, and prose that lists nobody.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import { membershipsFrom } from '../../src/domain/team.ts';
import maintainers from '../../src/rosters/maintainers/index.ts';
import { makeRepository, temporaryFolder } from '../support/git.ts';
import { rosterIo } from '../support/roster-io.ts';

const read = async (t: ExecutionContext, text: string) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'MAINTAINERS.md');
  await writeFile(path, text);
  return maintainers.read(maintainers.settings.parse({ path }), rosterIo(folder));
};

/** `core Ada Roe github:ada`, a line for each entry. */
const people = async (t: ExecutionContext, text: string): Promise<string[]> => {
  const { versions } = await read(t, text);
  return (versions[0]?.entries ?? []).map(({ role, name, company, handles }) =>
    [role, name ?? '?', ...handles.map(({ service, id }) => `${service}:${id}`), company]
      .filter(Boolean)
      .join(' '),
  );
};

test('bold names with linked logins, keys beneath, emeriti under their heading, prose left out', async t => {
  const text = `
# Project Maintainers

The project is managed by the following people:

* **Ada Roe** ([@AdaRoe](https://github.com/AdaRoe))
  - GPG key: 0000 1111 (pubkey-adaroe)
* **Bo Lindström** ([@bo-l](https://github.com/bo-l))

## Project Maintainers emeriti

* **Cy Ndt** ([@cyndt](https://github.com/cyndt))

## Storing a maintainer key in Git

* Ask Di Moe (@dimoe) to tag it
`;
  t.deepEqual(await people(t, text), [
    'core Ada Roe github:adaroe',
    'core Bo Lindström github:bo-l',
    'emeritus Cy Ndt github:cyndt',
  ]);
});

test('every handle carries the name, and an address is a handle too', async t => {
  const { versions } = await read(t, '- Ada Roe <Ada@Example.org> (@ada)\n');
  t.deepEqual(versions[0]?.entries[0]?.handles, [
    { service: 'github', id: 'ada', name: 'Ada Roe' },
    { service: 'email', id: 'ada@example.org', name: 'Ada Roe' },
  ]);
});

test('the other ways of writing a bullet', async t => {
  const text = `# Maintainers
- [Ada Roe](https://github.com/ada)
- @bo - Bo Lind
- [@cy](https://github.com/cy) Cy Ndt
- @di
1. Eli Fox – https://github.com/eli
+ Flo van der Gil
* Networking: @gus, @hal and @ivy
* jo@example.org
* **kim lee** (@kim)
* Lou Mae, Acme <lou@example.org>
`;
  t.deepEqual(await people(t, text), [
    'core Ada Roe github:ada',
    'core Bo Lind github:bo',
    'core Cy Ndt github:cy',
    'core ? github:di',
    'core Eli Fox github:eli',
    'core Flo van der Gil name:Flo van der Gil',
    'core ? github:gus',
    'core ? github:hal',
    'core ? github:ivy',
    'core ? email:jo@example.org',
    'core kim lee github:kim',
    'core Lou Mae email:lou@example.org',
  ]);
});

test('tables are read by their header', async t => {
  const text = `## Maintainers

| Name | GitHub ID | Affiliation | E-mail |
|------|:----------|-------------|--------|
| Ada Roe | AdaRoe | Acme | ada@example.org |
| **Bo Lind** | [@bo](https://github.com/bo) | | |
| TBD | | | |

| Maintainer | |
| --- | --- |
| Cy Ndt | @cy |
`;
  t.deepEqual(await people(t, text), [
    'core Ada Roe github:adaroe email:ada@example.org Acme',
    'core Bo Lind github:bo',
    'core Cy Ndt github:cy',
  ]);
});

test('headings decide, as they nest and however they are written', async t => {
  const text = `Core team
=========
### Networking
* Ada Roe (@ada)

**Emeriti:**

* Bo Lind (@bo)

## Becoming a maintainer
* Write to Cy Ndt (@cy)

### Maintainer responsibilities
* Code Review
* Triage Duty

## Contributors
* Di Moe (@di)

Past Maintainers
----------------
### Networking
* Eli Fox (@eli)
`;
  t.deepEqual(await people(t, text), [
    'core Ada Roe github:ada',
    'emeritus Bo Lind github:bo',
    'emeritus Eli Fox github:eli',
  ]);
});

test('teams, other hosts, comments and code name nobody', async t => {
  const text = `# Maintainers
* Ada Roe (@ada), see @example/core
<!--
* Hidden One (@hidden)
-->
\`\`\`
* Code Sample (@code)
\`\`\`

## Tools
* [Issue Tracker](https://github.com/example/project/issues)
* The build server
`;
  t.deepEqual(await people(t, text), ['core Ada Roe github:ada']);
});

test('a bullet among people that names nobody is told', async t => {
  const { skipped } = await read(t, '# Maintainers\n* Ada Roe (@ada)\n* somebody from @example/core\n');
  t.deepEqual(skipped, [
    { where: 'MAINTAINERS.md:3', reason: 'nobody can be made out in "* somebody from @example/core"' },
  ]);
});

test('a file that lists nobody is no roster', async t => {
  await t.throwsAsync(read(t, '# Maintainers\n\nSee the wiki.\n'), {
    instanceOf: SourceError,
    message: /nobody is listed/,
  });
});

test('history shows who became emeritus and who came back', async t => {
  const list = (core: string[], emeriti: string[]) =>
    ['# Maintainers', ...core.map(id => `* @${id}`), '## Emeriti', ...emeriti.map(id => `* @${id}`), ''].join(
      '\n',
    );
  const folder = await temporaryFolder(t);
  const repository = await makeRepository(join(folder, 'project'), [
    { date: '2020-01-01T00:00:00Z', files: { 'MAINTAINERS.md': list(['ada', 'bo'], []) } },
    { date: '2021-01-01T00:00:00Z', files: { 'MAINTAINERS.md': list(['ada'], ['bo']) } },
    { date: '2022-01-01T00:00:00Z', files: { 'MAINTAINERS.md': list(['ada', 'bo'], []) } },
  ]);
  const { versions } = await maintainers.read(maintainers.settings.parse({ repository }), rosterIo(folder));
  const year = (at: number | undefined) =>
    at === undefined ? undefined : new Date(at * 1000).getUTCFullYear();
  t.deepEqual(
    membershipsFrom(versions).map(({ role, handles, since, until }) => [
      role,
      handles[0]?.id,
      year(since),
      year(until),
    ]),
    [
      ['core', 'bo', 2020, 2021],
      ['core', 'ada', 2020, undefined],
      ['core', 'bo', 2022, undefined],
      ['emeritus', 'bo', 2021, 2022],
    ],
  );
});
