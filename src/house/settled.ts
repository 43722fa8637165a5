// Keeps the ledger in step with the configuration: persons, rosters, priorities.
import { createHash } from 'node:crypto';
import type { Store } from '../contracts.ts';
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
  await house.store.setSetting(project.id, ROSTERS, digest);
  await house.store.setSetting(project.id, 'configuration', digest);
  return skipped;
};

/** The configuration under which the rosters were last read whole. */
const ROSTERS = 'rosters read';

/** Has the rosters read again, though the configuration is the same. */
export const rostersChanged = async (store: Store, project: string): Promise<void> => {
  await store.setSetting(project, ROSTERS, '');
  await store.setSetting(project, 'configuration', '');
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

/**
 * For a server that hears news every minute: what is new is linked and matched. Rosters, which may be far away, are
 * read only when they are known to have changed.
 */
export const settleNews = async (
  house: House,
  projectHouse: ProjectHouse,
  remarks: Remarks,
): Promise<void> => {
  const { id } = projectHouse.project;
  const digest = digestOf(projectHouse);
  if ((await house.store.setting(id, 'configuration')) === digest) return;
  if ((await house.store.setting(id, ROSTERS)) !== digest) return settleAloud(house, projectHouse, remarks);
  await linkPeople(house.store, projectHouse.project, house.test);
  await matchPriorities(house.store, projectHouse.project, house.test);
  await house.store.setSetting(id, 'configuration', digest);
};
