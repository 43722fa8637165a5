// Ledgers in files of a temporary folder, and harvests to put into them.
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Store } from '../../src/contracts.ts';
import type { Activity, Harvest } from '../../src/domain/activity.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { temporaryFolder } from './git.ts';

export const NOTHING: Harvest = { activities: [], items: [], aliases: [], skipped: [] };

export const openFile = async (
  t: ExecutionContext,
): Promise<{ file: string; folder: string; store: Store }> => {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'ledger.db');
  const store = openSqlite(file);
  t.teardown(() => store.close());
  return { file, folder, store };
};

export const openMemory = (t: ExecutionContext): Store => {
  const store = openSqlite(':memory:');
  t.teardown(() => store.close());
  return store;
};

export const review = (
  nativeId: string,
  who: string,
  at: number,
  more: Partial<Activity> = {},
): Activity => ({
  nativeId,
  kind: 'review',
  by: { service: 'gerrit', id: who, name: who.toUpperCase() },
  at,
  item: 'c1',
  revision: 1,
  value: 1,
  ...more,
});

export const harvested = (...activities: Activity[]): Harvest => ({ ...NOTHING, activities });
