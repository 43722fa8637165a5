// Everybody who reviewed: the names to thank.
import type { Metric, NameFact } from '../contracts.ts';

const metric: Metric<NameFact, 'name'> = {
  id: 'reviewers',
  per: 'name',
  question: 'Who reviewed?',
  unit: 'people',
  definition:
    'Everybody with a vote or comment on somebody else’s change in the window; names only, in alphabetical order.',
  source: 'CHAOSS Contributors',
  kinds: ['review', 'inline-comment', 'approval'],
  sql: `
    select distinct a.person from activities a
    where a.project = $project and a.kind in ('review', 'inline-comment', 'approval')
      and a.at >= $since and a.at < $until and a.own = 0`,
};

export default metric;
