// The generated documentation is what the code says today.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { generatedDocs } from '../src/cli/docs.ts';
import { loadPlugins } from '../src/house/plugins.ts';
import { parseConfig } from '../src/shell/config/load.ts';
import { packageRoot } from './support/root.ts';

const plugins = await loadPlugins();
const docs = generatedDocs(plugins);

for (const [path, text] of Object.entries(docs)) {
  test(`${path} is up to date (npm run docs)`, async t => {
    t.is(await readFile(join(packageRoot(), path), 'utf8'), text);
  });
}

const FENCED = /^```yaml\n([\s\S]*?)^```$/gm;

test('every whole configuration that the documents show is right', async t => {
  const folder = join(packageRoot(), 'docs');
  const shown: string[] = [];
  for (const name of (await readdir(folder)).filter(each => each.endsWith('.md'))) {
    const text = await readFile(join(folder, name), 'utf8');
    const wholes = [...text.matchAll(FENCED)].map(([, yaml = '']) => yaml).filter(yaml => /^id:/m.test(yaml));
    for (const yaml of wholes) {
      t.notThrows(() => parseConfig([{ file: name, text: yaml }], plugins));
      shown.push(name);
    }
  }
  t.true(shown.includes('openstack.md') && shown.includes('github.md'), shown.join(', '));
});
