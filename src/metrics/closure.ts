// Change Request Closure Ratio and the growth of the review queue.
import type { Metric } from '../contracts.ts';

export interface ClosureFact {
  readonly opened: number;
  readonly merged: number;
  readonly abandoned: number;
  readonly restored: number;
}

const metric: Metric<ClosureFact, 'project'> = {
  id: 'closure',
  per: 'project',
  question: 'Are changes closed as fast as they come in?',
  unit: 'changes',
  definition:
    'Changes of people (not of bots) opened, merged, abandoned and restored in the window. The closure ratio is (merged + abandoned) / ' +
    '(opened + restored); the queue grows by opened + restored - merged - abandoned.',
  source: 'CHAOSS Change Request Closure Ratio; queue growth as in openstack/reviewstats',
  kinds: ['change-opened', 'change-merged', 'change-abandoned', 'change-restored'],
  sql: `
    select count(*) filter (where s.kind = 'change-opened') as opened,
      count(*) filter (where s.kind = 'change-merged') as merged,
      count(*) filter (where s.kind = 'change-abandoned') as abandoned,
      count(*) filter (where s.kind = 'change-restored') as restored
    from status_events s join changes c on c.item = s.item and c.project = s.project and c.by_bot = 0
    where s.project = $project and s.at >= $since and s.at < $until
      and s.kind in ('change-opened', 'change-merged', 'change-abandoned', 'change-restored')`,
};

export default metric;
