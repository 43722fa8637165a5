// The meetings that were held while each member of the team was core, one by one.
import type { Metric } from '../contracts.ts';
import { MEETINGS } from '../lib/meeting-sql.ts';

export interface MeetingDueFact {
  readonly person: number;
  /** When it began. */
  readonly at: number;
  readonly present: number;
  /** Not there, but somebody stood in. */
  readonly represented: number;
}

const metric: Metric<MeetingDueFact, 'person'> = {
  id: 'meetings-due',
  per: 'person',
  question: 'Which meetings were held while each person was core, and who was there?',
  unit: 'meetings',
  definition:
    'A row for each core (or PTL) and each meeting held on a day on which they were it: whether they were there under ' +
    'any of their accounts, or somebody stood in. Whoever judges it leaves out the days of their leave.',
  source: 'MeetBot’s “People Present (lines said)”',
  kinds: ['meeting-present', 'meeting-represented'],
  sql: `
    with ${MEETINGS},
    stood as materialized (
      select distinct a.person, a.item from held h cross join item_activities a
      where a.item = h.item and a.kind = 'meeting-represented'
    ),
    due as materialized (
      select distinct m.person, h.item, h.at from held h join memberships m on m.since <= h.at
        and (m.until is null or m.until > h.at)
      where m.project = $project and m.role in ('core', 'ptl')
    )
    select d.person, d.at,
      case when p.person is null then 0 else 1 end as present,
      case when p.person is null and s.person is not null then 1 else 0 end as represented
    from due d
    left join presence p on p.item = d.item and p.person = d.person
    left join stood s on s.item = d.item and s.person = d.person`,
};

export default metric;
