// A repository that was renamed is known under the name that the configuration gives it, by GitHub's number.
import type { Delivery, Store } from '../contracts.ts';
import type { ProjectHouse } from './house.ts';
import { readsFrom } from './named.ts';

interface Told {
  readonly id: number;
  readonly full_name: string;
}

/** The repository that a delivery is about. */
export const repositoryIn = (payload: unknown): Told | undefined => {
  const { repository } = (payload ?? {}) as { readonly repository?: Partial<Told> | null };
  if (typeof repository?.id !== 'number' || typeof repository.full_name !== 'string') return undefined;
  return { id: repository.id, full_name: repository.full_name };
};

/**
 * Gives a delivery the configured name of its repository. The number is noted when it is heard of under that name, and
 * known by it ever after. A name that somebody else has taken since is the configuration's to change.
 */
export const configuredNames = (store: Store, projects: () => readonly ProjectHouse[]) => {
  const known = new Map<number, string>();

  const note = async ({ id, full_name: name }: Told): Promise<boolean> => {
    let found = false;
    for (const house of projects()) {
      if (!readsFrom(house).includes(name.toLowerCase())) continue;
      found = true;
      if (known.get(id) !== name) await store.setSetting(house.project.id, `repository ${id}`, name);
    }
    if (found) known.set(id, name);
    return found;
  };

  const remembered = async (id: number): Promise<string | undefined> => {
    for (const { project } of projects()) {
      const name = known.get(id) ?? (await store.setting(project.id, `repository ${id}`));
      if (name !== undefined) return name;
    }
    return undefined;
  };

  return async (delivery: Delivery): Promise<Delivery> => {
    const repository = repositoryIn(delivery.payload);
    if (!repository || (await note(repository))) return delivery;
    const name = await remembered(repository.id);
    if (name === undefined) return delivery;
    const payload = delivery.payload as { readonly repository: object };
    return { ...delivery, payload: { ...payload, repository: { ...payload.repository, full_name: name } } };
  };
};
