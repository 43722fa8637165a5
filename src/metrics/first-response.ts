// Time to First Response: how long a new change waits for anybody but its owner.
import type { Metric } from '../contracts.ts';

export interface FirstResponseFact {
  readonly openedAt: number;
  readonly respondedAt: number | null;
}

const metric: Metric<FirstResponseFact, 'project'> = {
  id: 'first-response',
  per: 'project',
  question: 'How long does a new change wait for its first response by a person?',
  unit: 'days',
  definition:
    'For changes opened in the window by people: from the opening to the first vote or comment of anybody but the owner; ' +
    'bots are left out. Changes without a response yet are counted apart, not as zero.',
  source: 'CHAOSS Time to First Response',
  kinds: ['change-opened', 'review', 'inline-comment', 'change-comment', 'approval'],
  sql: `
    select o.at as "openedAt", (
        select min(a.at) from item_activities a
        where a.item = o.item and a.kind in ('review', 'inline-comment', 'change-comment', 'approval')
          and a.at >= o.at and a.at < $until and a.person <> o.person
      ) as "respondedAt"
    from activities o
    where o.project = $project and o.kind = 'change-opened' and o.at >= $since and o.at < $until`,
};

export default metric;
