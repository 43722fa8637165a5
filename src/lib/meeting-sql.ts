// Pieces of SQL that the metrics about meetings share.

/** The name of the meeting that stands behind \`alias\`, a row with its \`item\` and \`native_id\`. */
const seriesOf = (alias: string): string =>
  `coalesce((select max(s.value) from item_states s where s.item = ${alias}.item and s.field = 'subject'), ${alias}.native_id)`;

/** Meetings at which somebody was, without bots, that began in the window; \`at\` is when. */
export const MEETINGS = `
  held as materialized (
    select i.item, i.origin, i.native_id, i.url, ${seriesOf('i')} as series, min(a.at) as at
    from items i cross join item_activities a
    where i.project = $project and i.kind = 'meeting' and a.item = i.item and a.kind = 'meeting-present'
    group by i.item, i.origin, i.native_id, i.url
    having min(a.at) >= $since and min(a.at) < $until
  ),
  presence as materialized (
    select h.series, a.item, a.person, sum(coalesce(a.value, 0)) as lines, max(a.at) as at
    from held h cross join item_activities a
    where a.item = h.item and a.kind = 'meeting-present' group by h.series, a.item, a.person
  )`;

/** What was given to somebody, or to nobody, in the window: a row for each owner; \`owner\` is 0 where there is none. */
export const ACTIONS = `
  given as materialized (
    select i.item, i.native_id as number, i.url, t.at, t.value as text, m.value as meeting, i.origin,
      coalesce(a.person, 0) as owner,
      coalesce((select max(s.value) from items mi cross join item_states s
        where mi.project = $project and mi.origin = i.origin and mi.kind = 'meeting' and mi.native_id = m.value
          and s.item = mi.item and s.field = 'subject'), m.value) as series
    from items i cross join item_states t cross join item_states m
    left join item_activities a on a.item = i.item and a.kind = 'meeting-action'
    where i.project = $project and i.kind = 'action' and t.item = i.item and t.field = 'subject'
      and m.item = i.item and m.field = 'meeting' and t.at >= $since and t.at < $until
  )`;
