// retire: the PTL proposes that a core becomes emeritus. The person is told first, and can object.
import type { Command, Person, Request } from '../contracts.ts';
import type { Handle } from '../domain/activity.ts';
import { dateText } from '../domain/calendar.ts';
import { coresAt } from '../domain/cores.ts';
import { UserError } from '../domain/errors.ts';
import { isAway, leavesOf } from '../domain/leave.ts';
import { DEFAULT_RETIREMENT } from '../domain/policy.ts';
import { openRetirement, retirementsOf } from '../domain/retirement.ts';
import { whatIfWithout } from '../facts/what-if.ts';
import { aboutFirst, mustBePrivate, subjectOf } from '../lib/about.ts';
import { matterId } from '../lib/matter-id.ts';
import { whatIfWords } from '../lib/what-if-words.ts';

const LATEST = Number.MAX_SAFE_INTEGER;

const mustBePossible = async ({ key, name }: Person, { project, ledger, at }: Request): Promise<void> => {
  const role = coresAt(await ledger.members(project.id), at).get(key)?.role;
  if (role === undefined) throw new UserError(`${name} is not in the core team by the roster.`);
  if (role === 'ptl')
    throw new UserError(`${name} leads the team: who leads it from now on has to be in the roster first.`);
  const people = await ledger.people(project.id);
  const decisions = await ledger.decisions(project.id, LATEST);
  if (openRetirement(retirementsOf(decisions, people), key))
    throw new UserError(`For ${name} this is under way already.`);
  if (isAway(leavesOf(decisions, people), key, at))
    throw new UserError(`${name} is on leave; this can wait until they are back.`);
  if (project.writesLetters !== true)
    throw new UserError(
      'The person is told first, and `letters` of the configuration names no way to do so.',
    );
};

const proposed = async (person: Person, of: Handle, request: Request) => {
  const { project, ledger, at } = request;
  await mustBePossible(person, request);
  const { days } = project.retirement ?? DEFAULT_RETIREMENT;
  const whatIf = await whatIfWithout(ledger, project, at, new Set([person.key]));
  return {
    audience: 'ptl' as const,
    say: [
      `Noted. ${person.name} is told first, in private, and has ${days} days to object; no reason is asked. Nobody else ` +
        'is told. Then I ask you to confirm it. Until then you can take it back:',
      { code: ['/rollcall withdraw @login'] },
      `The team without ${person.name}:`,
      { list: whatIfWords(whatIf) },
    ],
    effects: [
      {
        kind: 'retire' as const,
        id: matterId(dateText(at, project.timezone), [at, of.service, of.id]),
        of,
      },
    ],
  };
};

const command: Command<string> = {
  id: 'retire',
  usage: 'retire @LOGIN',
  help: 'Proposes that a core becomes emeritus: they are told first, in private, and can object; then the PTL confirms it or not.',
  examples: ['/rollcall retire @una-example'],
  allowed: 'ptl',
  discreet: true,
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (about === undefined || rest.length > 0)
      throw new UserError(
        'Name one core and nothing more, in a private place: /rollcall retire @login. No reason is asked, and none is kept.',
      );
    return about;
  },
  answer: async (about, request) => {
    mustBePrivate(request);
    const { person, of } = await subjectOf(about, request);
    if (person.key === request.asker.person?.key)
      throw new UserError('For yourself it is shorter: /rollcall step-back');
    return proposed(person, of, request);
  },
};

export default command;
