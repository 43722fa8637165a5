// What later meetings said of what was to be done.
import type { Metric } from '../contracts.ts';
import { MEETINGS } from '../lib/meeting-sql.ts';

export interface MeetingWordsFact {
  readonly item: number;
  /** The name of the meeting. */
  readonly series: string;
  /** A sentence a line. */
  readonly text: string;
  readonly at: number;
}

const metric: Metric<MeetingWordsFact, 'item'> = {
  id: 'meeting-words',
  per: 'item',
  question: 'What did the meetings say was done?',
  unit: 'sentences',
  definition:
    'Sentences of meetings that began in the window which say that something is done, merged, fixed or sent, as #info, ' +
    '#agreed or #done.',
  source: 'MeetBot’s minutes; #done is understood beside MeetBot’s own words',
  kinds: ['meeting-present'],
  sql: `
    with ${MEETINGS}
    select h.item, h.series, s.value as text, s.at
    from held h cross join item_states s
    where s.item = h.item and s.field = 'done' and s.at < $until`,
};

export default metric;
