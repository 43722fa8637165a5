// Accounts of a Gerrit server: its own hand, and how numbers of several servers are told apart.
import type { Handle, Harvest } from '../domain/activity.ts';

/** Accounts of this server are told by their numbers alone. */
export const DEFAULT_ORIGIN = 'gerrit';

/** What Gerrit did by itself. */
export const SERVER: Handle = { service: 'gerrit', id: 'server', name: 'Gerrit Code Review' };

/** Account 1 of one server is not account 1 of another. */
export const onServer = (handle: Handle, origin: string): Handle =>
  origin !== DEFAULT_ORIGIN && handle.service === 'gerrit' && /^\d+$/.test(handle.id)
    ? { ...handle, id: `${origin}/${handle.id}` }
    : handle;

export const ofServer = (harvest: Harvest, origin: string): Harvest => {
  if (origin === DEFAULT_ORIGIN) return harvest;
  const named = (handle: Handle): Handle => onServer(handle, origin);
  return {
    ...harvest,
    activities: harvest.activities.map(activity => ({ ...activity, by: named(activity.by) })),
    items: harvest.items.map(item =>
      item.owner === undefined ? item : { ...item, owner: named(item.owner) },
    ),
    aliases: harvest.aliases.map(alias => ({ ...alias, a: named(alias.a), b: named(alias.b) })),
    ...(harvest.names && { names: harvest.names.map(named) }),
  };
};
