// Change Request Reviews: how many patch sets each person reviewed, and how.
import type { Metric } from '../contracts.ts';
import { REVIEWS } from '../lib/sql.ts';

export interface ReviewFact {
  readonly person: number;
  readonly reviews: number;
  readonly minus2: number;
  readonly minus1: number;
  readonly plus1: number;
  readonly plus2: number;
  readonly commentOnly: number;
  readonly approvals: number;
}

const metric: Metric<ReviewFact, 'person'> = {
  id: 'reviews',
  per: 'person',
  question: 'How many patch sets did each person review, and with which votes?',
  unit: 'reviews (person x patch set)',
  definition:
    'A review is one person on one patch set (on GitHub: the pull request as it was between two pushes), however many votes and comments; its column is the last vote, ' +
    'or comment-only where there was no vote or it was taken back. Votes that Gerrit copied to a later patch ' +
    'set, and work on one’s own changes, do not count. Approvals are Workflow+1 or Approved, on GitHub the merge of somebody else’s pull request; once a patch set, unless taken back.',
  source: 'CHAOSS Change Request Reviews; person x patch set after the complaints about counting votes alone',
  kinds: ['review', 'review-withdrawn', 'approval', 'approval-withdrawn'],
  sql: `
    with ${REVIEWS},
    approved as (
      select a.person, a.item, a.revision from activities a
      where a.project = $project and a.kind in ('approval', 'approval-withdrawn')
        and a.at >= $since and a.at < $until and a.own = 0
      group by a.person, a.item, a.revision
      having max(case when a.kind = 'approval' then a.at end)
        > coalesce(max(case when a.kind = 'approval-withdrawn' then a.at end), 0)
    )
    select person, sum(reviews) as reviews, sum(minus2) as minus2, sum(minus1) as minus1, sum(plus1) as plus1,
      sum(plus2) as plus2, sum(comment_only) as "commentOnly", sum(approvals) as approvals
    from (
      select person, count(*) as reviews, count(*) filter (where value = -2) as minus2,
        count(*) filter (where value = -1) as minus1, count(*) filter (where value = 1) as plus1,
        count(*) filter (where value = 2) as plus2, count(*) filter (where value = 0) as comment_only, 0 as approvals
      from reviewed group by person
      union all
      select person, 0, 0, 0, 0, 0, 0, count(*) from approved group by person
    ) counted
    group by person`,
};

export default metric;
