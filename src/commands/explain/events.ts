// The list of events behind somebody's number, for a private place.
import type { Block, Event, Metric, Person, Request } from '../../contracts.ts';
import { dateText, daysBefore, minuteText } from '../../domain/calendar.ts';
import { reviewStandings } from '../../domain/explain.ts';
import { linkTo } from '../../lib/report-parts.ts';
import reviews from '../../metrics/reviews.ts';

/** The latest ones; the command line shows them all. */
const SHOWN = 100;

const rowOf = (event: Event, standing: string | undefined, timezone: string) => {
  const { at, kind, value, item, nativeId, title = null, url = null } = event;
  const sign = value === undefined ? '' : String(value > 0 ? `+${value}` : value);
  return [
    minuteText(at, timezone),
    kind,
    sign,
    linkTo({ number: item ?? nativeId, title, url }),
    ...(standing === undefined ? [] : [standing === 'counted' ? '' : standing]),
  ];
};

export const eventsBehind = async (
  metric: Metric,
  person: Person,
  { project, ledger, at }: Pick<Request, 'project' | 'ledger' | 'at'>,
): Promise<Block[]> => {
  const { timezone, policy } = project;
  const window = daysBefore(at, policy.windowDays, timezone);
  const events = await ledger.events(person.key, window, metric.kinds);
  const span = `${dateText(window.since, timezone)} to ${dateText(at, timezone)}`;
  if (events.length === 0) return [`${person.name}, ${span}: no events in the data.`];
  // Why an event is not counted is known of reviews; other metrics have rules of their own.
  const standings = metric.id === reviews.id ? reviewStandings(events) : undefined;
  const rows = events.map((event, index) => rowOf(event, standings?.[index], timezone)).slice(-SHOWN);
  const verdict = standings ? ['not counted because'] : [];
  const left = events.length - rows.length;
  return [
    `${person.name}, ${span}: ${events.length} ${events.length === 1 ? 'event' : 'events'}.`,
    { grid: { head: ['when', 'what', 'value', 'where', ...verdict], rows } },
    ...(left > 0 ? [`The ${left} before them are shown by the command line alone.`] : []),
  ];
};
