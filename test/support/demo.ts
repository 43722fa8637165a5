// The demo project in a ledger of its own, read at a fixed moment.
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { chosenProject, type House, openHouse } from '../../src/cli/house.ts';
import { ingestAll } from '../../src/cli/ingest.ts';
import { chosenReport, messageFor } from '../../src/cli/report.ts';
import type { Format } from '../../src/contracts.ts';
import { temporaryFolder } from './git.ts';
import { packageRoot } from './root.ts';

export const MONDAY = Date.parse('2026-08-17T00:00:00Z') / 1000;
/** 06:00 of that Monday. */
const READ_AT = MONDAY + 6 * 3600;

export const demoHouse = async (t: ExecutionContext): Promise<House> => {
  const database = join(await temporaryFolder(t), 'demo.db');
  const config = join(packageRoot(), 'data/demo/rollcall.yml');
  const opened = await openHouse({ options: { config, database }, stopping: () => false }, true);
  t.teardown(() => opened.store.close());
  const house = { ...opened, io: { ...opened.io, now: () => READ_AT } };
  await ingestAll(house, { print: () => undefined, remark: () => undefined, isTerminal: false });
  return house;
};

export const demoReport = async (house: House, report: string, format: Format): Promise<string> => {
  const chosen = chosenProject(house.projects, {});
  return (await messageFor(house, chosen, chosenReport(house, report), format, { at: MONDAY })).body;
};
