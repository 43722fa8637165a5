// Triage: who sorts out the bugs that others report.
import type { Metric } from '../contracts.ts';

export interface BugTriageFact {
  readonly person: number;
  readonly acts: number;
  readonly bugs: number;
  /** Bugs that nobody had triaged before. */
  readonly firsts: number;
}

const metric: Metric<BugTriageFact, 'person'> = {
  id: 'bug-triage',
  per: 'person',
  question: 'Who triages bugs, and how many?',
  unit: 'changes of a bug, and bugs',
  definition:
    'A triage act is a change of status, importance, assignee, milestone or tags of a bug (labels, milestone, type or ' +
    'assignee of an issue), or its marking as a duplicate, by anybody but its reporter; bots are left out. Bugs are ' +
    'counted once a person; the firsts are those that nobody had triaged before.',
  source: 'OpenStack’s bug triage; Launchpad’s log of each bug',
  kinds: ['bug-triage'],
  sql: `
    with acted as (
      select a.person, a.item, a.at from activities a
      where a.project = $project and a.kind = 'bug-triage' and a.at >= $since and a.at < $until and a.own = 0
    )
    select t.person, count(*) as acts, count(distinct t.item) as bugs,
      count(distinct case when not exists (select 1 from item_activities e
        where e.item = t.item and e.kind = 'bug-triage' and e.at < t.at and e.own = 0) then t.item end) as firsts
    from acted t group by t.person`,
};

export default metric;
