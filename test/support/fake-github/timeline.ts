// The lines of a timeline as GitHub's REST API writes them.
import { nodeId, repoUrl, someone, WEB } from './bodies.ts';
import { type Act, fullName, iso, type Json, type Thread } from './state.ts';
import { commentBody, reviewBody } from './thread-bodies.ts';

const committedBody = (thread: Thread, act: Act): Json => {
  const { repo } = thread;
  const sha = act.commit ?? thread.head;
  const who = { name: act.actor?.login ?? 'ghost', email: 'someone@example.org', date: iso(act.at) };
  return {
    event: 'committed',
    sha,
    node_id: nodeId('C', act.id),
    url: `${repoUrl(repo)}/git/commits/${sha}`,
    html_url: `${WEB}/${fullName(repo)}/commit/${sha}`,
    author: who,
    committer: who,
    tree: { sha, url: `${repoUrl(repo)}/git/trees/${sha}` },
    message: 'A commit',
    parents: [],
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    ...act.raw,
  };
};

export const actBody = (thread: Thread, act: Act): Json => {
  if (act.event === 'committed') return committedBody(thread, act);
  return {
    id: act.id,
    node_id: nodeId('E', act.id),
    url: `${repoUrl(thread.repo)}/issues/events/${act.id}`,
    actor: someone(act.actor),
    event: act.event,
    commit_id: act.commit,
    commit_url: act.commit === null ? null : `${repoUrl(thread.repo)}/commits/${act.commit}`,
    created_at: iso(act.at),
    performed_via_github_app: null,
    ...act.more(),
    ...act.raw,
  };
};

/** Events, comments and reviews in the order of time; the timeline's reviews tell their state in lower case. */
export const timeline = (thread: Thread): Json[] =>
  [
    ...thread.acts.map(act => ({ at: act.at, body: () => actBody(thread, act) })),
    ...thread.comments.map(comment => ({
      at: comment.createdAt,
      body: () => ({ event: 'commented', actor: someone(comment.user), ...commentBody(thread, comment) }),
    })),
    ...thread.reviews.map(review => ({
      at: review.at,
      body: () => ({ event: 'reviewed', ...reviewBody(thread, review), state: review.state.toLowerCase() }),
    })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ body }) => body());
