// Which projects a comment may ask: those that live in its repository, and whose data may be told there.
import type { GitHub } from '../../contracts.ts';
import { maySpeakIn } from '../discretion.ts';
import type { ProjectHouse } from '../house.ts';
import { readsFrom, repositoryOf } from '../named.ts';
import { speaksForAll } from '../remote.ts';
import type { Comment, Place } from './payload.ts';

const speaksIn = ({ channels, letters }: Pick<ProjectHouse, 'channels' | 'letters'>): string[] =>
  [...channels, ...letters].flatMap(({ channel, settings }) =>
    channel.id === 'github-issue' ? (repositoryOf(settings) ?? []) : [],
  );

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

/** Those that may speak here, as GitHub says now. @throws SourceError when GitHub cannot be asked. */
export const fitFor = async (
  projects: readonly ProjectHouse[],
  { owner, repo }: Place,
  github: GitHub,
): Promise<ProjectHouse[]> => {
  const fit: ProjectHouse[] = [];
  for (const project of projects)
    if (await maySpeakIn(`${owner}/${repo}`, project, github)) fit.push(project);
  return fit;
};
