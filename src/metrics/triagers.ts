// Everybody who triaged bugs: the names to thank.
import type { Metric, NameFact } from '../contracts.ts';

const metric: Metric<NameFact, 'name'> = {
  id: 'triagers',
  per: 'name',
  question: 'Who triaged bugs?',
  unit: 'people',
  definition:
    'Everybody who changed the status, importance, assignee, milestone, tags or labels of a bug that somebody else ' +
    'reported, in the window; names only, in alphabetical order.',
  source: 'OpenStack’s bug triage',
  kinds: ['bug-triage'],
  sql: `
    select distinct a.person from activities a
    where a.project = $project and a.kind = 'bug-triage' and a.at >= $since and a.at < $until and a.own = 0`,
};

export default metric;
