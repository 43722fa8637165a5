// What the whole history of a pull request or an issue means.
import { z } from 'zod';
import {
  type Activity,
  GHOST,
  type Handle,
  type Harvest,
  type Kind,
  NOTHING,
  type Skip,
} from '../../domain/activity.ts';
import { faultOf, ID, ISSUE, type Issue, REVIEW_COMMENT, type ReviewComment } from './answer.ts';
import { type Event, type EventOf, eventsOf } from './event.ts';
import {
  commentFact,
  handleOf,
  mergedFacts,
  nativeIdOf,
  openedFacts,
  patchsetId,
  reviewCommentFact,
  reviewFact,
  type Subject,
  sameHandle,
  shellOf,
  subjectOf,
} from './facts.ts';
import { type Revisions, revisionsOf } from './revisions.ts';
import type { Settings } from './settings.ts';
import { statesOf } from './states.ts';

/** An item as GitHub tells it; or the number of one that is there no longer. */
export type Raw =
  | {
      readonly issue: unknown;
      readonly timeline: readonly unknown[];
      readonly reviewComments: readonly unknown[];
    }
  | { readonly gone: number };

const GONE = z.object({ gone: ID });
const WHOLE = z.object({
  issue: ISSUE,
  timeline: z.array(z.unknown()),
  reviewComments: z.array(z.unknown()),
});

/** What is at hand while an item is read. */
interface Reading {
  readonly subject: Subject;
  readonly settings: Settings;
  readonly issue: Issue;
  readonly events: readonly Event[];
  readonly revisions: Revisions;
}

const withRevision = (activity: Activity, revision: number | undefined): Activity =>
  revision === undefined ? activity : { ...activity, revision };

type Act = Extract<Event, { actor?: unknown }>;

const actOf = (event: Act, kind: Kind, subject: Subject, suffix = ''): Activity => ({
  nativeId: `event/${event.id}${suffix}`,
  kind,
  by: handleOf(event.actor),
  at: event.created_at,
  item: nativeIdOf(subject),
});

/** A dismissed review keeps what it said until it was dismissed, and its author's vote ends then. */
const reviewFacts = ({ events, subject, settings, revisions }: Reading): Activity[] => {
  const dismissals = new Map(
    events.flatMap(event =>
      event.event === 'review_dismissed' ? [[event.dismissed_review.review_id, event] as const] : [],
    ),
  );
  return events.flatMap((event): Activity[] => {
    if (event.event !== 'reviewed') return [];
    const dismissal = dismissals.get(event.id);
    const fact = reviewFact(event, dismissal?.dismissed_review.state ?? event.state, subject, settings);
    if (!fact) return [];
    const review = withRevision(fact, revisions.of.get(fact.nativeId));
    if (!dismissal) return [review];
    const withdrawal = { ...actOf(dismissal, 'review-withdrawn', subject), by: fact.by };
    return [review, withRevision(withdrawal, review.revision)];
  });
};

const commentFacts = ({ events, subject, settings, revisions }: Reading): Activity[] =>
  events.flatMap(event => {
    if (event.event !== 'commented') return [];
    const fact = commentFact(event, subject, settings);
    if (!fact) return [];
    return [withRevision(fact, subject.isPull ? revisions.of.get(fact.nativeId) : undefined)];
  });

const inlineFacts = (comments: readonly ReviewComment[], { subject, revisions }: Reading): Activity[] =>
  comments.map(comment => {
    const ofReview = revisions.of.get(`review/${comment.pull_request_review_id}`);
    return withRevision(reviewCommentFact(comment, subject), ofReview ?? revisions.at(comment.created_at));
  });

/** A closing this near before the merge is part of it, in whatever order GitHub lists the two. */
const MERGE_TAKES = 5;

