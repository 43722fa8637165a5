// Gerrit's own record of reviews: the branches refs/changes/*/meta of a git repository (NoteDb).
import { z } from 'zod';
import type { Cursor, Io, Page, Source } from '../../contracts.ts';
import type { Harvest, Skip } from '../../domain/activity.ts';
import { CHANGE_KINDS, harvestChange } from '../../lib/gerrit-change.ts';
import { DEFAULT_ORIGIN, ofServer } from '../../lib/gerrit-server.ts';
import { readReviewNotes } from '../../lib/review-notes.ts';
import { foldChange } from './change.ts';
import { parseComments, readComments } from './comments.ts';
import { type Committer, holdsPatchSets, readCommitters } from './committers.ts';
import type { ChangeEvent } from './events.ts';
import { accountsAliases, committerAliases, noteAliases } from './evidence.ts';
import { hasVanished, type MetaRef, metaRefs, readHistories } from './refs.ts';

const SETTINGS = z.strictObject({
  repository: z.string().min(1).describe('Path or URL of a git repository with refs/changes/*/meta.'),
  accounts: z
    .string()
    .optional()
    .describe('JSON file that gives account numbers their names and e-mail addresses.'),
  url: z.string().optional().describe('Address of the Gerrit server, for links: https://review.example.org'),
  origin: z
    .string()
    .default(DEFAULT_ORIGIN)
    .describe(
      'Name of the Gerrit server, where a project reads several. ' +
        'Accounts of a server with a name of its own are called `name/number`, not `number`.',
    ),
});
type Settings = z.infer<typeof SETTINGS>;

type Raw =
  | { readonly accounts: string; readonly path: string }
  | {
      readonly number: string;
      /** Newest first, as git tells them. */
      readonly events: readonly ChangeEvent[];
      readonly broken: number;
      readonly comments: readonly string[];
      readonly committers: readonly Committer[];
      readonly note?: string;
    };

/** Changes per page: some thousand events, a transaction of some milliseconds. */
const PAGE = 200;

interface Plan {
  readonly dir: string;
  readonly all: readonly MetaRef[];
  readonly changed: readonly MetaRef[];
  readonly restart: boolean;
}

async function* changePages({ dir, all, changed, restart }: Plan, io: Io): AsyncIterable<Page<Raw>> {
  const objects = io.git.objects(dir);
  try {
    const notes = await readReviewNotes(dir, io.git, objects);
    const hasCommits = await holdsPatchSets(io.git, dir, objects, all);
    for (let start = 0; start < changed.length; start += PAGE) {
      const refs = changed.slice(start, start + PAGE);
      const histories = await readHistories(io.git, dir, refs);
      const raws = refs.map(async ({ ref, number }): Promise<Raw> => {
        const { events, broken } = histories.get(ref) ?? { events: [], broken: 0 };
        const note = notes.get(number);
        const comments = await readComments(objects, events[0]?.tree ?? '');
        const committers = hasCommits ? await readCommitters(objects, events) : [];
        const base = { number, events, broken, comments, committers };
        return note === undefined ? base : { ...base, note };
      });
      yield {
        raws: await Promise.all(raws),
        cursor: refs.map(({ number, sha }) => ({ stream: number, value: sha })),
        done: start + refs.length,
        total: changed.length,
        ...(restart && start === 0 ? { restart } : {}),
      };
    }
  } finally {
    objects.close();
  }
}

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const dir = await io.git.open(settings.repository);
  const all = await metaRefs(io.git, dir);
  const restart = hasVanished(cursor, all);
  const changed = restart ? all : all.filter(({ number, sha }) => cursor.get(number) !== sha);
  const total = changed.length;
  const path = settings.accounts;
  const accounts = path === undefined ? [] : [{ accounts: await io.files.text(path), path }];
  if (total > 0) yield* changePages({ dir, all, changed, restart }, io);
  // Last, since it has no cursor: a reading that is interrupted after every page must come to its end all the same.
  if (accounts.length > 0) yield { raws: accounts, cursor: [], done: total, total };
}

const normaliseAccounts = (text: string, path: string): Harvest => {
  try {
    const { aliases, faults } = accountsAliases(text);
    return { activities: [], items: [], aliases, skipped: faults.map(reason => ({ where: path, reason })) };
  } catch (error) {
    const reason = `the accounts file is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { activities: [], items: [], aliases: [], skipped: [{ where: path, reason }] };
  }
};

const normaliseChange = (raw: Exclude<Raw, { accounts: string }>, settings: Settings): Harvest => {
  const { number, broken, comments, committers, note } = raw;
  const events = raw.events.toReversed();
  const skipped: Skip[] = [];
  const where = `change ${number}`;
  if (broken > 0) skipped.push({ where, reason: 'commits that are not of NoteDb’s form' });
  const owner = events.find(event => event.by.id !== 'server')?.by;
  if (owner === undefined) {
    skipped.push({ where, reason: 'a change without any readable event' });
    return { activities: [], items: [], aliases: [], skipped };
  }
  const { inline, skipped: unreadable } = parseComments(number, comments);
  const change = foldChange(number, events, owner);
  const link = settings.url === undefined ? {} : { url: `${settings.url.replace(/\/$/, '')}/c/${number}` };
  const harvest = harvestChange({ ...change, ...link, inline });
  const aliases = [...committerAliases(number, committers), ...noteAliases(number, note, change)];
  return { ...harvest, aliases, skipped: [...skipped, ...unreadable, ...harvest.skipped] };
};

export default {
  id: 'gerrit-notedb',
  reads: 'every vote, message, patch set and inline comment of a Gerrit repository, from its NoteDb branches',
  service: 'gerrit',
  blind:
    'NoteDb does not hold the messages of commits: priorities that are matched by the bugs named there find nothing.',
  settings: SETTINGS,
  kinds: [...CHANGE_KINDS, 'inline-comment'],
  origin: settings => settings.origin,
  pull,
  normalise: (raw, settings) =>
    ofServer(
      'accounts' in raw ? normaliseAccounts(raw.accounts, raw.path) : normaliseChange(raw, settings),
      settings.origin,
    ),
} satisfies Source<Raw, Settings>;
