// me: in public the good that somebody did, in private their own numbers.
import type { Command } from '../../contracts.ts';
import { UserError } from '../../domain/errors.ts';
import { heldOf } from './held.ts';
import { numbersOf } from './numbers.ts';
import { thanksFor } from './thanks.ts';

const IN_PRIVATE =
  'Numbers about a person are not given in public: ask the PTL, or ask the same where the PTL’s report is posted.';

const command: Command<undefined> = {
  id: 'me',
  usage: 'me',
  help: 'What you did: in public the changes that you made or helped to merge, in private all that is held about you.',
  examples: ['/rollcall me'],
  allowed: 'anyone',
  parse: ([word]) => {
    if (word !== undefined) throw new UserError('It is about yourself alone: write /rollcall me');
    return undefined;
  },
  answer: async (_args, request) => {
    const { person } = request.asker;
    if (request.isPrivate) {
      if (person === undefined)
        throw new UserError('Nothing is known of whoever asks; on the terminal, say who with --as.');
      return {
        audience: 'person',
        person: person.key,
        say: [...(await numbersOf(person, request)), ...(await heldOf(person, request))],
      };
    }
    // The same words for everybody: what is missing must not be told by their absence.
    const good = person === undefined ? [] : await thanksFor(person, request);
    return { audience: 'public', say: [...good, 'Thank you for taking part.', IN_PRIVATE] };
  },
};

export default command;