const pullFacts = ({ events, subject, issue, revisions }: Reading): Activity[] => {
  const item = nativeIdOf(subject);
  const merge = events.find(event => event.event === 'merged');
  const mergedAt = issue.pull_request?.merged_at ?? merge?.created_at;
  const latest = revisions.all.at(-1)?.number;
  const merged =
    mergedAt === undefined || mergedAt === null
      ? []
      : mergedFacts(subject, merge ? handleOf(merge.actor) : GHOST, mergedAt).map(fact =>
          fact.kind === 'approval' ? withRevision(fact, latest) : fact,
        );
  const turns = events.flatMap((event): Activity[] => {
    if (event.event === 'reopened') return [actOf(event, 'change-restored', subject)];
    const isAbandoned = event.event === 'closed' && event.created_at < (mergedAt ?? Infinity) - MERGE_TAKES;
    return isAbandoned ? [actOf(event, 'change-abandoned', subject)] : [];
  });
  const later = revisions.all
    .filter(({ number }) => number > 1)
    .map(
      ({ number, at, by }): Activity => ({
        nativeId: patchsetId(item, number),
        kind: 'patchset',
        by,
        at,
        item,
        revision: number,
      }),
    );
  return [...later, ...merged, ...turns];
};

const TRIAGE = ['labeled', 'milestoned', 'assigned', 'issue_type_added', 'issue_type_changed'] as const;
type Triage = EventOf<(typeof TRIAGE)[number]>;
const isTriage = (event: Event): event is Triage => TRIAGE.some(name => name === event.event);

const SORTED_OUT: ReadonlySet<unknown> = new Set(['duplicate', 'not_planned']);

const closingFacts = (closed: EventOf<'closed'>, reason: unknown, subject: Subject): Activity[] => {
  const closing = actOf(closed, 'bug-closed', subject);
  const sortsOut = SORTED_OUT.has(reason) && !sameHandle(closing.by, subject.owner);
  return sortsOut ? [closing, actOf(closed, 'bug-triage', subject, '/triage')] : [closing];
};

const issueFacts = ({ events, subject, issue }: Reading): Activity[] => {
  const last = events.findLast(event => event.event === 'closed');
  return events.flatMap((event): Activity[] => {
    if (event.event === 'reopened') return [actOf(event, 'bug-reopened', subject)];
    if (event.event === 'closed') {
      // Why an issue was closed is told with it, and of the last time with the issue too.
      const now = event === last && issue.state === 'closed' ? issue.state_reason : undefined;
      return closingFacts(event, event.state_reason ?? now, subject);
    }
    if (!isTriage(event)) return [];
    const triage = actOf(event, 'bug-triage', subject);
    const by: Handle = event.assigner ? handleOf(event.assigner) : triage.by;
    return sameHandle(by, subject.owner) ? [] : [{ ...triage, by }];
  });
};

const reviewCommentsOf = (raw: readonly unknown[], where: string, skipped: Skip[]): ReviewComment[] => {
  const comments = new Map<number, ReviewComment>();
  raw.forEach((each, index) => {
    const parsed = REVIEW_COMMENT.safeParse(each);
    if (parsed.success) comments.set(parsed.data.id, parsed.data);
    else
      skipped.push({
        where: `${where} review comment ${index + 1}`,
        reason: `not a review comment: ${faultOf(parsed.error)}`,
      });
  });
  return [...comments.values()];
};

const normaliseWhole = (
  { issue, timeline, reviewComments }: z.infer<typeof WHOLE>,
  settings: Settings,
): Harvest => {
  const where = `${settings.repo}#${issue.number}`;
  const { events, skipped } = eventsOf(timeline, where);
  const inline = reviewCommentsOf(reviewComments, where, skipped);
  const subject = subjectOf(issue);
  const revisions = revisionsOf(events, subject, issue.updated_at ?? Infinity);
  const reading: Reading = { subject, settings, issue, events, revisions };
  return {
    ...NOTHING,
    activities: [
      ...openedFacts(subject),
      ...(subject.isPull ? pullFacts(reading) : issueFacts(reading)),
      ...reviewFacts(reading),
      ...commentFacts(reading),
      ...inlineFacts(inline, reading),
    ],
    items: [shellOf(subject, statesOf(subject, issue, events, settings))],
    skipped,
    whole: [nativeIdOf(subject)],
  };
};

export const normalise = (raw: Raw, settings: Settings): Harvest => {
  const gone = GONE.safeParse(raw);
  if (gone.success) {
    const { gone: number } = gone.data;
    return { ...NOTHING, whole: [true, false].map(isPull => nativeIdOf({ isPull, number })) };
  }
  const whole = WHOLE.safeParse(raw);
  if (whole.success) return normaliseWhole(whole.data, settings);
  const reason = `not a pull request or issue: ${faultOf(whole.error)}`;
  return { ...NOTHING, skipped: [{ where: settings.repo, reason }] };
};
