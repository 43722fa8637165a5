// What GitHub says of a place and of people: whether it is private, who is an administrator, which number a login has.
import { z } from 'zod';
import type { GitHub, Report, Rights } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';
import { apart } from '../../lib/repository.ts';
import { isPrivateOnGitHub } from '../discretion.ts';
import type { ProjectHouse } from '../house.ts';
import { readsFrom } from '../named.ts';
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

/** Where letters are written, too, they are answered. */
const takesLetters = ({ channel, settings }: ProjectHouse['letters'][number], repository: string): boolean =>
  channel.id === 'github-issue' && channel.place(settings).toLowerCase() === repository;

/** True only where the configuration and GitHub, asked now, both say so. */
export const isPrivatePlace = async (
  { channels, letters }: Pick<ProjectHouse, 'channels' | 'letters'>,
  { owner, repo }: Place,
  reports: ReadonlyMap<string, Pick<Report, 'audience'>>,
  github: GitHub,
): Promise<boolean> => {
  const name = `${owner}/${repo}`.toLowerCase();
  const isChosen =
    channels.some(each => isForThePtl(each, name, reports)) || letters.some(each => takesLetters(each, name));
  if (!isChosen) return false;
  try {
    return await isPrivateOnGitHub(`${owner}/${repo}`, github);
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
};

interface Account {
  readonly id: number;
  readonly login: string;
}

/** Of this very account, by its number: a login may have changed hands. */
const isAdminOf = async (place: string, { id, login }: Account, github: GitHub): Promise<boolean> => {
  const { data } = await github.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
    ...apart(place),
    username: login,
  });
  const answer = z.object({ permission: z.literal('admin'), user: z.object({ id: z.literal(id) }) });
  return answer.safeParse(data).success;
};

/** A project of more repositories has a roster to say who leads it. */
const MOST_ASKED = 20;

/**
 * `admin` when GitHub says so of the place and of every repository that the project reads: whoever owns one of them
 * is nobody in the others.
 */
export const standingOnGitHub = async (
  { owner, repo }: Place,
  project: Pick<ProjectHouse, 'sources'>,
  account: Account,
  github: GitHub,
): Promise<Rights> => {
  const all = new Set([`${owner}/${repo}`.toLowerCase(), ...readsFrom(project)]);
  if (all.size > MOST_ASKED) return 'anyone';
  for (const place of all) if (!(await isAdminOf(place, account, github))) return 'anyone';
  return 'admin';
};

/** GitHub's number of a login; undefined when there is no such account. */
export const numberOf = async (login: string, github: GitHub): Promise<number | undefined> => {
  const { data } = await github.request('GET /users/{username}', { username: login });
  return z.object({ id: z.int().positive() }).safeParse(data).data?.id;
};
