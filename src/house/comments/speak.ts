// Says an answer: one comment for the comment that asked, edited from then on, found again after a crash.
import { z } from 'zod';
import type { GitHub, Publication, Store } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';
import { digestOf } from '../digest.ts';
import type { Comment, Place } from './payload.ts';

/** Pages of a hundred comments in which an answer that was not recorded is looked for. */
const PAGES = 10;

const channelOf = ({ repository }: Comment): string => `github-comment ${repository}`;
const keyOf = ({ id }: Comment): string => `answer/${id}`;
export const markerOf = ({ id }: Pick<Comment, 'id'>): string => `<!-- rollcall:answer ${id} -->`;

const receipt = z.object({ comment: z.int().positive(), updatedAt: z.int(), wish: z.string() });

/** What was answered last to a comment. */
export interface Answered extends z.output<typeof receipt> {
  readonly project: string;
  readonly publication: Publication;
}

const readReceipt = (text: string): z.output<typeof receipt> | undefined => {
  try {
    return receipt.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

export const answeredBefore = async (
  store: Pick<Store, 'publication'>,
  projects: readonly string[],
  comment: Comment,
): Promise<Answered | undefined> => {
  for (const project of projects) {
    const publication = await store.publication(project, channelOf(comment), keyOf(comment));
    const read = publication && readReceipt(publication.receipt);
    if (publication && read) return { project, publication, ...read };
  }
  return undefined;
};

/** Records that this version of the comment is answered by what stands there. */
export const noteVersion = (
  store: Pick<Store, 'recordPublication'>,
  { project, publication, comment, wish }: Answered,
  updatedAt: number,
): Promise<void> =>
  store.recordPublication(project, {
    ...publication,
    receipt: JSON.stringify({ comment, updatedAt, wish }),
  });

const found = z.object({
  id: z.int().positive(),
  body: z.string().nullish(),
  user: z.object({ login: z.string(), type: z.string().optional() }).nullish(),
});

/** A human is no bot, whatever the comment says: only our own is ever edited. */
const isOwn = ({ user }: z.output<typeof found>, ownLogin: string | undefined): boolean =>
  ownLogin === undefined ? user?.type === 'Bot' : user?.login.toLowerCase() === ownLogin.toLowerCase();

/** An answer that was said, while the process died before it was recorded. */
const lostAnswer = async (
  github: GitHub,
  comment: Comment,
  ownLogin: string | undefined,
): Promise<number | undefined> => {
  const since = new Date(comment.createdAt * 1000).toISOString();
  for (let page = 1; page <= PAGES; page++) {
    const { data, more } = await github.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...comment.place,
      issue_number: comment.issue,
      since,
      per_page: 100,
      page,
    });
    const own = z
      .array(z.unknown())
      .catch([])
      .parse(data)
      .flatMap(each => found.safeParse(each).data ?? [])
      .find(each => each.body?.startsWith(markerOf(comment)) && isOwn(each, ownLogin));
    if (own) return own.id;
    if (!more) return undefined;
  }
  return undefined;
};

const gone = (status: number): boolean => status === 404 || status === 410;

/** False: it is there no longer. */
const edit = async (github: GitHub, place: Place, comment: number, body: string): Promise<boolean> => {
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
  const { status } = await github.request(route, { ...place, comment_id: comment, body });
  if (gone(status)) return false;
  if (status !== 200) throw new SourceError(`${route}: GitHub answers ${status}`);
  return true;
};

/** Undefined: the issue is gone, or takes no comments. */
const create = async (github: GitHub, comment: Comment, body: string): Promise<number | undefined> => {
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const { status, data } = await github.request(route, {
    ...comment.place,
    issue_number: comment.issue,
    body,
  });
  return status === 201 ? z.object({ id: z.int().positive() }).parse(data).id : undefined;
};

export interface Speaking {
  readonly github: GitHub;
  readonly store: Pick<Store, 'recordPublication'>;
  /** Under whose name answers appear; undefined: not known, and then only bots are taken for it. */
  readonly ownLogin: string | undefined;
  readonly now: number;
}

export interface Wish {
  /** Where it is recorded. */
  readonly project: string;
  /** Digest of what was asked. */
  readonly wish: string;
  readonly body: string;
}

/** Returns false when it cannot be said there any more. @throws SourceError when it is to be tried again. */
export const sayAnswer = async (
  { github, store, ownLogin, now }: Speaking,
  comment: Comment,
  { project, wish, body }: Wish,
  before: Answered | undefined,
): Promise<boolean> => {
  const there = before?.comment ?? (await lostAnswer(github, comment, ownLogin));
  const stands = there !== undefined && (await edit(github, comment.place, there, body));
  // To a comment that is gone nothing new is said.
  const id = stands ? there : comment.isDeleted ? undefined : await create(github, comment, body);
  if (id === undefined) return false;
  await store.recordPublication(project, {
    channel: channelOf(comment),
    key: keyOf(comment),
    receipt: JSON.stringify({ comment: id, updatedAt: comment.updatedAt, wish }),
    digest: digestOf(body),
    at: now,
    body,
  });
  return true;
};
