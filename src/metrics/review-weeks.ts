// In how many different weeks each person reviewed, and how many changes of others.
import type { Metric } from '../contracts.ts';

export interface ReviewWeeksFact {
  readonly person: number;
  readonly weeks: number;
  readonly changes: number;
}

const metric: Metric<ReviewWeeksFact, 'person'> = {
  id: 'review-weeks',
  per: 'person',
  question: 'In how many different weeks did each person review, and how many changes?',
  unit: 'weeks, and changes',
  definition:
    'Weeks are counted back from the end of the window, and a week counts once. Any vote, comment on a line, written ' +
    'review or approval on a change of somebody else counts, also one that was replaced later.',
  source: 'Ours: steadiness says more than a count',
  kinds: ['review', 'inline-comment', 'approval'],
  sql: `
    select a.person, count(distinct cast($until - 1 - a.at as integer) / 604800) as weeks,
      count(distinct a.item) as changes
    from activities a
    where a.project = $project and a.kind in ('review', 'inline-comment', 'approval')
      and a.at >= $since and a.at < $until and a.own = 0
    group by a.person`,
};

export default metric;
