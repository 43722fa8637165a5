// whatif: what the team would be without some of its cores, for the PTL alone. Nothing follows from asking.
import type { Command } from '../contracts.ts';
import { coresAt } from '../domain/cores.ts';
import { UserError } from '../domain/errors.ts';
import { whatIfWithout } from '../facts/what-if.ts';
import { mustBePrivate, subjectOf } from '../lib/about.ts';
import { whatIfWords } from '../lib/what-if-words.ts';

const command: Command<readonly string[]> = {
  id: 'whatif',
  usage: 'whatif @LOGIN [@LOGIN ...]',
  help: 'Shows the PTL what the team would be without these cores: votes a week, waits, areas, employers. Nothing follows from asking.',
  examples: ['/rollcall whatif @una-example @oli-example'],
  allowed: 'ptl',
  discreet: true,
  parse: words => {
    if (words.length === 0 || !words.every(word => /^@./.test(word)))
      throw new UserError('Name one core or several: /rollcall whatif @login @login');
    return words;
  },
  answer: async (words, request) => {
    mustBePrivate(request);
    const { project, ledger, at } = request;
    const cores = coresAt(await ledger.members(project.id), at);
    const people = [];
    for (const word of words) people.push((await subjectOf(word, request)).person);
    const stranger = people.find(({ key }) => !cores.has(key));
    if (stranger) throw new UserError(`${stranger.name} is not in the core team by the roster.`);
    const whatIf = await whatIfWithout(ledger, project, at, new Set(people.map(({ key }) => key)));
    const names = [...new Set(people.map(({ name }) => name))].sort((a, b) => a.localeCompare(b, 'en'));
    return {
      audience: 'ptl',
      say: [`The team without ${names.join(', ')}:`, { list: whatIfWords(whatIf) }],
    };
  },
};

export default command;
