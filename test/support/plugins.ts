// Small stand-ins for plugins: enough of them to configure, nothing to read.
import { z } from 'zod';
import type { Roster, Source } from '../../src/contracts.ts';
import type { Kind } from '../../src/domain/activity.ts';
import type { Registries } from '../../src/shell/config/schema.ts';

const source = <Settings extends { origin: string }>(
  id: string,
  kinds: readonly Kind[],
  settings: z.ZodType<Settings>,
): Source<unknown, Settings> => ({
  id,
  reads: `Reads what ${id} tells.`,
  settings,
  kinds,
  origin: ({ origin }) => origin,
  async *pull() {},
  normalise: () => ({ activities: [], items: [], aliases: [], skipped: [] }),
});

const roster = (id: string, settings: z.ZodType): Roster => ({
  id,
  reads: `Reads ${id} rosters.`,
  settings,
  read: async () => ({ versions: [], skipped: [] }),
});

const repository = z.string().min(1).describe('Path or URL of the repository.');
const origin = (name: string) => z.string().default(name).describe('The system of record behind it.');
const inRepository = z.strictObject({ repository });

const SOURCES = [
  source(
    'gerrit-notedb',
    ['review', 'change-opened'],
    z.strictObject({
      repository,
      accounts: z.string().optional().describe('A file of accounts.'),
      origin: origin('gerrit'),
      limits: z.strictObject({ changes: z.int().positive().default(100) }).prefault({}),
    }),
  ),
  source('gerrit-notes', ['review'], z.strictObject({ repository, origin: origin('gerrit') })),
  source('git-trailers', ['commit', 'review'], z.object({ repository, origin: origin('git') })),
  source(
    'meetbot',
    ['meeting-present'],
    z.strictObject({
      path: z.string(),
      mode: z.enum(['text', 'html']).default('text'),
      origin: origin('irc'),
    }),
  ),
];

const ROSTERS = [
  roster('info-yaml', inRepository),
  roster('owners', inRepository),
  roster('maintainers', z.strictObject({ repository, path: z.string().default('MAINTAINERS.md') })),
  roster('rollcall', z.strictObject({ path: z.string(), timezone: z.string() })),
];

const CHANNELS = [
  { id: 'console', settings: z.strictObject({}) },
  { id: 'file', settings: z.strictObject({ path: z.string().describe('Folder for the reports.') }) },
];

const byId = <T extends { id: string }>(plugins: readonly T[]): ReadonlyMap<string, T> =>
  new Map(plugins.map(plugin => [plugin.id, plugin]));

export const registries: Registries = {
  sources: byId<Source>(SOURCES as Source[]),
  rosters: byId(ROSTERS),
  channels: byId(CHANNELS),
};
