// The generated documentation is what the code says today.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { generatedDocs } from '../src/cli/docs.ts';
import { loadPlugins } from '../src/house/plugins.ts';
import { packageRoot } from './support/root.ts';

const docs = generatedDocs(await loadPlugins());

for (const [path, text] of Object.entries(docs)) {
  test(`${path} is up to date (npm run docs)`, async t => {
    t.is(await readFile(join(packageRoot(), path), 'utf8'), text);
  });
}
