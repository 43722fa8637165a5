// Who did it: people by the names that they have on Launchpad, and the programs that work there.
import type { Handle } from '../../domain/activity.ts';

const PERSON_LINK = /\/~([a-z0-9][a-z0-9+.-]{0,200})$/;

/** Undefined where nobody is named; a link may be a mere `/`. */
export const nameIn = (link: string | null | undefined): string | undefined =>
  link ? PERSON_LINK.exec(link)?.[1] : undefined;

/** Launchpad's own janitor and tracker of other bug trackers, and what tells of OpenStack's reviews. */
const PROGRAMS: ReadonlySet<string> = new Set(['janitor', 'bug-watch-updater', 'hudson-openstack']);

export const isProgram = (id: string): boolean => PROGRAMS.has(id);

/** Launchpad knows no mark for programs: they get the ending by which bots are known everywhere. */
export const handleOf = (id: string, people: ReadonlyMap<string, string>): Handle => {
  const shown = people.get(id);
  if (isProgram(id)) return { service: 'launchpad', id, name: `${shown ?? id}[bot]` };
  return { service: 'launchpad', id, ...(shown ? { name: shown } : {}) };
};

/** Stands for Launchpad where it tells what is so, and not who made it so. */
export const LAUNCHPAD = 'janitor';
