// What others wrote or took away does no harm: names, files of unknown kinds, rosters that are gone.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { checkout, config } from '../support/checkout.ts';
import { rollcall } from '../support/cli.ts';
import { git, makeRepository, temporaryFolder } from '../support/git.ts';

test('an escape sequence in an author’s name does not reach the terminal', async t => {
  const cwd = await temporaryFolder(t);
  const dir = await makeRepository(join(cwd, 'garden'), []);
  const author = '--author=\u001b[2JEvil <evil@example.org>';
  await git(dir, ['commit', '--quiet', '--allow-empty', '-m', 'Plant', author], '2026-03-02T10:00:00Z');
  await config(cwd, '{ type: git-trailers, repository: garden }');
  await rollcall(['ingest'], { cwd });
  for (const args of [
    ['people', '--unlinked'],
    ['explain', 'evil@example.org', '--at', '2026-03-09'],
    ['explain', 'evil@example.org', '--at', '2026-03-09', '--format', 'json'],
    ['explain', '\u001b[2JNobody'],
    ['report', 'weekly', '--at', '2026-03-09'],
  ]) {
    const { stdout, stderr } = await rollcall(args, { cwd });
    t.regex(stdout + stderr, /Evil|Nobody/, args.join(' '));
    t.false((stdout + stderr).includes('\u001b'), args.join(' '));
  }
});

test('init beside a file of OWNERS writes what its own check accepts', async t => {
  const cwd = await temporaryFolder(t);
  await makeRepository(join(cwd, 'garden'), [{ date: '2026-03-02T10:00:00Z', files: { OWNERS: 'bo\n' } }]);
  t.is((await rollcall(['init', 'garden'], { cwd })).code, 0);
  const { code, stderr } = await rollcall(['config', 'check'], { cwd });
  t.is(code, 0, stderr);
});

test('a roster that cannot be read keeps what it said, and nothing else waits for it', async t => {
  const cwd = await checkout(t);
  await rollcall(['init', 'garden'], { cwd });
  await rollcall(['ingest'], { cwd });
  const path = join(cwd, 'rollcall.yml');
  const text = await readFile(path, 'utf8');
  const bo = 'people: [{ name: Bo of the garden, handles: { email: [bo@example.org], github: bo } }]\n';
  await writeFile(
    path,
    text.replace(/- \{ type: maintainers.*/, '- { type: maintainers, path: none.md }') + bo,
  );
  const report = await rollcall(['report', 'team', '--at', '2026-03-09'], { cwd });
  t.is(report.code, 0, report.stderr);
  t.regex(report.stderr, /garden\/maintainers: .*none\.md does not exist/);
  t.regex(report.stdout, /^Bo of the garden +≥ 0 +2 /m);
  const ingested = await rollcall(['ingest'], { cwd });
  t.is(ingested.code, 1);
  t.regex(ingested.stdout, /garden\/maintainers: .*none\.md does not exist/);
  t.regex((await rollcall(['report', 'team'], { cwd })).stderr, /none\.md/, 'as long as it is so');
});
