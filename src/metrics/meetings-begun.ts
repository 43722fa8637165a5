// Meetings one by one: those that were held, and those that were called off.
import type { Metric } from '../contracts.ts';
import { MEETINGS } from '../lib/meeting-sql.ts';

export interface MeetingBegunFact {
  readonly item: number;
  readonly series: string;
  /** When it began, or was to begin. */
  readonly at: number;
  /** 1: called off when its time had come. */
  readonly cancelled: number;
}

const metric: Metric<MeetingBegunFact, 'item'> = {
  id: 'meetings-begun',
  per: 'item',
  question: 'Which meetings were held, and which were called off?',
  unit: 'meetings',
  definition:
    'Meetings that began in the window and at which somebody was, by their first word; and those of which the log says ' +
    'that they were cancelled. Against the plan, a meeting is the one that was planned within twelve hours under its name.',
  source: 'MeetBot’s logs and minutes; the plan: OpenStack’s irc-meetings',
  kinds: ['meeting-present'],
  sql: `
    with ${MEETINGS}
    select h.item, h.series, h.at, 0 as cancelled from held h
    union all
    select i.item, n.value as series, s.at, 1 as cancelled
    from items i cross join item_states s cross join item_states n
    where i.project = $project and i.kind = 'meeting' and s.item = i.item and s.field = 'ended'
      and s.value = 'cancelled' and s.at >= $since and s.at < $until and n.item = i.item and n.field = 'subject'`,
};

export default metric;
