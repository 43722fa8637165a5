// Meetings that were held, by their name.
import type { Metric } from '../contracts.ts';
import { ACTIONS, MEETINGS } from '../lib/meeting-sql.ts';

export interface MeetingsFact {
  readonly series: string;
  readonly held: number;
  /** People at meetings: somebody at two of them counts twice. */
  readonly attendances: number;
  readonly people: number;
  /** Lines said; 0 where only minutes tell of the meetings. */
  readonly lines: number;
  readonly actions: number;
  /** When the last one began. */
  readonly lastAt: number;
}

const metric: Metric<MeetingsFact, 'project'> = {
  id: 'meetings-held',
  per: 'project',
  question: 'Which meetings were held, and how many people came?',
  unit: 'meetings',
  definition:
    'Meetings that began in the window, by name. People are those who said something, or whom the minutes list as ' +
    'present; bots are not. A meeting that was cancelled, or at which nobody was, was not held.',
  source: 'MeetBot’s “People Present (lines said)”',
  kinds: ['meeting-present', 'meeting-action'],
  sql: `
    with ${MEETINGS}, ${ACTIONS}
    select h.series, count(*) as held,
      (select count(*) from presence p where p.series = h.series) as attendances,
      (select count(distinct p.person) from presence p where p.series = h.series) as people,
      (select coalesce(sum(p.lines), 0) from presence p where p.series = h.series) as lines,
      (select count(distinct g.item) from given g where g.series = h.series) as actions,
      max(h.at) as "lastAt"
    from held h group by h.series`,
};

export default metric;
