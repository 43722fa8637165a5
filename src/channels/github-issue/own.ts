// Which issues and comments are ours: anybody can write a hidden key, so what others wrote is never taken for ours.
import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import type { Comment, Place } from './api.ts';

/** Whether this is ours. */
export type Own = (said: Pick<Comment, 'user'>) => boolean;

const LOGIN = z.object({ login: z.string().min(1) });
const APP = z.object({ slug: z.string().min(1) });

const asked = async ({ github }: Place, route: string): Promise<unknown> => {
  try {
    const { status, data } = await github.request(route);
    return status === 200 ? data : undefined;
  } catch (error) {
    // An App has no `GET /user`, and a token has no `GET /app`: both are refused.
    if (error instanceof SourceError) return undefined;
    throw error;
  }
};

/**
 * By login: of the App's bot (`slug[bot]`, a name that no person can have), or of the account whose token is used.
 * Where GitHub tells neither, by being a bot's at all: that is more than anybody from outside can be.
 */
export const ownOf = async (place: Place): Promise<Own> => {
  const app = APP.safeParse(await asked(place, 'GET /app')).data;
  const login = app ? `${app.slug}[bot]` : LOGIN.safeParse(await asked(place, 'GET /user')).data?.login;
  if (login === undefined) return ({ user }) => user?.type === 'Bot';
  return ({ user }) => user?.login.toLowerCase() === login.toLowerCase();
};
