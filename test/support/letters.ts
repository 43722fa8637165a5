// Letters and notes as they are read by people, in each of their forms, against goldens.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { SayStep } from '../../src/domain/matter.ts';
import { rendered } from '../../src/house/matters.ts';
import { packageRoot } from './root.ts';
import type { TeamWorld } from './team.ts';

export const FORMS = [
  ['txt', 'mail', 'text'],
  ['md', 'github-issue', 'markdown'],
] as const;

/** UPDATE_GOLDEN=1 writes them anew. */
export const readsAsGolden = async (
  t: ExecutionContext,
  { house, chosen }: TeamWorld,
  step: SayStep,
  name: string,
) => {
  for (const [ending, id, format] of FORMS) {
    const channel = house.plugins.channels.get(id);
    if (!channel) throw new Error(`no channel ${id}`);
    const { title, body } = await rendered(step, { channel, settings: { format } }, chosen.project);
    const file = join(packageRoot(), 'test/golden/letters', `${name}.${ending}`);
    const text = `Subject: ${title}\n\n${body.trimEnd()}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, text);
    t.is(text, await readFile(file, 'utf8'), file);
    t.false(/undefined|NaN|\[object|\{\{/.test(text), file);
  }
};
