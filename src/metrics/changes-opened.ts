// Changes that were opened in the window.
import type { Metric } from '../contracts.ts';
import { hasPriority, titleOf } from '../lib/sql.ts';

export interface OpenedFact {
  readonly item: number;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly owner: number | null;
  readonly byBot: number;
  readonly at: number;
  readonly priority: number;
}

const metric: Metric<OpenedFact, 'item'> = {
  id: 'changes-opened',
  per: 'item',
  question: 'What was proposed?',
  unit: 'changes',
  definition: 'Changes whose first patch set falls into the window.',
  source: 'CHAOSS Change Requests',
  kinds: ['change-opened'],
  sql: `
    select s.item, c.native_id as number, ${titleOf('s')} as title, c.url, c.owner, c.by_bot as "byBot", s.at,
      ${hasPriority('s.item')} as priority
    from status_events s join changes c on c.item = s.item and c.project = s.project
    where s.project = $project and s.kind = 'change-opened' and s.at >= $since and s.at < $until`,
};

export default metric;
