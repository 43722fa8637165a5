// When a Gerrit change was work in progress: by Gerrit's own flag, or by a Workflow-1, as OpenStack says it.
import type { Handle, ItemState } from '../domain/activity.ts';

const LABEL = 'Workflow';

interface Told {
  readonly label: string;
  readonly by: Handle;
  readonly at: number;
}

/** What counts here of the history of a change. */
interface History {
  readonly patchSets: readonly { readonly number: number; readonly at: number }[];
  readonly votes: readonly (Told & { readonly value: number; readonly revision: number })[];
  readonly withdrawals: readonly Told[];
  readonly states: readonly ItemState[];
}

interface Standing {
  /** Patch set that a Workflow-1 stands on, by account. */
  readonly against: Map<string, number>;
  patchSet: number;
  flag: boolean;
}

interface Step {
  readonly at: number;
  readonly isFlag?: boolean;
  apply(standing: Standing): void;
}

const stepsOf = ({ patchSets, votes, withdrawals, states }: History): Step[] => [
  ...patchSets.map(
    ({ at, number }): Step => ({
      at,
      apply(standing) {
        standing.patchSet = Math.max(standing.patchSet, number);
        for (const [by, on] of standing.against) if (on < number) standing.against.delete(by);
      },
    }),
  ),
  ...states
    .filter(({ field }) => field === 'wip')
    .map(
      ({ at, value }): Step => ({
        at,
        isFlag: true,
        apply(standing) {
          standing.flag = value === 'true';
        },
      }),
    ),
  ...votes
    .filter(({ label }) => label === LABEL)
    .map(
      ({ at, by, value, revision }): Step => ({
        at,
        apply({ against, patchSet }) {
          if (revision < patchSet) return;
          if (value < 0) against.set(by.id, revision);
          else against.delete(by.id);
        },
      }),
    ),
  ...withdrawals
    .filter(({ label }) => label === LABEL)
    .map(
      ({ at, by }): Step => ({
        at,
        apply({ against }) {
          against.delete(by.id);
        },
      }),
    ),
];

/** The states of the change; where somebody voted Workflow-1, `wip` is what the flag and the votes say together. */
export const statesWithWip = (change: History): readonly ItemState[] => {
  if (!change.votes.some(({ label, value }) => label === LABEL && value < 0)) return change.states;
  const standing: Standing = { against: new Map(), patchSet: 0, flag: false };
  // Sorting is stable: of one second, patch sets come first and withdrawals last.
  const steps = stepsOf(change).sort((a, b) => a.at - b.at);
  const wip: ItemState[] = [];
  let [before, isTold] = [false, false];
  steps.forEach((step, index) => {
    step.apply(standing);
    isTold ||= step.isFlag ?? false;
    if (steps[index + 1]?.at === step.at) return;
    const now = standing.flag || standing.against.size > 0;
    if (now !== before || isTold) wip.push({ field: 'wip', at: step.at, value: String(now) });
    [before, isTold] = [now, false];
  });
  return [...change.states.filter(({ field }) => field !== 'wip'), ...wip];
};
