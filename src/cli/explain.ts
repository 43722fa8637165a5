// rollcall explain: the list of events behind a person's numbers.
import type { Event, Ledger, Metric, Person } from '../contracts.ts';
import { KINDS, type Kind } from '../domain/activity.ts';
import { DAY, daysBefore, minuteText, type Window } from '../domain/calendar.ts';
import { UsageError, UserError } from '../domain/errors.ts';
import { reviewStandings } from '../domain/explain.ts';
import { foldName } from '../domain/same-person.ts';
import type { House } from '../house/house.ts';
import { settleIfChanged } from '../house/settled.ts';
import { plain } from '../lib/escape.ts';
import { hint } from '../lib/suggest.ts';
import { textTable, wrapped } from '../lib/table.ts';
import reviews from '../metrics/reviews.ts';
import { chosenProject, mustHaveData, openNamed } from './project.ts';
import { COMMON, oneOf, text, type Verb } from './verb.ts';
import { WINDOW_OPTIONS, windowFrom } from './window.ts';

const WIDTH = 100;

/** By name, or by a handle such as `gerrit:751`. @throws UserError when nobody or several people fit. */
export const personNamed = async (ledger: Ledger, project: string, words: string): Promise<Person> => {
  const people = await ledger.people(project);
  const wanted = foldName(words.replace(/^@/, ''));
  const fits = (person: Person): boolean =>
    foldName(person.name) === wanted ||
    person.handles.some(({ service, id }) =>
      [`${service}:${id}`, id].some(handle => foldName(handle) === wanted),
    );
  const found = people.filter(fits);
  const [person] = found;
  if (person && found.length === 1) return person;
  if (found.length > 1) {
    const all = found.map(each => each.handles.map(({ service, id }) => `${service}:${id}`).join(' '));
    throw new UserError(
      `Several people are called "${words}"; name one of their accounts: ${all.join(' | ')}`,
    );
  }
  const names = people.filter(({ bot }) => !bot).map(({ name }) => name);
  throw new UserError(`Nobody is called "${words}" here.${hint(words, names)}`);
};

const kindsOf = (house: House, id: string | undefined): { metric?: Metric; kinds: readonly Kind[] } => {
  if (id === undefined) return { kinds: KINDS };
  const metric = house.plugins.metrics.get(id);
  const ids = [...house.plugins.metrics.keys()];
  if (!metric)
    throw new UsageError(`There is no metric "${id}"; there are ${ids.join(', ')}.${hint(id, ids)}`);
  return { metric, kinds: metric.kinds };
};

/** A cell for the verdict only where there is one. */
const describe = (event: Event, standing: string | undefined, timezone: string): string[] => {
  const value = event.value === undefined ? '' : String(event.value > 0 ? `+${event.value}` : event.value);
  const place =
    event.item === undefined
      ? ''
      : `${event.item}${event.revision === undefined ? '' : `/${event.revision}`}`;
  return [
    minuteText(event.at, timezone),
    event.kind,
    event.kind === 'review' && event.value === 0 ? 'text' : value,
    place,
    plain(event.title ?? '').slice(0, 60),
    ...(standing === undefined ? [] : [standing === 'counted' ? '' : standing]),
    event.url ?? event.nativeId,
  ];
};

interface Explained {
  readonly person: string;
  readonly at: number;
  readonly window: Window;
  readonly metric: Metric | undefined;
  readonly events: readonly Event[];
  readonly timezone: string;
}

/** Why an event is not counted is known of reviews; other metrics have rules of their own. */
const standingsOf = ({ metric, events }: Explained): readonly string[] | undefined =>
  metric === undefined || metric.id === reviews.id ? reviewStandings(events) : undefined;

const asJson = (told: Explained): string => {
  const standings = standingsOf(told);
  const events = told.events.map((event, index) =>
    standings ? { ...event, standing: standings[index] } : event,
  );
  const { person, window, metric } = told;
  return `${JSON.stringify({ person, ...window, metric: metric?.id, events }, null, 2)}\n`;
};

const asText = (told: Explained): string => {
  const { person, at, window, metric, events, timezone } = told;
  const days = Math.round((window.until - window.since) / DAY);
  const title = `${plain(person)}: ${events.length} events in the ${days} days before ${minuteText(at, timezone)}\n`;
  const about = metric ? `${wrapped(`${metric.question} ${metric.definition}`, WIDTH)}\n` : '';
  if (events.length === 0) return title + about;
  const standings = standingsOf(told);
  const verdict = standings ? ['not counted because'] : [];
  const head = ['when', 'what', 'value', 'where', 'title', ...verdict, 'link'];
  const rows = events.map((event, index) => describe(event, standings?.[index], timezone));
  return `${title}${about}\n${textTable({ head, rows })}\n`;
};

export const explainVerb: Verb = {
  name: 'explain',
  takes: Number.POSITIVE_INFINITY,
  usage: 'explain PERSON [--metric ID] [--at DATE] [--days N | --since DATE]',
  summary: 'list the events behind a person’s numbers',
  details:
    'PERSON is a name, or an account such as gerrit:751. What is no part of the number of reviews says why.',
  options: {
    metric: { type: 'string', value: 'ID', help: 'only what this metric is made of (see docs/metrics.md)' },
    ...WINDOW_OPTIONS,
    format: { type: 'string', value: 'text|json', help: 'how to print (default: text)' },
    ...COMMON,
  },
  async run(invocation) {
    const { options, terminal } = invocation;
    const format = oneOf(options, 'format', ['text', 'json']) ?? 'text';
    const words = invocation.words.join(' ');
    if (words === '') throw new UsageError('Whom? Write: rollcall explain "Name of the person"');
    const house = await openNamed(invocation);
    try {
      const chosen = chosenProject(house.projects, options);
      const { project } = chosen;
      const { metric, kinds } = kindsOf(house, text(options, 'metric'));
      await mustHaveData(house.store, project);
      await settleIfChanged(house, chosen, terminal);
      const person = await personNamed(house.store, project.id, words);
      const { at, window = daysBefore(at, project.policy.windowDays, project.timezone) } = windowFrom(
        options,
        project,
        house.io.now(),
      );
      const events = await house.store.events(person.key, window, kinds);
      const told = { person: person.name, at, window, metric, events, timezone: project.timezone };
      terminal.print(format === 'json' ? asJson(told) : asText(told));
      return 0;
    } finally {
      house.store.close();
    }
  },
};
