// The team of record: what a roster file said at each of its versions, and the dated memberships that follow.
import { type Handle, handleKey } from './activity.ts';
import { foldName, type Listed, matchPeople, sameName, sharesHandle } from './same-person.ts';

export type Role = 'ptl' | 'core' | 'emeritus';

const ROLES: readonly Role[] = ['ptl', 'core', 'emeritus'];

/** One line of a roster. At least one handle; the first is the most telling one. */
export interface RosterEntry {
  readonly role: Role;
  readonly name?: string;
  readonly handles: readonly Handle[];
  readonly company?: string;
}

/** A remark of the roster on why somebody joined or left, such as a link to the vote. */
export interface RosterNote {
  readonly about: 'joined' | 'left';
  readonly name: string;
  readonly text: string;
}

/** A roster as it stood from `at` on. `ref` names the version: a commit, a file. */
export interface RosterVersion {
  /** Seconds since 1970, UTC: when the edit landed. */
  readonly at: number;
  readonly ref: string;
  readonly entries: readonly RosterEntry[];
  /** All that the version holds; those that the version before did not hold are news. */
  readonly notes?: readonly RosterNote[];
}

/** A role held from `since` until `until` (exclusive, seconds UTC; absent = still held). */
export interface Membership {
  readonly role: Role;
  readonly name?: string;
  /** Every handle that the roster gave for this person over the time of the membership, the latest first. */
  readonly handles: readonly Handle[];
  readonly since: number;
  readonly until?: number;
  /** The edits behind it, in words: "joined at 3fa2b1c", "e-mail changed from a@x to a@y". */
  readonly evidence: readonly string[];
}

/** A membership on its way: `current` is what the roster said last. */
interface Held {
  readonly role: Role;
  current: Listed;
  handles: readonly Handle[];
  readonly names: Set<string>;
  readonly since: number;
  until?: number;
  readonly evidence: string[];
}

const uniqueHandles = (handles: readonly Handle[]): Handle[] => {
  const byKey = new Map<string, Handle>();
  for (const handle of handles) {
    const known = byKey.get(handleKey(handle));
    if (!known || (known.name === undefined && handle.name !== undefined))
      byKey.set(handleKey(handle), handle);
  }
  return [...byKey.values()];
};

const merge = (a: RosterEntry, b: RosterEntry): RosterEntry => {
  const name = a.name ?? b.name;
  const company = a.company ?? b.company;
  return {
    role: a.role,
    handles: uniqueHandles([...a.handles, ...b.handles]),
    ...(name === undefined ? {} : { name }),
    ...(company === undefined ? {} : { company }),
  };
};

/** Listed twice is held once, unless one address stands for two names. */
const withoutDoubles = (entries: readonly RosterEntry[]): RosterEntry[] => {
  const kept: RosterEntry[] = [];
  for (const entry of entries) {
    const twin = kept.findIndex(
      other =>
        sharesHandle(other, entry) &&
        (!other.name || !entry.name || foldName(other.name) === foldName(entry.name)),
    );
    const known = kept[twin];
    if (known) kept[twin] = merge(known, entry);
    else kept.push(entry);
  }
  return kept;
};

/** A PTL is a core too, whether or not the roster lists the lead among the cores. */
const coresOf = (entries: readonly RosterEntry[]): RosterEntry[] => {
  const cores = entries.filter(entry => entry.role === 'core');
  for (const ptl of entries.filter(entry => entry.role === 'ptl')) {
    const namesakes = cores.filter(core => sameName(core, ptl));
    const itself =
      cores.find(core => sharesHandle(core, ptl)) ?? (namesakes.length === 1 ? namesakes[0] : undefined);
    if (itself) cores[cores.indexOf(itself)] = merge(itself, { ...ptl, role: 'core' });
    else cores.push({ ...ptl, role: 'core' });
  }
  return withoutDoubles(cores);
};

const holdersOf = (role: Role, version: RosterVersion): RosterEntry[] =>
  role === 'core'
    ? coresOf(version.entries)
    : withoutDoubles(version.entries.filter(entry => entry.role === role));

const SERVICE_WORDS: Partial<Record<Handle['service'], string>> = { email: 'e-mail' };

