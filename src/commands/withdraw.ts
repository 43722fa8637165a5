// withdraw: takes back one's own wish to step back; the PTL takes back a proposal.
import type { Command } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { openRetirement, retirementsOf } from '../domain/retirement.ts';
import { aboutFirst, mustBePrivate, subjectOf } from '../lib/about.ts';

const command: Command<string | undefined> = {
  id: 'withdraw',
  usage: 'withdraw [@LOGIN]',
  help: 'Takes back that you would like to leave the core team; the PTL takes back what was proposed about somebody.',
  examples: ['/rollcall withdraw', '/rollcall withdraw @una-example'],
  allowed: 'anyone',
  discreet: true,
  needs: about => (about === undefined ? 'anyone' : 'ptl'),
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (rest.length > 0)
      throw new UserError('Write nothing more than: /rollcall withdraw, or /rollcall withdraw @login.');
    return about;
  },
  answer: async (about, request) => {
    mustBePrivate(request);
    const { project, ledger } = request;
    const { person, of } = await subjectOf(about, request);
    const decisions = await ledger.decisions(project.id, Number.MAX_SAFE_INTEGER);
    const open = openRetirement(retirementsOf(decisions, await ledger.people(project.id)), person.key);
    if (!open) throw new UserError('There is nothing to take back.');
    if (about !== undefined)
      return {
        audience: 'ptl',
        say: [
          `Noted: it has ended. ${person.name} stays in the core team; if they were told of it, they are told of this.`,
        ],
        effects: [{ kind: 'retire-withdraw', id: open.id }],
      };
    return {
      audience: 'person',
      say: ['Noted: it has ended. You stay in the core team as before, and nobody asks why.'],
      effects: [{ kind: 'object', id: open.id, of }],
    };
  },
};

export default command;
