// Writes the invented project's history: the same bytes at every run. `npm run demo:generate`
import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toLine } from './gerrit.ts';
import { journal } from './journal.ts';
import { openings } from './plan.ts';
import { tellStory } from './story.ts';

/** File names with their content. Pure: no clock, no chance. */
export const generateDemo = (): { files: Map<string, string> } => {
  const changes = tellStory(openings());
  return {
    files: new Map([
      ['changes.jsonl', changes.map(change => `${toLine(change)}\n`).join('')],
      ['journal.jsonl', journal(changes)],
    ]),
  };
};

const packageRoot = (from: string): string =>
  existsSync(join(from, 'package.json')) ? from : packageRoot(dirname(from));

/** `data/demo` of this package, also when the compiled script runs from `dist`. */
export const demoFolder = (): string =>
  join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'data', 'demo');

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url))
  for (const [name, content] of generateDemo().files) {
    writeFileSync(join(demoFolder(), name), content);
    console.log(`data/demo/${name}: ${content.split('\n').length - 1} lines`);
  }
