// Reviews that went to the priority items.
import type { Metric } from '../contracts.ts';
import { hasPriority, REVIEWS } from '../lib/sql.ts';

export interface PriorityReviewFact {
  readonly person: number;
  readonly reviews: number;
  readonly onPriority: number;
}

const metric: Metric<PriorityReviewFact, 'person'> = {
  id: 'priority-reviews',
  per: 'person',
  question: 'Which share of each person’s reviews went to the priority items?',
  unit: 'reviews',
  definition:
    'Reviews (person x patch set) of changes that belong to a priority at the end of the window, and all reviews.',
  source: 'Glance’s rule of 2017: look at the priority items first',
  kinds: ['review', 'review-withdrawn'],
  sql: `
    with ${REVIEWS}
    select r.person, count(*) as reviews, count(*) filter (where ${hasPriority('r.item')}) as "onPriority"
    from reviewed r group by r.person`,
};

export default metric;
