// What people do to a pull request only: reviews, commits, drafts, the merge.
import { userBody } from './bodies.ts';
import {
  accountOf,
  type Json,
  type Review,
  type ReviewComment,
  type ReviewState,
  shaOf,
  type Thread,
  type World,
} from './state.ts';
import { actor, type Doing, record, touch } from './thread.ts';
import { reviewBody, reviewCommentBody } from './thread-bodies.ts';
import { tellReview, tellThread } from './webhooks.ts';

/** Webhooks tell the state of a review in lower case, REST in upper case. */
const toldReview = (thread: Thread, review: Review): Json => ({
  ...reviewBody(thread, review),
  state: review.state.toLowerCase(),
});

interface Remark extends Doing {
  readonly body?: string;
  readonly path?: string;
  readonly line?: number;
  /** The review that it is part of; without one GitHub makes one of it alone. */
  readonly review?: Review;
  readonly replyTo?: ReviewComment;
}

export const reviewing = (world: World, thread: Thread) => {
  const review = (
    state: Exclude<ReviewState, 'DISMISSED'>,
    doing: Doing & { readonly body?: string; readonly commit?: string },
  ): Review => {
    const [user, at] = [actor(world, thread, doing), world.time(doing.at)];
    const commit = doing.commit ?? thread.head;
    const one: Review = { id: world.next(), user, state, body: doing.body ?? '', at, commit };
    thread.reviews.push(one);
    touch(thread, at);
    tellReview(world, thread, 'pull_request_review', 'submitted', user, { review: toldReview(thread, one) });
    return one;
  };
  const editReview = (one: Review, body: string, doing: Doing): void => {
    const from = one.body;
    one.body = body;
    touch(thread, world.time(doing.at));
    const more = { changes: { body: { from } }, review: toldReview(thread, one) };
    tellReview(world, thread, 'pull_request_review', 'edited', one.user, more);
  };
  const dismiss = (one: Review, doing: Doing & { readonly message?: string }): void => {
    const state = one.state.toLowerCase();
    one.state = 'DISMISSED';
    const dismissed = { state, review_id: one.id, dismissal_message: doing.message ?? null };
    const { who } = record(world, thread, 'review_dismissed', doing, {
      more: () => ({ dismissed_review: dismissed }),
    });
    tellReview(world, thread, 'pull_request_review', 'dismissed', who, { review: toldReview(thread, one) });
  };
  const asking = (event: 'review_requested' | 'review_request_removed') => (login: string, doing: Doing) => {
    const [one, by] = [accountOf(world, login), actor(world, thread, doing)];
    const rest = thread.reviewers.filter(other => other !== one);
    thread.reviewers = event === 'review_requested' ? [...rest, one] : rest;
    const more = () => ({ review_requester: userBody(by ?? one), requested_reviewer: userBody(one) });
    const { who } = record(world, thread, event, doing, { more });
    tellThread(world, thread, event, who, { requested_reviewer: userBody(one) });
  };
  return {
    review,
    editReview,
    dismiss,
    requestReview: asking('review_requested'),
    unrequestReview: asking('review_request_removed'),
  };
};

export const remarking = (world: World, thread: Thread, review: ReturnType<typeof reviewing>['review']) => {
  const name = 'pull_request_review_comment';
  const reviewComment = (doing: Remark): ReviewComment => {
    const at = world.time(doing.at);
    const within = doing.review ?? review('COMMENTED', { ...doing, at, body: '' });
    const one: ReviewComment = {
      id: world.next(),
      user: within.user,
      body: doing.body ?? '',
      createdAt: at,
      updatedAt: at,
      review: within.id,
      path: doing.path ?? 'README.md',
      line: doing.line ?? 1,
      commit: within.commit,
      ...(doing.replyTo && { replyTo: doing.replyTo.id }),
    };
    thread.reviewComments.push(one);
    touch(thread, at);
    tellReview(world, thread, name, 'created', one.user, { comment: reviewCommentBody(thread, one) });
    return one;
  };
  const editReviewComment = (one: ReviewComment, body: string, doing: Doing): void => {
    const [from, at] = [one.body, world.time(doing.at)];
    one.body = body;
    one.updatedAt = Math.max(one.updatedAt, at);
    touch(thread, at);
    const more = { changes: { body: { from } }, comment: reviewCommentBody(thread, one) };
    tellReview(world, thread, name, 'edited', one.user, more);
  };
  const deleteReviewComment = (one: ReviewComment, doing: Doing): void => {
    thread.reviewComments.splice(thread.reviewComments.indexOf(one), 1);
    touch(thread, world.time(doing.at));
    const who = doing.by === undefined ? one.user : actor(world, thread, doing);
    tellReview(world, thread, name, 'deleted', who, { comment: reviewCommentBody(thread, one) });
  };
  return { reviewComment, editReviewComment, deleteReviewComment };
};

export const progress = (world: World, thread: Thread) => {
  const moveHead = (doing: Doing, event: 'committed' | 'head_ref_force_pushed'): string => {
    const before = thread.head;
    const after = shaOf(world.next());
    thread.head = after;
    const { who } = record(world, thread, event, doing, { commit: after });
    tellThread(world, thread, 'synchronize', who, { before, after });
    return after;
  };
  /** A new commit on the branch. GitHub's event carries the commit's author by e-mail only. */
  const push = (doing: Doing): string => moveHead(doing, 'committed');
  const forcePush = (doing: Doing): string => moveHead(doing, 'head_ref_force_pushed');
  const ready = (doing: Doing): void => {
    thread.draft = false;
    const { who } = record(world, thread, 'ready_for_review', doing);
    tellThread(world, thread, 'ready_for_review', who);
  };
  const toDraft = (doing: Doing): void => {
    thread.draft = true;
    const { who } = record(world, thread, 'convert_to_draft', doing);
    tellThread(world, thread, 'converted_to_draft', who);
  };
  const merge = (doing: Doing): void => {
    const commit = shaOf(world.next());
    const { who, at } = record(world, thread, 'merged', doing, { commit });
    Object.assign(thread, { state: 'closed', mergedAt: at, mergedBy: who, closedAt: at, closedBy: who });
    record(world, thread, 'closed', { ...doing, at }, { more: () => ({ state_reason: null }) });
    tellThread(world, thread, 'closed', who);
  };
  return { push, forcePush, ready, toDraft, merge };
};
