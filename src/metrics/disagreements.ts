// Disagreements: votes that a core contradicted later on the same patch set.
import type { Metric } from '../contracts.ts';
import { isCore, votesOn } from '../lib/sql.ts';

export interface DisagreementFact {
  readonly person: number;
  readonly disagreements: number;
  readonly votes: number;
}

const metric: Metric<DisagreementFact, 'person'> = {
  id: 'disagreements',
  per: 'person',
  question: 'How many of a person’s votes did a core contradict afterwards?',
  unit: 'votes',
  definition:
    'A positive vote disagrees when a core voted below 0 later on the same patch set, a negative one when a core ' +
    'voted above 0 later. Cores’ own votes are judged too. Whether somebody is core is taken from the roster at ' +
    'the time of the vote (in reviewstats mode: at the date of the report). The percentage is of all votes.',
  source: 'openstack/reviewstats, cmd/reviewers.py',
  kinds: ['review', 'review-withdrawn'],
  defaults: { own: 0, copied: 0, coreAt: 0 },
  sql: `
    with touched as (
      select distinct a.item from activities a
      where a.project = $project and a.kind in ('review', 'review-copied') and a.at >= $since and a.at < $until
    ),
    voted as materialized (${votesOn('touched t', 'a.item = t.item')}),
    cored as (
      select item, revision, max(at) filter (where value < 0) as negative_at, max(at) filter (where value > 0) as positive_at
      from voted v
      where ${isCore('v.person', 'case when $coreAt > 0 then $coreAt else v.at end')}
      group by item, revision
    )
    select v.person, count(*) as votes,
      count(*) filter (where v.value > 0 and v.at < c.negative_at or v.value < 0 and v.at < c.positive_at) as disagreements
    from voted v left join cored c on c.item = v.item and c.revision = v.revision
    where v.at >= $since
    group by v.person`,
};

export default metric;
