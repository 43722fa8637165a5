// The demo project in a ledger of its own, read at a fixed moment.
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { z } from 'zod';
import { chosenProject } from '../../src/cli/project.ts';
import { chosenReport } from '../../src/cli/report.ts';
import type { Channel, Format } from '../../src/contracts.ts';
import { type House, openHouse } from '../../src/house/house.ts';
import { ingestAll } from '../../src/house/ingest.ts';
import { messageFor } from '../../src/house/message.ts';
import { temporaryFolder } from './git.ts';
import { QUIETLY } from './quietly.ts';
import { packageRoot } from './root.ts';

export const MONDAY = Date.parse('2026-08-17T00:00:00Z') / 1000;
/** 06:00 of that Monday. */
const READ_AT = MONDAY + 6 * 3600;

export const demoHouse = async (t: ExecutionContext): Promise<House> => {
  const database = join(await temporaryFolder(t), 'demo.db');
  const config = join(packageRoot(), 'data/demo/rollcall.yml');
  const opened = await openHouse({ config, database }, { makes: true });
  t.teardown(() => opened.store.close());
  const house = { ...opened, io: { ...opened.io, now: () => READ_AT } };
  await ingestAll(house, QUIETLY);
  return house;
};

export const demoReport = async (house: House, report: string, format: Format): Promise<string> => {
  const chosen = chosenProject(house.projects, {});
  return (await messageFor(house, chosen, chosenReport(house, report), format, { at: MONDAY })).body;
};

/** A private channel that reaches everybody; whoever takes it says what becomes of a message. */
export const LETTERS: Omit<Channel<unknown>, 'publish'> = {
  ...{ id: 'kept', reads: 'x', settings: z.unknown(), local: false, place: () => 'here' },
  isPrivate: () => Promise.resolve(true),
  reach: (settings, accounts) => (accounts.length > 0 ? settings : undefined),
};
