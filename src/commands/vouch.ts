// vouch: a core's word that another one takes part where nobody can see it, such as mentoring or private security work.
import type { Command, Request } from '../contracts.ts';
import { coresAt } from '../domain/cores.ts';
import { UserError } from '../domain/errors.ts';
import { aboutFirst, discreetly, subjectOf } from '../lib/about.ts';

const USAGE =
  'Name one core and nothing more: /rollcall vouch @login. What they did is not asked, and not kept.';

/** An administrator who is no core has seen no more than anybody. */
const mustBeCores = async (self: number, other: number, { ledger, project, at }: Request): Promise<void> => {
  if (self === other) throw new UserError('Nobody vouches for themselves: ask another core.');
  const cores = coresAt(await ledger.members(project.id), at);
  if (!cores.has(self)) throw new UserError('Sorry, this is the word of a core.');
  if (!cores.has(other)) throw new UserError('Only for cores is there anything to vouch.');
};

const command: Command<string> = {
  id: 'vouch',
  usage: 'vouch @LOGIN',
  help: 'Says that another core takes part where nobody can see it, such as mentoring or private security work; without any detail.',
  examples: ['/rollcall vouch @una-example'],
  allowed: 'core',
  discreet: true,
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (about === undefined || rest.length > 0) throw new UserError(USAGE);
    return about;
  },
  answer: async (about, request) => {
    const { person: self } = await subjectOf(undefined, request);
    const { person, of } = await subjectOf(about, request);
    await mustBeCores(self.key, person.key, request);
    const { windowDays } = request.project.policy.standing;
    return {
      ...discreetly(request.isPrivate, undefined, self.key, [
        `Noted: ${person.name} counts as taking part for the next ${windowDays} days. Thank you.`,
      ]),
      effects: [{ kind: 'vouch', of }],
    };
  },
};

export default command;
