// Since when everybody takes part, and when they reviewed last.
import type { Metric } from '../contracts.ts';

export interface FirstActivityFact {
  readonly person: number;
  readonly firstAt: number;
  readonly reviewedAt: number | null;
}

const metric: Metric<FirstActivityFact, 'person'> = {
  id: 'first-activity',
  per: 'person',
  question: 'Since when does each person take part, and when did they review last?',
  unit: 'times',
  definition:
    'The first review, comment on a line, approval, change, commit or report of a bug before the end of the window, as ' +
    'far back as the ledger goes; and the last review, comment on a line or approval on a change of somebody else.',
  source: 'CHAOSS Contributors',
  kinds: ['review', 'inline-comment', 'approval', 'change-opened', 'commit', 'bug-opened'],
  sql: `
    select a.person, min(a.at) as "firstAt",
      max(case when a.own = 0 and a.kind in ('review', 'inline-comment', 'approval') then a.at end) as "reviewedAt"
    from activities a
    where a.project = $project and a.at < $until
      and a.kind in ('review', 'inline-comment', 'approval', 'change-opened', 'commit', 'bug-opened')
    group by a.person`,
};

export default metric;
