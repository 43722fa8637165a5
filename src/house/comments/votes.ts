// Votes in comments: what a comment says now is its vote, and what it says no longer is none.

import { receiptFrom } from '../../channels/github-issue/receipt.ts';
import type { Store } from '../../contracts.ts';
import { handleKey } from '../../domain/activity.ts';
import type { Decision } from '../../domain/decision.ts';
import type { House, ProjectHouse } from '../house.ts';
import { accountOf, type Comment } from './payload.ts';

/** `anew`: this version of the comment decides for itself, also where an earlier one said the same. */
export const decisionKey = (
  { repository, id, updatedAt }: Pick<Comment, 'repository' | 'id' | 'updatedAt'>,
  text: string,
  anew = false,
): string => `comment/${repository}/${id}/${text}${anew ? ` @${updatedAt}` : ''}`;

const WORD = 'word ';

/** What Rollcall itself said in the issue on which the comment stands, if that is no report. */
export const underWhat = async (
  store: Pick<Store, 'publications'>,
  project: string,
  { repository, issue }: Comment,
): Promise<{ readonly under?: string }> => {
  const said = await store.publications(project, `github-issue ${repository}`, WORD);
  const here = said.find(({ receipt }) => {
    const there = receiptFrom(receipt);
    return there?.issue === issue && there.comment === undefined;
  });
  return here ? { under: here.key.slice(WORD.length) } : {};
};

const isHere = ({ place, by }: Decision, comment: Comment): boolean =>
  place === comment.url && handleKey(by) === handleKey(accountOf(comment));

/** The votes of earlier versions, of which nothing has been taken back since. */
const standsHere = (decisions: readonly Decision[], comment: Comment): boolean => {
  const last = decisions
    .filter(each => isHere(each, comment))
    .filter(({ ruling: { kind } }) => kind === 'nomination-vote' || kind === 'nomination-unvote')
    .at(-1);
  return last?.ruling.kind === 'nomination-vote' && !last.key.endsWith(` @${comment.updatedAt}`);
};

/**
 * Before an edited comment is heard anew, and when one is deleted: what it voted is taken back. One that is heard of
 * only after it was deleted never counts.
 */
export const takeBackVotes = async (
  { store, io }: Pick<House, 'store' | 'io'>,
  projects: readonly ProjectHouse[],
  comment: Comment,
): Promise<void> => {
  const { isDeleted, url, updatedAt } = comment;
  for (const { project } of projects) {
    if (!project.publish) continue;
    const decisions = await store.decisions(project.id, Number.MAX_SAFE_INTEGER);
    const isAnyOpen = isDeleted && decisions.some(({ ruling }) => ruling.kind === 'nomination-open');
    if (!isAnyOpen && !standsHere(decisions, comment)) continue;
    await store.decide(project.id, {
      key: decisionKey(comment, isDeleted ? 'gone' : 'unvote', !isDeleted),
      at: isDeleted ? io.now() : Math.min(updatedAt, io.now()),
      by: accountOf(comment),
      place: url,
      ruling: { kind: 'nomination-unvote', comment: url, gone: isDeleted },
    });
  }
};
