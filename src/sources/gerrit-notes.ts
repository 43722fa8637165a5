// The notes of refs/notes/review: what Gerrit wrote down about a change when it was submitted.
import { z } from 'zod';
import type { Cursor, Git, GitObjects, Io, Page, Source } from '../contracts.ts';
import type { Activity, Harvest, ItemState, Kind, Skip } from '../domain/activity.ts';
import { SourceError } from '../domain/errors.ts';
import { addressHandle, parseAddress } from '../lib/address.ts';
import { parseReviewNote, type ReviewNote } from '../lib/review-note.ts';

const SETTINGS = z.strictObject({
  repository: z.string().min(1).describe('Path or URL of a git repository with refs/notes/review.'),
  origin: z.string().default('gerrit').describe('Name of the Gerrit server, where a project reads several.'),
});
type Settings = z.infer<typeof SETTINGS>;

interface Raw {
  readonly commit: string;
  readonly note: string;
  /** `Name <mail>` and subject of the commit, where the repository has it. */
  readonly author?: string;
  readonly subject?: string;
}

const NOTES = 'refs/notes/review';
const PAGE = 500;
const NO_BLOB = /^0*$/;
const KINDS = new Map<string, Kind>([
  ['Code-Review', 'review'],
  ['Workflow', 'approval'],
  ['Approved', 'approval'],
  ['Verified', 'verification'],
]);

const notesHead = async (git: Git, dir: string): Promise<string> => {
  const head = (await git.text(dir, ['for-each-ref', '--format=%(objectname)', NOTES])).trim();
  if (head === '') {
    throw new SourceError(`${dir} has no ${NOTES}. Fetch it with: git fetch origin ${NOTES}:${NOTES}`);
  }
  return head;
};

interface NoteFile {
  readonly blob: string;
  readonly commit: string;
}

/** All notes, in the order of their paths. */
const allNotes = async (git: Git, dir: string, head: string): Promise<NoteFile[]> =>
  (await git.text(dir, ['ls-tree', '-r', '--full-tree', head])).split('\n').flatMap(line => {
    const [description, path] = line.split('\t');
    const blob = description?.split(' ')[2];
    return path === undefined || blob === undefined ? [] : [{ blob, commit: path.replaceAll('/', '') }];
  });

/** Notes that are new since `before`; undefined when others were changed or deleted, or `before` is not known. */
const notesSince = async (
  git: Git,
  dir: string,
  before: string,
  head: string,
): Promise<NoteFile[] | undefined> => {
  const diff = ['diff-tree', '-r', '--no-renames', before, head];
  const raw = await git.text(dir, diff).catch(() => undefined);
  if (raw === undefined) return undefined;
  // Git moves notes into folders when they become many: the same note in another place is not a change.
  const [gone, come] = [new Map<string, string>(), new Map<string, string>()];
  for (const line of raw.split('\n')) {
    const [description, path] = line.split('\t');
    const [, , old = '', now = ''] = description?.split(' ') ?? [];
    if (path === undefined) continue;
    const commit = path.replaceAll('/', '');
    if (!NO_BLOB.test(old)) gone.set(commit, old);
    if (!NO_BLOB.test(now)) come.set(commit, now);
  }
  if ([...gone].some(([commit, blob]) => come.get(commit) !== blob)) return undefined;
  return [...come].flatMap(([commit, blob]) => (gone.has(commit) ? [] : [{ blob, commit }]));
};

interface Plan {
  readonly notes: readonly NoteFile[];
  /** So many of them were read before. */
  readonly start: number;
  readonly restart: boolean;
}

const planOf = async (git: Git, dir: string, head: string, cursor: Cursor): Promise<Plan> => {
  const before = cursor.get('head');
  const [reading, position] = (cursor.get('reading') ?? '').split(':');
  const fresh = before === undefined ? undefined : await notesSince(git, dir, before, head);
  // A reading of another head that came to no end has left facts, too.
  const isOther = reading !== undefined && reading !== '' && reading !== head && reading !== before;
  const isRewritten =
    (before !== undefined && fresh === undefined) ||
    (isOther && (await notesSince(git, dir, reading, head)) === undefined);
  if (isRewritten) return { notes: await allNotes(git, dir, head), start: 0, restart: true };
  // An interrupted reading of this very head goes on where it stopped.
  const start = reading === head ? Number(position) : 0;
  return { notes: fresh ?? (await allNotes(git, dir, head)), start, restart: false };
};

