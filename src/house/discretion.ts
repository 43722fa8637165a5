// What is read in private is not told in public: whether a project may speak in a repository, as GitHub says now.
import { z } from 'zod';
import type { GitHub } from '../contracts.ts';
import type { ProjectHouse } from './house.ts';
import { apart, visibilityFrom } from './visibility.ts';

/** An internal repository is called private too, and a whole enterprise reads it. */
const PRIVATE = z.object({ private: z.literal(true), visibility: z.literal('private').optional() });

/** GitHub's word, now; `name` is `owner/name`. @throws SourceError */
export const isPrivateOnGitHub = async (name: string, github: GitHub): Promise<boolean> => {
  const { data } = await github.request('GET /repos/{owner}/{repo}', apart(name));
  return PRIVATE.safeParse(data).success;
};

/** The repository that settings name, in lower case. */
export const repositoryOf = (settings: unknown): string | undefined => {
  const { repo } = settings as { readonly repo?: unknown };
  return typeof repo === 'string' ? repo.toLowerCase() : undefined;
};

/** Repositories on GitHub that a project reads, in lower case. */
export const readsFrom = ({ sources }: Pick<ProjectHouse, 'sources'>): string[] =>
  sources.flatMap(({ plugin, settings }) => (plugin.id === 'github' ? (repositoryOf(settings) ?? []) : []));

/**
 * In a place that everybody reads only projects speak that read nothing but public repositories, or that place itself.
 * @throws SourceError when GitHub cannot be asked.
 */
export const maySpeakIn = async (
  place: string,
  project: Pick<ProjectHouse, 'sources'>,
  github: GitHub,
): Promise<boolean> => {
  const others = readsFrom(project).filter(name => name !== place.toLowerCase());
  if (others.length === 0 || (await isPrivateOnGitHub(place, github))) return true;
  const visibility = visibilityFrom(github);
  for (const name of others) if ((await visibility(name)) !== 'public') return false;
  return true;
};
