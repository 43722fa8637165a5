// What people do to an issue or a pull request: one call an act, with its event and its webhook.
import { userBody } from './bodies.ts';
import {
  type Account,
  accountOf,
  type Comment,
  type Json,
  type Label,
  type Milestone,
  type Repo,
  type Thread,
  type When,
  type World,
} from './state.ts';
import { commentBody, labelBody, milestoneBody } from './thread-bodies.ts';
import { tellComment, tellThread } from './webhooks.ts';

/** Who does it, the author when not said, null for a deleted account; and when. */
export interface Doing {
  readonly by?: string | null;
  readonly at?: When;
}

export const actor = (world: World, thread: Thread, { by }: Doing): Account | null => {
  if (by === undefined) return thread.user;
  return by === null ? null : accountOf(world, by);
};

export const touch = (thread: Thread, at: number): void => {
  thread.updatedAt = Math.max(thread.updatedAt, at);
};

/** Adds a line to the timeline. */
export const record = (
  world: World,
  thread: Thread,
  event: string,
  doing: Doing,
  { commit = null, more = () => ({}) }: { readonly commit?: string | null; readonly more?: () => Json } = {},
): { readonly who: Account | null; readonly at: number } => {
  const [who, at] = [actor(world, thread, doing), world.time(doing.at)];
  thread.acts.push({ id: world.next(), event, actor: who, at, commit, more });
  touch(thread, at);
  return { who, at };
};

export const labelOf = (world: World, repo: Repo, name: string): Label => {
  const known = repo.labels.get(name.toLowerCase());
  if (known !== undefined) return known;
  const label: Label = { id: world.next(), name, color: 'ededed', description: null };
  repo.labels.set(name.toLowerCase(), label);
  return label;
};

const milestoneOf = (world: World, repo: Repo, title: string, at: number): Milestone => {
  const known = repo.milestones.get(title);
  if (known !== undefined) return known;
  const milestone: Milestone = {
    id: world.next(),
    number: repo.milestones.size + 1,
    title,
    creator: repo.owner,
    createdAt: at,
  };
  repo.milestones.set(title, milestone);
  return milestone;
};

/** What can be done to issues and pull requests alike. */
export const triage = (world: World, thread: Thread) => {
  const label = (name: string, doing: Doing): void => {
    const one = labelOf(world, thread.repo, name);
    if (thread.labels.includes(one)) return;
    thread.labels.push(one);
    const short = () => ({ label: { name: one.name, color: one.color } });
    const { who } = record(world, thread, 'labeled', doing, { more: short });
    tellThread(world, thread, 'labeled', who, { label: labelBody(thread.repo, one) });
  };
  const unlabel = (name: string, doing: Doing): void => {
    const one = labelOf(world, thread.repo, name);
    thread.labels = thread.labels.filter(other => other !== one);
    const short = () => ({ label: { name: one.name, color: one.color } });
    const { who } = record(world, thread, 'unlabeled', doing, { more: short });
    tellThread(world, thread, 'unlabeled', who, { label: labelBody(thread.repo, one) });
  };
  const assigning = (event: 'assigned' | 'unassigned') => (login: string, doing: Doing) => {
    const one = accountOf(world, login);
    const rest = thread.assignees.filter(other => other !== one);
    thread.assignees = event === 'assigned' ? [...rest, one] : rest;
    const by = actor(world, thread, doing);
    const more = () => ({ assignee: userBody(one), assigner: userBody(by ?? one) });
    const { who } = record(world, thread, event, doing, { more });
    tellThread(world, thread, event, who, { assignee: userBody(one) });
  };
  const milestone = (title: string, doing: Doing): void => {
    const at = world.time(doing.at);
    const one = milestoneOf(world, thread.repo, title, at);
    thread.milestone = one;
    const more = () => ({ milestone: { title: one.title } });
    const { who } = record(world, thread, 'milestoned', { ...doing, at }, { more });
    tellThread(world, thread, 'milestoned', who, { milestone: milestoneBody(thread.repo, one) });
  };
  const demilestone = (doing: Doing): void => {
    const one = thread.milestone;
    if (one === undefined) return;
    delete thread.milestone;
    const more = () => ({ milestone: { title: one.title } });
    const { who } = record(world, thread, 'demilestoned', doing, { more });
    tellThread(world, thread, 'demilestoned', who, { milestone: milestoneBody(thread.repo, one) });
  };
  /** Gives an issue a type, such as `Bug`. */
  const typed = (name: string, doing: Doing): void => {
    thread.type = name;
    const issueType = { id: 1, node_id: 'IT_1', name, description: null, color: null };
    const more = () => ({ issue_type: { id: 1, name, color: 'gray' } });
    const { who } = record(world, thread, 'issue_type_added', doing, { more });
    tellThread(world, thread, 'typed', who, { type: issueType });
  };
  return {
    label,
    unlabel,
    assign: assigning('assigned'),
    unassign: assigning('unassigned'),
    milestone,
    demilestone,
    typed,
  };
};

