// Since when everybody takes part.
import type { Metric } from '../contracts.ts';

export interface FirstActivityFact {
  readonly person: number;
  readonly firstAt: number;
}

const metric: Metric<FirstActivityFact, 'person'> = {
  id: 'first-activity',
  per: 'person',
  question: 'Since when does each person take part?',
  unit: 'the time of the first act',
  definition:
    'The first review, change, commit or report of a bug before the end of the window, as far back as the ledger goes.',
  source: 'CHAOSS Contributors',
  kinds: ['review', 'change-opened', 'commit', 'bug-opened'],
  sql: `
    select a.person, min(a.at) as "firstAt" from activities a
    where a.project = $project and a.kind in ('review', 'change-opened', 'commit', 'bug-opened') and a.at < $until
    group by a.person`,
};

export default metric;
