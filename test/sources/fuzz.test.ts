// Spoilt answers, logs and minutes: every reader tells what it can and leaves out the rest, and never throws. A run with
// a seed of one's own: ROLLCALL_FUZZ=100000 ROLLCALL_FUZZ_SEED=7 npx ava dist/test/sources/fuzz.test.js
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { chanceFrom } from '../../bench/random.ts';
import type { Source } from '../../src/contracts.ts';
import gerritRest from '../../src/sources/gerrit-rest/index.ts';
import github from '../../src/sources/github/index.ts';
import launchpad from '../../src/sources/launchpad/index.ts';
import { fuzz, inWords } from '../support/fuzz/run.ts';
import { pullFrom } from '../support/fuzz/server.ts';
import { targetsIn } from '../support/fuzz/targets.ts';
import { temporaryFolder } from '../support/git.ts';
import { SOURCE_WORLDS } from '../support/source-worlds.ts';
import { openMemory } from '../support/store.ts';

const CASES = Number(process.env['ROLLCALL_FUZZ'] ?? 12_000);
const SEED = Number(process.env['ROLLCALL_FUZZ_SEED'] ?? 4);

const foldersOf = async (t: ExecutionContext) => {
  const root = await temporaryFolder(t);
  return async (name: string): Promise<string> => {
    await mkdir(join(root, name));
    return join(root, name);
  };
};

test('spoilt samples of every reader: nothing throws, all that is told is sound, twice is once', async t => {
  const targets = await targetsIn(await foldersOf(t));
  for (const { name, seeds } of targets) t.true(seeds.length > 0, `${name} has samples`);
  const figures = await fuzz(targets, CASES, SEED, openMemory(t));
  for (const each of figures) {
    t.log(inWords(each));
    t.true(each.facts > 0 || each.name === 'messages on changes', `${each.name} still tells facts`);
  }
  t.deepEqual(Object.keys(Object.prototype), []);
});

const PULLS = 20;

for (const source of [gerritRest, launchpad, github] as Source[])
  test(`${source.id} comes to an end whatever its server says, and blames the server alone`, async t => {
    const folder = await temporaryFolder(t);
    const read = pullFrom(source, await SOURCE_WORLDS[source.id]?.make(folder), folder);
    let [records, refused] = [0, 0];
    for (let index = 0; index < PULLS; index++) {
      const rarely = [3, 30, 300, 3000][index % 4] ?? 3;
      const pulled = await read(chanceFrom(SEED + index), { rarely, most: 3000 });
      records += pulled.records;
      refused += Number(pulled.refused);
    }
    t.log(`${records} records; ${refused} of ${PULLS} readings ended with the server's fault`);
    t.true(records > 0 && refused > 0 && refused < PULLS);
  });
