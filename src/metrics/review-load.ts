// How the reviewing is spread: the counts behind the load share and the Contributor Absence Factor.
import type { Metric } from '../contracts.ts';
import { REVIEWS } from '../lib/sql.ts';

export interface LoadFact {
  readonly reviews: number;
}

const metric: Metric<LoadFact, 'project'> = {
  id: 'review-load',
  per: 'project',
  question: 'On how many shoulders does the reviewing rest?',
  unit: 'reviews',
  definition:
    'Reviews a person, without names. The Contributor Absence Factor is the smallest number of people who ' +
    'together gave at least half of all reviews: a low number is a risk.',
  source: 'CHAOSS Contributor Absence Factor (exactly half is enough)',
  kinds: ['review', 'review-withdrawn'],
  sql: `with ${REVIEWS} select count(*) as reviews from reviewed group by person`,
};

export default metric;