const readCommits = async (git: Git, dir: string, commits: readonly string[]) => {
  const found = new Map<string, { author: string; subject: string }>();
  const log = [
    'log',
    '-z',
    '--no-walk=unsorted',
    '--ignore-missing',
    '--format=%H%x1f%aN <%aE>%x1f%s',
    '--stdin',
  ];
  for await (const record of git.records(dir, log, `${commits.join('\n')}\n`)) {
    const [sha = '', author = '', subject = ''] = record.split('\x1f', 3);
    found.set(sha, { author, subject });
  }
  return found;
};

const readNotes = async (git: Git, dir: string, objects: GitObjects, page: readonly NoteFile[]) => {
  const commits = await readCommits(
    git,
    dir,
    page.map(({ commit }) => commit),
  );
  return Promise.all(
    page.map(async ({ blob, commit }): Promise<Raw> => {
      const note = (await objects.read(blob))?.body.toString('utf8') ?? '';
      return { commit, note, ...commits.get(commit) };
    }),
  );
};

async function* pull(settings: Settings, cursor: Cursor, io: Io): AsyncIterable<Page<Raw>> {
  const dir = await io.git.open(settings.repository);
  const head = await notesHead(io.git, dir);
  if (cursor.get('head') === head) return;
  const { notes, start, restart } = await planOf(io.git, dir, head, cursor);
  const objects = io.git.objects(dir);
  try {
    // Once in any case: the head has moved, even where that brought nothing.
    for (let at = start; at === start || at < notes.length; at += PAGE) {
      const page = notes.slice(at, at + PAGE);
      const done = at + page.length;
      const end = done >= notes.length ? [{ stream: 'head', value: head }] : [];
      yield {
        raws: page.length === 0 ? [] : await readNotes(io.git, dir, objects, page),
        cursor: [{ stream: 'reading', value: `${head}:${done}` }, ...end],
        done,
        total: notes.length,
        ...(restart && at === start ? { restart } : {}),
      };
    }
  } finally {
    objects.close();
  }
}

const voteActivities = (note: ReviewNote, item: string, at: number): Activity[] =>
  note.votes.flatMap(({ label, value, by }) => {
    const kind = KINDS.get(label);
    if (kind === undefined || (kind === 'approval' && value < 0)) return [];
    const handle = addressHandle(by);
    return [
      { nativeId: `${item}/note/${label}/${handle.id}`, kind, by: handle, at, item, revision: 1, value },
    ];
  });

const statesOf = (raw: Raw, note: ReviewNote, at: number): ItemState[] => {
  const states: ItemState[] = [];
  if (raw.subject !== undefined) states.push({ field: 'subject', at, value: raw.subject });
  if (note.branch !== undefined) states.push({ field: 'branch', at, value: note.branch });
  if (note.project !== undefined) states.push({ field: 'repository', at, value: note.project });
  return states;
};

const normalise = (raw: Raw): Harvest => {
  const note = parseReviewNote(raw.note);
  const where = `note of commit ${raw.commit.slice(0, 12)}`;
  const at = note.submittedAt;
  if (at === undefined) {
    const reason = 'a note without a readable Submitted-at';
    return { activities: [], items: [], aliases: [], skipped: [{ where, reason }] };
  }
  const skipped: Skip[] = note.unread.map(() => ({
    where,
    reason: 'a line of a note that is no vote and no known key',
  }));
  const item = note.number ?? raw.commit;
  const author = raw.author === undefined ? undefined : parseAddress(raw.author);
  const owner = author === undefined ? {} : { owner: addressHandle(author) };
  const url = note.reviewedOn === undefined ? {} : { url: note.reviewedOn };
  const submitter = note.submittedBy ?? author ?? { name: 'unknown submitter' };
  const merged: Activity = {
    nativeId: `${item}/note/merged`,
    kind: 'change-merged',
    by: addressHandle(submitter),
    at,
    item,
  };
  return {
    activities: [...voteActivities(note, item, at), merged],
    items: [
      { nativeId: item, kind: 'change', openedAt: at, states: statesOf(raw, note, at), ...owner, ...url },
    ],
    aliases: [],
    skipped,
  };
};

export default {
  id: 'gerrit-notes',
  reads: 'the final votes at submit, from the notes that Gerrit keeps in refs/notes/review',
  service: 'email',
  blind:
    'Review notes hold neither negative votes that were answered before the submit nor abandoned changes.',
  settings: SETTINGS,
  kinds: ['review', 'approval', 'verification', 'change-merged'],
  origin: settings => settings.origin,
  pull,
  normalise,
} satisfies Source<Raw, Settings>;
