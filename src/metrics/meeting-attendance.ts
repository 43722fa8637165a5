// Who was at the meetings, of those that were held while the person was core.
import type { Metric } from '../contracts.ts';
import { MEETINGS } from '../lib/meeting-sql.ts';

export interface AttendanceFact {
  readonly person: number;
  /** All meetings that the person was at, core or not. */
  readonly present: number;
  readonly lines: number;
  readonly chaired: number;
  /** Meetings that were held while the person was core; 0 for everybody else. */
  readonly held: number;
  /** Of those held. */
  readonly presentOfHeld: number;
  /** Of those held: not there, but somebody stood in. */
  readonly representedOfHeld: number;
  /** When the person was last seen at one. */
  readonly lastAt: number | null;
}

const metric: Metric<AttendanceFact, 'person'> = {
  id: 'meeting-attendance',
  per: 'person',
  question: 'How many of the meetings held was each person at?',
  unit: 'meetings',
  definition:
    'Meetings that began in the window and at which the person said something or is listed as present, under any of ' +
    'their accounts. Cores are measured against the meetings held on days on which they were core, also those at ' +
    'which they never were; where somebody stood in for them, that is told apart. Listening is not seen. Leave is taken ' +
    'into account by those who judge the number.',
  source: 'MeetBot’s “People Present (lines said)”',
  kinds: ['meeting-present', 'meeting-represented', 'meeting-chair'],
  sql: `
    with ${MEETINGS},
    chair as materialized (
      select distinct a.person, a.item from held h cross join item_activities a
      where a.item = h.item and a.kind = 'meeting-chair'
    ),
    stood as materialized (
      select distinct a.person, a.item from held h cross join item_activities a
      where a.item = h.item and a.kind = 'meeting-represented'
    ),
    due as materialized (
      select distinct m.person, h.item from held h join memberships m on m.since <= h.at
        and (m.until is null or m.until > h.at)
      where m.project = $project and m.role in ('core', 'ptl')
    ),
    who as (select person from presence union select person from due)
    select w.person,
      (select count(*) from presence p where p.person = w.person) as present,
      (select coalesce(sum(p.lines), 0) from presence p where p.person = w.person) as lines,
      (select count(*) from chair c where c.person = w.person) as chaired,
      (select count(*) from due d where d.person = w.person) as held,
      (select count(*) from due d join presence p on p.item = d.item and p.person = d.person
        where d.person = w.person) as "presentOfHeld",
      (select count(*) from due d join stood s on s.item = d.item and s.person = d.person
        where d.person = w.person and not exists (select 1 from presence p
          where p.item = d.item and p.person = d.person)) as "representedOfHeld",
      (select max(p.at) from presence p where p.person = w.person) as "lastAt"
    from who w`,
};

export default metric;
