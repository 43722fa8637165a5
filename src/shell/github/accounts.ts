// Which client speaks for which account: the App's installation there, or a token.
import { SourceError } from '../../domain/errors.ts';
import { type AppKey, type Client, clientAs, type Paced } from './octokit.ts';

export interface Clients {
  /** @throws SourceError when the App is not installed there, or suspended. */
  of(account: string | undefined): Promise<Client>;
  /** The installation of an account may have changed: look again next time. @returns false when that is no help. */
  forget(account: string | undefined): boolean;
}

/** With a token, or with nothing at all: one client for all. */
export const withToken = (token: string | undefined, paced: Paced): Clients => {
  const client = clientAs(token === undefined ? {} : { token }, 'token', paced);
  return { of: () => Promise.resolve(client), forget: () => false };
};

interface Installed {
  readonly login: string;
  readonly isSuspended: boolean;
  readonly client: Client;
}

/** An App installed more often than that is not ours. */
const MOST_PAGES = 100;

const installedIn = (data: unknown): { id: number; login: string; isSuspended: boolean }[] =>
  (Array.isArray(data) ? data : []).flatMap(one => {
    const { id, account, suspended_at } = one as Record<string, unknown>;
    const { login } = (account ?? {}) as { readonly login?: unknown };
    return typeof id === 'number' && typeof login === 'string'
      ? [{ id, login, isSuspended: typeof suspended_at === 'string' }]
      : [];
  });

/** As the App: each account's installation is found by listing them, and again when one is missing. */
export const withApp = (key: AppKey, paced: Paced, otherwise?: Clients): Clients => {
  const app = clientAs(key, 'app', paced);
  let known = new Map<string, Installed>();
  /** Many may ask at once; one list is enough for all. */
  let listing: Promise<void> | undefined;

  const list = async (): Promise<void> => {
    const found = new Map<string, Installed>();
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { data } = await app.request('GET /app/installations', { per_page: 100, page });
      for (const { id, login, isSuspended } of installedIn(data)) {
        const client = clientAs({ ...key, installationId: id }, login, paced);
        found.set(login.toLowerCase(), { login, isSuspended, client });
      }
      if (data.length < 100) break;
    }
    known = found;
  };

  const lookUp = (account: string | undefined): Installed | undefined =>
    account === undefined
      ? [...known.values()].find(({ isSuspended }) => !isSuspended)
      : known.get(account.toLowerCase());

  return {
    of: async account => {
      let found = lookUp(account);
      if (found === undefined || found.isSuspended) {
        listing ??= list().finally(() => {
          listing = undefined;
        });
        await listing;
        found = lookUp(account);
      }
      if (found?.isSuspended) throw new SourceError(`The GitHub App is suspended on ${found.login}`);
      if (found) return found.client;
      if (otherwise) return otherwise.of(account);
      throw new SourceError(`The GitHub App is not installed on ${account ?? 'any account'}`);
    },
    forget: account => {
      if (account === undefined) known.clear();
      else known.delete(account.toLowerCase());
      return true;
    },
  };
};
