// The webhook deliveries that GitHub would send.
import { orgBody, repoBody, senderBody } from './bodies.ts';
import type { Account, Json, Repo, Thread, World } from './state.ts';
import { fullPullBody, issueBody, pullBody } from './thread-bodies.ts';

/** GitHub's delivery ids are GUIDs. */
const guidOf = (number: number): string =>
  `${number.toString(16).padStart(8, '0')}-0000-11f0-8000-${number.toString(16).padStart(12, '0')}`;

const installationOf = (world: World, owner: Account): Json => {
  const installation = world.installations.find(({ account }) => account.id === owner.id);
  return installation ? { installation: { id: installation.id, node_id: `I_${installation.id}` } } : {};
};

/** Records a delivery; what it carries is frozen as it is now. */
export const tell = (
  world: World,
  event: string,
  owner: Account,
  sender: Account | null,
  payload: Json,
): void => {
  const whole = {
    ...payload,
    ...(owner.type === 'Organization' && { organization: orgBody(owner) }),
    ...installationOf(world, owner),
    sender: senderBody(sender),
  };
  world.deliveries.push({ id: guidOf(world.deliveries.length + 1), event, payload: structuredClone(whole) });
};

export const tellRepo = (
  world: World,
  repo: Repo,
  event: string,
  sender: Account | null,
  payload: Json,
): void => tell(world, event, repo.owner, sender, { ...payload, repository: repoBody(repo) });

/** An act on an issue is told as `issues`, the same act on a pull request as `pull_request`. */
export const tellThread = (
  world: World,
  thread: Thread,
  action: string,
  sender: Account | null,
  more: Json = {},
): void => {
  const about = thread.isPull
    ? { number: thread.number, pull_request: fullPullBody(thread) }
    : { issue: issueBody(thread) };
  const event = thread.isPull ? 'pull_request' : 'issues';
  tellRepo(world, thread.repo, event, sender, { action, ...about, ...more });
};

export const tellComment = (
  world: World,
  thread: Thread,
  action: string,
  sender: Account | null,
  more: Json,
): void =>
  tellRepo(world, thread.repo, 'issue_comment', sender, { action, issue: issueBody(thread), ...more });

/** Reviews and their comments carry the pull request without its counts. */
export const tellReview = (
  world: World,
  thread: Thread,
  event: 'pull_request_review' | 'pull_request_review_comment',
  action: string,
  sender: Account | null,
  more: Json,
): void => tellRepo(world, thread.repo, event, sender, { action, pull_request: pullBody(thread), ...more });
