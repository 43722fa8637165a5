// The meetings that each core was expected at, one by one: leave is taken off by those who judge.
import type { Metric } from '../contracts.ts';
import { MEETINGS } from '../lib/meeting-sql.ts';

export interface MeetingDueFact {
  readonly person: number;
  readonly item: number;
  /** When it began. */
  readonly at: number;
  /** 1 or 0. */
  readonly present: number;
  /** 1: not there, but somebody stood in. */
  readonly represented: number;
}

const metric: Metric<MeetingDueFact, 'person'> = {
  id: 'meetings-due',
  per: 'person',
  question: 'Which of the meetings held while they were core was each core at?',
  unit: 'meetings',
  definition:
    'A row for each core and each meeting that was held in the window on a day on which they were core: whether they ' +
    'were there, or somebody stood in for them. A meeting that was missed on leave is not counted against anybody.',
  source: 'MeetBot’s “People Present (lines said)”',
  kinds: ['meeting-present', 'meeting-represented'],
  sql: `
    with ${MEETINGS},
    due as materialized (
      select distinct m.person, h.item, h.at from held h join memberships m on m.since <= h.at
        and (m.until is null or m.until > h.at)
      where m.project = $project and m.role in ('core', 'ptl')
    ),
    seen as (
      select d.person, d.item, d.at,
        case when exists (select 1 from presence p where p.item = d.item and p.person = d.person) then 1 else 0 end as present,
        case when exists (select 1 from item_activities a
          where a.item = d.item and a.kind = 'meeting-represented' and a.person = d.person) then 1 else 0 end as stood
      from due d
    )
    select person, item, at, present, case when present = 0 then stood else 0 end as represented from seen`,
};

export default metric;
