// A small project with a ledger of its own that speaks on GitHub: what publishing is tried on.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { chosenProject } from '../../src/cli/project.ts';
import type { GitHub } from '../../src/contracts.ts';
import { type House, openHouse } from '../../src/house/house.ts';
import { ingestAll } from '../../src/house/ingest.ts';
import { temporaryFolder } from './git.ts';
import { QUIETLY } from './quietly.ts';

/** Tuesday, 2026-08-18 12:00 UTC: the report of 2026-W33 is due. */
export const TUESDAY = Date.parse('2026-08-18T12:00:00Z') / 1000;
export const WEEK = 7 * 86_400;

export interface Garden {
  readonly config: string;
  readonly database: string;
}

const change = (number: number, title: string, day: string): string[] => {
  const owner = { service: 'github', id: '17', name: 'Ada Example' };
  const nativeId = `change/${number}`;
  const url = `https://github.com/acme/widget/pull/${number}`;
  const states = [{ field: 'subject', at: `${day}T08:00:00Z`, value: title }];
  const openedAt = `${day}T08:00:00Z`;
  const item = { nativeId, kind: 'change', url, owner, openedAt, states };
  const acts = (['change-opened', 'change-merged'] as const).map((kind, hour) => ({
    activity: {
      nativeId: `${nativeId}/${kind}`,
      kind,
      by: owner,
      at: `${day}T0${8 + hour}:00:00Z`,
      item: nativeId,
    },
  }));
  return [{ item }, ...acts].map(line => JSON.stringify(line));
};

/** Channels as YAML flow entries, such as `{ type: github-issue, repo: acme/widget }`. */
export const garden = async (
  t: ExecutionContext,
  channels: readonly string[],
  { titles = ['Plant a tree'], more = '' }: { titles?: readonly string[]; more?: string } = {},
): Promise<Garden> => {
  const folder = await temporaryFolder(t);
  const lines = titles.flatMap((title, index) => change(index + 1, title, '2026-08-12'));
  await writeFile(join(folder, 'journal.jsonl'), `${lines.join('\n')}\n`);
  const config = join(folder, 'rollcall.yml');
  await writeFile(
    config,
    [
      'id: garden',
      'title: The Garden',
      'publish: true',
      'sources: [{ type: journal, path: journal.jsonl }]',
      'channels:',
      ...channels.map(channel => `  - ${channel}`),
      more,
      '',
    ].join('\n'),
  );
  const database = join(folder, 'rollcall.db');
  const house = await openHouse({ config, database }, { makes: true });
  await ingestAll(house, QUIETLY);
  house.store.close();
  return { config, database };
};

/** Opens it as at a moment; whoever opens it closes `store`. */
export const openGarden = async (
  { config, database }: Garden,
  github: GitHub,
  now: () => number,
): Promise<{ house: House; chosen: ReturnType<typeof chosenProject> }> => {
  const opened = await openHouse({ config, database });
  const house = { ...opened, io: { ...opened.io, github, now } };
  return { house, chosen: chosenProject(house.projects, {}) };
};
