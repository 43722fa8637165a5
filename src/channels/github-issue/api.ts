// The few things that this channel asks of GitHub, with every answer checked.
import { z } from 'zod';
import type { GitHub, GitHubAnswer } from '../../contracts.ts';
import { SourceError, UserError } from '../../domain/errors.ts';

const USER = z.object({ login: z.string(), type: z.string().optional() }).nullish();

/** Of an issue, and of a comment on one. */
const SAID = z.object({
  html_url: z.string(),
  body: z.string().nullish(),
  user: USER,
});
const ISSUE = SAID.extend({
  number: z.int().positive(),
  state: z.string(),
  title: z.string().nullish(),
  pull_request: z.unknown().optional(),
});
const COMMENT = SAID.extend({ id: z.int().positive() });
const REPOSITORY = z.object({ private: z.boolean(), visibility: z.string().optional() });

export type Issue = z.infer<typeof ISSUE>;
export type Comment = z.infer<typeof COMMENT>;

/** Where to speak: GitHub, and the two halves of the repository's name. */
export interface Place {
  readonly github: GitHub;
  readonly owner: string;
  readonly repo: string;
}

const ISSUES = '/repos/{owner}/{repo}/issues';

const ask = (
  { github, owner, repo }: Place,
  route: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<GitHubAnswer> => github.request(route, { owner, repo, ...parameters });

const read = <Kind>(schema: z.ZodType<Kind>, { data }: GitHubAnswer, route: string): Kind => {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new SourceError(`${route}: GitHub answered with something else than expected`);
};

const isGone = ({ status }: GitHubAnswer): boolean => status === 404 || status === 410;

/** A write that GitHub refuses is for whoever set this up. @throws UserError */
const written = <Kind>(schema: z.ZodType<Kind>, answer: GitHubAnswer, place: Place, route: string): Kind => {
  const name = `${place.owner}/${place.repo}`;
  if (answer.status === 404)
    throw new UserError(`${name}: GitHub shows no such repository, or Rollcall may not write issues in it.`);
  if (answer.status === 410) throw new UserError(`${name}: issues are turned off in this repository.`);
  if (answer.status === 422) throw new UserError(`${name}: GitHub refuses the report as it is (${route}).`);
  return read(schema, answer, route);
};

/** A moved issue is shown where it is now: that may be a repository that everybody reads. */
const isHere = ({ owner, repo }: Place, url: string): boolean =>
  new RegExp(`/${owner}/${repo.replaceAll('.', '\\.')}/issues/\\d+(#issuecomment-\\d+)?$`, 'i').test(url);

const one =
  <Kind extends { html_url: string }>(route: string, schema: z.ZodType<Kind>, name: string) =>
  async (place: Place, id: number): Promise<Kind | undefined> => {
    const answer = await ask(place, route, { [name]: id });
    if (isGone(answer) || answer.status === 422) return undefined;
    const found = read(schema, answer, route);
    return isHere(place, found.html_url) ? found : undefined;
  };

const write =
  <Kind>(route: string, schema: z.ZodType<Kind>) =>
  async (place: Place, parameters: Readonly<Record<string, unknown>>): Promise<Kind> =>
    written(schema, await ask(place, route, parameters), place, route);

export const issueOf = one<Issue>(`GET ${ISSUES}/{issue_number}`, ISSUE, 'issue_number');
export const createIssue = write<Issue>(`POST ${ISSUES}`, ISSUE);
export const updateIssue = write<Issue>(`PATCH ${ISSUES}/{issue_number}`, ISSUE);
export const commentOf = one<Comment>(`GET ${ISSUES}/comments/{comment_id}`, COMMENT, 'comment_id');
export const createComment = write<Comment>(`POST ${ISSUES}/{issue_number}/comments`, COMMENT);
export const updateComment = write<Comment>(`PATCH ${ISSUES}/comments/{comment_id}`, COMMENT);

const PER_PAGE = 100;

/** The newest issues, and whether there are more. */
export const issuePage = async (place: Place, page: number, labels: readonly string[]) => {
  const route = `GET ${ISSUES}`;
  const answer = await ask(place, route, {
    ...(labels.length > 0 && { labels: labels.join(',') }),
    ...{ state: 'all', sort: 'created', direction: 'desc', per_page: PER_PAGE, page },
  });
  if (isGone(answer)) return { issues: [], more: false };
  const issues = read(z.array(ISSUE), answer, route).filter(issue => issue.pull_request === undefined);
  return { issues, more: answer.more };
};

/** Comments come oldest first: the newest are on the last page. */
export const commentPage = async (place: Place, issue: number, page: number) => {
  const route = `GET ${ISSUES}/{issue_number}/comments`;
  const answer = await ask(place, route, { issue_number: issue, per_page: PER_PAGE, page });
  if (isGone(answer)) return { comments: [], lastPage: 1 };
  return { comments: read(z.array(COMMENT), answer, route), lastPage: answer.lastPage ?? page };
};

/**
 * True only when GitHub says so now. An internal repository is called private too, and a whole enterprise reads it.
 */
export const isPrivate = async (place: Place): Promise<boolean> => {
  try {
    const { data } = await ask(place, 'GET /repos/{owner}/{repo}');
    const repository = REPOSITORY.safeParse(data).data;
    return repository?.private === true && (repository.visibility ?? 'private') === 'private';
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
};
