// Whose changes everybody reviews.
import type { Metric } from '../contracts.ts';

export interface ReviewedOwnerFact {
  readonly person: number;
  readonly owner: number;
  readonly changes: number;
}

const metric: Metric<ReviewedOwnerFact, 'person'> = {
  id: 'reviewed-owners',
  per: 'person',
  question: 'Whose changes does each person review?',
  unit: 'changes',
  definition:
    'Changes with a vote, a written review, a comment on a line or an approval of this person, by the person who owns ' +
    'them. Changes of nobody that is known are left out.',
  source: 'CHAOSS Organizational Diversity: a core is there for everybody’s changes',
  kinds: ['review', 'inline-comment', 'approval'],
  sql: `
    select a.person, c.owner, count(distinct a.item) as changes
    from activities a cross join changes c
    where a.project = $project and a.kind in ('review', 'inline-comment', 'approval')
      and a.at >= $since and a.at < $until and a.own = 0
      and c.item = a.item and c.project = $project and c.owner is not null
    group by a.person, c.owner`,
};

export default metric;
