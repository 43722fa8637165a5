// What GitHub says of a place and of people: whether it is private, who is an administrator, which number a login has.
import { z } from 'zod';
import type { GitHub, Report, Standing } from '../../contracts.ts';
import type { ProjectHouse } from '../house.ts';
import { outOf } from '../message.ts';
import type { Place } from './payload.ts';

const reportOf = (settings: unknown): string | undefined =>
  z.object({ report: z.string() }).safeParse(settings).data?.report;

/** Whether the team has said, in its configuration, that the PTL's reports go to this repository. */
const isForThePtl = (
  { channel, settings }: ProjectHouse['channels'][number],
  repository: string,
  reports: ReadonlyMap<string, Pick<Report, 'audience'>>,
): boolean =>
  channel.id === 'github-issue' &&
  channel.place(settings).toLowerCase() === repository &&
  reports.get(reportOf(settings) ?? '')?.audience === 'ptl';

/** True only where the configuration and the channel itself, asked now, both say so. */
export const isPrivatePlace = async (
  { channels }: Pick<ProjectHouse, 'channels'>,
  { owner, repo }: Place,
  reports: ReadonlyMap<string, Pick<Report, 'audience'>>,
  github: GitHub,
): Promise<boolean> => {
  const name = `${owner}/${repo}`.toLowerCase();
  const place = channels.find(each => isForThePtl(each, name, reports));
  return place
    ? place.channel.isPrivate(
        place.settings,
        outOf(() => undefined, github),
      )
    : false;
};

/** `admin` when GitHub says so of this very account, by its number: a login may have changed hands. */
export const standingOnGitHub = async (
  { owner, repo }: Place,
  { id, login }: { readonly id: number; readonly login: string },
  github: GitHub,
): Promise<Standing> => {
  const { data } = await github.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
    owner,
    repo,
    username: login,
  });
  const answer = z.object({ permission: z.literal('admin'), user: z.object({ id: z.literal(id) }) });
  return answer.safeParse(data).success ? 'admin' : 'anyone';
};

/** GitHub's number of a login; undefined when there is no such account. */
export const numberOf = async (login: string, github: GitHub): Promise<number | undefined> => {
  const { data } = await github.request('GET /users/{username}', { username: login });
  return z.object({ id: z.int().positive() }).safeParse(data).data?.id;
};
