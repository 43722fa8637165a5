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
  /** People who proposed changes. */
  readonly allAuthors: number;
  readonly repositories: number;
  readonly allRepositories: number;
  readonly chaired: number;
  /** Came to at least half of the meetings held. */
  readonly comesOften: boolean;
  /** False: no meetings are known, so that nobody can have chaired one. */
  readonly hasMeetings: boolean;
  readonly leads: number;
  readonly hasPriorities: boolean;
  readonly onPriority: number;
  readonly triaged: number;
  readonly hasBugs: boolean;
}

/** What builds on what somebody does already comes first. */
export const TRIES = ['rota', 'lead', 'chair', 'mentor', 'repositories', 'priority', 'triage'] as const;
export type Try = (typeof TRIES)[number];

/** Triaged so many bugs: knows how it is done. */
const TRIAGER = 5;
/** Reviewed so many changes of priorities: knows what they are about. */
const INVOLVED = 3;
/** Reviewed for this part of all authors: knows many people. */
const BROAD = 0.25;
/** For a choice; not a list of what is lacking. */
const MOST = 2;

/** What somebody might like to try next: at most two things. */
export const triesOf = (one: Experience): readonly Try[] => {
  const fits: Readonly<Record<Try, boolean>> = {
    rota: one.triaged >= TRIAGER,
    lead: one.leads === 0 && one.onPriority >= INVOLVED,
    chair: one.hasMeetings && one.chaired === 0 && one.comesOften,
    mentor: one.allAuthors > 0 && one.authors >= BROAD * one.allAuthors,
    repositories: one.repositories > 0 && one.repositories < one.allRepositories,
    priority: one.hasPriorities && one.onPriority === 0,
    triage: one.hasBugs && one.triaged === 0,
  };
  return TRIES.filter(each => fits[each]).slice(0, MOST);
};
