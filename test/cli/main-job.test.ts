// The main job as a user does it: a checkout, init, check, ingest, reports, and what may go wrong.
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Sqlite } from '../../src/store/driver.ts';
import { checkout, checkoutIn, config } from '../support/checkout.ts';
import { rollcall } from '../support/cli.ts';
import { git, temporaryFolder } from '../support/git.ts';
import { mailServer } from '../support/mail-server.ts';
import { packageRoot } from '../support/root.ts';

const ready = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
test.before(async () => {
  await checkoutIn(ready);
  await rollcall(['init', 'garden'], { cwd: ready });
  await rollcall(['ingest'], { cwd: ready });
});
test.after.always(() => rm(ready, { recursive: true, force: true }));

/** A checkout that was set up and read before, for whoever looks at what is in its ledger. */
const ingested = async (t: ExecutionContext): Promise<string> => {
  const folder = await temporaryFolder(t);
  await cp(ready, folder, { recursive: true });
  return folder;
};

test('init, check, ingest and a report on a fresh checkout', async t => {
  const cwd = await checkout(t);
  const first = await rollcall(['init', 'garden'], { cwd });
  t.is(first.code, 0, first.stderr);
  t.is((await rollcall(['config', 'check'], { cwd })).code, 0);
  const again = await rollcall(['init', 'garden'], { cwd });
  t.is(again.code, 1);
  t.regex(again.stderr, /exists already/);
  const early = await rollcall(['report', 'weekly'], { cwd });
  t.is(early.code, 1);
  t.regex(early.stderr, /rollcall ingest/);
  const read = await rollcall(['ingest', '--format', 'json'], { cwd });
  t.is(read.code, 0, read.stderr);
  t.like(JSON.parse(read.stdout)[0], { source: 'git-trailers', records: 2, complete: true });
  const second = await rollcall(['ingest'], { cwd });
  t.regex(second.stdout, /nothing new/);
  const weekly = await rollcall(['report', 'weekly', '--at', '2026-03-09'], { cwd });
  t.is(weekly.code, 0, weekly.stderr);
  t.regex(weekly.stdout, /2 changes merged/);
  t.regex(weekly.stdout, /To everyone who reviewed: Bo Example/);
});

test('a report goes to a file in the format that its ending tells', async t => {
  const cwd = await ingested(t);
  for (const [name, begins] of [
    ['team.html', '<!doctype html>'],
    ['team.md', '# garden'],
    ['team.json', '{'],
    ['team.csv', 'person,role'],
  ] as const) {
    const { code, stderr } = await rollcall(['report', 'team', '--at', '2026-03-09', '--out', name], { cwd });
    t.is(code, 0, stderr);
    t.true((await readFile(join(cwd, name), 'utf8')).startsWith(begins), name);
    if (process.platform !== 'win32') t.is((await stat(join(cwd, name))).mode & 0o777, 0o600, name);
  }
  await rollcall(['report', 'weekly', '--out', 'weekly.md'], { cwd });
  if (process.platform !== 'win32') t.not((await stat(join(cwd, 'weekly.md'))).mode & 0o044, 0);
  await mkdir(join(cwd, 'taken.md'));
  t.is((await rollcall(['report', 'team', '--out', 'taken.md'], { cwd })).code, 1);
  t.deepEqual(
    (await readdir(cwd)).filter(name => name.endsWith('.tmp')),
    [],
  );
  const ledger = await rollcall(['report', 'weekly', '--out', 'rollcall.db'], { cwd });
  t.is(ledger.code, 2);
  t.regex(ledger.stderr, /must end in \.txt, \.md/);
  const future = await rollcall(['report', 'weekly', '--at', '2126-01-01'], { cwd });
  t.is(future.code, 2);
  t.regex(future.stderr, /in the future/);
  const early = await rollcall(['report', 'weekly', '--at', '1999-01-04'], { cwd });
  t.regex(early.stdout, /Nothing is known of this time/);
  const locked = await rollcall(['report', 'weekly', '--out', join(cwd, 'team.md', 'x.html')], { cwd });
  t.is(locked.code, 1);
  t.regex(locked.stderr, /cannot be written/);
});

