// What a core voted after somebody, on the same patch set: whether they saw it alike.
import type { Metric } from '../contracts.ts';
import { isCore, titleOf, votesOn } from '../lib/sql.ts';

export interface LaterCoreVoteFact {
  readonly person: number;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly at: number;
  readonly value: number;
  /** The last vote of a core after it. */
  readonly later: number;
}

const metric: Metric<LaterCoreVoteFact, 'person'> = {
  id: 'later-core-votes',
  per: 'person',
  question: 'Which votes did a core follow with a vote of their own on the same patch set, and how?',
  unit: 'votes',
  definition:
    'Votes other than 0 on changes of others, with the last vote that another person, core at that time, gave later on ' +
    'the same patch set. They agree when both are above 0 or both below. Votes that no core followed are left out.',
  source: 'openstack/reviewstats, cmd/reviewers.py, turned around: agreement where it counts disagreement',
  kinds: ['review', 'review-withdrawn'],
  defaults: { own: 0, copied: 0 },
  sql: `
    with touched as (
      select distinct a.item from activities a
      where a.project = $project and a.kind = 'review' and a.at >= $since and a.at < $until
    ),
    voted as materialized (${votesOn('touched t', 'a.item = t.item')}),
    cored as materialized (
      select person, item, revision, at, value from voted v where ${isCore('v.person', 'v.at')}
    ),
    followed as (
      select v.person, v.item, v.at, v.value,
        (select max(c.at * 8 + c.value + 4) from cored c
          where c.item = v.item and c.revision = v.revision and c.at > v.at and c.person <> v.person) as later
      from voted v where v.at >= $since
    )
    select f.person, c.native_id as number, ${titleOf('f')} as title, c.url, f.at, f.value, f.later % 8 - 4 as later
    from followed f cross join changes c
    where f.later is not null and c.item = f.item and c.project = $project`,
};

export default metric;
