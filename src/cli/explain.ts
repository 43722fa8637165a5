// rollcall explain: the list of events behind a person's numbers.
import type { Event, Ledger, Metric, Person } from '../contracts.ts';
import { KINDS, type Kind } from '../domain/activity.ts';
import { daysBefore, minuteText } from '../domain/calendar.ts';
import { UsageError, UserError } from '../domain/errors.ts';
import { reviewStandings } from '../domain/explain.ts';
import { foldName } from '../domain/identity.ts';
import { plain } from '../lib/escape.ts';
import { textTable } from '../lib/table.ts';
import { chosenProject, type House, hint, mustHaveData, openHouse } from './house.ts';
import { settleIfChanged } from './settled.ts';
import { COMMON, oneOf, text, type Verb } from './verb.ts';
import { WINDOW_OPTIONS, windowFrom } from './window.ts';

/** By name, or by a handle such as `gerrit:751`. @throws UserError when nobody or several people fit. */
export const personNamed = async (ledger: Ledger, project: string, words: string): Promise<Person> => {
  const people = await ledger.people(project);
  const wanted = foldName(words);
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

const describe = (event: Event, standing: string, timezone: string): string[] => {
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
    standing === 'counted' ? '' : standing,
    event.url ?? event.nativeId,
  ];
};

export const explainVerb: Verb = {
  name: 'explain',
  usage: 'explain PERSON [--metric ID] [--at DATE] [--days N | --since DATE]',
  summary: 'list the events behind a person’s numbers',
  details: 'PERSON is a name, or an account such as gerrit:751. What is not part of a number says why.',
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
    const house = await openHouse(invocation);
    try {
      const chosen = chosenProject(house.projects, options);
      const { project } = chosen;
      const { metric, kinds } = kindsOf(house, text(options, 'metric'));
      await mustHaveData(house.store, project);
      await settleIfChanged(house, chosen);
      const person = await personNamed(house.store, project.id, words);
      const { at, window = daysBefore(at, project.policy.windowDays, project.timezone) } = windowFrom(
        options,
        project,
        house.io.now(),
      );
      const events = await house.store.events(person.key, window, kinds);
      const standings = reviewStandings(events);
      if (format === 'json') {
        const body = events.map((event, index) => ({ ...event, standing: standings[index] }));
        terminal.print(
          `${JSON.stringify({ person: person.name, ...window, metric: metric?.id, events: body }, null, 2)}\n`,
        );
        return 0;
      }
      const days = Math.round((window.until - window.since) / 86_400);
      terminal.print(
        `${person.name}: ${events.length} events in the ${days} days before ${minuteText(at, project.timezone)}\n`,
      );
      if (metric) terminal.print(`${metric.question} ${metric.definition}\n`);
      if (events.length === 0) return 0;
      const head = ['when', 'what', 'value', 'where', 'title', 'not counted because', 'link'];
      const rows = events.map((event, index) => describe(event, standings[index] ?? '', project.timezone));
      terminal.print(`\n${textTable({ head, rows })}\n`);
      return 0;
    } finally {
      house.store.close();
    }
  },
};
