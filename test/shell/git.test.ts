// The real git: what is opened and what is refused, records, objects, failures.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { SourceError } from '../../src/domain/errors.ts';
import { gitOf } from '../../src/shell/git.ts';
import { git, makeRepository, temporaryFolder } from '../support/git.ts';

const BINARY = Uint8Array.from({ length: 200_000 }, (_, at) => (at % 7 === 0 ? 10 : at % 256));

const setUp = async (t: ExecutionContext) => {
  const folder = await temporaryFolder(t);
  const work = await makeRepository(join(folder, 'work'), [
    { date: '2020-01-01T00:00:00Z', files: { 'a.txt': 'one\n', 'b c.bin': BINARY }, message: 'first — ä' },
    { date: '2020-01-02T00:00:00Z', files: { 'a.txt': 'two\n' }, message: 'second' },
  ]);
  return { folder, work, ours: gitOf({ cacheDir: join(folder, 'cache') }) };
};

const refusal = (t: ExecutionContext, promise: Promise<unknown>) =>
  t.throwsAsync(promise, { instanceOf: SourceError });

test('a work tree and a bare mirror are opened where they are', async t => {
  const { folder, work, ours } = await setUp(t);
  await git(folder, ['clone', '--quiet', '--mirror', work, 'bare.git']);
  t.regex(await ours.open(work), /work$/);
  t.regex(await ours.open(join(folder, 'bare.git')), /bare\.git$/);
});

test('a plain folder inside a repository is not that repository', async t => {
  const { folder, work, ours } = await setUp(t);
  await mkdir(join(work, 'inner'));
  await mkdir(join(folder, 'plain'));
  for (const place of [join(work, 'inner'), join(folder, 'plain')]) {
    const error = await refusal(t, ours.open(place));
    t.is(error?.message, `${place} is not a git repository`);
  }
  t.regex((await refusal(t, ours.open(join(folder, 'absent'))))?.message ?? '', /there is no such directory/);
});

test('a name that could run a program, or pass for an option, is refused', async t => {
  const { ours } = await setUp(t);
  t.regex((await refusal(t, ours.open('ext::sh -c true')))?.message ?? '', /remote helpers are not allowed/);
  t.regex((await refusal(t, ours.open('--upload-pack=true')))?.message ?? '', /cannot begin with a dash/);
  t.regex((await refusal(t, ours.open(' ')))?.message ?? '', /empty/);
  await refusal(t, ours.open('fd://3'));
});

test('a password in a URL is neither told nor stored', async t => {
  const { folder, ours } = await setUp(t);
  const error = await refusal(t, ours.open('http://user:hunter2@127.0.0.1:1/x.git'));
  t.regex(error?.message ?? '', /^http:\/\/127\.0\.0\.1:1\/x\.git cannot be fetched/);
  t.notRegex(error?.message ?? '', /hunter2/);
  t.false((await readdir(join(folder, 'cache'))).some(name => name.includes('hunter2')));
});

test('a URL is mirrored, kept up to date, and forgets what the remote has forgotten', async t => {
  const { work, ours } = await setUp(t);
  await git(work, ['update-ref', 'refs/notes/review', 'HEAD']);
  const [dir, again] = await Promise.all([ours.open(`file://${work}`), ours.open(`file://${work}`)]);
  t.is(dir, again);
  t.is(
    (await ours.text(dir, ['rev-parse', 'refs/notes/review'])).trim(),
    await git(work, ['rev-parse', 'HEAD']),
  );
  await git(work, ['update-ref', '-d', 'refs/notes/review']);
  await git(work, ['branch', '--move', 'main', 'trunk']);
  await git(work, ['commit', '--quiet', '--allow-empty', '-m', 'third'], '2020-01-03T00:00:00Z');
  await ours.open(`file://${work}`);
  t.is((await ours.text(dir, ['rev-list', '--count', 'HEAD'])).trim(), '3');
  t.is((await ours.text(dir, ['for-each-ref', '--format=%(refname)'])).trim(), 'refs/heads/trunk');
});

test('a bundle is opened like a URL', async t => {
  const { folder, work, ours } = await setUp(t);
  await git(work, ['bundle', 'create', '--quiet', join(folder, 'x.bundle'), '--all', 'HEAD']);
  const dir = await ours.open(join(folder, 'x.bundle'));
  t.is((await ours.text(dir, ['log', '-1', '--format=%s'])).trim(), 'second');
  await writeFile(join(folder, 'y.txt'), '');
  t.regex((await refusal(t, ours.open(join(folder, 'y.txt'))))?.message ?? '', /it is a file/);
});

test('records are cut at NUL and may be left early', async t => {
  const { work, ours } = await setUp(t);
  const all: string[] = [];
  for await (const record of ours.records(work, ['log', '--reverse', '--format=%s', '-z'])) all.push(record);
  t.deepEqual(all, ['first — ä', 'second']);
  for await (const record of ours.records(work, ['log', '--format=%s', '-z'])) {
    t.is(record, 'second');
    break;
  }
});

test('characters and records that are cut by a chunk stay whole', async t => {
  const { work, ours } = await setUp(t);
  const long = 'ä—😀'.repeat(60_000);
  const sha = await ours.text(work, ['hash-object', '-w', '--stdin'], `${long}\0x\0\0tail`);
  const all: string[] = [];
  for await (const record of ours.records(work, ['cat-file', 'blob', sha.trim()])) all.push(record);
  t.deepEqual(all, [long, 'x', '', 'tail']);
});

test("git's own complaint is told in at most three lines", async t => {
  const { work, ours } = await setUp(t);
  const read = async () => {
    for await (const record of ours.records(work, ['log', 'no-such-branch', '-z'])) t.log(record);
  };
  const error = await refusal(t, read());
  t.regex(error?.message ?? '', /no-such-branch/);
  t.true((error?.message ?? '').split('\n').length <= 3);
  await refusal(t, ours.text(work, ['no-such-verb']));
});

test('input that git does not read to its end is no failure', async t => {
  const { work, ours } = await setUp(t);
  t.is((await ours.text(work, ['log', '-1', '--format=%s'], 'x'.repeat(4_000_000))).trim(), 'second');
});

test('objects are read in any number at once, whatever their bytes', async t => {
  const { work, ours } = await setUp(t);
  const objects = ours.objects(work);
  t.teardown(() => objects.close());
  const [binary, missing, old, commit] = await Promise.all(
    ['HEAD:b c.bin', 'HEAD:no such file', 'HEAD~1:a.txt', 'HEAD'].map(name => objects.read(name)),
  );
  t.deepEqual(binary, { type: 'blob', body: Buffer.from(BINARY) });
  t.is(missing, undefined);
  t.is(old?.body.toString(), 'one\n');
  t.is(commit?.type, 'commit');
  await refusal(t, objects.read('HEAD\nHEAD'));
});

test('objects cannot be read after closing, nor where there is no repository', async t => {
  const { folder, work, ours } = await setUp(t);
  const objects = ours.objects(work);
  objects.close();
  await refusal(t, objects.read('HEAD'));
  const nowhere = ours.objects(folder);
  await refusal(t, nowhere.read('HEAD'));
  nowhere.close();
});

test.serial('without git on the PATH the reason is told', async t => {
  const { work, ours } = await setUp(t);
  const path = process.env['PATH'];
  t.teardown(() => {
    process.env['PATH'] = path;
  });
  process.env['PATH'] = '';
  t.regex(
    (await refusal(t, ours.text(work, ['log'])))?.message ?? '',
    /git is not installed, or not on the PATH/,
  );
  process.env['PATH'] = path;
});
