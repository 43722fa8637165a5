// A roster changed on GitHub, as a team or as a file in a repository: it is read anew.
import type { Store } from '../contracts.ts';
import type { Listener } from '../flow/hear.ts';
import type { ProjectHouse } from './house.ts';
import { repositoryIn } from './renames.ts';
import { rostersChanged } from './settled.ts';

const TEAM_EVENTS: ReadonlySet<string> = new Set(['member', 'membership', 'team']);

const organisationOf = (payload: unknown): string | undefined => {
  const { organization } = (payload ?? {}) as { readonly organization?: { readonly login?: unknown } | null };
  return typeof organization?.login === 'string' ? organization.login.toLowerCase() : undefined;
};

type Reads = (settings: { readonly team?: unknown; readonly repository?: unknown }) => boolean;

const teamsOf =
  (organisation: string): Reads =>
  ({ team }) =>
    typeof team === 'string' && team.toLowerCase().startsWith(`${organisation}/`);

/** By the address that git clones from, `https://host/owner/name.git` or `git@host:owner/name`. */
const filesIn =
  (name: string): Reads =>
  ({ repository }) => {
    const address =
      typeof repository === 'string'
        ? repository
            .toLowerCase()
            .replace(/\/$/, '')
            .replace(/\.git$/, '')
        : '';
    return address.endsWith(`/${name}`) || address.endsWith(`:${name}`);
  };

const changedBy = (event: string, payload: unknown): Reads | undefined => {
  if (event === 'push') {
    const name = repositoryIn(payload)?.full_name.toLowerCase();
    return name === undefined ? undefined : filesIn(name);
  }
  const organisation = TEAM_EVENTS.has(event) ? organisationOf(payload) : undefined;
  return organisation === undefined ? undefined : teamsOf(organisation);
};

/** Marks projects as unsettled; what settles them reads their rosters. */
export const rosterListener = (store: Store, projects: () => readonly ProjectHouse[]): Listener => ({
  name: 'rosters',
  events: new Set([...TEAM_EVENTS, 'push']),
  async hear({ event, payload }) {
    const reads = changedBy(event, payload);
    if (!reads) return;
    for (const { project, rosters } of projects())
      if (rosters.some(({ settings }) => reads(settings as Parameters<Reads>[0])))
        await rostersChanged(store, project.id);
  },
});