/** What an edit changed about somebody who stayed. */
const editsOf = (before: Listed, after: Listed, ref: string): string[] => {
  const edits: string[] = [];
  if (before.name === undefined && after.name !== undefined) edits.push(`name given at ${ref}`);
  if (before.name !== undefined && after.name !== undefined && !sameName(before, after))
    edits.push(`name changed from ${before.name} to ${after.name} at ${ref}`);
  const gone = before.handles.filter(
    old => !after.handles.some(handle => handleKey(handle) === handleKey(old)),
  );
  const come = after.handles.filter(
    handle => !before.handles.some(old => handleKey(old) === handleKey(handle)),
  );
  for (const handle of come.filter(({ service }) => service !== 'name')) {
    const word = SERVICE_WORDS[handle.service] ?? `${handle.service} account`;
    const replaced = gone.filter(({ service }) => service === handle.service);
    const alone = come.filter(({ service }) => service === handle.service).length === 1;
    if (alone && replaced[0] && replaced.length === 1)
      edits.push(`${word} changed from ${replaced[0].id} to ${handle.id} at ${ref}`);
    else edits.push(`${word} ${handle.id} given at ${ref}`);
  }
  return edits;
};

/** The other role that somebody goes to, or comes from, in the same edit. */
const crossing = (person: Listed, role: Role, version: RosterVersion | undefined): Role | undefined => {
  if (!version || role === 'ptl') return undefined;
  const other: Role = role === 'core' ? 'emeritus' : 'core';
  const there = holdersOf(other, version);
  return matchPeople([person], there).size > 0 ? other : undefined;
};

const stay = (held: Held, entry: RosterEntry, ref: string): void => {
  held.evidence.push(...editsOf(held.current, entry, ref));
  const name = entry.name ?? held.current.name;
  if (entry.name !== undefined) held.names.add(foldName(entry.name));
  held.handles = uniqueHandles([...entry.handles, ...held.handles]);
  held.current = { name, handles: entry.handles };
};

const begin = (entry: RosterEntry, version: RosterVersion, before: RosterVersion | undefined): Held => {
  const from = crossing(entry, entry.role, before);
  const joined = `joined at ${version.ref}${from ? `, from ${from}` : ''}`;
  return {
    role: entry.role,
    current: { name: entry.name, handles: entry.handles },
    handles: uniqueHandles(entry.handles),
    names: new Set(entry.name === undefined ? [] : [foldName(entry.name)]),
    since: version.at,
    evidence: [before ? joined : `listed in the first version, ${version.ref}`],
  };
};

const walkRole = (role: Role, versions: readonly RosterVersion[]): Held[] => {
  const ended: Held[] = [];
  let holding: Held[] = [];
  versions.forEach((version, index) => {
    const before = versions[index - 1];
    const entries = holdersOf(role, version);
    const same = matchPeople(
      holding.map(({ current, handles }) => ({ name: current.name, handles })),
      entries,
    );
    const stayed = new Set(same.values());
    holding.forEach((held, place) => {
      if (stayed.has(place)) return;
      const to = crossing({ name: held.current.name, handles: held.handles }, role, version);
      held.until = version.at;
      held.evidence.push(`left at ${version.ref}${to ? `, to ${to}` : ''}`);
      ended.push(held);
    });
    holding = entries.map((entry, place) => {
      const held = holding[same.get(place) ?? -1];
      if (held) stay(held, entry, version.ref);
      return held ?? begin(entry, version, before);
    });
  });
  return [...ended, ...holding];
};

/** A remark belongs to the latest joining or leaving of that name; two people of one name: to nobody. */
const attachNote = (note: RosterNote, version: RosterVersion, all: readonly Held[]): void => {
  const name = foldName(note.name);
  const named = all.filter(held => held.role === 'core' && held.names.has(name) && held.since <= version.at);
  const still = named.some(held => held.until === undefined || held.until > version.at);
  if (note.about === 'left' && still) return;
  const moment = (held: Held): number => (note.about === 'left' ? (held.until ?? 0) : held.since);
  const latest = Math.max(...named.map(moment));
  const meant = named.filter(held => moment(held) === latest);
  if (meant.length === 1) meant[0]?.evidence.push(`${note.text}, noted at ${version.ref}`);
};

const membershipOf = ({ role, current, handles, since, until, evidence }: Held): Membership => ({
  role,
  ...(current.name === undefined ? {} : { name: current.name }),
  handles,
  since,
  ...(until === undefined ? {} : { until }),
  evidence,
});

/**
 * Dated memberships, one for each role that somebody held without a break. `versions` come oldest first. Those
 * whom the first version lists were members already: their `since` says no more than where the record begins.
 */
export const membershipsFrom = (versions: readonly RosterVersion[]): Membership[] => {
  const all = ROLES.flatMap(role => walkRole(role, versions));
  versions.forEach((version, index) => {
    const known = new Set(versions[index - 1]?.notes?.map(note => JSON.stringify(note)));
    for (const note of version.notes ?? [])
      if (!known.has(JSON.stringify(note))) attachNote(note, version, all);
  });
  // Two edits in one second can leave a membership of no length: nobody held it.
  return all.filter(held => held.until === undefined || held.until > held.since).map(membershipOf);
};
