// Who takes part where no source sees it, on the word of another core.
import { type Handle, handleKey } from './activity.ts';
import type { Decision } from './decision.ts';

export interface Vouch {
  readonly person: number;
  /** Seconds UTC. */
  readonly at: number;
}

/** Accounts of nobody in `people` are left out, and so is a word for oneself from another account. */
export const vouchesOf = (
  decisions: readonly Decision[],
  people: readonly { readonly key: number; readonly handles: readonly Handle[] }[],
): readonly Vouch[] => {
  const byHandle = new Map(people.flatMap(({ key, handles }) => handles.map(each => [handleKey(each), key])));
  return decisions.flatMap(({ at, by, ruling }) => {
    const person = ruling.kind === 'vouch' ? byHandle.get(handleKey(ruling.of)) : undefined;
    return person === undefined || person === byHandle.get(handleKey(by)) ? [] : [{ person, at }];
  });
};
