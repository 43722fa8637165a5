// The priority items in the weekly report: what moved, what waits, what no core has seen.
import { daysBefore, daysBetween, type Window } from '../../domain/calendar.ts';
import { isNamed, type Priority } from '../../domain/priority.ts';
import type { Project } from '../../domain/project.ts';
import { waitsFor, waitsForCoreSince } from '../../domain/queue.ts';
import { linkTo } from '../../lib/report-parts.ts';
import type { PriorityItemFact } from '../../metrics/priority-items.ts';
import type { QueueFact } from '../../metrics/review-queue.ts';
import type { PriorityLine } from './model.ts';

const STATES: Readonly<Record<string, string>> = {
  'change-merged': 'merged',
  'change-abandoned': 'abandoned',
};

const itemState = (fact: PriorityItemFact, queue: ReadonlyMap<number, QueueFact>, until: number): string => {
  const ended = STATES[fact.status ?? ''];
  if (ended) return ended;
  const open = queue.get(fact.item);
  if (!open) return 'open';
  const since = waitsForCoreSince(open);
  if (since !== undefined) {
    const days = daysBetween(since, until);
    return `waits for a core, ${days} ${days === 1 ? 'day' : 'days'}`;
  }
  if (fact.coreReviewers === 0 && waitsFor(open) !== 'owner') return 'no core has looked yet';
  return {
    core: 'waits for a core',
    owner: 'with its owner',
    merge: 'approved, waits to merge',
    'second look': 'in review',
  }[waitsFor(open)];
};

/** The latest list whose week reaches into the window. */
const agreedIn = ({ weekly }: Priority, window: Window, timezone: string): readonly string[] => {
  const earliest = daysBefore(window.since, 7, timezone).since;
  const lists = weekly.filter(({ at }) => at < window.until && at > earliest);
  return lists.sort((a, b) => b.at - a.at)[0]?.changes ?? [];
};

export const priorityLines = (
  project: Project,
  facts: readonly PriorityItemFact[],
  queue: ReadonlyMap<number, QueueFact>,
  window: Window,
): PriorityLine[] =>
  project.priorities
    .filter(
      priority =>
        (priority.since ?? 0) < window.until && (priority.until ?? Number.POSITIVE_INFINITY) > window.since,
    )
    .map(priority => {
      const own = facts
        .filter(fact => fact.priority === priority.id)
        .sort((a, b) => (a.openedAt ?? 0) - (b.openedAt ?? 0));
      const line = (fact: PriorityItemFact) => ({
        change: linkTo(fact),
        state: itemState(fact, queue, window.until),
      });
      const isWithOwner = ({ item }: PriorityItemFact): boolean => {
        const change = queue.get(item);
        return change !== undefined && waitsFor(change) === 'owner';
      };
      const open = own.filter(fact => STATES[fact.status ?? ''] === undefined);
      const merged = own.filter(fact => fact.status === 'change-merged');
      const moved = Math.max(0, ...own.map(fact => fact.movedAt ?? 0));
      const agreed = agreedIn(priority, window, project.timezone);
      return {
        title: priority.title,
        owners: priority.owners,
        mergedInWindow: merged.filter(fact => (fact.statusAt ?? 0) >= window.since).map(linkTo),
        merged: merged.length,
        open: open.map(line),
        unseen: open.filter(fact => fact.coreReviewers === 0 && !isWithOwner(fact)).length,
        // Beside a single name the silence of a priority would read as the silence of that person.
        movedDays: moved === 0 || priority.owners.length === 1 ? null : daysBetween(moved, window.until),
        agreed: own
          .filter(fact => agreed.some(id => isNamed({ nativeId: fact.number, states: [] }, id)))
          .map(line),
      };
    });
