// One issue for each letter, assigned to whom it is for; what goes on from it is a comment on it, and the last one closes it.
import { z } from 'zod';
import type { Earlier, Message } from '../../contracts.ts';
import { UserError } from '../../domain/errors.ts';
import { issueTitle } from '../../lib/github-markdown.ts';
import { createIssue, type Issue, issueOf, type Place, updateIssue } from './api.ts';
import { findComment, findIssue } from './find.ts';
import { receiptFrom, receiptText } from './receipt.ts';
import { commentAt, said } from './rolling.ts';
import type { Assignee, Settings } from './settings.ts';
import { bodyOf, edited, issueAt, keyOf } from './weekly.ts';

const ACCOUNT = z.object({ login: z.string().min(1) });

/** The login of today; one that is known by number is asked for. */
const loginOf = async ({ github }: Place, { number, login }: Assignee): Promise<string | undefined> => {
  if (number === undefined) return login;
  const { status, data } = await github.request('GET /user/{account_id}', { account_id: number });
  return status === 200 ? ACCOUNT.safeParse(data).data?.login : undefined;
};

/**
 * GitHub leaves out, without a word, an assignee who may not read the repository.
 * @throws UserError when this person would not get it.
 */
const assigneesFor = async (place: Place, assignee: Assignee | undefined): Promise<readonly string[]> => {
  if (!assignee) return [];
  const { github, owner, repo } = place;
  const login = await loginOf(place, assignee);
  if (login !== undefined) {
    const route = 'GET /repos/{owner}/{repo}/assignees/{assignee}';
    const { status } = await github.request(route, { owner, repo, assignee: login });
    if (status === 204) return [login];
  }
  throw new UserError(`${owner}/${repo}: GitHub lets no issue there be assigned to this person.`);
};

/** The issue of the letter before, whatever has been said on it since. */
const threadOf = async (place: Place, { previous }: Earlier): Promise<Issue | undefined> => {
  const known = receiptFrom(previous);
  return known && issueOf(place, known.issue);
};

const asComment = async (
  message: Message,
  settings: Settings,
  place: Place,
  { receipt }: Earlier,
  issue: Issue,
): Promise<string> => {
  const there =
    (await commentAt(place, issue, receipt)) ?? (await findComment(place, issue.number, keyOf(message)));
  const comment = await said(place, issue, there, bodyOf(message, settings));
  if (message.ends && issue.state === 'open')
    await updateIssue(place, { issue_number: issue.number, state: 'closed', state_reason: 'completed' });
  return receiptText(comment.html_url, settings.repo, { issue: issue.number, comment: comment.id });
};

export const publishLetter = async (
  message: Message,
  settings: Settings,
  place: Place,
  earlier: Earlier,
): Promise<string> => {
  const assignees = await assigneesFor(place, settings.assignee);
  const thread = await threadOf(place, earlier);
  if (thread) return asComment(message, settings, place, earlier, thread);
  const wanted = { title: issueTitle(message.title), body: bodyOf(message, settings) };
  const { labels } = settings;
  const there = (await issueAt(place, earlier.receipt)) ?? (await findIssue(place, keyOf(message), labels));
  const issue = there
    ? await edited(place, there, wanted)
    : await createIssue(place, { ...wanted, labels, ...(assignees.length > 0 && { assignees }) });
  return receiptText(issue.html_url, settings.repo, { issue: issue.number });
};
