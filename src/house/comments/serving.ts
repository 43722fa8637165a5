// Which projects a comment may ask: those that live in its repository, and whose data may be told there.
import type { GitHub } from '../../contracts.ts';
import type { ProjectHouse } from '../house.ts';
import { speaksForAll } from '../remote.ts';
import { visibilityFrom } from '../visibility.ts';
import type { Comment, Place } from './payload.ts';
import { isPrivateOnGitHub } from './place.ts';

const repositoryIn = (settings: unknown): string[] => {
  const { repo } = settings as { readonly repo?: unknown };
  return typeof repo === 'string' ? [repo.toLowerCase()] : [];
};

const readsFrom = ({ sources }: Pick<ProjectHouse, 'sources'>): string[] =>
  sources.flatMap(({ plugin, settings }) => (plugin.id === 'github' ? repositoryIn(settings) : []));

const speaksIn = ({ channels }: Pick<ProjectHouse, 'channels'>): string[] =>
  channels.flatMap(({ channel, settings }) => (channel.id === 'github-issue' ? repositoryIn(settings) : []));

/** A file may have the repositories of its neighbours read; to speak there is for those themselves, or their owner. */
const mayAnswer = ({ holder }: ProjectHouse, repository: number): boolean =>
  holder === undefined || holder.repository === repository || speaksForAll(holder.name);

/** Projects that read this repository or post their reports there. */
export const serving = (
  projects: readonly ProjectHouse[],
  { repository, repositoryId }: Pick<Comment, 'repository' | 'repositoryId'>,
): ProjectHouse[] =>
  projects.filter(
    project =>
      mayAnswer(project, repositoryId) && [...readsFrom(project), ...speaksIn(project)].includes(repository),
  );

/**
 * Those of which nothing is told here that others keep private: in a place that everybody reads, only projects that
 * read nothing but public repositories.
 * @throws SourceError when GitHub cannot be asked.
 */
export const fitFor = async (
  projects: readonly ProjectHouse[],
  place: Place,
  github: GitHub,
): Promise<ProjectHouse[]> => {
  const here = `${place.owner}/${place.repo}`.toLowerCase();
  const visibility = visibilityFrom(github);
  const fits = async (project: ProjectHouse): Promise<boolean> => {
    const others = readsFrom(project).filter(name => name !== here);
    if (others.length === 0 || (await isPrivateOnGitHub(place, github))) return true;
    for (const name of others) if ((await visibility(name)) !== 'public') return false;
    return true;
  };
  const fit: ProjectHouse[] = [];
  for (const project of projects) if (await fits(project)) fit.push(project);
  return fit;
};
