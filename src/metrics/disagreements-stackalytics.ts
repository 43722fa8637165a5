// Disagreements as Stackalytics counts them: votes opposite to the last core's.
import type { Metric } from '../contracts.ts';
import { isCore, votesOn } from '../lib/sql.ts';

export interface OppositionFact {
  readonly person: number;
  readonly disagreements: number;
  readonly votes: number;
}

const metric: Metric<OppositionFact, 'person'> = {
  id: 'disagreements-stackalytics',
  per: 'person',
  question: 'How many of a person’s votes were opposite to the last vote of a core?',
  unit: 'votes',
  definition:
    'On each patch set the newest vote of a core sets the sign and is not judged itself; every older vote of the ' +
    'opposite sign is a disagreement.',
  source: 'Stackalytics, record processor',
  kinds: ['review', 'review-withdrawn'],
  defaults: { own: 0, copied: 0, coreAt: 0 },
  sql: `
    with touched as (
      select distinct a.item from activities a
      where a.project = $project and a.kind in ('review', 'review-copied') and a.at >= $since and a.at < $until
    ),
    voted as materialized (${votesOn('touched t', 'a.item = t.item')}),
    judge as (
      select item, revision, at, value from (
        select v.item, v.revision, v.at, v.value,
          row_number() over (partition by v.item, v.revision order by v.at desc, v.value desc) as place
        from voted v
        where ${isCore('v.person', 'case when $coreAt > 0 then $coreAt else v.at end')}
      ) core_vote where place = 1
    )
    select v.person, count(*) as votes,
      count(*) filter (where v.at < j.at and (v.value > 0 and j.value < 0 or v.value < 0 and j.value > 0)) as disagreements
    from voted v left join judge j on j.item = v.item and j.revision = v.revision
    where v.at >= $since
    group by v.person`,
};

export default metric;
