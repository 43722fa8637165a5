// Whether somebody can be seen at all where the others are seen: a zero of those who cannot would be a claim.
import type { Service } from './activity.ts';
import type { Project } from './project.ts';

interface Somebody {
  readonly name: string;
  readonly handles: readonly { readonly service: Service }[];
}

/**
 * True for those who have an account there, or are confirmed to have none; and for everybody where nobody of the
 * project is configured with one, since then they are seen by other accounts, or not at all.
 */
export const seenOn = (
  service: Service,
  { people }: Pick<Project, 'people'>,
): ((one: Somebody) => boolean) => {
  const isThere = ({ handles }: Pick<Somebody, 'handles'>): boolean =>
    handles.some(handle => handle.service === service);
  const matters = people.some(isThere);
  const without = new Set(people.flatMap(({ name, none }) => (none.includes(service) ? [name] : [])));
  return one => !matters || isThere(one) || without.has(one.name);
};
