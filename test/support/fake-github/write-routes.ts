// What can be written through the fake: issues, comments, labels, check runs.
import { checkBody } from './bodies.ts';
import { invalid, NO_CONTENT, NOT_FOUND, ok, type Reply } from './http.ts';
import { repoHandle, threadHandle } from './repo.ts';
import { type Asked, type Route, route, writing, writingThread } from './routes.ts';
import type { CheckRun, Comment, Json, Repo, Thread } from './state.ts';
import { labelOf } from './thread.ts';
import { commentBody, fullIssueBody, labelBody } from './thread-bodies.ts';

/** GitHub refuses longer texts. */
const LONGEST = 65_536;

const bodyOf = ({ body }: Asked): Json => (typeof body === 'object' && body !== null ? (body as Json) : {});

const textsIn = (list: unknown): string[] =>
  Array.isArray(list)
    ? list.flatMap(one =>
        typeof one === 'string' ? [one] : typeof one?.name === 'string' ? [one.name as string] : [],
      )
    : [];

const isTooLong = (text: unknown): boolean => typeof text === 'string' && text.length > LONGEST;

const createIssue = writing((asked, repo) => {
  const { title, body, labels, assignees } = bodyOf(asked);
  if (typeof title !== 'string' || title === '') return invalid('Issue', 'title');
  if (isTooLong(body)) return invalid('Issue', 'body', 'too_long');
  const text = typeof body === 'string' ? body : null;
  const by = asked.caller.as.login;
  const issue = repoHandle(asked.world, repo).issue({ by, title, body: text, labels: textsIn(labels) });
  for (const login of textsIn(assignees)) {
    const account = asked.world.accounts.get(login.toLowerCase());
    // Who may not be assigned is left out without a word.
    if (account && repo.permissions.has(account.id)) issue.assign(login, { by });
  }
  return ok(fullIssueBody(issue.thread), 201);
});

const relabel = (asked: Asked, thread: Thread, wanted: readonly string[]): void => {
  const handle = threadHandle(asked.world, thread);
  const by = asked.caller.as.login;
  const isWanted = (name: string) => wanted.some(other => other.toLowerCase() === name.toLowerCase());
  for (const { name } of thread.labels.filter(label => !isWanted(label.name))) handle.unlabel(name, { by });
  for (const name of wanted) handle.label(name, { by });
};

const updateIssue = writingThread((asked, thread) => {
  const { title, body, state, state_reason, labels } = bodyOf(asked);
  const handle = threadHandle(asked.world, thread);
  const by = asked.caller.as.login;
  if (isTooLong(body)) return invalid('Issue', 'body', 'too_long');
  if (typeof title === 'string' && title !== thread.title) handle.rename(title, { by });
  if (typeof body === 'string' && body !== thread.body) handle.edit(body, { by });
  if (labels !== undefined) relabel(asked, thread, textsIn(labels));
  if (state === 'closed' && thread.state === 'open') {
    const reason =
      state_reason === 'not_planned' || state_reason === 'duplicate' ? state_reason : 'completed';
    handle.close({ by, reason });
  }
  if (state === 'open' && thread.state === 'closed') handle.reopen({ by });
  return ok(fullIssueBody(thread));
});

const textOf = (asked: Asked): string | Reply => {
  const { body } = bodyOf(asked);
  if (typeof body !== 'string' || body.trim() === '') return invalid('IssueComment', 'body');
  return isTooLong(body) ? invalid('IssueComment', 'body', 'too_long') : body;
};

const createComment = writingThread((asked, thread) => {
  const text = textOf(asked);
  if (typeof text !== 'string') return text;
  const comment = threadHandle(asked.world, thread).comment(text, { by: asked.caller.as.login });
  return ok(commentBody(thread, comment), 201);
});

const onComment = (then: (asked: Asked, thread: Thread, comment: Comment) => Reply) =>
  writing((asked, repo) => {
    for (const thread of repo.threads.values()) {
      const comment = thread.comments.find(({ id }) => id === Number(asked.params['comment_id']));
      if (comment) return then(asked, thread, comment);
    }
    return NOT_FOUND;
  });

const updateComment = onComment((asked, thread, comment) => {
  const text = textOf(asked);
  if (typeof text !== 'string') return text;
  threadHandle(asked.world, thread).editComment(comment, text, { by: asked.caller.as.login });
  return ok(commentBody(thread, comment));
});

const createLabel = writing((asked, repo) => {
  const { name, color, description } = bodyOf(asked);
  if (typeof name !== 'string' || name === '') return invalid('Label', 'name');
  if (repo.labels.has(name.toLowerCase())) return invalid('Label', 'name', 'already_exists');
  const label = labelOf(asked.world, repo, name);
  if (typeof color === 'string') label.color = color;
  if (typeof description === 'string') label.description = description;
  return ok(labelBody(repo, label), 201);
});

const checked = (asked: Asked, repo: Repo, check: CheckRun, status: number): Reply => {
  check.given = { ...check.given, ...bodyOf(asked) };
  const isDone = check.given['conclusion'] !== undefined || check.given['status'] === 'completed';
  check.completedAt = isDone ? asked.world.time() : null;
  return ok(checkBody(repo, check, asked.keys.app), status);
};

const createCheck = writing((asked, repo) => {
  const { name, head_sha } = bodyOf(asked);
  if (typeof name !== 'string') return invalid('CheckRun', 'name');
  if (typeof head_sha !== 'string') return invalid('CheckRun', 'head_sha');
  const check: CheckRun = {
    id: asked.world.next(),
    startedAt: asked.world.time(),
    completedAt: null,
    given: {},
  };
  repo.checks.set(check.id, check);
  return checked(asked, repo, check, 201);
});

const updateCheck = writing((asked, repo) => {
  const check = repo.checks.get(Number(asked.params['check_run_id']));
  return check === undefined ? NOT_FOUND : checked(asked, repo, check, 200);
});

const addLabels = writingThread((asked, thread) => {
  const names = textsIn(Array.isArray(asked.body) ? asked.body : bodyOf(asked)['labels']);
  relabel(asked, thread, [...thread.labels.map(({ name }) => name), ...names]);
  return ok(thread.labels.map(label => labelBody(thread.repo, label)));
});

const removeLabel = writingThread((asked, thread) => {
  const name = asked.params['name'] ?? '';
  if (!thread.labels.some(label => label.name.toLowerCase() === name.toLowerCase())) return NOT_FOUND;
  threadHandle(asked.world, thread).unlabel(name, { by: asked.caller.as.login });
  return ok(thread.labels.map(label => labelBody(thread.repo, label)));
});

export const WRITE: readonly Route[] = [
  route('POST /repos/{owner}/{repo}/issues', createIssue),
  route('PATCH /repos/{owner}/{repo}/issues/{issue_number}', updateIssue),
  route('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', createComment),
  route('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', updateComment),
  route(
    'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
    onComment((asked, thread, comment) => {
      threadHandle(asked.world, thread).deleteComment(comment, { by: asked.caller.as.login });
      return NO_CONTENT;
    }),
  ),
  route('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', addLabels),
  route('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', removeLabel),
  route('POST /repos/{owner}/{repo}/labels', createLabel),
  route('POST /repos/{owner}/{repo}/check-runs', createCheck),
  route('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', updateCheck),
];
