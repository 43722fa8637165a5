// Who asks, and what that person may: from the accounts and the roster, never from what a text claims.
import type { Handle } from './activity.ts';
import type { Role } from './team.ts';

const RIGHTS = ['anyone', 'core', 'ptl', 'admin'] as const;
type Rights = (typeof RIGHTS)[number];

/** An admin may what a PTL may, a PTL what a core may. */
export const atLeast = (has: Rights, needed: Rights): boolean =>
  RIGHTS.indexOf(has) >= RIGHTS.indexOf(needed);

interface Held {
  readonly person: number;
  readonly role: Role;
  readonly since: number;
  readonly until?: number;
}

/** What the rosters say of somebody at `at`. */
export const standingAt = (
  members: readonly Held[],
  person: number,
  at: number,
): 'anyone' | 'core' | 'ptl' => {
  const roles = members
    .filter(held => held.person === person && held.since <= at && (held.until ?? Infinity) > at)
    .map(({ role }) => role);
  if (roles.includes('ptl')) return 'ptl';
  return roles.includes('core') ? 'core' : 'anyone';
};

/** The person behind an account. */
export const personBehind = <Person extends { readonly handles: readonly Handle[] }>(
  people: readonly Person[],
  { service, id }: Pick<Handle, 'service' | 'id'>,
): Person | undefined =>
  people.find(({ handles }) => handles.some(handle => handle.service === service && handle.id === id));

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The only person with this name, or with this account, written `service:id` or as its id alone. */
export const personCalled = <Person extends { readonly name: string; readonly handles: readonly Handle[] }>(
  people: readonly Person[],
  words: string,
): Person | undefined => {
  const wanted = folded(words);
  const found = people.filter(
    ({ name, handles }) =>
      folded(name) === wanted ||
      handles.some(({ service, id }) => [`${service}:${id}`, id].some(account => folded(account) === wanted)),
  );
  return found.length === 1 ? found[0] : undefined;
};

/** On the team at `at`, as a core or as its PTL. */
export const isCoreAt = (members: readonly Held[], person: number, at: number): boolean =>
  standingAt(members, person, at) !== 'anyone';
