// A comment on GitHub as a webhook tells it: who wrote what, where, and when.
import { z } from 'zod';
import type { Delivery } from '../../contracts.ts';
import { apart } from '../../lib/repository.ts';
import { secondsOf } from '../../lib/time.ts';

const account = z.object({
  id: z.int().positive(),
  login: z.string().min(1).max(100),
  type: z.string().optional(),
});
const time = z.string().transform((text, context) => {
  const at = secondsOf(text);
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom', message: 'no time' });
  return z.NEVER;
});

const payload = z.object({
  action: z.enum(['created', 'edited', 'deleted']),
  comment: z.object({
    id: z.int().positive(),
    body: z.string().nullish(),
    created_at: time,
    updated_at: time,
    html_url: z.string(),
    user: account,
  }),
  issue: z.object({ number: z.int().positive() }),
  repository: z.object({ id: z.int().positive(), full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/) }),
  sender: account,
});

type Account = z.output<typeof account>;

export interface Place {
  readonly owner: string;
  readonly repo: string;
}

/** Who wrote what. */
export interface Comment {
  readonly id: number;
  /** It is there no longer: nothing is answered, and what it voted counts no more. */
  readonly isDeleted: boolean;
  readonly body: string;
  readonly author: Account;
  /** Who made this delivery happen: an editor may be somebody else than the author. */
  readonly sender: Account;
  /** Seconds UTC. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly url: string;
  readonly issue: number;
  readonly place: Place;
  /** `owner/name` in lower case. */
  readonly repository: string;
  /** GitHub's number of it. */
  readonly repositoryId: number;
}

/** Undefined: not about a comment that was written, edited or deleted. */
export const commentIn = ({ event, payload: given }: Delivery): Comment | undefined => {
  if (event !== 'issue_comment') return undefined;
  const parsed = payload.safeParse(given);
  if (!parsed.success) return undefined;
  const { action, comment, issue, repository, sender } = parsed.data;
  return {
    id: comment.id,
    isDeleted: action === 'deleted',
    body: comment.body ?? '',
    author: comment.user,
    sender,
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
    url: comment.html_url,
    issue: issue.number,
    place: apart(repository.full_name),
    repository: repository.full_name.toLowerCase(),
    repositoryId: repository.id,
  };
};

/** Who wrote it, by the number of the account: a login may change hands. */
export const accountOf = ({ author }: Pick<Comment, 'author'>) =>
  ({ service: 'github', id: String(author.id), name: author.login }) as const;
