// `rollcall serve` with the told source in every project: a process for tests to kill.

import { serve } from '../../src/cli/serve.ts';
import type { Source } from '../../src/contracts.ts';
import { toldSource } from './told-source.ts';

const [config = '', database = '', port = '0'] = process.argv.slice(2);
const plugin = toldSource() as Source;
const told = { id: 'told', plugin, settings: plugin.settings.parse({}) };

process.exitCode = await serve(
  {
    options: { config, database, port },
    terminal: {
      print: text => void process.stdout.write(text),
      remark: text => void process.stderr.write(`${text}\n`),
      isTerminal: false,
    },
  },
  house => ({
    ...house,
    projects: house.projects.map(each => ({ ...each, sources: [...each.sources, told] })),
  }),
).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  return 1;
});
