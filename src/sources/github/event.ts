// The events of a timeline that are used, out of everything that GitHub lists there.
import { z } from 'zod';
import type { Skip } from '../../domain/activity.ts';
import { COMMENT, faultOf, ID, REVIEW, TIME, USER } from './answer.ts';

/** Something that somebody did, and nothing more to tell of it. */
const act = <Name extends string>(event: Name) =>
  z.looseObject({
    event: z.literal(event),
    id: ID,
    actor: USER,
    created_at: TIME,
    // Of an assignment GitHub may name the assigned one as the actor.
    assigner: USER,
    state_reason: z.string().nullish(),
  });
const LABEL = z.object({ label: z.looseObject({ name: z.string() }) });

const EVENT = z.discriminatedUnion('event', [
  COMMENT.extend({ event: z.literal('commented') }),
  REVIEW.extend({ event: z.literal('reviewed') }),
  act('review_dismissed').extend({
    dismissed_review: z.looseObject({ review_id: ID, state: z.string() }),
  }),
  z.looseObject({
    event: z.literal('committed'),
    sha: z.string(),
    committer: z.looseObject({ date: TIME }),
  }),
  act('head_ref_force_pushed').extend({ commit_id: z.string().nullish() }),
  act('merged'),
  act('closed'),
  act('reopened'),
  act('labeled').extend(LABEL.shape),
  act('unlabeled').extend(LABEL.shape),
  act('milestoned'),
  act('assigned'),
  act('issue_type_added'),
  act('issue_type_changed'),
  act('renamed').extend({ rename: z.looseObject({ from: z.string(), to: z.string() }) }),
  act('convert_to_draft'),
  act('converted_to_draft'),
  act('ready_for_review'),
]);
export type Event = z.infer<typeof EVENT>;
export type EventOf<Name extends Event['event']> = Extract<Event, { event: Name }>;

const USED: ReadonlySet<unknown> = new Set(EVENT.options.flatMap(option => [...option.shape.event.values]));

const NAMED = z.looseObject({ event: z.string(), id: z.number().nullish() });

/** What makes an event itself: pages that move while they are read may tell one twice. */
const keyOf = (event: Event): string =>
  event.event === 'committed' ? `committed ${event.sha}` : `${event.event} ${event.id}`;

/** The used events in the order of the timeline; one that cannot be read is skipped. */
export const eventsOf = (
  timeline: readonly unknown[],
  where: string,
): { events: Event[]; skipped: Skip[] } => {
  const events = new Map<string, Event>();
  const skipped: Skip[] = [];
  timeline.forEach((each, index) => {
    const named = NAMED.safeParse(each);
    if (named.success && !USED.has(named.data.event)) return;
    const parsed = EVENT.safeParse(each);
    if (!parsed.success) {
      const name = named.success ? `${named.data.event} ${named.data.id ?? index + 1}` : `event ${index + 1}`;
      skipped.push({ where: `${where} ${name}`, reason: `not an event: ${faultOf(parsed.error)}` });
      return;
    }
    const key = keyOf(parsed.data);
    if (!events.has(key)) events.set(key, parsed.data);
  });
  return { events: [...events.values()], skipped };
};
