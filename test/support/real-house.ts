// The whole main job on given data: a configuration in a temporary folder, read and asked in this process.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { chosenProject } from '../../src/cli/project.ts';
import { chosenReport } from '../../src/cli/report.ts';
import type { Format } from '../../src/contracts.ts';
import { parseDate } from '../../src/domain/calendar.ts';
import { compose } from '../../src/flow/compose.ts';
import { type House, openHouse } from '../../src/house/house.ts';
import { ingestAll } from '../../src/house/ingest.ts';
import { messageFor } from '../../src/house/message.ts';
import { temporaryFolder } from './git.ts';
import { QUIETLY } from './quietly.ts';

interface Asked {
  readonly at: string;
  readonly since?: string;
  readonly days?: number;
  readonly mode?: string;
}

export interface Main {
  readonly house: House;
  readonly ingest: () => Promise<void>;
  model<Model>(report: string, asked: Asked): Promise<Model>;
  rendered(report: string, format: Format, asked: Asked): Promise<string>;
}

/** `yaml` is a project file; the ledger is a file in the same temporary folder. */
export const mainJob = async (t: ExecutionContext, yaml: string): Promise<Main> => {
  const folder = await temporaryFolder(t);
  const config = join(folder, 'rollcall.yml');
  await writeFile(config, yaml);
  const house = await openHouse({ config }, { makes: true });
  t.teardown(() => house.store.close());
  const chosen = chosenProject(house.projects, {});
  const request = ({ at, since, days, mode }: Asked) => {
    const until = parseDate(at, chosen.project.timezone) ?? 0;
    const from =
      since === undefined ? until - (days ?? 0) * 86_400 : (parseDate(since, chosen.project.timezone) ?? 0);
    return {
      at: until,
      ...(from < until && { window: { since: from, until } }),
      ...(mode !== undefined && { mode }),
    };
  };
  return {
    house,
    ingest: async () => {
      const outcomes = await ingestAll(house, QUIETLY);
      t.deepEqual(
        outcomes.flatMap(({ error }) => error ?? []),
        [],
      );
    },
    model: async <Model>(report: string, asked: Asked) =>
      (await compose(chosenReport(house, report), house.store, chosen.project, request(asked))) as Model,
    rendered: async (report, format, asked) =>
      (await messageFor(house, chosen, chosenReport(house, report), format, request(asked))).body,
  };
};
