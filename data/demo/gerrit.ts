// A change as `gerrit query --format=JSON --all-approvals --patch-sets --comments` shows it, and what may happen to it.
import type { Actor } from './cast.ts';
import { CI } from './crowd.ts';
import type { Dice } from './random.ts';

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly username: string;
}

type Label = 'Code-Review' | 'Workflow' | 'Verified';

interface Approval {
  readonly type: Label;
  readonly value: string;
  readonly grantedOn: number;
  readonly by: Account;
}

export interface PatchSet {
  readonly number: number;
  readonly revision: string;
  readonly uploader: Account;
  readonly createdOn: number;
  readonly author: Account;
  readonly kind: 'REWORK' | 'TRIVIAL_REBASE';
  readonly approvals: Approval[];
}

interface Comment {
  readonly timestamp: number;
  readonly reviewer: Account;
  readonly message: string;
}

/** What is set when a change is opened. */
export interface Opening {
  readonly at: number;
  readonly owner: Actor;
  readonly repository: string;
  readonly branch: string;
  readonly subject: string;
  readonly body?: string;
  readonly topic?: string;
  readonly hashtag?: string;
  readonly bug?: number;
  /** How much reviewers are drawn to it; 1 is average. */
  readonly appeal: number;
  readonly priority: boolean;
  readonly quietFrom?: string;
  readonly patchSets?: readonly string[];
  /** Its owner will let it go after this many days. */
  readonly dropAfterDays?: number;
}

export interface Change {
  readonly opening: Opening;
  readonly number: number;
  readonly id: string;
  readonly sets: PatchSet[];
  readonly comments: Comment[];
  status: 'NEW' | 'MERGED' | 'ABANDONED';
  /** An answer of the owner is on its way. */
  answering: boolean;
  /** Approved: the gate works on it. */
  gating: boolean;
}

const account = ({ name, email, username }: Account): Account => ({ name, email, username });

export const open = (opening: Opening, number: number, random: Dice): Change => ({
  opening,
  number,
  id: `I${random.hex(40)}`,
  sets: [],
  comments: [],
  status: 'NEW',
  answering: false,
  gating: false,
});

export const current = (change: Change): PatchSet => {
  const set = change.sets.at(-1);
  if (!set) throw new Error(`change ${change.number} has no patch set`);
  return set;
};

export const say = (change: Change, at: number, by: Account, message: string): void => {
  change.comments.push({ timestamp: at, reviewer: account(by), message });
};

export const upload = (change: Change, at: number, by: Account, random: Dice): void => {
  const number = change.sets.length + 1;
  change.sets.push({
    number,
    revision: random.hex(40),
    uploader: account(by),
    createdOn: at,
    author: account(change.opening.owner),
    kind: 'REWORK',
    approvals: [],
  });
  say(change, at, by, `Uploaded patch set ${number}.`);
};

/** Gerrit keeps Code-Review votes over a trivial rebase, with the time at which they were given. */
export const rebase = (change: Change, at: number, by: Account, random: Dice): void => {
  const before = current(change);
  const number = before.number + 1;
  change.sets.push({
    number,
    revision: random.hex(40),
    uploader: account(by),
    createdOn: at,
    author: before.author,
    kind: 'TRIVIAL_REBASE',
    approvals: before.approvals.filter(vote => vote.type === 'Code-Review'),
  });
  say(change, at, by, `Patch Set ${number}: Patch Set ${before.number} was rebased`);
};

export type Votes = readonly (readonly [Label, number])[];

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

/** Gives votes (none: a comment only) on the current patch set; a second vote on a label replaces the first. */
export const review = (change: Change, at: number, by: Account, votes: Votes, text = ''): void => {
  const set = current(change);
  for (const [type, value] of votes) {
    const old = set.approvals.findIndex(vote => vote.type === type && vote.by.username === by.username);
    if (old !== -1) set.approvals.splice(old, 1);
    set.approvals.push({ type, value: String(value), grantedOn: at, by: account(by) });
  }
  const given = votes.map(([type, value]) => ` ${type}${signed(value)}`).join('');
  say(change, at, by, `Patch Set ${set.number}:${given}${text === '' ? '' : `\n\n${text}`}`);
};

export const merge = (change: Change, at: number): void => {
  change.status = 'MERGED';
  say(change, at, CI, `Change has been successfully merged by ${CI.name}`);
};

const commitMessage = ({ opening, id }: Change): string =>
  [
    opening.subject,
    '',
    ...(opening.body === undefined ? [] : [opening.body, '']),
    ...(opening.bug === undefined ? [] : [`Closes-Bug: #${opening.bug}`]),
    `Change-Id: ${id}`,
    '',
  ].join('\n');

/** One line of the query's answer. */
export const toLine = (change: Change): string => {
  const { opening, number, id, status, comments } = change;
  const lastUpdated = comments.at(-1)?.timestamp ?? opening.at;
  return JSON.stringify({
    project: opening.repository,
    branch: opening.branch,
    topic: opening.topic,
    hashtags: opening.hashtag === undefined ? undefined : [opening.hashtag],
    id,
    number,
    subject: opening.subject,
    owner: account(opening.owner),
    url: `https://review.example.org/c/${number}`,
    commitMessage: commitMessage(change),
    createdOn: opening.at,
    lastUpdated,
    open: status === 'NEW',
    status,
    comments,
    patchSets: change.sets.map(set => ({
      ...set,
      approvals: set.approvals.length === 0 ? undefined : set.approvals,
    })),
  });
};
