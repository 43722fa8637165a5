// What on GitHub the settings of plugins name: the settings are each plugin's own, and these keys mean the same in all.
import type { ProjectHouse } from './house.ts';

/** `owner/name` of a repository or `organisation/team`; undefined: nothing on GitHub. */
export const namedBy = (settings: unknown): string | undefined => {
  const { repo, team } = settings as { readonly repo?: unknown; readonly team?: unknown };
  return [repo, team].find(name => typeof name === 'string');
};

/** The repository that settings name, in lower case. */
export const repositoryOf = (settings: unknown): string | undefined => {
  const { repo } = settings as { readonly repo?: unknown };
  return typeof repo === 'string' ? repo.toLowerCase() : undefined;
};

/** Repositories on GitHub that a project reads, in lower case. */
export const readsFrom = ({ sources }: Pick<ProjectHouse, 'sources'>): string[] =>
  sources.flatMap(({ settings }) => repositoryOf(settings) ?? []);
