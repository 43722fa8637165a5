// One issue for all weeks, with a comment for each.
import type { Earlier, Message } from '../../contracts.ts';
import { hasKey, issueTitle, keyLine } from '../../lib/github-markdown.ts';
import {
  type Comment,
  commentOf,
  createComment,
  createIssue,
  type Issue,
  issueOf,
  type Place,
  updateComment,
} from './api.ts';
import { findComment, findIssue } from './find.ts';
import { receiptFrom, receiptText } from './receipt.ts';
import type { Settings } from './settings.ts';
import { bodyOf, isSame, keyOf } from './weekly.ts';

const ABOUT = 'Rollcall says its report here, one comment a week. The latest one is at the end.';

/** That of an earlier receipt if it still is the rolling one, else one that was opened and not recorded. */
const rollingIssue = async (
  place: Place,
  key: string,
  { receipt, previous }: Earlier,
  { labels }: Settings,
): Promise<Issue | undefined> => {
  const known = receiptFrom(receipt) ?? receiptFrom(previous);
  const issue = known && (await issueOf(place, known.issue));
  return issue && hasKey(issue.body ?? '', key) ? issue : findIssue(place, key, labels);
};

export const commentAt = async (
  place: Place,
  issue: Issue,
  text: string | undefined,
): Promise<Comment | undefined> => {
  const receipt = receiptFrom(text);
  if (receipt?.comment === undefined || receipt.issue !== issue.number) return undefined;
  return commentOf(place, receipt.comment);
};

/** A comment that stands there is edited, if it differs. */
export const said = async (place: Place, issue: Issue, there: Comment | undefined, body: string) => {
  if (!there) return createComment(place, { issue_number: issue.number, body });
  return isSame(there.body, body) ? there : updateComment(place, { comment_id: there.id, body });
};

/** `Weekly report of Lumen, 2026-W33` without its week, or its meeting. */
const titleOf = ({ title }: Message): string => title.replace(/, [^,]*$/, '');

export const publishRolling = async (
  message: Message,
  settings: Settings,
  place: Place,
  earlier: Earlier,
): Promise<string> => {
  const [report = ''] = message.key.split(' ');
  const key = keyLine([message.project, report, 'rolling']);
  const issue =
    (await rollingIssue(place, key, earlier, settings)) ??
    (await createIssue(place, {
      title: issueTitle(settings.title ?? titleOf(message)),
      body: `${key}\n\n${ABOUT}`,
      labels: settings.labels,
    }));
  const there =
    (await commentAt(place, issue, earlier.receipt)) ??
    (await findComment(place, issue.number, keyOf(message)));
  const comment = await said(place, issue, there, bodyOf(message, settings));
  return receiptText(comment.html_url, settings.repo, { issue: issue.number, comment: comment.id });
};
