// rollcall roster: as somebody at a terminal sees it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { rollcall } from '../support/cli.ts';
import { makeRepository, temporaryFolder } from '../support/git.ts';

const CONFIG = `id: shed
title: The Shed
sources: [{ type: git-trailers, repository: shed }]
roster:
  - { type: maintainers, repository: shed }
  - type: rollcall
    members:
      - { name: Ada Roe, since: 2020-01-06 }
      - { name: Eli Fox, since: 2020-01-06 }
people:
  - { name: Ada Roe, handles: { github: ada-r } }
`;

const MAINTAINERS = `# Maintainers

- Ada Roe (@ada-r)
- Bo Lind (@bo-l)
`;

const shed = async (t: ExecutionContext): Promise<string> => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'shed'));
  await makeRepository(join(folder, 'shed'), [
    { date: '2024-01-01T00:00:00Z', files: { 'MAINTAINERS.md': MAINTAINERS } },
  ]);
  await writeFile(join(folder, 'rollcall.yml'), CONFIG);
  const { code, stderr } = await rollcall(['ingest'], { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  return folder;
};

test('roster diff tells who is in one and not in the other, as a table and as JSON', async t => {
  const cwd = await shed(t);
  const { code, stdout } = await rollcall(['roster', 'diff'], { cwd });
  t.is(code, 0);
  t.is(
    stdout,
    `role  who      listed in    missing in
----  -------  -----------  -----------
core  Bo Lind  maintainers  rollcall
core  Eli Fox  rollcall     maintainers
`,
  );
  const json = await rollcall(['roster', 'diff', '--format', 'json'], { cwd });
  t.like((JSON.parse(json.stdout) as unknown[])[0], {
    role: 'core',
    name: 'Bo Lind',
    missingIn: ['rollcall'],
  });
});

test('roster change shows what would change, says how to send it, and writes nothing', async t => {
  const cwd = await shed(t);
  const change = ['roster', 'change', 'retire', 'Ada Roe'];
  const several = await rollcall(change, { cwd });
  t.is(several.code, 1);
  t.regex(several.stderr, /several rosters; say which: maintainers, rollcall\./);
  const file = await rollcall([...change, '--roster', 'maintainers'], { cwd });
  t.is(file.code, 0, file.stderr);
  t.is(
    file.stdout,
    `--- a/MAINTAINERS.md
+++ b/MAINTAINERS.md
@@ -1,4 +1,3 @@
 # Maintainers
 
-- Ada Roe (@ada-r)
 - Bo Lind (@bo-l)
`,
  );
  t.regex(file.stderr, /git apply roster\.patch/);
  const own = await rollcall([...change, '--roster', 'rollcall'], { cwd });
  t.regex(own.stdout, /^\+ {6}- \{ name: Ada Roe, role: emeritus, since: \d{4}-\d\d-\d\d \}$/m);
  t.is(await readFile(join(cwd, 'rollcall.yml'), 'utf8'), CONFIG);
  t.is(await readFile(join(cwd, 'shed', 'MAINTAINERS.md'), 'utf8'), MAINTAINERS);
});

test('wrong words end with 2 and say what would be right', async t => {
  const cwd = await shed(t);
  const wrong: readonly (readonly [string[], RegExp])[] = [
    [['roster'], /Which part\? Accepted are diff, change\./],
    [['roster', 'dif'], /Did you mean "diff"\?/],
    [['roster', 'change', 'retier', 'Ada Roe', '--roster', 'rollcall'], /Did you mean "retire"\?/],
    [['roster', 'change', 'retire', '--roster', 'rollcall'], /Whom\?/],
  ];
  for (const [args, says] of wrong) {
    const { code, stderr } = await rollcall(args, { cwd });
    t.is(code, 2);
    t.regex(stderr, says);
  }
  const nobody = await rollcall(['roster', 'change', 'retire', 'Ada Row', '--roster', 'rollcall'], { cwd });
  t.is(nobody.code, 1);
  t.regex(nobody.stderr, /Did you mean "Ada Roe"\?/);
});
