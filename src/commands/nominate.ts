// nominate: puts somebody forward for the core team. They are asked first, in private, and nobody else is told.
import type { Command, Request } from '../contracts.ts';
import { isCoreAt } from '../domain/asker.ts';
import { DAY } from '../domain/calendar.ts';
import { UserError } from '../domain/errors.ts';
import { isLive, type Nomination } from '../domain/nomination.ts';
import { freshId, nominationsIn } from '../facts/nominations.ts';
import { aboutFirst, subjectOf } from '../lib/about.ts';

const USAGE = 'Name one person and nothing more: /rollcall nominate @login.';
const IN_PRIVATE =
  'A nomination begins in private, so that the person is asked first and nobody is embarrassed. Nothing was noted; please ask where the PTL’s report is posted, or in a private message.';
/** Days after a no in which nobody is asked again. */
const QUIET = 90;

const mustBeFree = (person: number, all: readonly Nomination[], at: number): void => {
  const own = all.filter(one => one.person === person);
  if (own.some(isLive)) throw new UserError('This person is being asked, or nominated, already.');
  const lately = own.some(({ since, state }) => state !== 'passed' && since > at - QUIET * DAY);
  if (lately)
    throw new UserError(
      `A nomination of this person ended lately, and I ask nobody twice within ${QUIET} days. Please talk with them, and with the PTL.`,
    );
};

const mustBeNominable = async (person: number, { ledger, project, at }: Request): Promise<void> => {
  if (isCoreAt(await ledger.members(project.id), person, at))
    throw new UserError('This person is in the core team already.');
};

const command: Command<string> = {
  id: 'nominate',
  usage: 'nominate @LOGIN',
  help: 'Puts somebody forward for the core team: they are asked first, in private, and nobody else is told.',
  examples: ['/rollcall nominate @una-example'],
  allowed: 'core',
  discreet: true,
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (about === undefined || rest.length > 0) throw new UserError(USAGE);
    return about;
  },
  answer: async (about, request) => {
    const { asker, ledger, project, at, isPrivate } = request;
    if (!isPrivate) return { audience: 'public', say: [IN_PRIVATE] };
    const { person, of } = await subjectOf(about, request);
    await mustBeNominable(person.key, request);
    const all = await nominationsIn(ledger, project.id);
    mustBeFree(person.key, all, at);
    return {
      audience: 'person',
      person: asker.person?.key ?? 0,
      say: [
        `Thank you. I ask ${person.name} first, in private, and tell nobody else. When they have answered, you hear from me, with a draft if they would like it.`,
      ],
      effects: [{ kind: 'nominate', id: freshId(at, project, all), of }],
    };
  },
};

export default command;
