// The retirement of a core, and the way back: the person is told first, the PTL has the last word, the roster follows.
import type { Matter, MatterRequest } from '../../contracts.ts';
import { standingAt } from '../../domain/asker.ts';
import { isAway, leavesOf } from '../../domain/leave.ts';
import type { Step } from '../../domain/matter.ts';
import { DEFAULT_RETIREMENT } from '../../domain/policy.ts';
import {
  blockersOf,
  isRetirementOpen,
  periodEnd,
  type Retirement,
  retirementsOf,
  returnsOf,
} from '../../domain/retirement.ts';
import { hiddenOf } from '../../domain/rights.ts';
import { type Around, keyOf } from './around.ts';
import { endSteps } from './end.ts';
import { readyNote, staleNote, unsureNote } from './notes.ts';
import { toldLetter } from './told.ts';
import { returnSteps } from './way-back.ts';

/** The person has to know before a day counts: a letter of which nobody can tell whether it came is not enough. */
const tellSteps = (one: Retirement, around: Around, days: number): Step[] => {
  const { said, unsure } = around.request;
  const key = keyOf(one, 'told');
  if (unsure.has(key)) return [unsureNote(one, around)];
  if (said.has(key)) return [{ kind: 'ruling', key, ruling: { kind: 'retire-told', id: one.id, days } }];
  return [toldLetter(one, around, days)];
};

const openSteps = async (one: Retirement, around: Around): Promise<readonly Step[]> => {
  const { request, away } = around;
  const { project, freshness, decisions, ledger, at } = request;
  const { days, ownDays } = project.retirement ?? DEFAULT_RETIREMENT;
  if (away) return [];
  if (one.stage === 'proposed') return tellSteps(one, around, one.own ? ownDays : days);
  const leaves = leavesOf(decisions, await ledger.people(project.id));
  if ((periodEnd(one, leaves) ?? Infinity) > at) return [];
  const blockers = blockersOf(freshness, one.own);
  if (blockers.length > 0) return [staleNote(one, around, blockers)];
  const key = keyOf(one, 'ready');
  if (one.word !== undefined) return request.said.has(key) ? [] : [await readyNote(one, one.word, around)];
  const word = await request.wordFor(key);
  return [{ kind: 'ruling', key, ruling: { kind: 'retire-ready', id: one.id, word } }];
};

const due = async (request: MatterRequest): Promise<readonly Step[]> => {
  const { project, ledger, at, decisions } = request;
  const people = await ledger.people(project.id);
  const members = await ledger.members(project.id);
  const [leaves, hidden] = [leavesOf(decisions, people), hiddenOf(decisions, people)];
  const aroundOf = (key: number): Around | undefined => {
    const person = people.find(each => each.key === key);
    const standing = standingAt(members, key, at);
    return person && { request, person, standing, away: isAway(leaves, key, at), hidden: hidden.has(key) };
  };
  const steps: Step[] = [];
  const returns = returnsOf(decisions, people);
  const isBack = ({ person, at: ended }: Retirement): boolean =>
    returns.some(back => back.person === person && back.at >= ended);
  for (const one of retirementsOf(decisions, people)) {
    const around = aroundOf(one.person);
    if (!around || (one.stage === 'confirmed' && isBack(one))) continue;
    if (!isRetirementOpen(one)) steps.push(...(await endSteps(one, around)));
    // Who leads the team by now is asked nothing, and nobody about them: who leads next comes first.
    else if (around.standing === 'core') steps.push(...(await openSteps(one, around)));
  }
  for (const one of returns) {
    const around = aroundOf(one.person);
    if (around) steps.push(...returnSteps(one, around));
  }
  return steps;
};

export default {
  id: 'retirement',
  tells:
    'A core who steps back, or whom the PTL proposes: told first, with the right to object; then the PTL confirms it, and the roster is changed.',
  due,
} satisfies Matter;
