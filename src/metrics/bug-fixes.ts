// Bugs closed by commits, by author.
import type { Metric } from '../contracts.ts';

export interface BugFixFact {
  readonly person: number;
  readonly fixes: number;
}

const metric: Metric<BugFixFact, 'person'> = {
  id: 'bug-fixes',
  per: 'person',
  question: 'How many bugs did each person fix?',
  unit: 'bugs',
  definition:
    'Different bugs named by Closes-Bug (or Fixes-Bug, Resolves-Bug) in commits that landed in the window.',
  source: 'OpenStack commit message conventions',
  kinds: ['bug-fix'],
  sql: `
    select a.person, count(distinct a.value) as fixes from activities a
    where a.project = $project and a.kind = 'bug-fix' and a.at >= $since and a.at < $until group by a.person`,
};

export default metric;
