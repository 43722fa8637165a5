// The bugs that are open: which of them nobody has triaged, and for how long they have waited.
import type { Metric } from '../contracts.ts';
import { stateOf } from '../lib/sql.ts';

export interface OpenBugFact {
  readonly item: number;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly openedAt: number;
  /** In the tracker’s words, such as `New`; null where it has none. */
  readonly status: string | null;
  readonly importance: string | null;
  /** `true` or `false`: whether somebody has it; null where it is not known. */
  readonly assigned: string | null;
  /** When somebody else than its reporter first sorted it. */
  readonly triagedAt: number | null;
  /** When a person last did anything to it. */
  readonly movedAt: number | null;
  /** When the first commit landed that says to close it. */
  readonly fixedAt: number | null;
  readonly byBot: number;
}

/** The status in one number, its time * 2 + 1 where it closes: of two events of one second the closing is in force. */
const STATUS = `coalesce((select max(s.at * 2 + case s.kind when 'bug-closed' then 1 else 0 end)
  from item_bug_events s where s.item = b.item and s.at < $until), 0)`;

// The number of the bug that a commit names, as its item is called: cast as a whole, since an index takes no expression
// of unknown type.
const FIXED = `cast('bug/' || cast(a.value as text) as text)`;

const metric: Metric<OpenBugFact, 'item'> = {
  id: 'bugs-open',
  per: 'item',
  question: 'Which bugs are open, and which of them has nobody triaged?',
  unit: 'days',
  definition:
    'A bug is open from its opening until a closing status or its marking as a duplicate, and again after it is ' +
    'reopened. Nobody has triaged it while its status is New (or its tracker knows none) and nobody but its reporter ' +
    'has changed status, importance, assignee, milestone or tags; bots do not count. It waits since it was opened. A fix ' +
    'has landed when a commit says to close it (Closes-Bug).',
  source: 'Launchpad’s New bugs; OpenStack’s bug triage',
  kinds: ['bug-opened', 'bug-triage', 'bug-comment', 'bug-closed', 'bug-reopened', 'bug-fix'],
  sql: `
    with open as materialized (
      select b.* from bugs b
      where b.project = $project and b.opened_at < $until and (b.closed_at is null or b.closed_at >= $until)
        and ${STATUS} % 2 = 0
    ),
    fixes as materialized (
      select ${FIXED} as native_id, min(a.at) as at from activities a
      where a.project = $project and a.kind = 'bug-fix' and a.at < $until group by a.value
    )
    select o.item, o.native_id as number, ${stateOf('o', 'subject')} as title, o.url, o.opened_at as "openedAt",
      ${stateOf('o', 'status')} as status, ${stateOf('o', 'importance')} as importance,
      ${stateOf('o', 'assigned')} as assigned,
      (select min(a.at) from item_activities a
        where a.item = o.item and a.kind = 'bug-triage' and a.at < $until and a.own = 0) as "triagedAt",
      (select max(a.at) from item_activities a where a.item = o.item and a.at < $until
        and a.kind in ('bug-opened', 'bug-triage', 'bug-comment', 'bug-reopened')) as "movedAt",
      f.at as "fixedAt", o.by_bot as "byBot"
    from open o left join fixes f on f.native_id = o.native_id`,
};

export default metric;
