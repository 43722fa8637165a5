// How broadly each person reviews: for how many authors, in how many repositories and priorities.
import type { Metric } from '../contracts.ts';
import { hasPriority, stateOf } from '../lib/sql.ts';

export interface BreadthFact {
  readonly person: number;
  readonly changes: number;
  /** People whose changes were reviewed. */
  readonly authors: number;
  /** 0 where the source does not tell repositories. */
  readonly repositories: number;
  /** Changes of priorities. */
  readonly onPriority: number;
}

const metric: Metric<BreadthFact, 'person'> = {
  id: 'review-breadth',
  per: 'person',
  question: 'For how many people, and in how many places, did each person review?',
  unit: 'people, repositories, changes',
  definition:
    'Changes of others with a vote, comment on a line, written review or approval of the person in the window: their ' +
    'different owners, the repositories in which they are, and those that belong to a priority at its end.',
  source: 'Ours: who leads a team has to know more than one corner of it',
  kinds: ['review', 'inline-comment', 'approval'],
  sql: `
    with seen as (
      select distinct a.person, a.item from activities a
      where a.project = $project and a.kind in ('review', 'inline-comment', 'approval')
        and a.at >= $since and a.at < $until and a.own = 0
    )
    select d.person, count(*) as changes, count(distinct c.owner) as authors,
      count(distinct ${stateOf('d', 'repository')}) as repositories,
      sum(case when ${hasPriority('d.item')} then 1 else 0 end) as "onPriority"
    from seen d join changes c on c.item = d.item and c.project = $project
    group by d.person`,
};

export default metric;