/** The life of a thread: its words, its state. */
export const life = (world: World, thread: Thread) => {
  const rename = (title: string, doing: Doing): void => {
    const from = thread.title;
    thread.title = title;
    const { who } = record(world, thread, 'renamed', doing, {
      more: () => ({ rename: { from, to: title } }),
    });
    tellThread(world, thread, 'edited', who, { changes: { title: { from } } });
  };
  /** Rewrites the description: GitHub keeps no event of it. */
  const edit = (body: string, doing: Doing): void => {
    const from = thread.body ?? '';
    thread.body = body;
    touch(thread, world.time(doing.at));
    tellThread(world, thread, 'edited', actor(world, thread, doing), { changes: { body: { from } } });
  };
  const close = (
    doing: Doing & { readonly reason?: 'completed' | 'not_planned' | 'duplicate'; readonly commit?: string },
  ): void => {
    thread.state = 'closed';
    thread.stateReason = thread.isPull ? null : (doing.reason ?? 'completed');
    const reason = thread.stateReason;
    const commit = doing.commit ?? null;
    const { who, at } = record(world, thread, 'closed', doing, {
      commit,
      more: () => ({ state_reason: reason }),
    });
    thread.closedAt = at;
    thread.closedBy = who;
    tellThread(world, thread, 'closed', who);
  };
  const reopen = (doing: Doing): void => {
    thread.state = 'open';
    thread.stateReason = thread.isPull ? null : 'reopened';
    delete thread.closedAt;
    delete thread.closedBy;
    const { who } = record(world, thread, 'reopened', doing, { more: () => ({ state_reason: null }) });
    tellThread(world, thread, 'reopened', who);
  };
  const lock = (doing: Doing): void => {
    thread.locked = true;
    const { who } = record(world, thread, 'locked', doing, { more: () => ({ lock_reason: null }) });
    tellThread(world, thread, 'locked', who);
  };
  return { rename, edit, close, reopen, lock };
};

/** The conversation. */
export const talk = (world: World, thread: Thread) => {
  const comment = (body: string, doing: Doing): Comment => {
    const [user, at] = [actor(world, thread, doing), world.time(doing.at)];
    const one: Comment = { id: world.next(), user, body, createdAt: at, updatedAt: at };
    thread.comments.push(one);
    touch(thread, at);
    tellComment(world, thread, 'created', user, { comment: commentBody(thread, one) });
    return one;
  };
  const editComment = (one: Comment, body: string, doing: Doing): void => {
    const [from, at] = [one.body, world.time(doing.at)];
    one.body = body;
    one.updatedAt = Math.max(one.updatedAt, at);
    touch(thread, at);
    const who = doing.by === undefined ? one.user : actor(world, thread, doing);
    const more = { changes: { body: { from } }, comment: commentBody(thread, one) };
    tellComment(world, thread, 'edited', who, more);
  };
  const deleteComment = (one: Comment, doing: Doing): void => {
    thread.comments.splice(thread.comments.indexOf(one), 1);
    const { who } = record(world, thread, 'comment_deleted', doing);
    tellComment(world, thread, 'deleted', who, { comment: commentBody(thread, one) });
  };
  return { comment, editComment, deleteComment };
};
