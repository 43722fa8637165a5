// hide: leave me out of thanks and public lists; hide off: name me there again.
import type { Command } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';

const command: Command<{ readonly kind: 'hide' | 'show' }> = {
  id: 'hide',
  usage: 'hide [off]',
  help: 'Leaves you out of thanks and of lists that everybody reads; "hide off" names you there again.',
  examples: ['/rollcall hide', '/rollcall hide off'],
  allowed: 'anyone',
  parse: ([word, more]) => {
    if ((word !== undefined && word !== 'off') || more !== undefined)
      throw new UserError('Write /rollcall hide, or /rollcall hide off. No reason is asked.');
    return { kind: word === 'off' ? 'show' : 'hide' };
  },
  answer: async ({ kind }, { asker: { person, handle } }) => {
    if (person === undefined)
      throw new UserError('Nothing is known of this account: there is nobody to be left out.');
    const say =
      kind === 'hide'
        ? 'Noted: from now on you are left out of thanks and of lists that everybody reads. What was said already stays.'
        : 'Noted: from now on you are named again where others are.';
    return { audience: 'public', say: [say], effects: [{ kind, of: handle }] };
  },
};

export default command;
