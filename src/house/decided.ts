// Brings what was just decided into the ledger's links and priorities: no roster is read for it.
import { linkPeople, matchPriorities } from '../flow/settle.ts';
import type { House, ProjectHouse } from './house.ts';

/** A process that dies before it leaves this to the next settling: a decision makes the project unsettled. */
export const applyDecisions = async (
  house: Pick<House, 'store' | 'test'>,
  { project }: Pick<ProjectHouse, 'project'>,
): Promise<void> => {
  await linkPeople(house.store, project, house.test);
  await matchPriorities(house.store, project, house.test);
};
