// Inactive Contributors, seen from the other side: the last sign of life of each member of the team.
import type { Metric } from '../contracts.ts';
import { KINDS as ALL_KINDS } from '../domain/activity.ts';

export interface LastActivityFact {
  readonly person: number;
  readonly kind: string;
  readonly lastAt: number | null;
}

/**
 * Everything that a person does; what Gerrit or a proxy did in their name, or they took back, is no sign of life, and a word in a
 * channel is no work: days of presence are counted on their own.
 */
const KINDS = ALL_KINDS.filter(
  kind => kind !== 'chat-present' && !/-(copied|withdrawn|represented)$/.test(kind),
);

const metric: Metric<LastActivityFact, 'person'> = {
  id: 'last-activity',
  per: 'person',
  question: 'When was each member of the team last seen, by kind of work?',
  unit: 'date',
  definition:
    'The latest activity of each kind before the end of the window, for everybody who ever was on a roster; a word ' +
    'on one’s own change, or in the conversation on a pull request, is no review. ' +
    'Nothing at all is not the same as no data: see how far each source was read.',
  source: 'CHAOSS Inactive Contributors, without its binary tag',
  kinds: KINDS,
  // One seek a person and kind: reading the rows of the busiest people would cost as much as the whole ledger.
  sql: `
    select who.person, k.kind, (
        select a.at from activities a
        where a.project = $project and a.person = who.person and a.kind = k.kind and a.at < $until
          and (k.kind <> 'review' or a.own = 0)
        order by a.at desc limit 1
      ) as "lastAt"
    from (select distinct person from memberships where project = $project) who
    cross join (${KINDS.map(kind => `select '${kind}' as kind`).join(' union all ')}) k`,
};

export default metric;
