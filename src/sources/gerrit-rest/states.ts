// Properties of a change over time: what they are now, and since when, as far as the messages tell.
import type { ItemField, ItemState } from '../../domain/activity.ts';
import { bugsIn } from '../../lib/trailers.ts';
import type { Change, Message, Revision } from './answer.ts';

interface Step {
  readonly at: number;
  readonly from?: string;
  readonly to: string;
}

const TOPIC = /^Topic (?:set to (.+)|changed from (.+) to (.+)|(.+) removed)$/;

const topicSteps = (messages: readonly Message[]): Step[] =>
  messages.flatMap(({ date: at, message }) => {
    const [, set, from, to, removed] = TOPIC.exec(message.trim()) ?? [];
    if (set !== undefined) return [{ at, from: '', to: set }];
    if (from !== undefined && to !== undefined) return [{ at, from, to }];
    return removed === undefined ? [] : [{ at, from: removed, to: '' }];
  });

/** Set by itself, or with the answer that says so. */
const isReady = (message: string): boolean =>
  /^Set Ready For Review\b/.test(message) ||
  (/^Patch Set \d+:/.test(message) && /^This change is ready for review\.$/m.test(message));

const wipSteps = (messages: readonly Message[]): Step[] =>
  messages.flatMap(({ date: at, message }) => {
    if (/^Set Work In Progress\b/.test(message)) return [{ at, from: 'false', to: 'true' }];
    return isReady(message) ? [{ at, from: 'true', to: 'false' }] : [];
  });

/** Steps that do not lead to what is so now were read wrongly: then it counts from the beginning. */
const timeline = (field: ItemField, now: string, opened: number, steps: readonly Step[]): ItemState[] => {
  if (steps.length === 0 || steps.at(-1)?.to !== now) return [{ field, at: opened, value: now }];
  return [
    { field, at: opened, value: steps[0]?.from ?? '' },
    ...steps.map(({ at, to }) => ({ field, at, value: to })),
  ];
};

/** `messages` oldest first. Fields that nobody told of are empty from the beginning. */
export const statesOf = (
  change: Change,
  messages: readonly Message[],
  current: Revision | undefined,
): ItemState[] => {
  const at = change.created;
  const states: ItemState[] = [
    { field: 'subject', at, value: change.subject },
    { field: 'hashtag', at, value: (change.hashtags ?? []).join('\n') },
    ...timeline('topic', change.topic ?? '', at, topicSteps(messages)),
    ...timeline('wip', String(change.work_in_progress), at, wipSteps(messages)),
  ];
  for (const [field, value] of [
    ['change-id', change.change_id],
    ['branch', change.branch],
    ['repository', change.project],
  ] as const)
    if (value !== undefined) states.push({ field, at, value });
  const bugs = bugsIn(current?.commit?.message ?? '');
  if (bugs.length > 0) states.push({ field: 'bug', at, value: bugs.map(({ number }) => number).join('\n') });
  return states;
};
