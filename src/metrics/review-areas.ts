// Where everybody reviews: repositories, branches, topics and labels.
import type { Metric } from '../contracts.ts';

export interface ReviewAreaFact {
  readonly person: number;
  readonly field: string;
  readonly area: string;
  readonly changes: number;
}

const metric: Metric<ReviewAreaFact, 'person'> = {
  id: 'review-areas',
  per: 'person',
  question: 'In which repositories, branches, topics and labels does each person review?',
  unit: 'changes',
  definition:
    'Changes of others with a vote, a written review, a comment on a line or an approval of this person, by each ' +
    'repository, branch, topic and label that the change ever had by the end of the window.',
  source: 'Ours: where a core is missing',
  kinds: ['review', 'inline-comment', 'approval'],
  sql: `
    with reviewed as (
      select distinct a.person, a.item from activities a
      where a.project = $project and a.kind in ('review', 'inline-comment', 'approval')
        and a.at >= $since and a.at < $until and a.own = 0
    )
    select r.person, s.field, s.value as area, count(distinct r.item) as changes
    from reviewed r cross join item_states s
    where s.item = r.item and s.field in ('repository', 'branch', 'topic', 'label') and s.value <> '' and s.at < $until
    group by r.person, s.field, s.value`,
};

export default metric;
