// Unified diffs: what git makes of them is the other text.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import { unifiedDiff } from '../../src/lib/unified-diff.ts';
import { temporaryFolder } from '../support/git.ts';

const run = promisify(execFile);

test('the same text is no diff', t => {
  t.is(unifiedDiff('a', 'one\ntwo\n', 'one\ntwo\n'), '');
});

test('a change is shown with three lines around it, one far away has its own hunk', t => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
  const after = lines.filter(line => line !== 'line 3').map(line => (line === 'line 18' ? 'other' : line));
  t.is(
    unifiedDiff('docs/TEAM', `${lines.join('\n')}\n`, after.join('\n')),
    `--- a/docs/TEAM
+++ b/docs/TEAM
@@ -1,6 +1,5 @@
 line 1
 line 2
-line 3
 line 4
 line 5
 line 6
@@ -15,6 +14,6 @@
 line 15
 line 16
 line 17
-line 18
+other
 line 19
-line 20
+line 20
\\ No newline at end of file
`,
  );
});

test('git applies it to the one text and gets the other', async t => {
  const folder = await temporaryFolder(t);
  const line = fc.constantFrom('a', 'b', 'c', '', 'é\r', '- x', '+ y');
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
    .map(([lines, open]) => lines.map(each => `${each}\n`).join('') + (open ? 'end' : ''));
  const apply = async (before: string, after: string): Promise<void> => {
    if (before === '' || after === '' || before === after) return;
    await writeFile(join(folder, 'file'), before);
    await writeFile(join(folder, 'patch'), unifiedDiff('file', before, after));
    await run('git', ['-C', folder, 'apply', '--whitespace=nowarn', 'patch']);
    t.is(await readFile(join(folder, 'file'), 'utf8'), after);
  };
  await fc.assert(fc.asyncProperty(text, text, apply), { numRuns: 60 });
});
