// What single things on GitHub mean, whether they are read or a delivery tells of them: the same rows either way.
import { type Activity, APPROVE, GHOST, type Handle, type Item, type Kind } from '../../domain/activity.ts';
import { proseLines } from '../../lib/prose.ts';
import { type TextVote, textVote } from '../../lib/text-vote.ts';
import type { Comment, Issue, Review, ReviewComment, User } from './answer.ts';
import type { Settings } from './settings.ts';

/** What never changes about a pull request or an issue. */
export interface Subject {
  readonly number: number;
  readonly isPull: boolean;
  readonly url?: string;
  readonly owner: Handle;
  readonly openedAt: number;
}

/** GitHub's own account for deleted ones. */
const GHOST_NUMBER = 10_137;

export const handleOf = (user: User): Handle => {
  if (!user || user.id === GHOST_NUMBER) return GHOST;
  const { id, login, type } = user;
  // Bots are known by this ending, but not every program that GitHub calls a bot has it in its name.
  const name = type === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
  return { service: 'github', id: String(id), name };
};

export const sameHandle = (a: Handle, b: Handle): boolean => a.service === b.service && a.id === b.id;

export const nativeIdOf = ({ isPull, number }: Pick<Subject, 'isPull' | 'number'>): string =>
  `${isPull ? 'pull' : 'issue'}/${number}`;

export const subjectOf = (issue: Issue): Subject => ({
  number: issue.number,
  isPull: issue.pull_request !== undefined && issue.pull_request !== null,
  ...(issue.html_url === undefined ? {} : { url: issue.html_url }),
  owner: handleOf(issue.user),
  openedAt: issue.created_at,
});

export const shellOf = (subject: Subject, states: Item['states'] = []): Item => ({
  nativeId: nativeIdOf(subject),
  kind: subject.isPull ? 'change' : 'bug',
  ...(subject.url === undefined ? {} : { url: subject.url }),
  owner: subject.owner,
  openedAt: subject.openedAt,
  states,
});

export const openedFacts = (subject: Subject): Activity[] => {
  const item = nativeIdOf(subject);
  const opening = { by: subject.owner, at: subject.openedAt, item };
  if (!subject.isPull) return [{ nativeId: `${item}/opened`, kind: 'bug-opened', ...opening }];
  return [
    { nativeId: `${item}/opened`, kind: 'change-opened', ...opening },
    { nativeId: patchsetId(item, 1), kind: 'patchset', ...opening, revision: 1 },
  ];
};

export const patchsetId = (item: string, revision: number): string => `${item}/patchset/${revision}`;

const TEXT_VALUES: Readonly<Record<TextVote, number>> = { approve: APPROVE, reject: -1, comment: 0 };
const STATE_VALUES = new Map([
  ['approved', APPROVE],
  ['changes_requested', -1],
]);

const textValue = (body: string | null | undefined, settings: Settings): number | undefined => {
  const vote = body ? textVote(body, settings.phrases) : undefined;
  return vote && TEXT_VALUES[vote];
};

/** `state` is what it was when it was submitted, in any case of letters; undefined while it is a draft. */
export const reviewFact = (
  review: Review,
  state: string,
  subject: Subject,
  settings: Settings,
): Activity | undefined => {
  const said = state.toLowerCase();
  if (said === 'pending') return undefined;
  const by = handleOf(review.user);
  const spoken = sameHandle(by, subject.owner) ? undefined : textValue(review.body, settings);
  return {
    nativeId: `review/${review.id}`,
    kind: 'review',
    by,
    at: review.submitted_at,
    item: nativeIdOf(subject),
    value: STATE_VALUES.get(said) ?? spoken ?? 0,
  };
};

/** What is asked of a bot is no work on the item, and no sign of life. */
const isCommand = (body: string | null | undefined): boolean => {
  const lines = proseLines(body ?? '').filter(line => line !== '');
  return lines.length > 0 && lines.every(line => /^\/rollcall(\s|$)/.test(line));
};

/** Undefined: it says nothing about the item. */
export const commentFact = (comment: Comment, subject: Subject, settings: Settings): Activity | undefined => {
  if (isCommand(comment.body)) return undefined;
  const by = handleOf(comment.user);
  const base = { nativeId: `comment/${comment.id}`, by, at: comment.created_at, item: nativeIdOf(subject) };
  if (!subject.isPull) return { ...base, kind: 'bug-comment' };
  const value = sameHandle(by, subject.owner) ? undefined : textValue(comment.body, settings);
  return value === undefined ? { ...base, kind: 'change-comment' } : { ...base, kind: 'review', value };
};

export const reviewCommentFact = (comment: ReviewComment, subject: Subject): Activity => ({
  nativeId: `review-comment/${comment.id}`,
  kind: 'inline-comment',
  by: handleOf(comment.user),
  at: comment.created_at,
  item: nativeIdOf(subject),
});

/** Who merges somebody else's work approves of it. */
export const mergedFacts = (subject: Subject, by: Handle, at: number): Activity[] => {
  const item = nativeIdOf(subject);
  const fact = (nativeId: string, kind: Kind): Activity => ({ nativeId, kind, by, at, item });
  const merged = fact(`${item}/merged`, 'change-merged');
  const isOther = !sameHandle(by, subject.owner) && !sameHandle(by, GHOST);
  return isOther ? [merged, fact(`${item}/merged/approval`, 'approval')] : [merged];
};