test('explain lists the events of a person, people shows who is not linked and takes a suggestion over', async t => {
  const cwd = await ingested(t);
  const explained = await rollcall(
    ['explain', 'bo@example.org', '--metric', 'reviews', '--at', '2026-03-09'],
    { cwd },
  );
  t.is(explained.code, 0, explained.stderr);
  t.regex(explained.stdout, /2 events/);
  t.regex(explained.stdout, /not counted because/);
  t.true(
    explained.stdout
      .split('\n\n')[0]
      ?.split('\n')
      .every(line => line.length <= 100),
  );
  const fixes = await rollcall(
    ['explain', 'bo@example.org', '--metric', 'priority-reviews', '--at', '2026-03-09'],
    {
      cwd,
    },
  );
  t.regex(fixes.stdout, /2 events[\s\S]*when +what/);
  t.notRegex(fixes.stdout, /not counted because/, 'other metrics have rules of their own');
  const nobody = await rollcall(['explain', 'Bo Exampel'], { cwd });
  t.is(nobody.code, 1);
  t.regex(nobody.stderr, /Did you mean "Bo Example/);
  const suggested = await rollcall(['people', '--suggest'], { cwd });
  t.regex(suggested.stdout, /email:bo@example\.org/);
  const before = await readFile(join(cwd, 'rollcall.yml'), 'utf8');
  const accepted = await rollcall(['people', '--accept'], { cwd });
  t.is(accepted.code, 0, accepted.stderr);
  const after = await readFile(join(cwd, 'rollcall.yml'), 'utf8');
  for (const line of before.split('\n').filter(each => each.startsWith('#')))
    t.true(after.includes(line), line);
  t.is((await rollcall(['config', 'check'], { cwd })).code, 0);
  const team = await rollcall(['report', 'team', '--at', '2026-03-09'], { cwd });
  t.regex(team.stdout, /^Bo Example +≥ 0 +2 /m);
});

test('backup copies a ledger in use, doctor tells its health', async t => {
  const cwd = await ingested(t);
  t.is((await rollcall(['backup', 'copy.db'], { cwd })).code, 0);
  t.is((await rollcall(['backup', 'copy.db'], { cwd })).code, 1);
  const doctor = await rollcall(['doctor', '--database', 'copy.db', '--format', 'json'], { cwd });
  t.is(doctor.code, 0, doctor.stderr);
  t.like(JSON.parse(doctor.stdout).ledger, { integrity: 'ok', schemaVersion: 3 });
  t.regex((await rollcall(['doctor'], { cwd })).stdout, /integrity ok/);
});

const BAD: readonly (readonly [title: string, source: string, says: RegExp])[] = [
  ['a folder that is no repository', '{ type: git-trailers, repository: . }', /is not a git repository/],
  [
    'a repository without NoteDb',
    '{ type: gerrit-notedb, repository: garden }',
    /has no refs\/changes.*git fetch/,
  ],
  [
    'a repository without notes',
    '{ type: gerrit-notes, repository: garden }',
    /has no refs\/notes\/review.*git fetch/,
  ],
  [
    'a branch that is not there',
    '{ type: git-trailers, repository: garden, branch: main2 }',
    /no branch or commit "main2"/,
  ],
  ['a file that is not there', '{ type: gerrit-query, path: none.jsonl }', /none\.jsonl does not exist/],
];

for (const [title, source, says] of BAD) {
  test(`${title} is told in a sentence, and nothing else breaks`, async t => {
    const cwd = await checkout(t);
    await config(cwd, source);
    const { code, stdout, stderr } = await rollcall(['ingest'], { cwd });
    t.is(code, 1);
    t.regex(stdout + stderr, says);
    t.notRegex(stderr, /fault of Rollcall/);
  });
}

test('one source that is ill does not keep another from being read', async t => {
  const cwd = await checkout(t);
  await config(cwd, '{ type: gerrit-query, path: none.jsonl }, { type: git-trailers, repository: garden }');
  const { code, stdout } = await rollcall(['ingest'], { cwd });
  t.is(code, 1);
  t.regex(stdout, /git-trailers: 2 records read/);
});

test('a source that is changed or taken out of the configuration leaves nothing behind', async t => {
  const cwd = await checkout(t);
  const activities = (): number => {
    const db = new Sqlite(join(cwd, 'rollcall.db'), { readonly: true });
    const count = Number(db.prepare('select count(*) from activity').pluck().get());
    db.close();
    return count;
  };
  await config(cwd, '{ type: git-trailers, repository: garden }');
  await rollcall(['ingest'], { cwd });
  const whole = activities();
  await config(cwd, '{ type: git-trailers, repository: garden, reads: commits }');
  await rollcall(['ingest'], { cwd });
  const commits = activities();
  t.true(commits > 0 && commits < whole);
  await config(cwd, '{ type: git-trailers, id: other, repository: garden }');
  const { stderr } = await rollcall(['ingest'], { cwd });
  t.regex(stderr, /no longer in the configuration/);
  t.is(activities(), whole, 'nothing is doubled');
});

test('a shallow clone is read as far as it goes, and says so', async t => {
  const cwd = await checkout(t);
  await git(cwd, ['clone', '--quiet', '--depth', '1', `file://${join(cwd, 'garden')}`, 'shallow']);
  await config(cwd, '{ type: git-trailers, repository: shallow }');
  const { code, stdout } = await rollcall(['ingest'], { cwd });
  t.is(code, 0);
  t.regex(stdout, /1 records read.*1 skipped/);
  t.regex((await rollcall(['doctor'], { cwd })).stdout, /shallow clone/);
});

test('malformed lines and dates in the future are skipped, counted and shown', async t => {
  const cwd = await temporaryFolder(t);
  const good =
    '{"activity":{"nativeId":"1","kind":"commit","by":{"service":"irc","id":"bo"},"at":"2026-03-02T10:00:00Z"}}';
  await writeFile(
    join(cwd, 'j.jsonl'),
    `\uFEFF${good}\r\n{"activity":\n[1]\n\n${good.replace('2026', '2126').replace('"1"', '"2"')}\n`,
  );
  await config(cwd, '{ type: journal, path: j.jsonl }');
  const { code, stdout } = await rollcall(['ingest'], { cwd });
  t.is(code, 0);
  t.regex(stdout, /4 records read, 1 activities stored, 3 skipped/);
  const doctor = (await rollcall(['doctor'], { cwd })).stdout;
  t.regex(doctor, /skipped 1: the line is not JSON, such as .*j\.jsonl:2/);
  t.regex(doctor, /skipped 1: .*future/);
});

test('a ledger of a newer version, of another program, or without the right to write is refused in a sentence', async t => {
  const cwd = await checkout(t);
  await rollcall(['init', 'garden'], { cwd });
  const newer = new Sqlite(join(cwd, 'newer.db'));
  newer.pragma('application_id = 0x526f6c6c');
  newer.pragma('user_version = 99');
  newer.close();
  const other = new Sqlite(join(cwd, 'other.db'));
  other.exec('create table t (a)');
  other.close();
  await writeFile(
    join(cwd, 'text.db'),
    'this is no database at all, but long enough to be looked at as one'.repeat(20),
  );
  for (const [name, says] of [
    ['newer.db', /written by a newer Rollcall/],
    ['other.db', /another program/],
    ['text.db', /not a readable ledger/],
  ] as const) {
    const { code, stderr } = await rollcall(['ingest', '--database', name], { cwd });
    t.is(code, 1);
    t.regex(stderr, says);
  }
});

/** Some seconds of reading. */
const LINES = 80_000;

test('Ctrl-C stops after the page at hand with 130, and the next run goes on', async t => {
  const cwd = await temporaryFolder(t);
  const line = (id: number): string =>
    `{"activity":{"nativeId":"${id}","kind":"commit","by":{"service":"irc","id":"bo"},"at":"2026-03-02T10:00:00Z"}}\n`;
  await writeFile(join(cwd, 'j.jsonl'), Array.from({ length: LINES }, (_, index) => line(index)).join(''));
  await config(cwd, '{ type: journal, path: j.jsonl }');
  const wal = join(cwd, 'rollcall.db-wal');
  const stopped = await rollcall(['ingest'], {
    cwd,
    signal: { name: 'SIGINT', when: () => existsSync(wal) && statSync(wal).size > 2 ** 18 },
  });
  t.is(stopped.code, 130, stopped.stdout);
  t.regex(stopped.stdout, /stopped before the end/);
  const rest = await rollcall(['ingest'], { cwd });
  t.is(rest.code, 0);
  const db = new Sqlite(join(cwd, 'rollcall.db'), { readonly: true });
  t.is(db.prepare('select count(*) from activity').pluck().get(), LINES);
  db.close();
});

test('a mistyped ledger is no empty one, and nothing that is wrong shows a stack trace', async t => {
  const cwd = await checkout(t);
  await rollcall(['init', 'garden'], { cwd });
  for (const [args, says] of [
    [['doctor', '--database', 'nothere.db'], /There is no ledger .*nothere\.db/],
    [['backup', 'x.db', '--database', 'nothere.db'], /There is no ledger/],
    [['init', 'garden', '--out', 'none/x.yml'], /cannot be written/],
  ] as const) {
    const { code, stderr } = await rollcall(args, { cwd });
    t.is(code, 1);
    t.regex(stderr, says);
    t.notRegex(stderr, /fault of Rollcall/);
  }
  await rollcall(['ingest'], { cwd });
  const backup = await rollcall(['backup', 'none/x.db'], { cwd });
  t.is(backup.code, 1);
  t.regex(backup.stderr, /no folder/);
  const wide = await rollcall(['serve', '--host', '0.0.0.0', '--port', '0'], { cwd });
  t.is(wide.code, 1);
  t.regex(wide.stderr, /publish: false/);
});

test('serve answers with health and the public report, and stops on SIGTERM', async t => {
  const cwd = await ingested(t);
  const bodies: string[] = [];
  let [asked, done] = [false, false];
  const visit = async (origin: string): Promise<void> => {
    for (const path of [
      'healthz',
      '',
      'garden/weekly',
      'garden/team',
      'none',
      'garden/agenda',
      'garden/triage',
    ]) {
      const response = await fetch(origin + path);
      bodies.push(`${response.status} ${response.headers.get('content-type')} ${await response.text()}`);
    }
    done = true;
  };
  const when = (stdout: string): boolean => {
    const origin = /http:\/\/\S+/.exec(stdout)?.[0];
    if (origin !== undefined && !asked) {
      asked = true;
      void visit(origin);
    }
    return done;
  };
  const { code } = await rollcall(['serve', '--port', '0'], { cwd, signal: { name: 'SIGTERM', when } });
  t.is(code, 0);
  t.regex(bodies[0] ?? '', /^200 application\/json.*"status":"ok"/);
  t.regex(bodies[2] ?? '', /^200 text\/html[\s\S]*<h1>garden: week/);
  t.regex(bodies[3] ?? '', /^404 /, 'the team report is not a page');
  t.regex(bodies[4] ?? '', /^404 /);
  t.regex(bodies[5] ?? '', /^200 text\/html[\s\S]*<h1>garden: agenda of the next meeting/);
  t.regex(bodies[6] ?? '', /^404 /, 'nor is the triage report');
});

test('serve without an App reads what was never read, and says what is due', async t => {
  const cwd = await checkout(t);
  const server = await mailServer(t);
  const mail = `host: localhost, port: ${server.port}, secure: none, from: a@example.org, to: list@example.org`;
  const lines = [
    ...['id: garden', 'publish: true', 'sources: [{ type: git-trailers, repository: garden }]'],
    `channels: [{ type: mail, ${mail} }]`,
  ];
  await writeFile(join(cwd, 'rollcall.yml'), `${lines.join('\n')}\n`);
  const when = (): boolean => server.mails.length > 0;
  const { code, stderr } = await rollcall(['serve', '--port', '0'], {
    cwd,
    signal: { name: 'SIGTERM', when },
  });
  t.is(code, 0, stderr);
  t.regex(server.mails[0]?.subject ?? '', /Weekly report of garden, \d{4}-W\d\d/);
  t.regex((await rollcall(['ingest'], { cwd })).stdout, /nothing new/);
});

test('the demo needs nothing and leaves a page', async t => {
  const { code, stdout } = await rollcall(['demo'], { cwd: await temporaryFolder(t) });
  t.is(code, 0);
  t.regex(stdout, /PRIORITIES[\s\S]*THANK YOU[\s\S]*invented/);
  t.true((await stat(join(packageRoot(), 'data/report.html'))).size > 10_000);
});
