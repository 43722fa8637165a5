// forget: removes what is personal about whoever asks; what they did is kept as an unnamed person's.
import type { Command } from '../contracts.ts';
import { UserError } from '../domain/errors.ts';

const SURE = 'me for good';

const command: Command<{ readonly sure: boolean }> = {
  id: 'forget',
  usage: 'forget [me for good]',
  help: 'Removes your accounts and names from Rollcall; what you did is kept as an unnamed person’s. It cannot be undone.',
  examples: ['/rollcall forget', `/rollcall forget ${SURE}`],
  allowed: 'anyone',
  parse: words => {
    if (words.length > 0 && words.join(' ').toLowerCase() !== SURE)
      throw new UserError(`To be forgotten, write exactly: /rollcall forget ${SURE}. No reason is asked.`);
    return { sure: words.length > 0 };
  },
  answer: async ({ sure }, { asker: { person, handle } }) => {
    if (person === undefined)
      throw new UserError('Nothing is known of this account: there is nothing to be forgotten.');
    if (!sure)
      return {
        audience: 'public',
        say: [
          'Your accounts, names, e-mail addresses, decisions and private letters are removed from Rollcall’s ledger, and ' +
            'your name from what it keeps of its own reports. What you did is kept as an unnamed person’s. Only a keyed ' +
            'hash of each account stays, so that nothing that is read later brings you back. It cannot be undone.',
          'What stands elsewhere stays: code review, bug tracker, meeting logs, the roster and the configuration of the ' +
            'team, which the PTL can change, and what was posted already.',
          'If you are sure:',
          { code: [`/rollcall forget ${SURE}`] },
        ],
      };
    return {
      audience: 'public',
      say: ['It is done. Thank you for everything.'],
      effects: [{ kind: 'forget', of: handle }],
    };
  },
};

export default command;
