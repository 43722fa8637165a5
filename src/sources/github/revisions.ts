// Which revision of a pull request is which, as far as its timeline tells: GitHub counts none.
import type { Handle } from '../../domain/activity.ts';
import type { Event, EventOf } from './event.ts';
import { handleOf, type Subject, sameHandle } from './facts.ts';

export interface Revision {
  readonly number: number;
  readonly at: number;
  readonly by: Handle;
}

export interface Revisions {
  readonly all: readonly Revision[];
  /** The revision that a review or a comment in the timeline is about, by its id there. */
  readonly of: ReadonlyMap<string, number>;
  /** The latest one at a time. */
  at(time: number): number;
}

interface Walk {
  readonly revisions: { number: number; at: number; by: Handle }[];
  readonly of: Map<string, number>;
  /** The revision whose last commit this is. */
  readonly heads: Map<string, number>;
  /** Whether somebody else has looked at the revision at hand. */
  reviewed: boolean;
  /** The commit before in a run of them. */
  run: string | undefined;
  /** Whether this run began the revision at hand. */
  began: boolean;
}

/** Commits are listed by their own dates: those that a later force push brought may stand in front of it. */
const broughtByForce = (events: readonly Event[]): Set<string> => {
  const brought = new Set<string>();
  let waiting: string[] = [];
  for (const event of events) {
    if (event.event === 'committed') waiting.push(event.sha);
    // What somebody reviewed had been pushed by then.
    if (event.event === 'reviewed') waiting = waiting.slice(waiting.indexOf(event.commit_id ?? '') + 1);
    if (event.event !== 'head_ref_force_pushed') continue;
    const head = waiting.indexOf(event.commit_id ?? '');
    for (const sha of waiting.slice(0, head + 1)) brought.add(sha);
    waiting = [];
  }
  return brought;
};

const begin = (walk: Walk, at: number, by: Handle): void => {
  const last = walk.revisions.at(-1);
  walk.revisions.push({ number: (last?.number ?? 0) + 1, at: Math.max(at, last?.at ?? at), by });
  walk.reviewed = false;
};

const currentOf = (walk: Walk): number => walk.revisions.at(-1)?.number ?? 1;

const readCommit = (walk: Walk, { sha, committer }: EventOf<'committed'>, owner: Handle): void => {
  // Only the last commit of a run says when it was pushed, and is what a review was asked for.
  if (walk.run !== undefined) walk.heads.delete(walk.run);
  const current = walk.revisions.at(-1);
  if (walk.reviewed) {
    begin(walk, committer.date, owner);
    walk.began = true;
  } else if (current && walk.began) current.at = Math.max(current.at, committer.date);
  walk.heads.set(sha, currentOf(walk));
  walk.run = sha;
};

const readForcePush = (walk: Walk, event: EventOf<'head_ref_force_pushed'>): void => {
  begin(walk, event.created_at, handleOf(event.actor));
  if (event.commit_id) walk.heads.set(event.commit_id, currentOf(walk));
};

const readWord = (walk: Walk, event: EventOf<'reviewed' | 'commented'>, owner: Handle): void => {
  const commit = event.event === 'reviewed' ? event.commit_id : undefined;
  const id = event.event === 'reviewed' ? `review/${event.id}` : `comment/${event.id}`;
  walk.of.set(id, walk.heads.get(commit ?? '') ?? currentOf(walk));
  if (event.event === 'reviewed' && !sameHandle(handleOf(event.user), owner)) walk.reviewed = true;
};

/**
 * A new revision begins with every force push, and with commits that follow a review of somebody else. `until`
 * bounds the dates of commits, which are whatever the machine of their author said.
 */
export const revisionsOf = (events: readonly Event[], subject: Subject, until: number): Revisions => {
  const { owner, openedAt } = subject;
  const walk: Walk = {
    revisions: [],
    of: new Map(),
    heads: new Map(),
    reviewed: false,
    run: undefined,
    began: false,
  };
  begin(walk, openedAt, owner);
  const brought = broughtByForce(events);
  for (const event of events) {
    if (event.event === 'committed') {
      if (!brought.has(event.sha)) readCommit(walk, event, owner);
      continue;
    }
    walk.run = undefined;
    walk.began = false;
    if (event.event === 'head_ref_force_pushed') readForcePush(walk, event);
    if (event.event === 'reviewed' || event.event === 'commented') readWord(walk, event, owner);
  }
  const all = walk.revisions.map(each => ({ ...each, at: Math.min(each.at, Math.max(until, openedAt)) }));
  return {
    all,
    of: walk.of,
    at: time => all.findLast(each => each.at <= time)?.number ?? 1,
  };
};
