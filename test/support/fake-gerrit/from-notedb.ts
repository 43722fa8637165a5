// Answers that a Gerrit server would give about the changes of a NoteDb repository. They are derived, not recorded:
// folded from the events by rules of their own, so that they are no echo of what the source for NoteDb makes of them.
import type notedb from '../../../src/sources/gerrit-notedb/index.ts';
import type { FakeAccount, FakeChange, FakeVote } from './model.ts';

type Raw = Extract<Parameters<typeof notedb.normalise>[0], { events: unknown }>;
type Event = Raw['events'][number];

/** A vote on one patch set, as Gerrit's query lists them. */
export interface StandingVote extends FakeVote {
  readonly revision: number;
}

export interface DerivedChange {
  readonly change: FakeChange;
  /** In force at the end of each patch set. */
  readonly standing: readonly StandingVote[];
}

const accountOf = ({ by }: Event): number | undefined => (/^\d+$/.test(by.id) ? Number(by.id) : undefined);

/** A vote stands in the footers or, in migrated changes, in the message alone. */
const votesIn = (event: Event): { label: string; value: number; by: number }[] => {
  const author = accountOf(event);
  const own = new Set(event.labels.filter(({ account }) => account === undefined).map(({ label }) => label));
  const footers = event.labels.flatMap(({ label, value = 0, account }) => {
    const by = account === undefined ? author : Number(account);
    return by === undefined ? [] : [{ label, value, by }];
  });
  const head = /^Patch Set \d+:((?: (?:-|[A-Za-z])[A-Za-z-]*(?:[+-]\d)?)+)$/.exec(
    event.message.split('\n')[0] ?? '',
  );
  const told = (head?.[1] ?? '')
    .trim()
    .split(' ')
    .flatMap(word => {
      const [, label = '', value] = /^([A-Za-z][A-Za-z-]*)([+-]\d)$/.exec(word) ?? [];
      if (value !== undefined && author !== undefined && !own.has(label))
        return [{ label, value: Number(value), by: author }];
      const taken = /^-([A-Za-z-]+)$/.exec(word)?.[1];
      return taken === undefined || author === undefined || own.has(taken)
        ? []
        : [{ label: taken, value: 0, by: author }];
    });
  return [...footers, ...told];
};

const STATUS = { new: 'NEW', merged: 'MERGED', abandoned: 'ABANDONED', draft: 'NEW' } as const;

const isStatus = (text: string): text is keyof typeof STATUS => text in STATUS;

const apply = (change: FakeChange, standing: Map<string, StandingVote>, event: Event): void => {
  const { at, patchSet, footers, message } = event;
  const by = accountOf(event);
  change.updated = Math.max(change.updated, at);
  if (footers.has('Commit') && change.revisions.every(({ number }) => number !== patchSet))
    change.revisions.push({ number: patchSet, by: by ?? change.owner, at });
  for (const vote of votesIn(event)) {
    const key = `${patchSet} ${vote.by} ${vote.label}`;
    if (vote.value === 0) standing.delete(key);
    else standing.set(key, { ...vote, at, revision: patchSet });
  }
  change.topic = footers.get('Topic') ?? change.topic;
  change.subject = footers.get('Subject') ?? change.subject;
  const wip = footers.get('Work-in-progress');
  if (wip !== undefined) change.wip = wip === 'true';
  const status = footers.get('Status')?.toLowerCase() ?? '';
  if (isStatus(status)) change.status = STATUS[status];
  if (status === 'merged' && change.submitted === undefined)
    Object.assign(change, { submitted: at, ...(by !== undefined && { submitter: by }) });
  if (message === '') return;
  const tag = footers.get('Tag');
  change.messages.push({
    at,
    text: message,
    revision: patchSet,
    ...(by !== undefined && { by }),
    ...(tag !== undefined && { tag }),
  });
};

interface StoredComment {
  readonly key: { readonly uuid: string; readonly patchSetId: number };
  readonly author: { readonly id: number };
  readonly writtenOn: string;
}

const commentsIn = (files: readonly string[]): FakeChange['comments'] =>
  files.flatMap(text =>
    ((JSON.parse(text) as { comments?: StoredComment[] }).comments ?? []).map(
      ({ key, author, writtenOn }) => ({
        id: key.uuid,
        by: author.id,
        at: Math.floor(
          Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(writtenOn) ? writtenOn : `${writtenOn} UTC`) / 1000,
        ),
        revision: key.patchSetId,
      }),
    ),
  );

export const derive = ({ number, events, comments }: Raw): DerivedChange => {
  const oldestFirst = [...events].reverse();
  const first = oldestFirst[0];
  if (!first) throw new Error(`change ${number} has no event`);
  const change: FakeChange = {
    number: Number(number),
    project: 'doctor',
    branch: (first.footers.get('Branch') ?? '').replace('refs/heads/', ''),
    changeId: first.footers.get('Change-id') ?? '',
    owner: accountOf(first) ?? 0,
    created: first.at,
    updated: first.at,
    subject: '',
    commitMessage: '',
    status: 'NEW',
    topic: '',
    hashtags: [],
    wip: false,
    messages: [],
    revisions: [],
    votes: [],
    comments: commentsIn(comments),
  };
  const standing = new Map<string, StandingVote>();
  for (const event of oldestFirst) apply(change, standing, event);
  const current = Math.max(...change.revisions.map(each => each.number));
  change.votes = [...standing.values()].filter(({ revision }) => revision === current);
  return { change, standing: [...standing.values()] };
};

/** One line of `gerrit query --format=JSON --all-approvals --patch-sets --comments`. */
export const queryLine = (
  { change, standing }: DerivedChange,
  people: (number: number) => FakeAccount,
): string => {
  const account = (number: number): object => {
    const { name, email, username } = people(number);
    return { name, email, username };
  };
  return JSON.stringify({
    project: change.project,
    branch: change.branch,
    id: change.changeId,
    number: change.number,
    subject: change.subject,
    owner: account(change.owner),
    createdOn: change.created,
    lastUpdated: change.updated,
    status: change.status,
    topic: change.topic,
    comments: change.messages.map(({ by, at, text }) => ({
      timestamp: at,
      reviewer: by === undefined ? { name: 'Gerrit Code Review' } : account(by),
      message: text,
    })),
    patchSets: change.revisions.map(({ number, by, at }) => ({
      number,
      createdOn: at,
      uploader: account(by),
      approvals: standing
        .filter(({ revision }) => revision === number)
        .map(vote => ({
          type: vote.label,
          value: String(vote.value),
          grantedOn: vote.at,
          by: account(vote.by),
        })),
    })),
  });
};
