// What one key of a project file says about another: cycles that end before they start, owners nobody knows,
// one thing read twice. Every part that is valid by itself is checked, so that all faults come at once.
import type { z } from 'zod';
import type { Source } from '../../contracts.ts';
import { closest } from '../../lib/suggest.ts';
import type { Entry } from './entry.ts';
import { explain, type Problem } from './explain.ts';
import { notAfter } from './fields.ts';
import { type Placed, peopleProblems } from './people.ts';
import { type PersonEntry, person } from './person.ts';
import { cycle, type ProjectSchema, priority, type Registries } from './schema.ts';

/** What can still be said of a person or a priority that has another fault. */
const anyPerson = person
  .extend({
    handles: person.shape.handles.unwrap().strip().catch({}),
    company: person.shape.company.catch(undefined),
    share: person.shape.share.catch(undefined),
  })
  .strip();

const anyPriority = priority.pick({ id: true, owners: true, since: true, until: true }).strip();

const validParts = <Value>(list: unknown, schema: z.ZodType<Value>): Placed<Value>[] =>
  (Array.isArray(list) ? list : []).flatMap((raw: unknown, index) => {
    const result = schema.safeParse(raw, { error: explain });
    return result.success ? [{ index, value: result.data, raw }] : [];
  });

const cycleProblems = (raw: unknown): Problem[] => {
  const result = cycle.pick({ start: true, end: true }).strip().safeParse(raw);
  if (!result.success || !notAfter(result.data.start, result.data.end)) return [];
  const { start, end } = result.data;
  return [
    { path: ['cycle', 'end'], message: `${end} is not after the start, ${start}; accepted: a later date` },
  ];
};

const ownerProblems = (owners: readonly string[], rawOwners: unknown, names: readonly string[]): Problem[] =>
  owners.flatMap((owner, position) => {
    if (names.includes(owner)) return [];
    const near = closest(owner, names);
    const message = `no such person in \`people\`: "${owner}"; accepted: a name as it stands there${near === undefined ? '' : `; did you mean "${near}"?`}`;
    return [{ path: ['owners', ...(Array.isArray(rawOwners) ? [position] : [])], message }];
  });

const priorityProblems = (raw: unknown, names: readonly string[]): Problem[] => {
  const first = new Map<string, number>();
  return validParts(raw, anyPriority).flatMap(({ index, value, raw: part }) => {
    const found: Problem[] = [];
    const before = first.get(value.id);
    if (before === undefined) first.set(value.id, index);
    else
      found.push({
        path: ['id'],
        message: `"${value.id}" is priorities.${before} already; accepted: an id of its own`,
      });
    if (notAfter(value.since, value.until))
      found.push({
        path: ['until'],
        message: `${value.until} is not after ${value.since}; accepted: a later date`,
      });
    if (names.length > 0)
      found.push(...ownerProblems(value.owners, (part as { owners?: unknown }).owners, names));
    return found.map(problem => ({ ...problem, path: ['priorities', index, ...problem.path] }));
  });
};

const twiceNamed = (key: string, noun: string, entries: readonly Placed<Entry>[]): Problem[] => {
  const first = new Map<string, number>();
  return entries.flatMap(({ index, value: { type, id } }) => {
    const before = first.get(id ?? type);
    if (before === undefined) {
      first.set(id ?? type, index);
      return [];
    }
    const at = [key, index];
    if (id !== undefined)
      return [
        { path: [...at, 'id'], message: `"${id}" is ${key}.${before} already; accepted: an id of its own` },
      ];
    return [{ path: at, message: `another ${noun} of type ${type}; accepted: with an \`id\` of its own` }];
  });
};

/** Two readers of one system would each tell its reviews, in their own words: nothing could tell them apart. */
const readTwice = (entries: readonly Placed<Entry>[], sources: ReadonlyMap<string, Source>): Problem[] => {
  const readers = entries.flatMap(({ index, value: { type, settings } }) => {
    const plugin = sources.get(type);
    return plugin?.kinds.includes('review') ? [{ index, type, origin: plugin.origin(settings) }] : [];
  });
  return readers.flatMap((reader, position) => {
    const other = readers
      .slice(0, position)
      .find(({ type, origin }) => origin === reader.origin && type !== reader.type);
    if (!other) return [];
    const message = `${other.type} and ${reader.type} both read reviews of origin '${reader.origin}' and would count them twice; remove one, or give one a different \`origin\``;
    return [{ path: ['sources', reader.index], message }];
  });
};

/** Also the names of people with another fault: an owner is not unknown because a share is wrong. */
const namesIn = (people: unknown): string[] =>
  (Array.isArray(people) ? people : []).flatMap((raw: { name?: unknown } | null) =>
    typeof raw?.name === 'string' ? [raw.name.trim()] : [],
  );

/** `value` is the plain value of a file, valid or not. */
export const peopleFileProblems = (value: unknown): Problem[] =>
  peopleProblems(validParts((value as { people?: unknown } | null)?.people, anyPerson));

/** Faults between the keys of a project file; `shared` is undefined when the shared people could not be read. */
export const crossProblems = (
  value: unknown,
  schema: ProjectSchema,
  registries: Registries,
  shared: readonly PersonEntry[] | undefined,
): Problem[] => {
  const raw = (typeof value === 'object' ? value : null) as Readonly<Record<string, unknown>> | null;
  const people = validParts(raw?.['people'], anyPerson);
  const names = shared ? [...shared.map(({ name }) => name), ...namesIn(raw?.['people'])] : [];
  const sources = validParts(raw?.['sources'], schema.shape.sources.element);
  const rosters = validParts(raw?.['roster'], schema.shape.roster.unwrap().element);
  return [
    ...cycleProblems(raw?.['cycle']),
    ...twiceNamed('sources', 'source', sources),
    ...readTwice(sources, registries.sources),
    ...twiceNamed('roster', 'roster', rosters),
    ...peopleProblems(people, shared),
    ...priorityProblems(raw?.['priorities'], names),
  ];
};
