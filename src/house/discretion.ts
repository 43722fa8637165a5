// What is read in private is not told in public: whether a project may speak in a repository, as GitHub says now.
import { z } from 'zod';
import type { GitHub } from '../contracts.ts';
import { SourceError } from '../domain/errors.ts';
import { apart } from '../lib/repository.ts';
import type { House, ProjectHouse } from './house.ts';
import { readsFrom } from './named.ts';
import { visibilityFrom } from './visibility.ts';

/** An internal repository is called private too, and a whole enterprise reads it. */
const PRIVATE = z.object({ private: z.literal(true), visibility: z.literal('private').optional() });

/** GitHub's word, now; `name` is `owner/name`. @throws SourceError */
export const isPrivateOnGitHub = async (name: string, github: GitHub): Promise<boolean> => {
  const { data } = await github.request('GET /repos/{owner}/{repo}', apart(name));
  return PRIVATE.safeParse(data).success;
};

/** Seconds for which GitHub's word is taken. */
const HOLDS = 300;

/** Whether a project reads nothing on GitHub but what everybody may read; where GitHub does not say so, it does not. */
export const openness = (town: Pick<House, 'io' | 'projects'>) => {
  const { io } = town;
  const known = new Map<string, { readonly at: number; readonly open: Promise<boolean> }>();
  const look = async (id: string): Promise<boolean> => {
    const chosen = town.projects.find(({ project }) => project.id === id);
    if (!chosen) return false;
    const visibility = visibilityFrom(io.github);
    try {
      for (const name of readsFrom(chosen)) if ((await visibility(name)) !== 'public') return false;
      return true;
    } catch (error) {
      if (error instanceof SourceError) return false;
      throw error;
    }
  };
  return (id: string): Promise<boolean> => {
    const before = known.get(id);
    if (before && io.now() - before.at < HOLDS) return before.open;
    const open = look(id);
    known.set(id, { at: io.now(), open });
    return open;
  };
};

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
