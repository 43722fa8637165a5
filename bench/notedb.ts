// The invented project as Gerrit keeps it: a NoteDb branch a change, with messages, votes and inline comments.
import type { Activity } from '../src/domain/activity.ts';
import type { NewCommit } from './git-writer.ts';
import { chanceFrom } from './random.ts';
import { type Entry, planChange, START } from './synthetic.ts';

const SERVER = '5d1c0a3e-6f0e-4c8f-9a52-1f2f5d5c0b11';
const FIRST = 1000;
const APART = 3600;

const userOf = (account: string): string => `Gerrit User ${account} <${account}@${SERVER}>`;
const refOf = (number: string): string => `refs/changes/${number.slice(-2)}/${number}/meta`;
const shaOf = (number: string, revision: number): string =>
  `${Number(number).toString(16).padStart(20, 'a')}${revision.toString(16).padStart(20, 'b')}`;

const REMARKS = [
  'Looks good in general, but the migration needs a test of its own: what happens when the table is empty?',
  'recheck',
  'I would rather see this as two changes; the first half can be merged today.\n\nThe second needs a release note.',
  'Thanks, that is much easier to follow now.',
];

interface Told {
  readonly head: string;
  readonly message: string;
  readonly footers: readonly string[];
}

/** Gerrit writes a vote into the message and into a footer. */
const voteTold = ({ value = 0, revision = 1, at }: Activity, label: string, comments: number): Told => {
  const signed = value > 0 ? `+${value}` : String(value);
  const said = comments > 0 ? `(${comments} comments)` : (REMARKS[at % REMARKS.length] ?? '');
  return {
    head: `Update patch set ${revision}`,
    message: `Patch Set ${revision}:${value === 0 ? '' : ` ${label}${signed}`}\n\n${said}`,
    footers: value === 0 ? [] : [`Label: ${label}=${signed}`],
  };
};

const plain = (revision: number, message: string, footers: readonly string[] = []): Told => ({
  head: `Update patch set ${revision}`,
  message,
  footers,
});

const tell = (activity: Activity, states: readonly string[], comments: number, current: number): Told => {
  const { kind, revision = current, by } = activity;
  const item = activity.item ?? '';
  switch (kind) {
    case 'patchset': {
      const head = revision === 1 ? 'Create change' : `Create patch set ${revision}`;
      const footers = [...(revision === 1 ? states : []), `Commit: ${shaOf(item, revision)}`];
      return { head, message: `Uploaded patch set ${revision}.`, footers };
    }
    case 'verification':
      return voteTold(activity, 'Verified', 0);
    case 'approval':
      return voteTold(activity, 'Workflow', 0);
    case 'review-copied':
      return plain(revision, '', [`Copied-Label: Code-Review=+2, ${'c'.repeat(40)} ${userOf(by.id)}`]);
    case 'review-withdrawn':
      return plain(revision, `Patch Set ${revision}: -Code-Review`, ['Label: -Code-Review']);
    case 'change-comment':
      return plain(revision, `Patch Set ${revision}:\n\n${REMARKS[activity.at % REMARKS.length] ?? ''}`);
    case 'change-merged': {
      const message = `Change has been successfully merged by ${by.name ?? ''}`;
      return {
        head: `Submit patch set ${revision}`,
        message,
        footers: ['Status: merged', 'Submission-id: 1-2'],
      };
    }
    case 'change-abandoned':
      return { head: `Update patch set ${revision}`, message: 'Abandoned', footers: ['Status: abandoned'] };
    default:
      return voteTold(activity, 'Code-Review', comments);
  }
};

const commentText = ({ nativeId, by, at, revision }: Activity): object => ({
  unresolved: true,
  key: { uuid: nativeId, filename: 'src/store/import.py', patchSetId: revision },
  lineNbr: at % 400,
  author: { id: Number(by.id) },
  writtenOn: new Date(at * 1000).toISOString(),
  side: 1,
  message: 'Could this be shorter?',
  revId: shaOf(nativeId.split('/', 1)[0] ?? '', revision ?? 1),
  serverId: SERVER,
});

/** Acts become commits; inline comments go into the tree with the review that they belong to. */
function* commitsOf(entries: readonly Entry[]): Generator<NewCommit> {
  const comments = new Map<number, object[]>();
  const ref = refOf(entries[0]?.activity.item ?? '');
  let revision = 1;
  for (const [index, { activity }] of entries.entries()) {
    if (activity.kind === 'change-opened' || activity.kind === 'inline-comment') continue;
    revision = activity.revision ?? revision;
    const after = entries.slice(index + 1).findIndex(entry => entry.activity.kind !== 'inline-comment');
    const inline = activity.kind === 'review' ? entries.slice(index + 1, index + 1 + Math.max(after, 0)) : [];
    const kept = comments.get(revision) ?? [];
    kept.push(...inline.map(entry => commentText(entry.activity)));
    comments.set(revision, kept);
    const path = shaOf(activity.item ?? '', revision);
    const text = JSON.stringify({ comments: kept }, null, 2);
    const states = (entries[0]?.item?.states ?? []).map(({ field, value }) => `${field}: ${value}`);
    const { head, message, footers } = tell(activity, states.map(footerOf), inline.length, revision);
    const body = message === '' ? head : `${head}\n\n${message}`;
    const base = { ref, author: userOf(activity.by.id) };
    if (activity.kind === 'verification') {
      const started = `Patch Set ${revision}:\n\nBuild started: https://ci.example.org/job/${activity.at}/`;
      yield { ...base, at: activity.at - 1, message: `${head}\n\n${started}\n\nPatch-set: ${revision}\n` };
    }
    if (activity.kind === 'review') {
      const reviewer = `Reviewer: ${userOf(activity.by.id)}\nLabel: Code-Review=0`;
      yield { ...base, at: activity.at - 1, message: `${head}\n\nPatch-set: ${revision}\n${reviewer}\n` };
    }
    const all = [`Patch-set: ${revision}`, ...footers].join('\n');
    const files = inline.length > 0 ? [{ path, text }] : [];
    yield { ...base, at: activity.at, message: `${body}\n\n${all}\n`, files };
  }
}

const FOOTERS: Readonly<Record<string, string>> = {
  subject: 'Subject',
  branch: 'Branch',
  'change-id': 'Change-id',
  topic: 'Topic',
};

const footerOf = (state: string): string => {
  const [field = '', ...rest] = state.split(': ');
  return `${FOOTERS[field] ?? field}: ${rest.join(': ')}`;
};

export function* noteDbCommits(changes: number): Generator<NewCommit> {
  const chance = chanceFrom(2);
  for (let index = 0; index < changes; index++) {
    yield* commitsOf(planChange(chance, String(FIRST + index), START + index * APART));
  }
}

/** One more remark on each of the first `changes` changes. */
export function* moreRemarks(changes: number): Generator<NewCommit> {
  for (let index = 0; index < changes; index++) {
    const ref = refOf(String(FIRST + index));
    const message = 'Update patch set 1\n\nPatch Set 1:\n\nStill of interest?\n\nPatch-set: 1\n';
    yield { ref, author: userOf('1000'), at: START + 20_000 * APART + index, message, parents: [`${ref}^0`] };
  }
}
