// Commits that landed, by author.
import type { Metric } from '../contracts.ts';

export interface CommitFact {
  readonly person: number;
  readonly commits: number;
}

const metric: Metric<CommitFact, 'person'> = {
  id: 'commits',
  per: 'person',
  question: 'How many commits of each person landed?',
  unit: 'commits',
  definition:
    'Commits that reached the branch in the window, by author and co-author; merge commits do not count.',
  source: 'CHAOSS Code Changes Commits',
  kinds: ['commit'],
  sql: `
    select a.person, count(*) as commits from activities a
    where a.project = $project and a.kind = 'commit' and a.at >= $since and a.at < $until group by a.person`,
};

export default metric;
