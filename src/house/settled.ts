// Keeps the ledger in step with the configuration: persons, rosters, priorities.
import type { Store } from '../contracts.ts';
import { letGo, linkPeople, matchPriorities, readRosters } from '../flow/settle.ts';
import { digestOf } from './digest.ts';
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
  await letGo(house.store, project, house.io.now());
  // With a roster missing the next command tries again.
  const digest = skipped.some(({ unread }) => unread) ? '' : configurationOf({ project, rosters });
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

const configurationOf = ({ project, rosters }: Pick<ProjectHouse, 'project' | 'rosters'>): string => {
  const settings = rosters.map(({ id, plugin, settings: given }) => [id, plugin.id, given]);
  return digestOf(JSON.stringify([project, settings]));
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
  if (before !== configurationOf(projectHouse)) await settleAloud(house, projectHouse, remarks);
};

/** Seconds between two attempts at rosters that could not be read. */
const PATIENCE = 300;

/**
 * For a server that hears news every minute: links and matches what is new in every project. Rosters, which may be
 * far away, are read only when they are known to have changed, and one that fails is not asked again at once.
 */
export const newsSettler = (house: House, remarks: Remarks): (() => Promise<void>) => {
  const tried = new Map<string, number>();

  const settleNews = async (projectHouse: ProjectHouse): Promise<void> => {
    const { project } = projectHouse;
    const digest = configurationOf(projectHouse);
    const before = await house.store.setting(project.id, 'configuration');
    if (before === digest) return;
    const isRead = (await house.store.setting(project.id, ROSTERS)) === digest;
    const isDue = house.io.now() - (tried.get(project.id) ?? 0) >= PATIENCE;
    if (!isRead && isDue) {
      tried.set(project.id, house.io.now());
      return settleAloud(house, projectHouse, remarks);
    }
    if (!isRead && before === '') return;
    await linkPeople(house.store, project, house.test);
    await matchPriorities(house.store, project, house.test);
    await house.store.setSetting(project.id, 'configuration', isRead ? digest : '');
  };

  return async () => {
    const failed: unknown[] = [];
    // One project that cannot be settled keeps no other from it.
    for (const projectHouse of house.projects)
      await settleNews(projectHouse).catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw failed[0];
  };
};
