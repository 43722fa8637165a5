// Votes of cores on a change that they had voted on before: what a new patch set costs the team.
import type { Metric } from '../contracts.ts';
import { isCore, REVIEWS } from '../lib/sql.ts';

export interface ReReviewFact {
  readonly again: number;
}

const metric: Metric<ReReviewFact, 'project'> = {
  id: 're-reviews',
  per: 'project',
  question: 'How often did a core have to look at the same change again?',
  unit: 'reviews (person x patch set)',
  definition:
    'Reviews with a vote by somebody who was core then, on a change of which they had voted on an earlier patch set.',
  source: 'Part of the core votes that a team needs, after Daniel Collins’ sum of 2013',
  kinds: ['review', 'review-withdrawn'],
  sql: `
    with ${REVIEWS}
    select count(*) as again from reviewed r
    where r.value <> 0 and ${isCore('r.person', 'r.at')} and exists (
      select 1 from item_activities e
      where e.item = r.item and e.person = r.person and e.kind = 'review' and e.value <> 0
        and e.revision < r.revision and e.at < r.at
    )`,
};

export default metric;
