// A million spoilt lines of IRC, minutes and answers: of our own samples, and of real ones where they are there.
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import gerritQuery from '../../src/sources/gerrit-query/index.ts';
import github from '../../src/sources/github/index.ts';
import launchpad from '../../src/sources/launchpad/index.ts';
import meetbot from '../../src/sources/meetbot/index.ts';
import minutes from '../../src/sources/minutes/index.ts';
import { githubOf } from '../support/fake-github/direct.ts';
import { fakeGitHub } from '../support/fake-github/index.ts';
import { load, type Recorded } from '../support/fake-github/load.ts';
import type { Json } from '../support/fuzz/json.ts';
import { fuzz, inWords } from '../support/fuzz/run.ts';
import { linesOfIrc, papers, samplesOf, type Target, targetOf, targetsIn } from '../support/fuzz/targets.ts';
import { temporaryFolder } from '../support/git.ts';
import { testIo } from '../support/reading.ts';
import { realData } from '../support/real-data.ts';
import { openFile } from '../support/store.ts';

const CASES = Number(process.env['ROLLCALL_FUZZ'] ?? 1_000_000);
const SEED = Number(process.env['ROLLCALL_FUZZ_SEED'] ?? 44);
/** Parts of the run after each of which the heap is looked at. */
const PARTS = 4;
/** Of a thousand issues so many are samples enough. */
const ISSUES = 120;

const data = realData();

const json = (text: string): Json => JSON.parse(text) as Json;

const queries = async (folder: string): Promise<Target> => {
  const pages = await readdir(join(folder, 'query-json'));
  const files = [
    ...pages.filter(name => name.includes('page')).map(name => join('query-json', name)),
    'cases/disagreement.jsonl',
    'cases/silent-core.jsonl',
  ];
  const texts = await Promise.all(files.map(name => readFile(join(folder, name), 'utf8')));
  const lines = texts.flatMap(text => text.split('\n').filter(line => line.startsWith('{"project')));
  const settings = gerritQuery.settings.parse({ path: '/x' });
  const seeds = lines.slice(0, 60).map(line => ({ place: 'x:1', line }));
  return targetOf(gerritQuery, settings, seeds, 'gerrit-query, real');
};

const bugs = async (folder: string): Promise<Target> => {
  const entries = async (name: string) =>
    (json(await readFile(join(folder, name), 'utf8')) as { entries: Json[] }).entries;
  const tasks = (await Promise.all([1, 2, 3].map(each => entries(`launchpad_issues_page_${each}`)))).flat();
  const seeds = await Promise.all(
    [1, 2].map(async number => ({
      bug: json(await readFile(join(folder, `launchpad_issue_${number}`), 'utf8')),
      tasks,
      activity: await entries(`launchpad_issue_${number}_activities`),
      messages: await entries(`launchpad_issue_${number}_comments`),
      people: [],
      whole: true,
    })),
  );
  const settings = launchpad.settings.parse({ project: 'mydistribution/+source/mypackage' });
  return targetOf(launchpad, settings, seeds, 'launchpad, real');
};

const issues = async (folder: string): Promise<Target> => {
  const text = gunzipSync(await readFile(join(folder, 'bitcoin-core-gui.jsonl.gz'))).toString('utf8');
  const fake = fakeGitHub();
  const { repo } = fake.repo('bitcoin-core/gui');
  for (const line of text.split('\n').slice(0, ISSUES))
    if (line !== '') load(fake.world, repo, JSON.parse(line) as Recorded);
  const settings = github.settings.parse({ repo: 'bitcoin-core/gui', phrases: { approve: ['ACK <sha>'] } });
  const seeds = await samplesOf(github, settings, { ...testIo('.'), github: githubOf(fake) });
  return targetOf(github, settings, seeds, 'github, real');
};

const meetings = async (t: ExecutionContext, folder: string): Promise<Target[]> => {
  const unpacked = async (archive: string): Promise<string[]> => {
    const into = await temporaryFolder(t);
    await promisify(execFile)('tar', ['xzf', join(folder, archive), '-C', into]);
    const names = await readdir(into, { recursive: true, withFileTypes: true });
    const files = names.filter(each => each.isFile()).slice(0, 40);
    return Promise.all(files.map(each => readFile(join(each.parentPath, each.name), 'utf8')));
  };
  const logs = (await unpacked('irc/review-club-2019-2021.tar.gz')).map(text => text.slice(0, 20_000));
  const tsc = await unpacked('minutes/nodejs-tsc.tar.gz');
  const releng = await readFile(join(folder, 'irc/releng.2015-02-09-16.31.txt'), 'utf8');
  const logged = [...papers('club.2019-05-08-12.00.log.txt', logs), ...papers('2015-02-09.txt', [releng])];
  return [
    targetOf(meetbot, meetbot.settings.parse({ path: '/x', unmarked: true }), logged, 'meetbot, real'),
    targetOf(minutes, minutes.settings.parse({ path: '/x' }), papers('2019-05-08.md', tsc), 'minutes, real'),
    { ...linesOfIrc(logs.flatMap(text => text.split('\n'))), name: 'lines of IRC, real' },
  ];
};

const realTargets = async (t: ExecutionContext): Promise<Target[]> => {
  if (!data) {
    t.log('SKIPPED: the real data is not here: our own samples alone');
    return [];
  }
  return [
    await queries(join(data, 'gerrit')),
    await bugs(join(data, 'launchpad')),
    await issues(join(data, 'github')),
    ...(await meetings(t, join(data, 'meetings'))),
  ];
};

/** Megabytes that are in use once everything that nobody holds is gone. */
const heap = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
};

test('a million spoilt lines, minutes and answers crash nothing, hang nowhere and fill no memory', async t => {
  t.timeout(30 * 60_000);
  const root = await temporaryFolder(t);
  const folder = async (name: string): Promise<string> => {
    await mkdir(join(root, name));
    return join(root, name);
  };
  const targets = [...(await targetsIn(folder)), ...(await realTargets(t))];
  const { store } = await openFile(t);
  const sizes = [heap()];
  let cases = 0;
  for (let part = 0; part < PARTS; part++) {
    const figures = await fuzz(targets, CASES / PARTS, SEED + 1000 * part, store);
    cases += figures.reduce((sum, each) => sum + each.cases, 0);
    sizes.push(heap());
    if (part === 0) for (const each of figures) t.log(inWords(each));
  }
  t.log(`${cases.toLocaleString('en')} cases; heap in MB: ${sizes.map(Math.round).join(', ')}`);
  t.true(cases >= CASES);
  // What the first part leaves behind are caches; the others may add nothing to speak of.
  const [, first = 0] = sizes;
  t.true((sizes.at(-1) ?? Infinity) < 1.5 * first + 16);
});
