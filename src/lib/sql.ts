// Pieces of SQL that several metrics share, so that one rule is written once.
import type { ItemField } from '../domain/activity.ts';

/** A property of item `alias.item` as it stood at `$until`. */
export const stateOf = (alias: string, field: ItemField): string =>
  `(select stated.value from item_states stated
     where stated.item = ${alias}.item and stated.field = '${field}' and stated.at < $until
     order by stated.at desc limit 1)`;

/** The subject of item `alias.item` as it stood at `$until`. */
export const titleOf = (alias: string): string => stateOf(alias, 'subject');

/**
 * The status of `item` at `$until` in one number, its time * 4 + its rank, null when nothing is known: a maximum is
 * found where an order would be sorted. Of two events of one second the one that ends the change is in force.
 */
export const statusOf = (item: string): string =>
  `(select max(s.at * 4 + case s.kind when 'change-merged' then 3 when 'change-abandoned' then 2
       when 'change-restored' then 1 else 0 end)
     from item_status_events s where s.item = ${item} and s.at < $until)`;

/** Whether a change with this status is open. */
export const isOpen = (status: string): string => `${status} % 4 < 2`;

/** The kind of event that made this status. */
export const statusKind = (status: string): string =>
  `case ${status} % 4 when 3 then 'change-merged' when 2 then 'change-abandoned' when 1 then 'change-restored'
     when 0 then 'change-opened' end`;

/** Whether `alias` names somebody who was core (or PTL) at `at`. */
export const isCore = (person: string, at: string): string =>
  `exists (select 1 from person_memberships m where m.person = ${person}
     and m.role in ('core', 'ptl') and m.since <= ${at} and (m.until is null or m.until > ${at}))`;

/** Whether `item` belongs to a priority at `$until`. */
export const hasPriority = (item: string): string =>
  `exists (select 1 from priority_items pi where pi.item = ${item} and pi.since < $until
     and (pi.until is null or pi.until >= $until))`;

/**
 * Reviews as person x patch set in the window: a row each, with the last vote in `value`, 0 where there was none
 * or it was taken back. Copies are left out because they are another kind, one's own changes by \`own\`.
 * The last vote is found as the greatest time with the value behind it: one grouping where two windows sort twice.
 */
export const REVIEWS = `
  said as (
    select a.person, a.item, a.revision, max(a.at) as at,
      max(case when a.kind = 'review-withdrawn' then a.at * 8 + 4 when a.value <> 0 then a.at * 8 + a.value + 4 end) as vote
    from activities a
    where a.project = $project and a.kind in ('review', 'review-withdrawn')
      and a.at >= $since and a.at < $until and a.own = 0
    group by a.person, a.item, a.revision
    having count(*) filter (where a.kind = 'review') > 0
  ),
  reviewed as (
    select person, item, revision, coalesce(vote / 8, at) as at, coalesce(vote % 8 - 4, 0) as value from said
  )`;

/**
 * Votes as Gerrit shows them at \`$until\`: the last non-zero one of each person on each patch set, unless it was
 * taken back. \`$copied\` and \`$own\` are 1 where copies and votes on one's own changes count as well.
 */
const votesFrom = (from: string, where: string): string => `
  select person, item, revision, at, value from (
    select a.person, a.item, a.revision, a.at, a.kind, a.value,
      row_number() over (partition by a.person, a.item, a.revision order by a.at desc, a.value desc) as place
    from ${from}
    where ${where} and a.kind in ('review', 'review-withdrawn', 'review-copied')
      and a.at < $until and ($own = 1 or a.own = 0)
      and (a.kind = 'review' and a.value <> 0 or a.kind = 'review-withdrawn'
        or a.kind = 'review-copied' and $copied = 1)
  ) last_vote where place = 1 and kind <> 'review-withdrawn'`;

export const voteRows = (where: string): string =>
  votesFrom('activities a', `a.project = $project and ${where}`);

/** The same for a few items of the project: a cross join tells SQLite to go from the items to their votes. */
export const votesOn = (items: string, where: string): string =>
  votesFrom(`${items} cross join item_activities a`, where);
