// People whose first activity ever falls into the window.
import type { Metric, NameFact } from '../contracts.ts';

const metric: Metric<NameFact, 'name'> = {
  id: 'newcomers',
  per: 'name',
  question: 'Who took part for the first time?',
  unit: 'people',
  definition:
    'People who opened a change, landed a commit, reviewed or reported in the window and never before, as far back ' +
    'as the ledger goes. Nobody is called new while the history is younger than 90 days.',
  source: 'CHAOSS New Contributors',
  kinds: ['review', 'change-opened', 'commit', 'bug-opened'],
  sql: `
    select distinct a.person from activities a
    where a.project = $project and a.kind in ('review', 'change-opened', 'commit', 'bug-opened')
      and a.at >= $since and a.at < $until
      and not exists (
        select 1 from activities b where b.project = $project and b.person = a.person
          and b.kind in ('review', 'change-opened', 'commit', 'bug-opened') and b.at < $since)
      and exists (
        select 1 from activities s where s.project = $project
          and s.kind in ('review', 'change-opened', 'commit', 'bug-opened') and s.at <= $since - 90 * 86400)`,
};

export default metric;
