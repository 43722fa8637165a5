// A pull request that changes a roster: one for each key, found again by its branch, never opened twice.
import { z } from 'zod';
import type { GitHub, GitHubAnswer } from '../contracts.ts';
import { SourceError, UserError } from '../domain/errors.ts';
import { apart, sameName } from '../lib/repository.ts';
import type { FileChange } from './roster-file.ts';

const REPOSITORY = z.object({ default_branch: z.string().min(1), full_name: z.string() });
const FILE = z.object({
  type: z.literal('file'),
  encoding: z.literal('base64'),
  content: z.string(),
  sha: z.string(),
});
const REF = z.object({ object: z.object({ sha: z.string() }) });
const PULL = z.object({
  number: z.int().positive(),
  html_url: z.string(),
  state: z.string(),
  merged_at: z.string().nullish(),
  title: z.string(),
  body: z.string().nullish(),
  head: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
});
export type Pull = z.infer<typeof PULL>;

export interface PullPlace {
  readonly github: GitHub;
  /** `owner/name` as GitHub writes it today. */
  readonly name: string;
  readonly base: string;
}

export interface GitHubFile {
  readonly text: string;
  readonly sha: string;
}

const read = <Kind>(schema: z.ZodType<Kind>, { data }: GitHubAnswer, route: string): Kind => {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new SourceError(`${route}: GitHub answered with something else than expected`);
};

const REPO = '/repos/{owner}/{repo}';

/** @throws UserError when the repository is not there, or not shown to us. */
export const pullPlace = async (github: GitHub, repository: string, branch?: string): Promise<PullPlace> => {
  const answer = await github.request(`GET ${REPO}`, apart(repository));
  if (answer.status !== 200)
    throw new UserError(`${repository}: GitHub shows no such repository, so its roster cannot be changed.`);
  const { default_branch, full_name } = read(REPOSITORY, answer, `GET ${REPO}`);
  return { github, name: full_name, base: branch ?? default_branch };
};

/** A file as it stands on a branch; undefined when there is none. */
export const fileAt = async (
  { github, name }: PullPlace,
  path: string,
  ref: string,
): Promise<GitHubFile | undefined> => {
  const route = `GET ${REPO}/contents/{path}`;
  const answer = await github.request(route, { ...apart(name), path, ref });
  if (answer.status !== 200) return undefined;
  const { content, sha } = read(FILE, answer, route);
  const bytes = Buffer.from(content, 'base64');
  const text = bytes.toString('utf8');
  // What is no UTF-8 would come back as something else.
  if (!Buffer.from(text, 'utf8').equals(bytes))
    throw new UserError(
      `${path} is not written in UTF-8, so it cannot be changed by itself; please do it by hand.`,
    );
  return { text, sha };
};

const refAt = async ({ github, name }: PullPlace, branch: string): Promise<string | undefined> => {
  const route = `GET ${REPO}/git/ref/{ref}`;
  const answer = await github.request(route, { ...apart(name), ref: `heads/${branch}` });
  return answer.status === 200 ? read(REF, answer, route).object.sha : undefined;
};

/** The latest pull request from this branch of the repository itself, open or not. */
export const pullFrom = async ({ github, name }: PullPlace, branch: string): Promise<Pull | undefined> => {
  const route = `GET ${REPO}/pulls`;
  const { owner } = apart(name);
  const answer = await github.request(route, {
    ...apart(name),
    ...{ head: `${owner}:${branch}`, state: 'all', sort: 'created', direction: 'desc', per_page: 100 },
  });
  if (answer.status !== 200) return undefined;
  return read(z.array(PULL), answer, route).find(
    ({ head }) => head.ref === branch && sameName(head.repo?.full_name ?? '', name),
  );
};

const branchFrom = async (place: PullPlace, branch: string): Promise<void> => {
  if ((await refAt(place, branch)) !== undefined) return;
  const sha = await refAt(place, place.base);
  if (sha === undefined) throw new UserError(`${place.name} has no branch ${place.base}.`);
  const { github, name } = place;
  const made = await github.request(`POST ${REPO}/git/refs`, {
    ...apart(name),
    ref: `refs/heads/${branch}`,
    sha,
  });
  // 422: another process has just made it.
  if (made.status !== 201 && made.status !== 422)
    throw new UserError(
      `${name}: GitHub lets Rollcall make no branch there; it takes the permission to write contents.`,
    );
};

/** One commit for each file that is not yet as it is to be. */
export const commitTo = async (
  place: PullPlace,
  branch: string,
  files: readonly FileChange[],
  message: string,
): Promise<void> => {
  await branchFrom(place, branch);
  for (const { path, after } of files) {
    const there = await fileAt(place, path, branch);
    if (there?.text === after) continue;
    const route = `PUT ${REPO}/contents/{path}`;
    const answer = await place.github.request(route, {
      ...apart(place.name),
      ...{ path, branch, message, content: Buffer.from(after).toString('base64') },
      ...(there && { sha: there.sha }),
    });
    if (answer.status > 299) throw new UserError(`${place.name}: GitHub refuses the change of ${path}.`);
  }
};

export interface PullWords {
  readonly title: string;
  readonly body: string;
}

/** GitHub's own pages save lines with CR LF. */
const isSame = (one: string | null | undefined, other: string): boolean =>
  (one ?? '').replaceAll('\r\n', '\n').trimEnd() === other.trimEnd();

export const openPull = async (place: PullPlace, branch: string, words: PullWords): Promise<Pull> => {
  const { github, name, base } = place;
  const route = `POST ${REPO}/pulls`;
  const answer = await github.request(route, { ...apart(name), ...words, head: branch, base });
  if (answer.status === 201) return read(PULL, answer, route);
  // Another process may have opened it since we looked.
  const there = await pullFrom(place, branch);
  if (there) return there;
  throw new UserError(`${name}: GitHub takes no pull request from ${branch} into ${base}.`);
};

export const editedPull = async (
  { github, name }: PullPlace,
  pull: Pull,
  words: PullWords,
): Promise<Pull> => {
  if (pull.title === words.title && isSame(pull.body, words.body)) return pull;
  const route = `PATCH ${REPO}/pulls/{pull_number}`;
  const answer = await github.request(route, { ...apart(name), pull_number: pull.number, ...words });
  return answer.status === 200 ? read(PULL, answer, route) : pull;
};
