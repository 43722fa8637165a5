// Where the rosters of one project disagree: who is listed in one and not in another, role by role.
import type { Handle } from './activity.ts';
import { type Listed, matchPeople, sharesHandle } from './same-person.ts';
import type { Role, RosterEntry } from './team.ts';

export interface RosterNow {
  readonly id: string;
  readonly entries: readonly RosterEntry[];
}

export interface RosterDifference {
  readonly role: Role;
  readonly name?: string;
  readonly handles: readonly Handle[];
  /** Ids of rosters. */
  readonly listedIn: readonly string[];
  readonly missingIn: readonly string[];
}

interface Person {
  name?: string | undefined;
  handles: readonly Handle[];
  readonly rosters: Set<string>;
}

const ROLES: readonly Role[] = ['ptl', 'core', 'emeritus'];

/** A PTL is a core too. */
const holds = ({ role }: RosterEntry, wanted: Role): boolean =>
  role === wanted || (wanted === 'core' && role === 'ptl');

const folded = (handle: Handle): Handle =>
  handle.service === 'github' || handle.service === 'email'
    ? { ...handle, id: handle.id.toLowerCase() }
    : handle;

/** GitHub tells numbers and people write logins. */
const withLogins = (handles: readonly Handle[]): Handle[] =>
  handles.flatMap(handle => {
    const { service, id, name } = handle;
    const isNumber = service === 'github' && /^\d+$/.test(id) && name !== undefined;
    return isNumber ? [handle, { service, id: name.toLowerCase() }] : [folded(handle)];
  });

/** With everything that is known of them elsewhere, so that an address and a login can meet. */
const asKnown = (entry: Listed, people: readonly Listed[]): Listed => {
  const listed = { name: entry.name, handles: withLogins(entry.handles) };
  const known = people.map(({ name, handles }) => ({ name, handles: withLogins(handles) }));
  const place = matchPeople(known, [listed]).get(0);
  const person = place === undefined ? undefined : known[place];
  return person ? { name: person.name, handles: [...listed.handles, ...person.handles] } : listed;
};

const add = (found: Person[], roster: string, entries: readonly Listed[]): void => {
  const same = matchPeople(
    found.map(({ name, handles }) => ({ name, handles })),
    entries,
  );
  const before = [...found];
  entries.forEach((entry, index) => {
    const person = before[same.get(index) ?? -1];
    if (!person) {
      found.push({ name: entry.name, handles: entry.handles, rosters: new Set([roster]) });
      return;
    }
    person.name ??= entry.name;
    person.handles = [...person.handles, ...entry.handles];
    person.rosters.add(roster);
  });
};

/** One roster lists somebody twice, as lead and as core; two of one name are two. */
const once = (entries: readonly Listed[]): Listed[] => {
  const found: Listed[] = [];
  for (const entry of entries) {
    const at = found.findIndex(other => sharesHandle(other, entry));
    const known = found[at];
    if (!known) found.push(entry);
    else found[at] = { name: known.name ?? entry.name, handles: [...known.handles, ...entry.handles] };
  }
  return found;
};

const uniqueHandles = (handles: readonly Handle[]): Handle[] => [
  ...new Map(handles.map(({ service, id }) => [`${service}:${id}`, { service, id }])).values(),
];

/**
 * Everybody whom some of the rosters list in a role and others do not. A roster takes part for the roles that it
 * lists anybody in: one that knows no emeriti denies none. `people`: who is who, so that accounts of different
 * services meet; two whom nobody has linked are two.
 */
export const rosterDifferences = (
  rosters: readonly RosterNow[],
  people: readonly Listed[] = [],
): RosterDifference[] =>
  ROLES.flatMap(role => {
    const sides = rosters
      .map(({ id, entries }) => ({ id, listed: entries.filter(entry => holds(entry, role)) }))
      .filter(({ listed }) => listed.length > 0);
    const found: Person[] = [];
    for (const { id, listed } of sides) add(found, id, once(listed.map(entry => asKnown(entry, people))));
    return found
      .filter(person => person.rosters.size < sides.length)
      .map(({ name, handles, rosters: ids }) => ({
        role,
        ...(name === undefined ? {} : { name }),
        handles: uniqueHandles(handles),
        listedIn: sides.map(({ id }) => id).filter(id => ids.has(id)),
        missingIn: sides.map(({ id }) => id).filter(id => !ids.has(id)),
      }))
      .sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  });
