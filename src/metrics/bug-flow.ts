// Bugs that came, were triaged and went in the window.
import type { Metric } from '../contracts.ts';

export interface BugFlowFact {
  readonly opened: number;
  readonly triaged: number;
  readonly closed: number;
  readonly reopened: number;
}

const during = (kind: string): string =>
  `select count(distinct e.item) from bug_events e
   where e.project = $project and e.kind = '${kind}' and e.at >= $since and e.at < $until`;

const metric: Metric<BugFlowFact, 'project'> = {
  id: 'bug-flow',
  per: 'project',
  question: 'Are bugs triaged and closed as fast as they come in?',
  unit: 'bugs',
  definition:
    'Bugs opened, closed and reopened in the window, by anybody, be it a bot: one that expires is closed. Triaged are ' +
    'those that a person other than the reporter triaged for the first time in the window. Each bug counts once in ' +
    'each of the numbers.',
  source: 'CHAOSS Issues New, Issues Closed; OpenStack’s bug triage',
  kinds: ['bug-opened', 'bug-triage', 'bug-closed', 'bug-reopened'],
  sql: `
    select (${during('bug-opened')}) as opened,
      (select count(distinct a.item) from activities a
        where a.project = $project and a.kind = 'bug-triage' and a.at >= $since and a.at < $until and a.own = 0
          and not exists (select 1 from item_activities e
            where e.item = a.item and e.kind = 'bug-triage' and e.at < $since and e.own = 0)) as triaged,
      (${during('bug-closed')}) as closed,
      (${during('bug-reopened')}) as reopened`,
};

export default metric;
