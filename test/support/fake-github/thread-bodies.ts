// Issues, pull requests, comments, reviews and events as GitHub's REST API writes them.
import { nodeId, repoBody, repoUrl, someone, userBody, WEB } from './bodies.ts';
import {
  type Comment,
  fullName,
  iso,
  type Json,
  type Label,
  type Milestone,
  type Repo,
  type Review,
  type ReviewComment,
  type Thread,
} from './state.ts';

const NO_REACTIONS = {
  total_count: 0,
  '+1': 0,
  '-1': 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
};

export const issueUrl = ({ repo, number }: Thread): string => `${repoUrl(repo)}/issues/${number}`;
export const pullUrl = ({ repo, number }: Thread): string => `${repoUrl(repo)}/pulls/${number}`;
const page = (thread: Thread): string =>
  `${WEB}/${fullName(thread.repo)}/${thread.isPull ? 'pull' : 'issues'}/${thread.number}`;

const day = (at: number | undefined): string | null => (at === undefined ? null : iso(at));

export const labelBody = (repo: Repo, label: Label): Json => ({
  id: label.id,
  node_id: nodeId('LA', label.id),
  url: `${repoUrl(repo)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  color: label.color,
  default: false,
  description: label.description,
});

export const milestoneBody = (repo: Repo, milestone: Milestone): Json => {
  const url = `${repoUrl(repo)}/milestones/${milestone.number}`;
  const of = [...repo.threads.values()].filter(thread => thread.milestone === milestone);
  return {
    url,
    html_url: `${WEB}/${fullName(repo)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: nodeId('MI', milestone.id),
    number: milestone.number,
    title: milestone.title,
    description: null,
    creator: userBody(milestone.creator),
    open_issues: of.filter(({ state }) => state === 'open').length,
    closed_issues: of.filter(({ state }) => state === 'closed').length,
    state: 'open',
    created_at: iso(milestone.createdAt),
    updated_at: iso(milestone.createdAt),
    due_on: null,
    closed_at: null,
  };
};

const association = (repo: Repo, user: Thread['user']): string => {
  if (user === null) return 'NONE';
  if (user.id === repo.owner.id) return 'OWNER';
  const permission = repo.permissions.get(user.id) ?? 'none';
  return permission === 'none' || permission === 'read' ? 'CONTRIBUTOR' : 'MEMBER';
};

/** What an issue and a pull request have in common. */
const common = (thread: Thread): Json => {
  const { repo } = thread;
  return {
    number: thread.number,
    html_url: page(thread),
    title: thread.title,
    user: someone(thread.user),
    body: thread.body,
    state: thread.state,
    locked: thread.locked,
    active_lock_reason: null,
    labels: thread.labels.map(label => labelBody(repo, label)),
    assignee: someone(thread.assignees[0]),
    assignees: thread.assignees.map(userBody),
    milestone: thread.milestone ? milestoneBody(repo, thread.milestone) : null,
    author_association: association(repo, thread.user),
    created_at: iso(thread.createdAt),
    updated_at: iso(thread.updatedAt),
    closed_at: day(thread.closedAt),
  };
};

const typeBody = (name: string): Json => ({
  id: 1,
  node_id: nodeId('IT', 1),
  name,
  description: null,
  color: null,
  created_at: '2025-01-01T00:00:00Z',
  updated_at: '2025-01-01T00:00:00Z',
  is_enabled: true,
});

/** An issue, or a pull request seen as one, as it is listed. */
export const issueBody = (thread: Thread): Json => {
  const url = issueUrl(thread);
  return {
    ...common(thread),
    id: thread.id,
    node_id: nodeId('I', thread.id),
    url,
    repository_url: repoUrl(thread.repo),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    comments: thread.comments.length,
    state_reason: thread.stateReason,
    type: thread.type === undefined ? null : typeBody(thread.type),
    performed_via_github_app: null,
    reactions: { url: `${url}/reactions`, ...NO_REACTIONS },
    ...(thread.isPull && {
      draft: thread.draft,
      pull_request: {
        url: pullUrl(thread),
        html_url: page(thread),
        diff_url: `${page(thread)}.diff`,
        patch_url: `${page(thread)}.patch`,
        merged_at: day(thread.mergedAt),
      },
    }),
  };
};

/** An issue asked for by its number. */
export const fullIssueBody = (thread: Thread): Json => ({
  ...issueBody(thread),
  closed_by: someone(thread.closedBy),
});

const branchBody = (thread: Thread, ref: string, sha: string): Json => ({
  label: `${thread.repo.owner.login}:${ref}`,
  ref,
  sha,
  user: userBody(thread.repo.owner),
  repo: repoBody(thread.repo),
});

/** A pull request as it is listed. */
export const pullBody = (thread: Thread): Json => {
  const [url, repo] = [pullUrl(thread), repoUrl(thread.repo)];
  const href = (path: string) => ({ href: path });
  return {
    ...common(thread),
    url,
    id: thread.pullId,
    node_id: nodeId('PR', thread.pullId),
    diff_url: `${page(thread)}.diff`,
    patch_url: `${page(thread)}.patch`,
    issue_url: issueUrl(thread),
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repo}/pulls/comments{/number}`,
    comments_url: `${issueUrl(thread)}/comments`,
    statuses_url: `${repo}/statuses/${thread.head}`,
    draft: thread.draft,
    merged_at: day(thread.mergedAt),
    merge_commit_sha: thread.mergedAt === undefined ? null : thread.head,
    requested_reviewers: thread.reviewers.map(userBody),
    requested_teams: [],
    head: branchBody(thread, `topic-${thread.number}`, thread.head),
    base: branchBody(thread, thread.base, '0'.repeat(40)),
    auto_merge: null,
    _links: {
      self: href(url),
      html: href(page(thread)),
      issue: href(issueUrl(thread)),
      comments: href(`${issueUrl(thread)}/comments`),
      review_comments: href(`${url}/comments`),
      review_comment: href(`${repo}/pulls/comments{/number}`),
      commits: href(`${url}/commits`),
      statuses: href(`${repo}/statuses/${thread.head}`),
    },
  };
};

/** A pull request asked for by its number. */
export const fullPullBody = (thread: Thread): Json => ({
  ...pullBody(thread),
  merged: thread.mergedAt !== undefined,
  mergeable: null,
  rebaseable: null,
  mergeable_state: 'unknown',
  merged_by: someone(thread.mergedBy),
  comments: thread.comments.length,
  review_comments: thread.reviewComments.length,
  maintainer_can_modify: false,
  commits: 1,
  additions: 1,
  deletions: 0,
  changed_files: 1,
});

export const commentBody = (thread: Thread, comment: Comment): Json => {
  const url = `${repoUrl(thread.repo)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url,
    html_url: `${page(thread)}#issuecomment-${comment.id}`,
    issue_url: issueUrl(thread),
    user: someone(comment.user),
    body: comment.body,
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    author_association: association(thread.repo, comment.user),
    performed_via_github_app: null,
    reactions: { url: `${url}/reactions`, ...NO_REACTIONS },
  };
};

export const reviewBody = (thread: Thread, review: Review): Json => {
  const html = `${page(thread)}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: someone(review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl(thread),
    author_association: association(thread.repo, review.user),
    _links: { html: { href: html }, pull_request: { href: pullUrl(thread) } },
    submitted_at: iso(review.at),
    commit_id: review.commit,
  };
};

export const reviewCommentBody = (thread: Thread, comment: ReviewComment): Json => {
  const url = `${repoUrl(thread.repo)}/pulls/comments/${comment.id}`;
  const html = `${page(thread)}#discussion_r${comment.id}`;
  return {
    url,
    id: comment.id,
    node_id: nodeId('PRRC', comment.id),
    pull_request_review_id: comment.review,
    diff_hunk: '@@ -1 +1 @@',
    path: comment.path,
    position: 1,
    original_position: 1,
    line: comment.line,
    original_line: comment.line,
    start_line: null,
    original_start_line: null,
    start_side: null,
    side: 'RIGHT',
    subject_type: 'line',
    commit_id: comment.commit,
    original_commit_id: comment.commit,
    ...(comment.replyTo !== undefined && { in_reply_to_id: comment.replyTo }),
    user: someone(comment.user),
    body: comment.body,
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    html_url: html,
    pull_request_url: pullUrl(thread),
    author_association: association(thread.repo, comment.user),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl(thread) } },
    reactions: { url: `${url}/reactions`, ...NO_REACTIONS },
  };
};
