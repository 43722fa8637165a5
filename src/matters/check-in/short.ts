// What the team is short of, in counts: nobody is named, and a count that the data cannot tell is left out.
import type { MatterRequest } from '../../contracts.ts';
import { daysBefore } from '../../domain/calendar.ts';
import { waitsFor } from '../../domain/queue.ts';
import { isUntriaged } from '../../domain/triage.ts';
import bugsOpen from '../../metrics/bugs-open.ts';
import priorityItems from '../../metrics/priority-items.ts';
import reviewQueue from '../../metrics/review-queue.ts';

/** Null: no source tells of it. */
export interface Short {
  readonly waiting: number | null;
  readonly untriaged: number | null;
  /** Open changes of priorities that no core has reviewed. */
  readonly unseen: number | null;
}

const ENDED = new Set(['change-merged', 'change-abandoned']);

export const shortOf = async ({ project, ledger, at }: MatterRequest): Promise<Short> => {
  const window = daysBefore(at, project.policy.windowDays, project.timezone);
  const kinds = new Set((await ledger.streams(project.id, at)).map(({ kind }) => kind));
  const queue = await ledger.measure(reviewQueue, project.id, { ...window });
  const bugs = await ledger.measure(bugsOpen, project.id, { ...window });
  const items = await ledger.measure(priorityItems, project.id, { ...window });
  const withOwner = new Set(queue.filter(fact => waitsFor(fact) === 'owner').map(({ item }) => item));
  const unseen = items.filter(
    ({ item, status, coreReviewers }) =>
      coreReviewers === 0 && !ENDED.has(status ?? '') && !withOwner.has(item),
  );
  const tellsQueue = kinds.has('change-opened');
  return {
    waiting: tellsQueue ? queue.filter(fact => fact.byBot === 0 && waitsFor(fact) === 'core').length : null,
    untriaged: kinds.has('bug-opened') ? bugs.filter(isUntriaged).length : null,
    unseen: tellsQueue && project.priorities.length > 0 ? unseen.length : null,
  };
};
