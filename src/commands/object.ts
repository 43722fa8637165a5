// object: ends what was proposed about oneself. No reason is asked.
import type { Command, Request } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { openRetirement, retirementsOf } from '../domain/retirement.ts';
import { aboutFirst, subjectOf } from '../lib/about.ts';

// The same whether there was anything: an objection counts wherever it is made.
const IN_PUBLIC =
  'This is for a private place, and others read here, so nothing is told. If there was something to object to, it was heard.';

const openFor = async (about: string | undefined, request: Request) => {
  const { project, ledger } = request;
  const { person, of } = await subjectOf(about, request);
  const decisions = await ledger.decisions(project.id, Number.MAX_SAFE_INTEGER);
  return { of, open: openRetirement(retirementsOf(decisions, await ledger.people(project.id)), person.key) };
};

const heardInPublic = async (about: string | undefined, request: Request) => {
  try {
    const { of, open } = await openFor(about, request);
    return open ? [{ kind: 'object' as const, id: open.id, of }] : [];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
};

const command: Command<string | undefined> = {
  id: 'object',
  usage: 'object [@LOGIN]',
  help: 'Ends what was proposed about you, such as that you leave the core team; no reason is asked. The PTL may note it for somebody.',
  examples: ['/rollcall object'],
  allowed: 'anyone',
  discreet: true,
  needs: about => (about === undefined ? 'anyone' : 'ptl'),
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (rest.length > 0)
      throw new UserError('Write nothing more than: /rollcall object. No reason is asked, and none is kept.');
    return about;
  },
  answer: async (about, request) => {
    if (!request.isPrivate)
      return { audience: 'public', say: [IN_PUBLIC], effects: await heardInPublic(about, request) };
    const { of, open } = await openFor(about, request);
    if (!open) throw new UserError('There is nothing to object to.');
    const whose = about === undefined ? 'You stay' : 'They stay';
    return {
      audience: about === undefined ? 'person' : 'ptl',
      say: [`Noted: it has ended. ${whose} in the core team as before, and nobody asks why.`],
      effects: [{ kind: 'object', id: open.id, of }],
    };
  },
};

export default command;
