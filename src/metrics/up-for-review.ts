// What there was to review for each member of the team: changes of others that were up in the window.
import type { Metric } from '../contracts.ts';
import { stateOf } from '../lib/sql.ts';

export interface UpForReviewFact {
  readonly person: number;
  readonly changes: number;
}

const metric: Metric<UpForReviewFact, 'person'> = {
  id: 'up-for-review',
  per: 'person',
  question: 'How many changes of others were up for review?',
  unit: 'changes',
  definition:
    'Changes that were open when the window began, or were opened, merged, abandoned or restored in it, without those ' +
    'that are work in progress at its end. One’s own are not among them. For everybody who ever was on a roster.',
  source: 'CHAOSS Change Requests; what there was to do is the measure of what was done',
  kinds: ['change-opened', 'change-merged', 'change-abandoned', 'change-restored'],
  sql: `
    with candidate as (
      select item, owner from changes
      where project = $project and closed_at is null and opened_at < $until
      union all
      select item, owner from changes
      where project = $project and closed_at >= $since and opened_at < $until
    ),
    -- The time * 2 + 1 where it closes: of two events of one second the closing is in force.
    up as materialized (
      select c.item, c.owner from candidate c
      where (
        exists (select 1 from item_status_events s where s.item = c.item and s.at >= $since and s.at < $until)
        or (select max(s.at * 2 + case when s.kind in ('change-merged', 'change-abandoned') then 1 else 0 end)
          from item_status_events s where s.item = c.item and s.at < $since) % 2 = 0
      ) and coalesce(${stateOf('c', 'wip')}, '') <> 'true'
    ),
    total as materialized (select count(*) as changes from up),
    own as materialized (select owner, count(*) as changes from up group by owner)
    select who.person, t.changes - coalesce(o.changes, 0) as changes
    from (select distinct person from memberships where project = $project) who
    cross join total t left join own o on o.owner = who.person`,
};

export default metric;
