// What happened, who did it, to what: the nouns that every source speaks.

/** Where an account lives. `name` is for people known only by a display name. */
export const SERVICES = ['gerrit', 'github', 'launchpad', 'irc', 'irc-account', 'email', 'name'] as const;
export type Service = (typeof SERVICES)[number];

/**
 * One account of somebody. `id` is the service's own key: a Gerrit account number (or user name where the
 * service tells no number), a GitHub user number (configurations and rosters write the login), an e-mail address in
 * lower case, an IRC nick, a display name. A nick is anybody's who takes it: `irc` is for counting; `irc-account`, the
 * account that the network's services vouch for, is who somebody is.
 */
export interface Handle {
  readonly service: Service;
  readonly id: string;
  /** The display name that the service showed, if it did. */
  readonly name?: string;
}

/**
 * What kind of thing was done.
 * - `review`: value -2..+2, 0 = a comment without a vote, `APPROVE` = an approval that weighs what its author's role
 *   gives it: +2 of a core, +1 of anybody else; `review-copied`: a vote that the service carried over
 *   to a later patch set by itself; `review-withdrawn`: the vote was taken back.
 * - `approval`: Workflow+1 or Approved; `verification`: the value of a Verified vote.
 * - `change-comment`: a message that is no review: on one's own change, or in the conversation on a pull request;
 *   `inline-comment`: a comment on a line.
 * - `commit`: landed, dated by its landing; `bug-fix`: value = the bug's number.
 * - `meeting-present`: value = lines said.
 * - `chat-present`: spoke in a channel on a day, in no meeting or in one; once a day, at its first word that was heard;
 *   `nativeId` is `chat/<channel>/<date>/<nick>`, the date in UTC. No text is kept, and no number of lines.
 */
export const KINDS = [
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
  'commit',
  'bug-fix',
  'bug-opened',
  'bug-triage',
  'bug-comment',
  'bug-closed',
  'bug-reopened',
  'meeting-present',
  'meeting-represented',
  'meeting-chair',
  'meeting-action',
  'chat-present',
] as const;
export type Kind = (typeof KINDS)[number];

/** The value of a review that approves where the service gives no number; views tell it as +2 or +1. */
export const APPROVE = 3;

/** One act of one account. `(project, origin, nativeId)` is its identity: the same fact read twice is one row. */
export interface Activity {
  readonly nativeId: string;
  readonly kind: Kind;
  readonly by: Handle;
  /** Seconds since 1970, UTC. */
  readonly at: number;
  /** `nativeId` of the item it was done to. */
  readonly item?: string;
  /** Patch set number, counted from 1. */
  readonly revision?: number;
  readonly value?: number;
}

/**
 * Properties of an item that change over time. A value that is a list (hashtags, labels, bugs) is one line each.
 * `landing` says how a change entered the branch: `merge` (a merge commit) or `direct`. `status` and `importance` are
 * a bug's, in the words of its tracker; `assigned` says whether somebody has it: `true` or `false`. `topic`, `agreed`,
 * `done` and `ended` of a meeting stand at the time when they were said; what `ended` it is its value, and `done` is a
 * sentence that says so of something. `meeting` of an action
 * is the meeting at which it was given.
 */
export const ITEM_FIELDS = [
  'subject',
  'topic',
  'hashtag',
  'label',
  'branch',
  'repository',
  'bug',
  'change-id',
  'wip',
  'landing',
  'status',
  'importance',
  'assigned',
  'agreed',
  'done',
  'ended',
  'meeting',
] as const;
export type ItemField = (typeof ITEM_FIELDS)[number];

export interface ItemState {
  readonly field: ItemField;
  readonly at: number;
  readonly value: string;
}

/** Something that people work on: a change (patch, pull request, landing), a bug, a meeting, what was to be done after one. */
export interface Item {
  readonly nativeId: string;
  readonly kind: 'change' | 'bug' | 'meeting' | 'action';
  readonly url?: string;
  readonly owner?: Handle;
  /** Seconds since 1970, UTC. */
  readonly openedAt?: number;
  readonly states: readonly ItemState[];
}

/** Evidence that two accounts are one person. `ref` says where it was seen, so that seeing it twice is one piece. */
export interface Alias {
  readonly a: Handle;
  readonly b: Handle;
  readonly evidence: string;
  readonly ref: string;
  /** How many times this one sighting counts, 1 when absent: a list may sum up many. */
  readonly weight?: number;
}

/** A record that could not be used: where it stands and why, in words for a reader. */
export interface Skip {
  readonly where: string;
  readonly reason: string;
}

/** What a source made of a page of raw records. */
export interface Harvest {
  readonly activities: readonly Activity[];
  readonly items: readonly Item[];
  readonly aliases: readonly Alias[];
  /** Further display names that accounts were seen with. */
  readonly names?: readonly Handle[];
  readonly skipped: readonly Skip[];
  /**
   * `nativeId`s of items of which this tells everything: facts about them that it does not tell are taken back, and
   * one that is not among `items` is there no longer.
   */
  readonly whole?: readonly string[];
  /** True: first words, which stand only where nothing is known yet and never correct what is. */
  readonly tentative?: boolean;
}

export const NOTHING: Harvest = { activities: [], items: [], aliases: [], skipped: [] };

/** Stands for everybody whose account GitHub no longer tells: work that is kept, of people who are not known. */
export const GHOST: Handle = { service: 'github', id: 'ghost', name: 'ghost' };

export const handleKey = (handle: Handle): string => `${handle.service}:${handle.id}`;
