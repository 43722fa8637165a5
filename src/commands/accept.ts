// accept: says yes to a nomination.
import type { Command } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { answeredBy } from '../facts/nominations.ts';
import { aboutFirst } from '../lib/about.ts';

const command: Command<string | undefined> = {
  id: 'accept',
  usage: 'accept',
  help: 'Says yes to a nomination that you were asked about; who nominates you is told.',
  examples: ['/rollcall accept', '/rollcall accept @una-example'],
  allowed: 'anyone',
  discreet: true,
  needs: about => (about === undefined ? 'anyone' : 'ptl'),
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (rest.length > 0) throw new UserError('Nothing more is needed: /rollcall accept');
    return about;
  },
  answer: async (about, request) => {
    const { nomination, person, heard } = await answeredBy(true, about, request);
    if (!nomination || !person) return { audience: 'public', say: [heard] };
    const { id, of } = nomination;
    const effects = [{ kind: 'nomination-answer', id, of, accepts: true } as const];
    if (!request.isPrivate) return { audience: 'public', say: [heard], effects };
    const say =
      about === undefined
        ? 'Noted, thank you. Whoever nominates you gets a draft now, and makes it public when it is ready. You can still say no at any time: decline.'
        : `Noted: ${person.name} would like it.`;
    if (about !== undefined) return { audience: 'ptl', say: [say], effects };
    return { audience: 'person', person: person.key, say: [say], effects };
  },
};

export default command;
