// reinstate: the short way back into the core team.
import type { Command } from '../contracts.ts';
import { dateText } from '../domain/calendar.ts';
import { coresAt } from '../domain/cores.ts';
import { UserError } from '../domain/errors.ts';
import { isLeaving, retirementsOf, returnsOf } from '../domain/retirement.ts';
import { aboutFirst, mustBePrivate, subjectOf } from '../lib/about.ts';
import { matterId } from '../lib/matter-id.ts';

const command: Command<string> = {
  id: 'reinstate',
  usage: 'reinstate @LOGIN',
  help: 'Makes a former core core again, after they said yes: they are written to, and the roster is changed.',
  examples: ['/rollcall reinstate @una-example'],
  allowed: 'ptl',
  discreet: true,
  parse: words => {
    const { about, rest } = aboutFirst(words);
    if (about === undefined || rest.length > 0)
      throw new UserError('Name one person and nothing more, in a private place: /rollcall reinstate @login');
    return about;
  },
  answer: async (about, request) => {
    mustBePrivate(request);
    const { project, ledger, at } = request;
    const { person, of } = await subjectOf(about, request);
    const [members, people] = [await ledger.members(project.id), await ledger.people(project.id)];
    const decisions = await ledger.decisions(project.id, Number.MAX_SAFE_INTEGER);
    const [retirements, returns] = [retirementsOf(decisions, people), returnsOf(decisions, people)];
    const last = retirements.findLast(({ person: one }) => one === person.key);
    const wasCore = last?.stage === 'confirmed' || members.some(({ person: one }) => one === person.key);
    if (!wasCore) throw new UserError(`${person.name} was never in the core team: nominate them.`);
    if (coresAt(members, at).has(person.key) && !isLeaving(retirements, returns, person.key))
      throw new UserError(`${person.name} is in the core team.`);
    return {
      audience: 'ptl',
      say: [
        `Noted. ${person.name} is welcomed in private first; then the roster is changed, and the team is told.`,
      ],
      effects: [
        { kind: 'reinstate', id: matterId(dateText(at, project.timezone), [at, of.service, of.id]), of },
      ],
    };
  },
};

export default command;
