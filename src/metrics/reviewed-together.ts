// Who else reviews the changes that one person reviews: those who could share the load.
import type { Metric } from '../contracts.ts';

export interface TogetherFact {
  readonly person: number;
  /** That both reviewed. */
  readonly changes: number;
}

const metric: Metric<TogetherFact, 'person'> = {
  id: 'reviewed-together',
  per: 'person',
  question: 'Who reviews the same changes as this person?',
  unit: 'changes',
  definition:
    'Changes of others that the person (the parameter `person`, the ledger’s key; 0: anybody) and somebody else both ' +
    'reviewed in the window: any vote, comment on a line, written review or approval.',
  source: 'Ours: who knows the same places can take a share of the work',
  kinds: ['review', 'inline-comment', 'approval'],
  defaults: { person: 0 },
  sql: `
    with mine as (
      select distinct a.item, a.person as one from activities a
      where a.project = $project and $person in (0, a.person) and a.kind in ('review', 'inline-comment', 'approval')
        and a.at >= $since and a.at < $until and a.own = 0
    )
    select a.person, count(distinct a.item) as changes
    from mine o cross join item_activities a
    where a.item = o.item and a.kind in ('review', 'inline-comment', 'approval')
      and a.at >= $since and a.at < $until and a.own = 0 and a.person <> o.one
    group by a.person`,
};

export default metric;
