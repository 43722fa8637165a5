// confirm: the PTL's last word, with the one-time word that they were given in private.
import type { Command, Request } from '../contracts.ts';
import { standingAt } from '../domain/asker.ts';
import { UserError } from '../domain/errors.ts';
import { freshnessOf } from '../domain/freshness.ts';
import { isAway, leavesOf } from '../domain/leave.ts';
import { blockersOf, type Retirement, retirementsOf } from '../domain/retirement.ts';
import { mustBePrivate } from '../lib/about.ts';

const LATEST = Number.MAX_SAFE_INTEGER;

/** @throws UserError where it has to wait, or there is nothing that this word confirms. */
const waitingFor = async (word: string, request: Request): Promise<Retirement> => {
  const { project, ledger, at } = request;
  const people = await ledger.people(project.id);
  const decisions = await ledger.decisions(project.id, LATEST);
  const one = retirementsOf(decisions, people).find(
    each => each.stage === 'ready' && each.word === word.toLowerCase(),
  );
  if (!one)
    throw new UserError(
      'Nothing waits for this word. It stands in the note that you were sent, and counts once.',
    );
  if (isAway(leavesOf(decisions, people), one.person, at))
    throw new UserError('They are on leave now, so this waits until they are back. The word stays good.');
  if (standingAt(await ledger.members(project.id), one.person, at) === 'ptl')
    throw new UserError(
      'They lead the team now: who leads it from now on has to be in the roster first. The word stays good.',
    );
  const { sources, streams } = {
    sources: await ledger.sources(project.id),
    streams: await ledger.streams(project.id, at),
  };
  const blockers = blockersOf(freshnessOf(sources, streams, project, at), one.own);
  if (blockers.length > 0)
    throw new UserError(
      `The data is not fresh, so nothing is confirmed: ${blockers.join('; ')}. The word stays good.`,
    );
  return one;
};

const command: Command<string> = {
  id: 'confirm',
  usage: 'confirm WORD',
  help: 'Confirms what a private note asked the PTL to confirm, with the word that stands in it.',
  examples: ['/rollcall confirm kefu-modiga'],
  allowed: 'ptl',
  discreet: true,
  parse: ([word, more]) => {
    if (word === undefined || more !== undefined)
      throw new UserError('Write the one word of the note that you were sent: /rollcall confirm WORD');
    return word;
  },
  answer: async (word, request) => {
    mustBePrivate(request);
    const { id, person } = await waitingFor(word, request);
    const people = await request.ledger.people(request.project.id);
    const name = people.find(({ key }) => key === person)?.name ?? 'They';
    return {
      audience: 'ptl',
      say: [
        `Confirmed. ${name} is written to; then the roster is changed, and you get the link and a checklist. The way back is short: /rollcall reinstate @login`,
      ],
      effects: [{ kind: 'retire-confirm', id }],
    };
  },
};

export default command;
