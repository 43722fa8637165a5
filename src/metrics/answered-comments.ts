// What somebody asked about a change of others, and whether its author came back with a new patch set.
import type { Metric } from '../contracts.ts';
import { titleOf } from '../lib/sql.ts';

export interface AnsweredCommentFact {
  readonly person: number;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly at: number;
  readonly answeredAt: number | null;
}

const metric: Metric<AnsweredCommentFact, 'person'> = {
  id: 'answered-comments',
  per: 'person',
  question: 'Which comments led to a new patch set?',
  unit: 'comments (person x patch set)',
  definition:
    'A vote below 0, a review without a vote or a comment on a line, on a change of somebody else: once a person and ' +
    'patch set, by its last time. It led to a new patch set when one came within 14 days after it.',
  source: 'Ours: a comment that changes something is worth more than a vote',
  kinds: ['review', 'inline-comment', 'patchset'],
  defaults: { days: 14 },
  sql: `
    with asked as (
      select a.person, a.item, a.revision, max(a.at) as at from activities a
      where a.project = $project and a.at >= $since and a.at < $until and a.own = 0
        and (a.kind = 'inline-comment' or a.kind = 'review' and a.value <= 0)
      group by a.person, a.item, a.revision
    )
    select q.person, c.native_id as number, ${titleOf('q')} as title, c.url, q.at,
      (select min(p.at) from item_activities p
        where p.item = q.item and p.kind = 'patchset' and p.at > q.at and p.at < $until
          and p.at <= q.at + $days * 86400) as "answeredAt"
    from asked q cross join changes c
    where c.item = q.item and c.project = $project`,
};

export default metric;
