// Somebody joined or left a team on GitHub: rosters that read it are read anew.
import type { Store } from '../contracts.ts';
import type { Listener } from '../flow/hear.ts';
import type { ProjectHouse } from './house.ts';
import { namedBy } from './named.ts';
import { rostersChanged } from './settled.ts';

const EVENTS = new Set(['member', 'membership', 'team']);

const organisationOf = (payload: unknown): string | undefined => {
  const { organization } = (payload ?? {}) as { readonly organization?: { readonly login?: unknown } | null };
  return typeof organization?.login === 'string' ? organization.login.toLowerCase() : undefined;
};

const readsTeamsOf = ({ rosters }: ProjectHouse, organisation: string): boolean =>
  rosters.some(({ settings }) => namedBy(settings)?.toLowerCase().startsWith(`${organisation}/`));

/** Marks the project as unsettled; what settles it reads its rosters. */
export const teamListener = (store: Store, projects: () => readonly ProjectHouse[]): Listener => ({
  name: 'teams',
  events: EVENTS,
  async hear({ event, payload }) {
    const organisation = organisationOf(payload);
    if (!EVENTS.has(event) || organisation === undefined) return;
    for (const house of projects())
      if (readsTeamsOf(house, organisation)) await rostersChanged(store, house.project.id);
  },
});
