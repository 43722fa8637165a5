// Who could stand as PTL next: who said so, and what each might like to try. No order of merit, and nobody is left out.
import { DAY } from './calendar.ts';
import type { Decision } from './decision.ts';
import { personOf, type Somebody } from './leave.ts';

/** A word is for the next election, not for ever: about a cycle of OpenStack. */
const HOLDS = 183 * DAY;

/** Those who said that they would stand and have not taken it back, with the day of their word, seconds UTC. */
export const standingFor = (
  decisions: readonly Decision[],
  people: readonly Somebody[],
  at: number,
): ReadonlyMap<number, number> => {
  const known = personOf(people);
  const standing = new Map<number, number>();
  for (const { at: saidAt, ruling } of decisions) {
    if (ruling.kind !== 'stand' && ruling.kind !== 'stand-off') continue;
    const person = known(ruling.of);
    if (person === undefined || saidAt <= at - HOLDS || saidAt > at) continue;
    if (ruling.kind === 'stand') standing.set(person, saidAt);
    else standing.delete(person);
  }
  return standing;
};

/** What is known of one core, over about a cycle. */
export interface Experience {
  /** People whose changes they reviewed. */
  readonly authors: number;
  /** People who proposed changes that anybody reviewed. */
  readonly allAuthors: number;
  readonly repositories: number;
  readonly allRepositories: number;
  readonly chaired: number;
  /** False: no meetings are known, so that nobody can have chaired one. */
  readonly hasMeetings: boolean;
  readonly leads: number;
  readonly hasPriorities: boolean;
  readonly onPriority: number;
  readonly triaged: number;
  readonly hasBugs: boolean;
}

export const TRIES = ['chair', 'lead', 'priority', 'triage', 'breadth', 'repositories'] as const;
export type Try = (typeof TRIES)[number];

/** Who reviews for less than this part of all authors knows one corner well, and may like to see another. */
const BROAD = 0.25;
/** Suggestions are for a choice, not a list of what is lacking. */
const MOST = 2;

/** What somebody might like to try next: at most two things, what leads to others first. */
export const triesOf = (one: Experience): readonly Try[] => {
  const open: Readonly<Record<Try, boolean>> = {
    chair: one.hasMeetings && one.chaired === 0,
    lead: one.hasPriorities && one.leads === 0,
    priority: one.hasPriorities && one.onPriority === 0,
    triage: one.hasBugs && one.triaged === 0,
    breadth: one.authors < BROAD * one.allAuthors,
    repositories: one.repositories < one.allRepositories,
  };
  return TRIES.filter(each => open[each] && !(each === 'lead' && open.priority)).slice(0, MOST);
};
