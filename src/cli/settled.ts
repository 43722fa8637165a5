// Keeps the ledger in step with the configuration: persons, rosters, priorities.
import { createHash } from 'node:crypto';
import { linkPeople, matchPriorities, readRosters } from '../flow/settle.ts';
import type { House, ProjectHouse } from './house.ts';

/** Reads the rosters, joins accounts into persons, matches priorities. Returns what the rosters had to skip. */
export const settle = async (house: House, { project, rosters }: ProjectHouse) => {
  const skipped = await readRosters(house.store, project, rosters, house.io);
  await linkPeople(house.store, project, house.test);
  await matchPriorities(house.store, project, house.test);
  await house.store.setSetting(project.id, 'configuration', digestOf({ project, rosters }));
  return skipped;
};

const digestOf = ({ project, rosters }: Pick<ProjectHouse, 'project' | 'rosters'>): string => {
  const settings = rosters.map(({ id, plugin, settings: given }) => [id, plugin.id, given]);
  return createHash('sha256')
    .update(JSON.stringify([project, settings]))
    .digest('hex');
};

/** Settles only if the configuration has changed since the last time. */
export const settleIfChanged = async (house: House, projectHouse: ProjectHouse): Promise<void> => {
  const before = await house.store.setting(projectHouse.project.id, 'configuration');
  if (before !== digestOf(projectHouse)) await settle(house, projectHouse);
};
