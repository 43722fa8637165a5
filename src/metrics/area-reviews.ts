// Where each person reviews: repositories, topics, labels, priorities, as far as the data tells them.
import type { Metric } from '../contracts.ts';

export interface AreaFact {
  readonly person: number;
  readonly field: 'repository' | 'topic' | 'label' | 'priority';
  /** Several labels of one change are a line each. */
  readonly area: string;
  readonly changes: number;
}

const REVIEWED = `a.project = $project and a.kind in ('review', 'inline-comment', 'approval')
      and a.at >= $since and a.at < $until and a.own = 0`;

const metric: Metric<AreaFact, 'person'> = {
  id: 'area-reviews',
  per: 'person',
  question: 'In which areas did each person review?',
  unit: 'changes',
  definition:
    'Changes of others that somebody voted or commented on, by repository, topic, labels and priority of the change at ' +
    'the end of the window. Paths of files are not among the data.',
  source: 'Ours: who else knows this part of the code',
  kinds: ['review', 'inline-comment', 'approval'],
  sql: `
    select a.person, s.field, s.value as area, count(distinct a.item) as changes
    from activities a join item_states s on s.item = a.item
    where ${REVIEWED} and s.field in ('repository', 'topic', 'label') and s.at = (
      select max(later.at) from item_states later
      where later.item = s.item and later.field = s.field and later.at < $until
    )
    group by a.person, s.field, s.value
    union all
    select a.person, 'priority', p.priority, count(distinct a.item)
    from activities a join priority_items p on p.item = a.item
    where ${REVIEWED} and p.since < $until and (p.until is null or p.until >= $until)
    group by a.person, p.priority`,
};

export default metric;
