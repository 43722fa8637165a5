// Carries out what a command decided: each ruling once, however often it is heard.
import type { Store } from '../contracts.ts';
import type { Handle } from '../domain/activity.ts';
import { isOvertaken } from '../domain/decided.ts';
import type { Ruling } from '../domain/decision.ts';

export interface Said {
  /** What makes it the same wish when it is heard again: the place and the command. */
  readonly key: string;
  /** Seconds UTC: when it was written. */
  readonly at: number;
  readonly by: Handle;
  /** A URL. */
  readonly place: string;
}

/** `overtaken`: it was carried out before, and what was decided since says otherwise and stays. */
export type Outcome = 'recorded' | 'known' | 'overtaken';

export const act = async (
  store: Pick<Store, 'decide' | 'decisions'>,
  project: string,
  rulings: readonly Ruling[],
  { key, ...said }: Said,
): Promise<Outcome> => {
  let outcome: Outcome = 'known';
  for (const [index, ruling] of rulings.entries()) {
    const own = index === 0 ? key : `${key} ${index}`;
    if (await store.decide(project, { key: own, ...said, ruling })) outcome = 'recorded';
    else if (isOvertaken(own, await store.decisions(project, Number.MAX_SAFE_INTEGER))) return 'overtaken';
  }
  return outcome;
};
