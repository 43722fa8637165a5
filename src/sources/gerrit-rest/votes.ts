// Votes of a change by what was said and by what is in force, with those that Gerrit carried over.
import type { Handle } from '../../domain/activity.ts';
import type { PatchSet, Vote, Withdrawal } from '../../lib/gerrit-change.ts';

/** A vote in force on the current patch set. `at`: when it was cast, or carried over. */
export interface InForce {
  readonly label: string;
  readonly value: number;
  readonly by: Handle;
  readonly at: number;
}

type Cast = Pick<Vote, 'label' | 'value' | 'by'>;
const same = (one: Cast, other: Cast): boolean =>
  one.label === other.label && one.value === other.value && one.by.id === other.by.id;

/** Seconds by which the date of a vote and that of the message that tells it may differ. */
const SLACK = 2;

/** The vote that this one is, or was carried over from: cast before, and not taken back or replaced since. */
const castAs = (
  vote: InForce,
  said: readonly Vote[],
  withdrawals: readonly Withdrawal[],
): Vote | undefined => {
  const own = said.filter(({ label, by }) => label === vote.label && by.id === vote.by.id);
  const last = own.findLast(({ at }) => at <= vote.at + SLACK);
  if (!last || !same(last, vote)) return undefined;
  const isTakenBack = withdrawals.some(
    ({ label, by, at }) => label === vote.label && by.id === vote.by.id && at > last.at && at <= vote.at,
  );
  return isTakenBack ? undefined : last;
};

/**
 * What is in force and was said on an earlier patch set has been carried over to each one since, when that came. What
 * was never said was cast as it stands. `said` oldest first.
 */
export const withCopies = (
  said: readonly Vote[],
  inForce: readonly InForce[],
  withdrawals: readonly Withdrawal[],
  patchSets: readonly PatchSet[],
): Vote[] => {
  const current = patchSets.at(-1)?.number ?? 1;
  // What is in force is true where a message tells another value of the same moment.
  const isContradicted = ({ label, value, by, at }: Vote): boolean =>
    inForce.some(
      each => each.label === label && each.by.id === by.id && each.at === at && each.value !== value,
    );
  const told = said.filter(vote => !isContradicted(vote));
  const found = inForce.flatMap((vote): Vote[] => {
    const cast = castAs(vote, told, withdrawals);
    if (!cast) return [{ ...vote, revision: current, copied: false }];
    return patchSets
      .filter(({ number }) => number > cast.revision)
      .map(({ number, at }) => ({ ...vote, at, revision: number, copied: true }));
  });
  return [...told, ...found];
};
