// People as the files name them: who is given twice, what two files say about one, and the domain's person.
import { type Handle, SERVICES, type Service } from '../../domain/activity.ts';
import type { ConfiguredPerson, Employment } from '../../domain/project.ts';
import type { Problem } from './explain.ts';
import { moment, notAfter } from './fields.ts';
import type { PersonEntry } from './person.ts';

/** A part of a file that is valid by itself, with its place in the list that it stands in. */
export interface Placed<Value> {
  readonly index: number;
  readonly value: Value;
  readonly raw: unknown;
}

const NONE = 'none';

const idsOf = (person: PersonEntry, service: Service): string[] => person.handles[service] ?? [];

const hasNone = (ids: readonly string[]): boolean => ids.length === 1 && ids[0]?.toLowerCase() === NONE;

/** Two spellings of one account differ in case at most: no service tells accounts apart by case alone. */
const accountKey = (service: Service, id: string): string => `${service}:${id.toLowerCase()}`;

const given = (raw: unknown, service: Service, position: number): (string | number)[] => {
  const value = (raw as { handles?: Record<string, unknown> } | null)?.handles?.[service];
  return ['handles', service, ...(Array.isArray(value) ? [position] : [])];
};

const accounts = (person: PersonEntry): { service: Service; id: string; position: number }[] =>
  SERVICES.flatMap(service => {
    const ids = idsOf(person, service);
    return hasNone(ids) ? [] : ids.map((id, position) => ({ service, id, position }));
  });

const companyProblems = (person: PersonEntry, at: Problem['path']): Problem[] =>
  (person.company ?? []).flatMap((employment, index) => {
    const { since, until } = employment;
    if (!notAfter(since, until)) return [];
    return [
      {
        path: [...at, 'company', index, 'until'],
        message: `${until} is not after ${since}; accepted: a later date`,
      },
    ];
  });

/** People given twice, and accounts given to two people; `shared` people may be given again to add to them. */
export const peopleProblems = (
  people: readonly Placed<PersonEntry>[],
  shared: readonly PersonEntry[] = [],
): Problem[] => {
  const names = new Map<string, number>();
  const owners = new Map<string, string>();
  for (const person of shared)
    for (const { service, id } of accounts(person)) owners.set(accountKey(service, id), person.name);
  return people.flatMap(({ index, value, raw }) => {
    const at = ['people', index];
    const found = companyProblems(value, at);
    const first = names.get(value.name.toLowerCase());
    if (first === undefined) names.set(value.name.toLowerCase(), index);
    else
      found.push({
        path: [...at, 'name'],
        message: `"${value.name}" is people.${first} already; accepted: each person once`,
      });
    for (const { service, id, position } of accounts(value)) {
      const owner = owners.get(accountKey(service, id));
      if (owner === undefined) owners.set(accountKey(service, id), value.name);
      else if (owner.toLowerCase() !== value.name.toLowerCase())
        found.push({
          path: [...at, ...given(raw, service, position)],
          message: `${service} account "${id}" is given to ${owner} already; accepted: each account at one person`,
        });
    }
    return found;
  });
};

/** Of people who speak on several networks: the same account may be somebody else's on the other one. */
export const networkProblems = (
  own: readonly PersonEntry[],
  shared: readonly PersonEntry[],
  servers: ReadonlySet<string>,
): Problem[] => {
  const [first] = servers;
  if (servers.size < 2 || first === undefined) return [];
  const problemsOf = (person: PersonEntry, path: Problem['path']): Problem[] =>
    idsOf(person, 'irc-account')
      .filter(id => !id.includes('@') && id.toLowerCase() !== NONE)
      .map(id => ({
        path,
        message: `the account "${id}" of ${person.name} may be somebody else's on another of ${[...servers].join(', ')}; accepted: with its server, such as ${id}@${first}`,
      }));
  return [
    ...own.flatMap((person, index) => problemsOf(person, ['people', index, 'handles', 'irc-account'])),
    ...shared.flatMap(person => problemsOf(person, ['sources'])),
  ];
};

const merged = (shared: PersonEntry, own: PersonEntry): PersonEntry => ({
  ...shared,
  ...own,
  handles: Object.fromEntries(
    SERVICES.map(service => {
      const [before, after] = [idsOf(shared, service), idsOf(own, service)];
      return [
        service,
        hasNone(after) || hasNone(before) ? (after.length > 0 ? after : before) : [...before, ...after],
      ];
    }),
  ),
});

/** The project's own people first to speak: what both files say of one person, the project's file decides. */
export const mergePeople = (shared: readonly PersonEntry[], own: readonly PersonEntry[]): PersonEntry[] => {
  const people = new Map(shared.map(person => [person.name.toLowerCase(), person]));
  for (const person of own) {
    const before = people.get(person.name.toLowerCase());
    people.set(person.name.toLowerCase(), before ? merged(before, person) : person);
  }
  return [...people.values()];
};

const CASELESS: ReadonlySet<Service> = new Set(['email', 'irc', 'irc-account']);

const toHandle = (service: Service, id: string): Handle => ({
  service,
  id: CASELESS.has(service) ? id.toLowerCase() : id,
});

const toEmployment = (
  { name, since, until }: NonNullable<PersonEntry['company']>[number],
  timezone: string,
): Employment => ({
  name,
  ...(since !== undefined && { since: moment(since, timezone) }),
  ...(until !== undefined && { until: moment(until, timezone) }),
});

export const toPerson = (person: PersonEntry, timezone: string): ConfiguredPerson => {
  const handles = new Map<string, Handle>();
  for (const { service, id } of accounts(person)) handles.set(accountKey(service, id), toHandle(service, id));
  return {
    name: person.name,
    handles: [...handles.values()],
    none: SERVICES.filter(service => hasNone(idsOf(person, service))),
    companies: (person.company ?? []).map(employment => toEmployment(employment, timezone)),
    share: person.share ?? 1,
  };
};
