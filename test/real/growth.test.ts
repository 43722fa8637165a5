// How the time of every reader grows with each text of its samples: a square or worse is a way to hang it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { steep } from '../support/fuzz/growth.ts';
import { targetsIn } from '../support/fuzz/targets.ts';
import { temporaryFolder } from '../support/git.ts';

/** It compares times, and belongs to the whole fuzz: beside other work it would tell of that. */
const timed = Number(process.env['ROLLCALL_FUZZ'] ?? 1_000_000) < 1_000_000 ? test.skip : test;

/** Of a line no more than some thousand characters are read: there a square is borne, and what is worse is not. */
const LINES = ['gerrit-notes', 'meetbot', 'minutes', 'lines of IRC'];

/** Four times the text: in proportion is four times as long, a square sixteen, a cube sixty-four. */
const CASES = [
  { size: 480, most: 30, of: (name: string) => LINES.includes(name) },
  { size: 10_000, most: 11, of: () => true },
];

for (const { size, most, of } of CASES)
  timed(
    `no text of ${4 * size} characters takes a reader more than ${most} times as long as a quarter of it`,
    async t => {
      t.timeout(20 * 60_000);
      const root = await temporaryFolder(t);
      const folder = async (name: string): Promise<string> => {
        await mkdir(join(root, name));
        return join(root, name);
      };
      for (const target of (await targetsIn(folder)).filter(({ name }) => of(name))) {
        const { tried, found } = steep(target, { seeds: 1, size, most });
        t.log(`${target.name}: ${tried} places and marks`);
        t.true(tried > 0);
        t.deepEqual(found, []);
      }
    },
  );
