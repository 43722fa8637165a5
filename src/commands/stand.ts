// stand: a core says that they would stand as PTL next; stand off takes it back.
import type { Command } from '../contracts.ts';
import { isCoreAt } from '../domain/asker.ts';
import { UserError } from '../domain/errors.ts';
import { discreetly, subjectOf } from '../lib/about.ts';

const command: Command<{ readonly kind: 'stand' | 'stand-off' }> = {
  id: 'stand',
  usage: 'stand [off]',
  help: 'Tells the PTL alone that you would stand as PTL of the next cycle; "stand off" takes it back.',
  examples: ['/rollcall stand', '/rollcall stand off'],
  allowed: 'core',
  discreet: true,
  parse: ([word, more]) => {
    if ((word !== undefined && word !== 'off') || more !== undefined)
      throw new UserError('Write /rollcall stand, or /rollcall stand off. It is for yourself alone.');
    return { kind: word === 'off' ? 'stand-off' : 'stand' };
  },
  answer: async ({ kind }, request) => {
    const { project, ledger, at, isPrivate } = request;
    const { person, of } = await subjectOf(undefined, request);
    if (!isCoreAt(await ledger.members(project.id), person.key, at))
      throw new UserError('Sorry, this is the word of a core.');
    const say =
      kind === 'stand'
        ? 'Noted, and thank you: the PTL alone sees that you would stand. It binds you to nothing, and holds for half a year; "stand off" takes it back.'
        : 'Noted: you would not stand.';
    return { ...discreetly(isPrivate, undefined, person.key, [say]), effects: [{ kind, of }] };
  },
};

export default command;
