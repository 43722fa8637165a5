// Reviews and merges week by week, for charts.
import type { Metric } from '../contracts.ts';
import { REVIEWS } from '../lib/sql.ts';

export interface WeekFact {
  /** Weeks of seven days counted from the start of the window, the first is 0. */
  readonly week: number;
  readonly reviews: number;
  readonly merged: number;
}

// A driver may hand numbers over as floating point ones, and then a division keeps its fraction.
const WEEK = `(at - cast($since as integer)) / 604800`;

const metric: Metric<WeekFact, 'project'> = {
  id: 'weekly-activity',
  per: 'project',
  question: 'How did reviewing and merging go, week by week?',
  unit: 'reviews and changes a week',
  definition:
    'Reviews (person x patch set, in the week of the last vote) and merges of people’s changes in each seven days of the window.',
  source: 'CHAOSS Change Request Reviews, Change Requests Accepted',
  kinds: ['review', 'review-withdrawn', 'change-merged'],
  sql: `
    with ${REVIEWS}
    select week, sum(reviews) as reviews, sum(merged) as merged from (
      select ${WEEK} as week, 1 as reviews, 0 as merged from reviewed
      union all
      select ${WEEK}, 0, 1 from status_events s
      join changes c on c.item = s.item and c.project = s.project and c.by_bot = 0
      where s.project = $project and s.kind = 'change-merged' and s.at >= $since and s.at < $until
    ) happened group by week`,
};

export default metric;
