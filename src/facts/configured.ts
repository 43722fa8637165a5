// What the configuration says of somebody in the ledger: found by account; by name only where it gives no account.
import type { Person } from '../contracts.ts';
import { handleKey } from '../domain/activity.ts';
import type { ConfiguredPerson, Project } from '../domain/project.ts';
import { foldName } from '../domain/same-person.ts';

type Known = Pick<Person, 'name' | 'handles'>;

/** An account of theirs tells namesakes apart, and finds whoever has another name now. */
export const configuredAs = (
  { people }: Pick<Project, 'people'>,
  { name, handles }: Known,
): ConfiguredPerson | undefined => {
  const accounts = new Set(handles.map(handleKey));
  return (
    people.find(each => each.handles.some(handle => accounts.has(handleKey(handle)))) ??
    people.find(each => each.handles.length === 0 && foldName(each.name) === foldName(name))
  );
};

/** Who employs somebody at a time, as the configuration says. */
export const employerAt = (project: Pick<Project, 'people'>, person: Known, at: number): string | undefined =>
  configuredAs(project, person)?.companies.find(
    ({ since = 0, until = Infinity }) => since <= at && at < until,
  )?.name;

/** Titles of the priorities that somebody leads while they are in force. */
export const leadsOf = (project: Project, person: Known, at: number): string[] => {
  const configured = configuredAs(project, person);
  const isNamesake = project.people.some(each => foldName(each.name) === foldName(person.name));
  // Of two who share a name, the one whom the configuration knows is meant.
  const called = configured?.name ?? (isNamesake ? undefined : person.name);
  if (called === undefined) return [];
  return project.priorities
    .filter(
      ({ owners, since = 0, until = Infinity }) =>
        since <= at && at < until && owners.some(owner => foldName(owner) === foldName(called)),
    )
    .map(({ title }) => title);
};
