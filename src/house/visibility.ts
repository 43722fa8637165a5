// GitHub's word on who may see a repository.
import type { GitHub } from '../contracts.ts';
import { apart } from '../lib/repository.ts';
import type { Visibility } from './remote.ts';

/** Asks once for each repository. */
export const visibilityFrom = (github: GitHub): Visibility => {
  const known = new Map<string, 'public' | 'private' | undefined>();
  return async name => {
    const key = name.toLowerCase();
    if (known.has(key)) return known.get(key);
    const { status, data } = await github.request('GET /repos/{owner}/{repo}', apart(name));
    const isPrivate = (data as { private?: unknown } | undefined)?.private;
    const found = status !== 200 ? undefined : isPrivate === false ? 'public' : 'private';
    known.set(key, found);
    return found;
  };
};
