// Whom a public report may say to lead a priority: not who wants to be left out, and not who is forgotten.
import type { Store } from '../contracts.ts';
import type { Project } from '../domain/project.ts';
import { hiddenOf } from '../domain/rights.ts';

export const withOwnersToName = async (
  store: Pick<Store, 'people' | 'decisions' | 'withoutForgotten'>,
  project: Project,
): Promise<Project> => {
  if (project.priorities.every(({ owners }) => owners.length === 0)) return project;
  const people = await store.people(project.id);
  // Their wish counts for reports of the past as well.
  const hidden = hiddenOf(await store.decisions(project.id, Number.MAX_SAFE_INTEGER), people);
  const leftOut = new Set(people.filter(({ key }) => hidden.has(key)).map(({ name }) => name));
  const named = async (owners: readonly string[]): Promise<string[]> => {
    const told: readonly { readonly name?: string }[] = await store.withoutForgotten(
      project.id,
      owners.map(name => ({ name })),
    );
    return told.flatMap(({ name }) => (name === undefined || leftOut.has(name) ? [] : [name]));
  };
  const priorities = await Promise.all(
    project.priorities.map(async priority => ({ ...priority, owners: await named(priority.owners) })),
  );
  return { ...project, priorities };
};
