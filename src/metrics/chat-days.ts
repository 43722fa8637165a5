// Presence in the team's channels outside of meetings: on how many days, and nothing of what was said.
import type { Metric } from '../contracts.ts';

export interface ChatDaysFact {
  readonly person: number;
  readonly days: number;
  /** When the person was last heard there on such a day. */
  readonly lastAt: number;
}

/** Of UTC, as the days themselves are kept. */
const DAY = 86_400;

const metric: Metric<ChatDaysFact, 'person'> = {
  id: 'chat-days',
  per: 'person',
  question: 'On how many days did each person speak in the team’s channels, outside of meetings?',
  unit: 'days',
  definition:
    'Days (UTC) in the window on which somebody said at least one thing in a channel that is read for presence, under ' +
    'any of their accounts; several channels on one day are one day. A day on which they were at a meeting is left out: ' +
    'it counts as that meeting. How much was said is neither counted nor kept. Reading along is not seen.',
  source: 'Participation “in the weekly meetings and on IRC”',
  kinds: ['chat-present'],
  sql: `
    select a.person, count(distinct a.at / ${DAY}) as days, max(a.at) as "lastAt"
    from activities a
    where a.project = $project and a.kind = 'chat-present' and a.at >= $since and a.at < $until
      and not exists (select 1 from activities m
        where m.project = $project and m.person = a.person and m.kind = 'meeting-present'
          and m.at >= a.at / ${DAY} * ${DAY} and m.at < a.at / ${DAY} * ${DAY} + ${DAY})
    group by a.person`,
};

export default metric;
