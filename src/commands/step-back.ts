// step-back: a core wishes to become emeritus.
import type { Command } from '../contracts.ts';
import { dateText } from '../domain/calendar.ts';
import { coresAt } from '../domain/cores.ts';
import { UserError } from '../domain/errors.ts';
import { DEFAULT_RETIREMENT } from '../domain/policy.ts';
import { openRetirement, retirementsOf } from '../domain/retirement.ts';
import { mustBePrivate, subjectOf } from '../lib/about.ts';
import { matterId } from '../lib/matter-id.ts';

const command: Command<undefined> = {
  id: 'step-back',
  usage: 'step-back',
  help: 'Says that you would like to leave the core team. The PTL is told, and you can take it back.',
  examples: ['/rollcall step-back'],
  allowed: 'anyone',
  discreet: true,
  parse: words => {
    if (words.length > 0)
      throw new UserError(
        'Write nothing more than: /rollcall step-back. No reason is asked, and none is kept.',
      );
    return undefined;
  },
  answer: async (_, request) => {
    mustBePrivate(request);
    const { project, ledger, at } = request;
    const { person, of } = await subjectOf(undefined, request);
    const role = coresAt(await ledger.members(project.id), at).get(person.key)?.role;
    if (role === undefined)
      throw new UserError('You are not in the core team by the roster: there is nothing to be done.');
    if (role === 'ptl')
      throw new UserError(
        'You lead the team: who leads it from now on has to be in the roster first. Then say it again.',
      );
    const decisions = await ledger.decisions(project.id, Number.MAX_SAFE_INTEGER);
    if (openRetirement(retirementsOf(decisions, await ledger.people(project.id)), person.key)?.own)
      throw new UserError('I have noted that already. To take it back: /rollcall withdraw');
    const { ownDays } = project.retirement ?? DEFAULT_RETIREMENT;
    return {
      audience: 'person',
      say: [
        `Noted, and thank you for telling me. The PTL alone is told. I write to you once more; for ${ownDays} days from ` +
          'then, and until the PTL confirms it, you can take it back:',
        { code: ['/rollcall withdraw'] },
      ],
      effects: [
        { kind: 'step-back', id: matterId(dateText(at, project.timezone), [at, of.service, of.id]), of },
      ],
    };
  },
};

export default command;
