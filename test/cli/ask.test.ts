// The commands of comments on the terminal.
import { join } from 'node:path';
import test from 'ava';
import { rollcall } from '../support/cli.ts';
import { temporaryFolder } from '../support/git.ts';
import { packageRoot } from '../support/root.ts';

test('what may be asked in comments may be asked on the terminal, privately', async t => {
  const database = join(await temporaryFolder(t), 'ledger.db');
  const places = ['--config', join(packageRoot(), 'data/demo/rollcall.yml'), '--database', database];
  const ask = (...words: string[]) => rollcall(['ask', ...words, ...places]);
  t.is((await rollcall(['ingest', ...places])).code, 0);
  t.regex((await ask('help')).stdout, /\/rollcall priority/);
  t.regex((await ask('explan', 'closure')).stdout, /Did you mean "explain"/);
  t.regex((await ask('me', '--as', 'Marisol Quispe')).stdout, /Marisol Quispe, the 90 days before/);
  t.regex((await ask('report', 'team')).stdout, /the core team/);
  t.regex((await ask('correct', 'reviews', 'two are missing', '--as', 'Marisol Quispe')).stdout, /Noted/);
  const vote = await ask('vote', '-1', '--as', 'Marisol Quispe');
  t.regex(vote.stdout + vote.stderr, /No nomination is open/);
  // A report tells what was before its second.
  await new Promise(resolve => setTimeout(resolve, 1000 - (Date.now() % 1000)));
  t.regex((await ask('report', 'team')).stdout, /CONTESTED\n.*Marisol Quispe, reviews: two are missing/);
  t.is((await rollcall(['ask', ...places])).code, 2);
});
