// Every project that is served: those configured on this machine, and those that repositories describe.
import type { House, ProjectHouse } from './house.ts';
import { remoteProjects } from './remote.ts';
import type { Remarks } from './settled.ts';

export interface Town {
  /** Its projects are those of now, whenever they are asked for. */
  readonly house: House;
  /** To be called when an accepted configuration has changed. */
  readonly changed: () => Promise<void>;
}

export const townOf = async (house: House, { remark }: Remarks): Promise<Town> => {
  let remote: readonly ProjectHouse[] = [];
  const changed = async (): Promise<void> => {
    remote = remoteProjects(await house.store.repositoryConfigs(), house.plugins, remark);
  };
  await changed();
  return {
    changed,
    house: {
      ...house,
      get projects() {
        return [...house.projects, ...remote];
      },
    },
  };
};
