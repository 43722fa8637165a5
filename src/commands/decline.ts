// decline: says no to being nominated, with no reason asked.
import type { Command } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';
import { answeredBy } from '../facts/nominations.ts';
import { aboutFirst } from '../lib/about.ts';

const command: Command<string | undefined> = {
  id: 'decline',
  usage: 'decline',
  help: 'Says no to being nominated, until the very end; no reason is asked.',
  examples: ['/rollcall decline', '/rollcall decline @una-example'],
  allowed: 'anyone',
  discreet: true,
  needs: about => (about === undefined ? 'anyone' : 'ptl'),
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (rest.length > 0) throw new UserError('Nothing more is needed: /rollcall decline');
    return about;
  },
  answer: async (about, request) => {
    const { nomination, person, heard } = await answeredBy(false, about, request);
    if (!nomination || !person) return { audience: 'public', say: [heard] };
    const { id, of } = nomination;
    const effects = [{ kind: 'nomination-answer', id, of, accepts: false } as const];
    if (!request.isPrivate) return { audience: 'public', say: [heard], effects };
    const say =
      about === undefined
        ? 'Noted, thank you for telling me. Nobody asks why, and I do not ask again. If you change your mind, tell a core or the PTL.'
        : `Noted: ${person.name} would rather not. No reason is kept.`;
    if (about !== undefined) return { audience: 'ptl', say: [say], effects };
    return { audience: 'person', person: person.key, say: [say], effects };
  },
};

export default command;
