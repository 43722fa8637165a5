// help: which commands there are.
import type { Command } from '../contracts.ts';

const command: Command<undefined> = {
  id: 'help',
  usage: 'help',
  help: 'Which commands there are.',
  examples: ['/rollcall help'],
  allowed: 'anyone',
  parse: () => undefined,
  answer: (_args, { commands }) =>
    Promise.resolve({
      audience: 'public',
      say: [{ list: commands.map(({ usage, help }) => `${usage}: ${help}`) }],
    }),
};

export default command;
