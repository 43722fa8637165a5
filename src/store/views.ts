// The named views that metrics are written over: the only names of the ledger that another room may use.
import { APPROVE } from '../domain/activity.ts';

/**
 * An approval on GitHub weighs what the role of its author gives it: +2 of somebody who was core at the time. The
 * person's memberships are looked up for such rows alone.
 */
export const weighed = (alias: string): string =>
  `case when ${alias}.value = ${APPROVE} and ${alias}.kind = 'review' then
     case when exists (select 1 from handle mh cross join membership m on m.handle = mh.key
       where mh.person = ${alias}.person and m.role in ('core', 'ptl')
         and m.since <= ${alias}.at and (m.until is null or m.until > ${alias}.at)) then 2 else 1 end
   else ${alias}.value end`;

/**
 * - `activities`: one row an act of a person; bots are left out. `own` = on a change that the person owns.
 * - `changes`: one row a change; `owner` is a person. Whether it was open at a moment is told by `status_events`.
 * - `status_events`: when a change was opened, merged, abandoned, restored.
 * - `bugs`: one row a bug; `bug_events`: when it was opened, closed, reopened, by anybody, be it a bot;
 *   `item_bug_events`: the same for a bug in hand.
 * - `items`: one row a change, bug or meeting, by its origin and the id that it has there.
 * - `item_activities`, `item_status_events`: the same for a question that has an item in hand: the project is told by it.
 * - `item_states`: the dated properties of items. `priority_items`: which belong to a priority, since when.
 * - `memberships`: who held which role, since and until when; `person_memberships` for a person in hand.
 */
export const VIEWS = `
  create temp view activities as
    select p.id as project, a.origin, a.kind, a.person, a.at, a.item, a.revision, ${weighed('a')} as value,
      coalesce((select h.person = a.person from item i join handle h on h.key = i.owner where i.key = a.item), 0) as own
    from project p
    join origin o on o.project = p.key
    join activity a on a.origin = o.key
    join person who on who.key = a.person
    where who.bot = 0;

  create temp view item_activities as
    select a.item, a.kind, a.person, a.at, a.revision, ${weighed('a')} as value,
      coalesce((select h.person = a.person from item i join handle h on h.key = i.owner where i.key = a.item), 0) as own
    from activity a join person who on who.key = a.person
    where who.bot = 0;

  create temp view item_status_events as
    select item, kind, at from activity
    where kind in ('change-opened', 'change-merged', 'change-abandoned', 'change-restored');

  create temp view status_events as
    select p.id as project, a.kind, a.person, a.at, a.item
    from project p
    join origin o on o.project = p.key
    join activity a on a.origin = o.key
    where a.kind in ('change-opened', 'change-merged', 'change-abandoned', 'change-restored');

  create temp view changes as
    select p.id as project, i.key as item, i.native_id, i.url, i.opened_at, i.closed_at, who.key as owner,
      coalesce(who.bot, 0) as by_bot
    from project p
    join origin o on o.project = p.key
    join item i on i.origin = o.key and i.kind = 'change'
    left join handle h on h.key = i.owner
    left join person who on who.key = h.person;

  create temp view bugs as
    select p.id as project, i.key as item, i.native_id, i.url, i.opened_at, i.closed_at, coalesce(who.bot, 0) as by_bot
    from project p
    join origin o on o.project = p.key
    join item i on i.origin = o.key and i.kind = 'bug'
    left join handle h on h.key = i.owner
    left join person who on who.key = h.person;

  create temp view bug_events as
    select p.id as project, a.kind, a.at, a.item
    from project p
    join origin o on o.project = p.key
    join activity a on a.origin = o.key
    where a.kind in ('bug-opened', 'bug-closed', 'bug-reopened');

  create temp view item_bug_events as
    select item, kind, at from activity where kind in ('bug-opened', 'bug-closed', 'bug-reopened');

  create temp view items as
    select p.id as project, o.id as origin, i.key as item, i.kind, i.native_id, i.url
    from project p join origin o on o.project = p.key join item i on i.origin = o.key;

  create temp view item_states as select item, field, at, value from item_state;

  create temp view priority_items as select item, priority, since, until from priority_item;

  create temp view memberships as
    select p.id as project, h.person, m.role, m.since, m.until
    from project p
    join membership m on m.project = p.key
    join handle h on h.key = m.handle;

  create temp view person_memberships as
    select h.person, m.role, m.since, m.until from handle h cross join membership m on m.handle = h.key;
`;
