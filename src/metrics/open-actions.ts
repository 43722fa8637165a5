// What was given to somebody at a meeting, for the agenda of the next one.
import type { Metric } from '../contracts.ts';
import { ACTIONS, MEETINGS } from '../lib/meeting-sql.ts';

export interface ActionFact {
  readonly item: number;
  readonly number: string;
  readonly text: string;
  /** Null: it names nobody. */
  readonly owner: number | null;
  /** The name of the meeting. */
  readonly meeting: string;
  /** Of the meeting. */
  readonly url: string | null;
  /** At the latest meeting that gave it; its age counts from `firstAt`, when these words were first said. */
  readonly givenAt: number;
  readonly firstAt: number;
  /** Meetings of that name held since. */
  readonly meetingsSince: number;
}

const metric: Metric<ActionFact, 'item'> = {
  id: 'open-actions',
  per: 'item',
  question: 'What was given to whom at the meetings, and how long ago?',
  unit: 'actions',
  definition:
    'Actions (#action) given at meetings in the window, a row for each person they were given to. One that was given ' +
    'again to the same person in the same words is shown once, with the first time it was given. Which of them are still ' +
    'open is told by what they name (a change or a bug on which the person did it since, or that was merged or closed) and by ' +
    'later meetings that say so (#done, or #info and #agreed with done, merged, fixed or sent); one that nobody repeated ' +
    'for 60 days is let go.',
  source: 'MeetBot’s “Action items, by person”',
  kinds: ['meeting-action'],
  sql: `
    with ${MEETINGS}, ${ACTIONS}
    select g.item, g.number, g.text, case when g.owner = 0 then null else g.owner end as owner,
      g.series as meeting, g.url, g.at as "givenAt",
      (select min(b.at) from given b where b.text = g.text and b.owner = g.owner and b.series = g.series) as "firstAt",
      (select count(*) from held h where h.series = g.series and h.at > g.at) as "meetingsSince"
    from given g
    where not exists (select 1 from given b where b.text = g.text and b.owner = g.owner and b.series = g.series
      and (b.at > g.at or b.at = g.at and b.item > g.item))`,
};

export default metric;
