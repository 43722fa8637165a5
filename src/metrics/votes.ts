// Code-Review votes counted as OpenStack's reviewstats counts them.
import type { Metric } from '../contracts.ts';
import { voteRows } from '../lib/sql.ts';

export interface VoteFact {
  readonly person: number;
  readonly reviews: number;
  readonly minus2: number;
  readonly minus1: number;
  readonly plus1: number;
  readonly plus2: number;
  readonly approvals: number;
}

const metric: Metric<VoteFact, 'person'> = {
  id: 'votes',
  per: 'person',
  question: 'How many votes did each person give, as reviewstats counts them?',
  unit: 'votes',
  definition:
    'Every Code-Review vote other than 0 that stood at the end, by the time it was given; copies on later patch ' +
    'sets and votes on one’s own changes count like any other. +A is a Workflow or Approved vote above 0.',
  source: 'openstack/reviewstats, cmd/reviewers.py',
  kinds: ['review', 'review-copied', 'review-withdrawn', 'approval', 'approval-copied'],
  defaults: { own: 1, copied: 1 },
  sql: `
    with voted as (${voteRows('a.at >= $since')})
    select person, sum(reviews) as reviews, sum(minus2) as minus2, sum(minus1) as minus1, sum(plus1) as plus1,
      sum(plus2) as plus2, sum(approvals) as approvals
    from (
      select person, count(*) as reviews, count(*) filter (where value = -2) as minus2,
        count(*) filter (where value = -1) as minus1, count(*) filter (where value = 1) as plus1,
        count(*) filter (where value = 2) as plus2, 0 as approvals
      from voted group by person
      union all
      select a.person, 0, 0, 0, 0, 0, count(*) from activities a
      where a.project = $project and a.kind in ('approval', 'approval-copied') and a.at >= $since and a.at < $until
      group by a.person
    ) counted
    group by person`,
};

export default metric;
