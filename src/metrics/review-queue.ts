// The review queue: open changes, and whom they wait for.
import type { Metric } from '../contracts.ts';
import { hasPriority, isCore, isOpen, statusOf, titleOf, votesOn } from '../lib/sql.ts';

export interface QueueFact {
  readonly item: number;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly openedAt: number;
  readonly revision: number | null;
  readonly patchsetAt: number | null;
  /** The lowest vote in force on the latest patch set, copies and the owner’s own included. */
  readonly lowest: number | null;
  /** When a core last said something about the latest patch set. */
  readonly coreAt: number | null;
  /** The latest approval in force on it. */
  readonly approvedAt: number | null;
  readonly wip: string | null;
  readonly byBot: number;
  readonly priority: number;
}

const ON_LATEST = `a.item = l.item and a.revision = l.revision and a.at < $until`;
const WITHDRAWN = `select 1 from item_activities w where w.item = a.item and w.revision = a.revision
  and w.person = a.person and w.kind = 'approval-withdrawn' and w.at > a.at and w.at < $until`;

const metric: Metric<QueueFact, 'item'> = {
  id: 'review-queue',
  per: 'item',
  question: 'Which changes are open, and since when does each wait for a core?',
  unit: 'days',
  definition:
    'A change is open from its opening (or restoring) until it is merged or abandoned. It waits for a core when ' +
    'no core has said anything about its latest patch set (a vote carried over from the one before is a word too, ' +
    'and so is a comment in the conversation), no vote against it stands, and it is no draft and no work in ' +
    'progress; the wait begins with that patch set.',
  source: 'openreviews of openstack/reviewstats, with cores instead of anybody',
  kinds: [
    'change-opened',
    'patchset',
    'review',
    'review-copied',
    'review-withdrawn',
    'change-comment',
    'approval',
    'approval-copied',
    'approval-withdrawn',
  ],
  defaults: { own: 1, copied: 1 },
  sql: `
    with candidate as (
      select item, native_id, url, opened_at, owner, by_bot from changes
      where project = $project and closed_at is null and opened_at < $until
      union all
      select item, native_id, url, opened_at, owner, by_bot from changes
      where project = $project and closed_at >= $until and opened_at < $until
    ),
    open as (
      select c.* from candidate c
      where ${isOpen(statusOf('c.item'))}
    ),
    -- Patch sets of bots are not among the activities, but what people said about them is.
    latest as materialized (
      select o.*, (select max(a.revision) from item_activities a
        where a.item = o.item and a.at < $until) as revision
      from open o
    ),
    standing as (${votesOn('latest o', 'a.item = o.item and a.revision = o.revision')}),
    against as (select item, revision, min(value) as lowest from standing group by item, revision)
    select l.item, l.native_id as number, ${titleOf('l')} as title, l.url, l.opened_at as "openedAt", l.revision,
      (select max(a.at) from item_activities a where ${ON_LATEST} and a.kind = 'patchset') as "patchsetAt",
      v.lowest,
      (select max(a.at) from item_activities a where ${ON_LATEST} and a.kind in ('review', 'review-copied', 'change-comment')
        and a.own = 0 and ${isCore('a.person', 'a.at')}) as "coreAt",
      (select max(a.at) from item_activities a where ${ON_LATEST} and a.kind in ('approval', 'approval-copied')
        and not exists (${WITHDRAWN})) as "approvedAt",
      (select s.value from item_states s where s.item = l.item and s.field = 'wip' and s.at < $until
        order by s.at desc limit 1) as wip,
      l.by_bot as "byBot", ${hasPriority('l.item')} as priority
    from latest l left join against v on v.item = l.item and v.revision = l.revision`,
};

export default metric;
