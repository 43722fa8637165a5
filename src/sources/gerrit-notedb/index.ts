// Gerrit's own record of reviews: the branches refs/changes/*/meta of a git repository (NoteDb).
import { z } from 'zod';
import type { Cursor, GitObjects, Io, Page, Source } from '../../contracts.ts';
import type { Handle, Harvest, Skip } from '../../domain/activity.ts';
import { SourceError } from '../../domain/errors.ts';
import { harvestChange } from '../../lib/gerrit-change.ts';
import { readReviewNotes } from '../../lib/review-notes.ts';
import { foldChange } from './change.ts';
import { parseComments, readComments } from './comments.ts';
import { type ChangeEvent, EVENT_FORMAT, parseEvent } from './events.ts';
import { accountsAliases, committerAliases, noteAliases } from './evidence.ts';

const SETTINGS = z.strictObject({
  repository: z.string().min(1).describe('Path or URL of a git repository with refs/changes/*/meta.'),
  accounts: z
    .string()
    .optional()
    .describe('JSON file that gives account numbers their names and e-mail addresses.'),
  url: z.string().optional().describe('Address of the Gerrit server, for links: https://review.example.org'),
  origin: z.string().default('gerrit').describe('Name of the Gerrit server, where a project reads several.'),
});
type Settings = z.infer<typeof SETTINGS>;

interface Committer {
  readonly account: Handle;
  readonly sha: string;
  readonly committer: string;
}

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
/** A repository of which none of this many patch sets is there holds none. */
const PROBES = 20;

const changedRefs = async (
  dir: string,
  cursor: Cursor,
  io: Io,
): Promise<{ number: string; ref: string; sha: string }[]> => {
  const text = await io.git.text(dir, [
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    'refs/changes/*/*/meta',
  ]);
  const found = text.split('\n').flatMap(line => {
    const [, ref, number, sha] = /^(refs\/changes\/\d+\/(\d+)\/meta) ([0-9a-f]+)$/.exec(line) ?? [];
    return ref && number && sha ? [{ ref, number, sha }] : [];
  });
  if (found.length === 0) {
    throw new SourceError(
      `${dir} has no refs/changes/*/meta. Fetch them with: git fetch origin '+refs/changes/*:refs/changes/*'`,
    );
  }
  return found
    .filter(({ number, sha }) => cursor.get(number) !== sha)
    .sort((a, b) => Number(a.number) - Number(b.number));
};

const committerOf = (commit: Buffer): string =>
  /^committer (.*?) \d+ [+-]\d{4}$/m.exec(commit.toString('utf8', 0, 2000))?.[1] ?? '';

/** Reads patch-set commits while there are any. */
const committerReader = (objects: GitObjects) => {
  let [asked, found] = [0, 0];
  return async (events: readonly ChangeEvent[]): Promise<Committer[]> => {
    const uploads = events.filter(event => event.footers.has('Commit'));
    const read = uploads.map(async ({ by, footers }): Promise<Committer[]> => {
      if (asked >= PROBES && found === 0) return [];
      asked++;
      const sha = footers.get('Commit') ?? '';
      const object = /^[0-9a-f]{40}$/.test(sha) ? await objects.read(sha) : undefined;
      if (object?.type !== 'commit') return [];
      found++;
      return [{ account: by, sha, committer: committerOf(object.body) }];
    });
    return (await Promise.all(read)).flat();
  };
};

async function* changePages(
  dir: string,
  changed: Awaited<ReturnType<typeof changedRefs>>,
  io: Io,
): AsyncIterable<Page<Raw>> {
  const objects = io.git.objects(dir);
  const readCommitters = committerReader(objects);
  try {
    const notes = await readReviewNotes(dir, io.git, objects);
    for (let start = 0; start < changed.length; start += PAGE) {
      const refs = changed.slice(start, start + PAGE);
      const histories = new Map<string, { events: ChangeEvent[]; broken: number }>();
      for (const { ref } of refs) histories.set(ref, { events: [], broken: 0 });
      const input = `${refs.map(({ ref }) => ref).join('\n')}\n`;
      const log = ['log', '-z', '--no-show-signature', `--format=${EVENT_FORMAT}`, '--stdin'];
      for await (const record of io.git.records(dir, log, input)) {
        const parsed = parseEvent(record);
        const history = histories.get(parsed?.ref ?? record.slice(0, record.indexOf('\x1f')));
        if (!history) continue;
        if (parsed) history.events.push(parsed.event);
        else history.broken++;
      }
      const raws = refs.map(async ({ ref, number }): Promise<Raw> => {
        const { events, broken } = histories.get(ref) ?? { events: [], broken: 0 };
        const note = notes.get(number);
        const comments = await readComments(objects, events[0]?.tree ?? '');
        const base = { number, events, broken, comments, committers: await readCommitters(events) };
        return note === undefined ? base : { ...base, note };
      });
      yield {
        raws: await Promise.all(raws),
        cursor: refs.map(({ number, sha }) => ({ stream: number, value: sha })),
        done: start + refs.length,
        total: changed.length,
      };
    }
  } finally {
    objects.close();
  }
}

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const dir = await io.git.open(settings.repository);
  const changed = await changedRefs(dir, cursor, io);
  const total = changed.length;
  const path = settings.accounts;
  const accounts = path === undefined ? [] : [{ accounts: await io.files.text(path), path }];
  if (total > 0) yield* changePages(dir, changed, io);
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
  settings: SETTINGS,
  kinds: [
    'review',
    'review-copied',
    'review-withdrawn',
    'approval',
    'approval-copied',
    'approval-withdrawn',
    'verification',
    'change-comment',
    'inline-comment',
    'patchset',
    'change-opened',
    'change-merged',
    'change-abandoned',
    'change-restored',
  ],
  origin: settings => settings.origin,
  pull,
  normalise: (raw, settings) =>
    'accounts' in raw ? normaliseAccounts(raw.accounts, raw.path) : normaliseChange(raw, settings),
} satisfies Source<Raw, Settings>;
