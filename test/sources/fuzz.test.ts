// Spoilt answers, logs and minutes: every reader tells what it can and leaves out the rest, and never throws.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { fuzz } from '../support/fuzz/run.ts';
import { targetsIn } from '../support/fuzz/targets.ts';
import { temporaryFolder } from '../support/git.ts';
import { openMemory } from '../support/store.ts';

const CASES = Number(process.env['ROLLCALL_FUZZ'] ?? 1000);
const SEED = Number(process.env['ROLLCALL_FUZZ_SEED'] ?? 4);

test('spoilt samples of every reader: nothing throws, all that is told is sound, twice is once', async t => {
  const root = await temporaryFolder(t);
  const folder = async (name: string) => {
    await mkdir(join(root, name));
    return join(root, name);
  };
  const targets = await targetsIn(folder);
  for (const { name, seeds } of targets) t.true(seeds.length > 0, `${name} has samples`);
  const figures = await fuzz(targets, CASES, SEED, openMemory(t));
  for (const { name, ms, worst, facts, skipped, worstSize } of figures) {
    t.log(`${name}: ${Math.round(CASES / (ms / 1000))}/s, worst ${Math.round(worst)} ms (${worstSize}), ${facts} facts, ${skipped} skipped`);
    t.true(facts > 0 || name === 'messages on changes', `${name} still tells facts`);
  }
  t.deepEqual(Object.keys(Object.prototype), []);
});
