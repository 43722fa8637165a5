// What a delivery of GitHub tells at once. The rest is read anew: deliveries come late, twice and in any order.
import { z } from 'zod';
import type { Delivery, Heard } from '../../contracts.ts';
import { type Activity, type Harvest, NOTHING } from '../../domain/activity.ts';
import { sameName } from '../../lib/repository.ts';
import { COMMENT, faultOf, ID, ISSUE, type Issue, REVIEW, REVIEW_COMMENT, TIME, USER } from './answer.ts';
import {
  commentFact,
  handleOf,
  mergedFacts,
  nativeIdOf,
  openedFacts,
  reviewCommentFact,
  reviewFact,
  type Subject,
  shellOf,
  subjectOf,
} from './facts.ts';
import type { Settings } from './settings.ts';
import { openingStates } from './states.ts';

interface Scene {
  readonly payload: unknown;
  readonly subject: Subject;
  readonly settings: Settings;
}
/** What a delivery tells, by its action. Those that it does not list are known when the item is read. */
type Actions = Readonly<Record<string, (scene: Scene) => readonly (Activity | undefined)[]>>;

const MERGED = z.looseObject({
  pull_request: z.looseObject({ merged: z.boolean().nullish(), merged_at: TIME.nullish(), merged_by: USER }),
});
const OPENED: Actions = { opened: ({ subject }) => openedFacts(subject) };

const EVENTS = new Map<string, Actions>([
  ['issues', OPENED],
  [
    'pull_request',
    {
      ...OPENED,
      closed({ payload, subject }) {
        const { merged, merged_at: at, merged_by: by } = MERGED.parse(payload).pull_request;
        return merged && typeof at === 'number' ? mergedFacts(subject, handleOf(by), at) : [];
      },
    },
  ],
  [
    'pull_request_review',
    {
      submitted({ payload, subject, settings }) {
        const { review } = z.looseObject({ review: REVIEW }).parse(payload);
        return [reviewFact(review, review.state, subject, settings)];
      },
    },
  ],
  [
    'pull_request_review_comment',
    {
      created: ({ payload, subject }) => [
        reviewCommentFact(z.looseObject({ comment: REVIEW_COMMENT }).parse(payload).comment, subject),
      ],
    },
  ],
  [
    'issue_comment',
    {
      created: ({ payload, subject, settings }) => [
        commentFact(z.looseObject({ comment: COMMENT }).parse(payload).comment, subject, settings),
      ],
    },
  ],
]);

const ABOUT = z.looseObject({
  action: z.string(),
  repository: z.looseObject({ full_name: z.string() }),
  issue: z.looseObject({ number: ID }).optional(),
  pull_request: z.looseObject({ number: ID }).optional(),
});

/** Of these the item itself is gone, and nothing is to be said of it. */
const LEAVING: ReadonlySet<string> = new Set(['transferred', 'deleted']);

const tell = (event: string, action: string, issue: Issue, payload: unknown, settings: Settings): Harvest => {
  const subject = subjectOf(issue);
  const actions = EVENTS.get(event) ?? {};
  // What every object can do is no action of GitHub's.
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  const facts = act?.({ payload, subject, settings }) ?? [];
  const isOpening = action === 'opened';
  return {
    ...NOTHING,
    activities: facts.filter(fact => fact !== undefined),
    items: [shellOf(subject, isOpening ? openingStates(subject, issue, settings) : [])],
    tentative: true,
  };
};

const silent = (where: string, reason: string): Harvest => ({
  ...NOTHING,
  skipped: [{ where, reason }],
  tentative: true,
});

const SHARED = z.looseObject({
  action: z.string(),
  repository: z.looseObject({ full_name: z.string() }),
  label: z.looseObject({ name: z.string() }).optional(),
  milestone: z.looseObject({ number: ID }).optional(),
});

/** A label or a milestone that is called otherwise now, or is gone: whatever carries it is read anew. */
const hearShared = (payload: unknown, settings: Settings): Heard | undefined => {
  const about = SHARED.safeParse(payload);
  if (!about.success || !sameName(settings.repo, about.data.repository.full_name)) return undefined;
  const { action, label, milestone } = about.data;
  if (action !== 'edited' && action !== 'deleted') return undefined;
  const reread = [
    ...(label ? [`label/${label.name}`] : []),
    ...(milestone ? [`milestone/${milestone.number}`] : []),
  ];
  return { harvest: { ...NOTHING, tentative: true }, reread };
};

export const hear = ({ id, event, payload }: Delivery, settings: Settings): Heard | undefined => {
  if (event === 'label' || event === 'milestone') return hearShared(payload, settings);
  if (!EVENTS.has(event)) return undefined;
  const about = ABOUT.safeParse(payload);
  const where = `${settings.repo} delivery ${id}`;
  if (!about.success) {
    const place = z.looseObject({ repository: ABOUT.shape.repository }).safeParse(payload);
    if (!place.success || !sameName(settings.repo, place.data.repository.full_name)) return undefined;
    return { harvest: silent(where, `not a delivery of ${event}: ${faultOf(about.error)}`), reread: [] };
  }
  const { action, repository, issue, pull_request: pull } = about.data;
  if (!sameName(settings.repo, repository.full_name)) return undefined;
  const item = pull ? { ...pull, pull_request: {} } : issue;
  if (item === undefined)
    return { harvest: silent(where, `a delivery of ${event} about nothing`), reread: [] };
  const isPull = item['pull_request'] !== undefined && item['pull_request'] !== null;
  const reread = [nativeIdOf({ isPull, number: item.number })];
  if (event === 'issues' && LEAVING.has(action)) return { harvest: { ...NOTHING, tentative: true }, reread };
  try {
    return { harvest: tell(event, action, ISSUE.parse(item), payload, settings), reread };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { harvest: silent(where, `not a delivery of ${event}: ${faultOf(error)}`), reread };
  }
};
