// Keeps the ledger in step with the configuration: persons, rosters, priorities.
import { createHash } from 'node:crypto';
import { linkPeople, matchPriorities, readRosters } from '../flow/settle.ts';
import type { House, ProjectHouse } from './house.ts';

/** Where remarks go: what somebody should know, and no script would want. */
export interface Remarks {
  readonly remark: (text: string) => void;
}

/** Reads the rosters, joins accounts into persons, matches priorities. Returns what the rosters had to skip. */
export const settle = async (house: House, { project, rosters }: ProjectHouse) => {
  const skipped = await readRosters(house.store, project, rosters, house.io);
  await linkPeople(house.store, project, house.test);
  await matchPriorities(house.store, project, house.test);
  // With a roster missing the next command tries again.
  const digest = skipped.some(({ unread }) => unread) ? '' : digestOf({ project, rosters });
  await house.store.setSetting(project.id, 'configuration', digest);
  return skipped;
};

const digestOf = ({ project, rosters }: Pick<ProjectHouse, 'project' | 'rosters'>): string => {
  const settings = rosters.map(({ id, plugin, settings: given }) => [id, plugin.id, given]);
  return createHash('sha256')
    .update(JSON.stringify([project, settings]))
    .digest('hex');
};

/** Settles, and remarks on each roster that cannot be read. */
export const settleAloud = async (
  house: House,
  projectHouse: ProjectHouse,
  { remark }: Remarks,
): Promise<void> => {
  const { id } = projectHouse.project;
  const skipped = await settle(house, projectHouse);
  for (const { roster, reason } of skipped.filter(({ unread }) => unread))
    remark(`${id}/${roster}: ${reason}; what it said before still holds`);
};

/** The same, but only if the configuration has changed since the last time. */
export const settleIfChanged = async (
  house: House,
  projectHouse: ProjectHouse,
  remarks: Remarks,
): Promise<void> => {
  const before = await house.store.setting(projectHouse.project.id, 'configuration');
  if (before !== digestOf(projectHouse)) await settleAloud(house, projectHouse, remarks);
};
