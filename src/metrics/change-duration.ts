// Change Request Duration: from opening to merge.
import type { Metric } from '../contracts.ts';

export interface ChangeDurationFact {
  readonly openedAt: number;
  readonly mergedAt: number;
}

const metric: Metric<ChangeDurationFact, 'project'> = {
  id: 'change-duration',
  per: 'project',
  question: 'How long does a change take from its opening to its merge?',
  unit: 'days',
  definition:
    'For changes merged in the window: merge minus opening. A change whose opening is not known is left out.',
  source: 'CHAOSS Change Request Duration',
  kinds: ['change-opened', 'change-merged'],
  sql: `
    with merged as materialized (
      select m.at as "mergedAt", (
          select min(o.at) from item_status_events o
          where o.item = m.item and o.kind = 'change-opened'
        ) as "openedAt"
      from status_events m
      where m.project = $project and m.kind = 'change-merged' and m.at >= $since and m.at < $until
    )
    select "mergedAt", "openedAt" from merged where "openedAt" is not null`,
};

export default metric;
