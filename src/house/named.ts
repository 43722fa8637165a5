// What on GitHub the settings of plugins name: the settings are each plugin's own, and these keys mean the same in all.
import { sameName } from '../lib/repository.ts';
import type { ProjectHouse } from './house.ts';

/** `owner/name` of a repository or `organisation/team`; undefined: nothing on GitHub. */
export const namedBy = (settings: unknown): string | undefined => {
  const { repo, team } = settings as { readonly repo?: unknown; readonly team?: unknown };
  return [repo, team].find(name => typeof name === 'string');
};

export const reads = ({ sources }: Pick<ProjectHouse, 'sources'>, repository: string): boolean =>
  sources.some(({ settings }) => sameName(namedBy(settings) ?? '', repository));
