// The changes of each priority, with their state and who has looked at them.
import type { Metric } from '../contracts.ts';
import { isCore, statusKind, statusOf, titleOf } from '../lib/sql.ts';

export interface PriorityItemFact {
  readonly item: number;
  readonly priority: string;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly openedAt: number | null;
  readonly status: string | null;
  readonly statusAt: number | null;
  readonly reviewers: number;
  readonly coreReviewers: number;
  readonly movedAt: number | null;
}

const ON_ITEM = `a.item = p.item and a.at < $until`;

const metric: Metric<PriorityItemFact, 'item'> = {
  id: 'priority-items',
  per: 'item',
  question: 'How do the priority items stand, and which has no core looked at?',
  unit: 'changes',
  definition:
    'Changes that belong to a priority at the end of the window: the last thing that happened to their status, ' +
    'how many people and how many cores ever reviewed them, and when they last moved.',
  source: 'Glance’s rule of 2017: look at the priority items first',
  kinds: ['change-opened', 'change-merged', 'change-abandoned', 'change-restored', 'patchset', 'review'],
  sql: `
    with listed as materialized (
      select p.item, p.priority, ${statusOf('p.item')} as status from priority_items p
      where p.since < $until and (p.until is null or p.until >= $until)
    )
    select p.item, p.priority, c.native_id as number, ${titleOf('p')} as title, c.url, c.opened_at as "openedAt",
      ${statusKind('p.status')} as status, p.status / 4 as "statusAt",
      (select count(distinct a.person) from item_activities a where ${ON_ITEM} and a.kind = 'review' and a.own = 0) as reviewers,
      (select count(distinct a.person) from item_activities a where ${ON_ITEM} and a.kind = 'review' and a.own = 0
        and ${isCore('a.person', 'a.at')}) as "coreReviewers",
      (select max(a.at) from item_activities a where ${ON_ITEM} and a.kind in ('patchset', 'review', 'change-merged')) as "movedAt"
    from listed p cross join changes c
    where c.item = p.item and c.project = $project`,
};

export default metric;
