// What was done on a change or a bug: whether something that was promised came to be.
import type { Metric } from '../contracts.ts';
import type { Kind } from '../domain/activity.ts';
import { statusOf, titleOf } from '../lib/sql.ts';

export interface ItemActFact {
  readonly item: number;
  readonly number: string;
  readonly itemKind: 'change' | 'bug';
  readonly title: string | null;
  readonly url: string | null;
  /** 1 where it is merged, abandoned or closed at the end of the window. */
  readonly closed: number;
  /** Null: nothing was done on it in the window. */
  readonly kind: Kind | null;
  /** Who did it: what somebody did, never what somebody did not. Null: a bot. */
  readonly owner: number | null;
  readonly own: number;
  /** When this person first did so in the window. */
  readonly at: number | null;
}

const BUG_CLOSED = `coalesce((select max(s.at * 2 + case s.kind when 'bug-closed' then 1 else 0 end)
  from item_bug_events s where s.item = n.item and s.at < $until), 0) % 2`;

/** Where nothing is named: everything; a condition without a column is looked at once. */
const NAMED = `
  select i.item, i.kind, i.native_id, i.url from items i
  where i.project = $project and i.kind in ('change', 'bug') and i.native_id in ($id1, $id2, $id3, $id4)
  union
  select i.item, i.kind, i.native_id, i.url from items i cross join item_states s
  where $changeId <> '' and i.project = $project and i.kind = 'change' and s.item = i.item
    and s.field = 'change-id' and s.value >= $changeId and s.value < $changeId || 'g'
  union
  select i.item, i.kind, i.native_id, i.url from items i
  where $id1 = '' and $changeId = '' and i.project = $project and i.kind in ('change', 'bug')`;

const IN_WINDOW = 'a.at >= $since and a.at < $until';

const metric: Metric<ItemActFact, 'item'> = {
  id: 'item-acts',
  per: 'item',
  question: 'What was done on this change or bug, and when?',
  unit: 'acts',
  definition:
    'Each kind of act of each person on the item in the window, at its first time; a commit that says to fix the bug ' +
    'is an act on it. What a bot did counts where it merged, abandoned, closed or reopened.',
  source: 'MeetBot’s action items, followed up in the tracker that they name',
  kinds: [
    'review',
    'approval',
    'change-comment',
    'inline-comment',
    'patchset',
    'change-opened',
    'change-merged',
    'change-abandoned',
    'change-restored',
    'commit',
    'bug-fix',
    'bug-triage',
    'bug-comment',
    'bug-closed',
    'bug-reopened',
  ],
  defaults: { id1: '', id2: '', id3: '', id4: '', changeId: '' },
  sql: `
    with named as materialized (${NAMED}),
    personal as (
      select n.item, a.kind, a.person, max(a.own) as own, min(a.at) as at
      from named n cross join item_activities a
      where a.item = n.item and ${IN_WINDOW} and a.kind in ('review', 'approval', 'change-comment', 'inline-comment',
        'patchset', 'change-opened', 'change-merged', 'change-abandoned', 'change-restored', 'commit', 'bug-triage',
        'bug-comment', 'bug-closed', 'bug-reopened')
      group by n.item, a.kind, a.person
    ),
    fixed as (
      select n.item, a.kind, a.person, 0 as own, min(a.at) as at
      from activities a join named n on n.native_id = cast('bug/' || cast(a.value as text) as text)
      where a.project = $project and a.kind = 'bug-fix' and ${IN_WINDOW}
      group by n.item, a.kind, a.person
    ),
    anybody as (
      select n.item, a.kind, null as person, 0 as own, min(a.at) as at
      from named n cross join item_status_events a
      where a.item = n.item and a.kind <> 'change-opened' and ${IN_WINDOW} group by n.item, a.kind
      union all
      select n.item, a.kind, null as person, 0 as own, min(a.at) as at
      from named n cross join item_bug_events a
      where a.item = n.item and a.kind <> 'bug-opened' and ${IN_WINDOW} group by n.item, a.kind
    ),
    acts as (
      select * from personal union all select * from fixed
      union all select b.* from anybody b
        where not exists (select 1 from personal p where p.item = b.item and p.kind = b.kind)
    )
    select n.item, n.native_id as number, n.kind as "itemKind", ${titleOf('n')} as title, n.url,
      case when n.kind = 'bug' then ${BUG_CLOSED}
        when coalesce(${statusOf('n.item')}, 0) % 4 >= 2 then 1 else 0 end as closed,
      d.kind, d.person as owner, coalesce(d.own, 0) as own, d.at
    from named n left join acts d on d.item = n.item`,
};

export default metric;
