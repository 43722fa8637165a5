// What people decided about what is kept and said of them: who is left out of public lists, which numbers are contested.
import { type Handle, handleKey } from './activity.ts';
import { personBehind } from './asker.ts';
import type { ContestDecision, Decision } from './decision.ts';

/** Ids that stand for accounts of whoever asked to be forgotten begin so: no service has such ones. */
export const FORGOTTEN = 'forgotten/';

export const isForgotten = ({ id }: Pick<Handle, 'id'>): boolean => id.startsWith(FORGOTTEN);

interface Somebody {
  readonly key: number;
  readonly handles: readonly Handle[];
}

/** Who wants to be named neither in thanks nor in lists that everybody reads: the last word counts. */
export const hiddenOf = (
  decisions: readonly Decision[],
  people: readonly Somebody[],
): ReadonlySet<number> => {
  const hidden = new Set<number>();
  for (const { ruling } of decisions) {
    if (ruling.kind !== 'hide' && ruling.kind !== 'show') continue;
    const person = personBehind(people, ruling.of);
    if (person === undefined) continue;
    if (ruling.kind === 'hide') hidden.add(person.key);
    else hidden.delete(person.key);
  }
  return hidden;
};

/** A number that somebody contests, and what the PTL answered. */
export interface ContestedNumber extends ContestDecision {
  /** Undefined: nobody that the ledger knows any more. */
  readonly person?: number;
  /** Seconds UTC. */
  readonly at: number;
  readonly place: string;
  readonly answer?: { readonly at: number; readonly text: string };
}

const caseOf = (person: Somebody | undefined, of: Handle, metric: string): string =>
  `${person?.key ?? handleKey(of)} ${metric}`;

/** One a person and metric: contested again, it is open again. The oldest first. */
export const contestedNumbers = (
  decisions: readonly Decision[],
  people: readonly Somebody[],
): readonly ContestedNumber[] => {
  const cases = new Map<string, ContestedNumber>();
  for (const { at, place, ruling } of decisions) {
    if (ruling.kind !== 'contest' && ruling.kind !== 'contest-answer') continue;
    // Nobody waits for an answer any more.
    if (isForgotten(ruling.of)) continue;
    const person = personBehind(people, ruling.of);
    const key = caseOf(person, ruling.of, ruling.metric);
    const open = cases.get(key);
    cases.delete(key);
    if (ruling.kind === 'contest')
      cases.set(key, { ...ruling, ...(person && { person: person.key }), at, place });
    else if (open) cases.set(key, { ...open, answer: { at, text: ruling.text } });
  }
  return [...cases.values()].sort((a, b) => a.at - b.at);
};
