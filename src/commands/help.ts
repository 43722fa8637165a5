// help: which commands there are, and how one of them is used.
import type { Block, Command, Rights } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { hint } from '../lib/suggest.ts';

const WHO: Readonly<Record<Rights, string>> = {
  anyone: 'Anyone may ask.',
  core: 'For cores and the PTL.',
  ptl: 'For the PTL and administrators of the repository.',
  admin: 'For administrators of the repository.',
};

const about = (command: Command): Block[] => [
  `${command.help} ${WHO[command.allowed]}${command.needs ? ' Some of it needs more.' : ''}`,
  { code: [`/rollcall ${command.usage}`] },
  'For example:',
  { code: command.examples },
];

const overview = (commands: readonly Command[]): Block[] => [
  'A command stands on a line of its own:',
  { code: commands.map(({ usage }) => `/rollcall ${usage}`) },
  { list: commands.map(({ id, help }) => `${id}: ${help}`) },
];

const command: Command<string | undefined> = {
  id: 'help',
  usage: 'help [COMMAND]',
  help: 'Which commands there are, and how one of them is used.',
  examples: ['/rollcall help', '/rollcall help priority'],
  allowed: 'anyone',
  parse: ([id]) => id?.toLowerCase(),
  answer: async (id, { commands }) => {
    if (id === undefined) return { audience: 'public', say: overview(commands) };
    const wanted = commands.find(each => each.id === id);
    if (wanted) return { audience: 'public', say: about(wanted) };
    const ids = commands.map(each => each.id);
    throw new UserError(`There is no command "${id}".${hint(id, ids)} Ask for help alone to see them all.`);
  },
};

export default command;
