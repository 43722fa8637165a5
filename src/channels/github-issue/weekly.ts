// One issue for each week: edited in place, and closed by the one after it.
import type { Earlier, Message } from '../../contracts.ts';
import { fitted, issueTitle, keyLine, withNext, withoutBacklinks } from '../../lib/github-markdown.ts';
import { createIssue, type Issue, issueOf, type Place, updateIssue } from './api.ts';
import { findIssue } from './find.ts';
import { receiptFrom, receiptText } from './receipt.ts';
import type { Settings } from './settings.ts';

/** By a receipt of this mode; one with a comment is of the other. */
export const issueAt = async (place: Place, text: string | undefined): Promise<Issue | undefined> => {
  const receipt = receiptFrom(text);
  return receipt && receipt.comment === undefined ? issueOf(place, receipt.issue) : undefined;
};

/** `weekly 2026-W33` of `lumen` is `lumen/weekly/2026-W33`. */
export const keyOf = ({ project, key }: Message): string => keyLine([project, ...key.split(' ')]);

const titleOf = ({ key, title }: Message, given: string | undefined): string => {
  const period = key.split(' ').at(-1) ?? '';
  return issueTitle(given === undefined ? title : `${given}, ${period}`);
};

/** The text of a message as GitHub is to have it. */
export const bodyOf = (message: Message, { page }: Settings): string =>
  `${keyOf(message)}\n\n${fitted(withoutBacklinks(message.body), page).trimEnd()}`;

/** GitHub's own pages save lines with CR LF. */
export const isSame = (one: string | null | undefined, other: string): boolean =>
  (one ?? '').replaceAll('\r\n', '\n').trimEnd() === other.trimEnd();

export const edited = async (
  place: Place,
  issue: Issue,
  wanted: { title: string; body: string },
): Promise<Issue> =>
  isSame(issue.body, wanted.body) && issue.title === wanted.title
    ? issue
    : updateIssue(place, { issue_number: issue.number, ...wanted });

const closed = async (place: Place, { number, state, body }: Issue, next: number): Promise<void> => {
  const linked = withNext(body ?? '', `#${next}`);
  const isClosed = state === 'closed';
  if (isClosed && isSame(body, linked)) return;
  // One that somebody closed for a reason of their own keeps that reason.
  const close = isClosed ? {} : { state: 'closed', state_reason: 'completed' };
  await updateIssue(place, { issue_number: number, body: linked, ...close });
};

export const publishWeekly = async (
  message: Message,
  settings: Settings,
  place: Place,
  { receipt, previous }: Earlier,
): Promise<string> => {
  const before = await issueAt(place, previous);
  const link = before ? `\n\nThe one before: #${before.number}` : '';
  const wanted = {
    title: titleOf(message, settings.title),
    body: `${bodyOf(message, settings)}${link}`,
  };
  const there = (await issueAt(place, receipt)) ?? (await findIssue(place, keyOf(message), settings.labels));
  const issue = there
    ? await edited(place, there, wanted)
    : await createIssue(place, { ...wanted, labels: settings.labels });
  if (before && before.number !== issue.number) await closed(place, before, issue.number);
  return receiptText(issue.html_url, settings.repo, { issue: issue.number });
};
