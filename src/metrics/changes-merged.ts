// Changes that were merged in the window.
import type { Metric } from '../contracts.ts';
import { hasPriority, titleOf } from '../lib/sql.ts';

export interface MergedFact {
  readonly item: number;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly owner: number | null;
  readonly byBot: number;
  readonly at: number;
  readonly priority: number;
  /** `merge` or `direct`, where the source tells how a change landed. */
  readonly landing: string | null;
}

const metric: Metric<MergedFact, 'item'> = {
  id: 'changes-merged',
  per: 'item',
  question: 'What was merged?',
  unit: 'changes',
  definition:
    'Changes whose merge falls into the window. From a branch: first-parent commits, merges or direct ones.',
  source: 'CHAOSS Change Requests Accepted',
  kinds: ['change-merged'],
  sql: `
    select s.item, c.native_id as number, ${titleOf('s')} as title, c.url, c.owner, c.by_bot as "byBot", s.at,
      ${hasPriority('s.item')} as priority,
      (select st.value from item_states st where st.item = s.item and st.field = 'landing') as landing
    from status_events s join changes c on c.item = s.item and c.project = s.project
    where s.project = $project and s.kind = 'change-merged' and s.at >= $since and s.at < $until`,
};

export default metric;
