// The command line's manners: help, misspelt words, exit codes.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { rollcall } from '../support/cli.ts';
import { temporaryFolder } from '../support/git.ts';

test('--help lists every verb; each verb has its own', async t => {
  const { code, stdout } = await rollcall(['--help']);
  t.is(code, 0);
  for (const verb of [
    'init',
    'config',
    'ingest',
    'report',
    'explain',
    'people',
    'roster',
    'backup',
    'doctor',
    'demo',
    'serve',
  ]) {
    t.regex(stdout, new RegExp(`^  ${verb} `, 'm'));
  }
  const help = await rollcall(['report', '--help']);
  t.is(help.code, 0);
  t.regex(help.stdout, /--at DATE/);
});

test('no verb at all is wrong usage, and still shows the help', async t => {
  const { code, stdout } = await rollcall([]);
  t.is(code, 2);
  t.regex(stdout, /usage: rollcall VERB/);
});

const WRONG: readonly (readonly [args: string[], says: RegExp])[] = [
  [['reprot'], /no verb "reprot"\. Did you mean "report"\?/],
  [['report', 'weekly', '--fromat', 'json'], /no option --fromat\. Did you mean --format\?/],
  [['report', 'weekly', '--at'], /--at needs a value/],
  [['backup'], /Where to\?/],
  [['explain'], /Whom\?/],
  [['config', 'chek'], /Did you mean "check"\?/],
  [['ingest', '--format', 'xml'], /--format xml: accepted are text, json/],
  [['serve', '--port', 'http'], /no port number/],
  [['doctor', 'now'], /takes no "now"/],
];

for (const [args, says] of WRONG) {
  test(`"rollcall ${args.join(' ')}" ends with 2 and says what would be right`, async t => {
    const { code, stderr } = await rollcall(args, { cwd: await temporaryFolder(t) });
    t.is(code, 2);
    t.regex(stderr, says);
    t.notRegex(stderr, /at .*\.ts:\d+/, 'no stack trace');
  });
}

test('a missing configuration says how to make one', async t => {
  const { code, stderr } = await rollcall(['ingest'], { cwd: await temporaryFolder(t) });
  t.is(code, 2);
  t.regex(stderr, /rollcall init/);
});

test('every fault of a configuration is told at once, with its place', async t => {
  const folder = await temporaryFolder(t);
  const config = join(folder, 'rollcall.yml');
  await writeFile(
    config,
    'id: x\ntimezone: Mars/Olympus\nsources:\n  - { type: gerrit-notdb, repository: a }\nbosts: []\n',
  );
  const { code, stderr } = await rollcall(['config', 'check', '--config', config]);
  t.is(code, 2);
  t.regex(stderr, /rollcall\.yml:2:11 timezone: /);
  t.regex(stderr, /rollcall\.yml:4:\d+ sources\.0\.type: .*did you mean "gerrit-notedb"/i);
  t.regex(stderr, /rollcall\.yml:5:1 bosts: .*did you mean "bots"/i);
});
