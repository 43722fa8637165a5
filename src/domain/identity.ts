// Who is who: joins accounts into persons by what was said or proven, never by guess.
import { type Handle, handleKey } from './activity.ts';
import { loginPairs, type SeenHandle } from './login.ts';
import { bareNick } from './nick.ts';
import type { ConfiguredPerson } from './project.ts';
import { foldName } from './same-person.ts';

/** Evidence that an account has this address must be this much of all evidence about the address. */
const AGREEMENT = 0.8;
/** And at least this much of all evidence about the account. */
const EXCEPTION = 0.1;

export interface IdentityInput {
  readonly people: readonly ConfiguredPerson[];
  /** Display names by handle, the latest first. */
  readonly handles: readonly SeenHandle[];
  readonly aliases: readonly {
    readonly a: Handle;
    readonly b: Handle;
    readonly weight: number;
    readonly evidence?: string;
  }[];
  /** Handles that a roster gave for one person. */
  readonly rosterGroups: readonly { readonly name?: string; readonly handles: readonly Handle[] }[];
  /** Accounts that are one person on the word of somebody who may say so. */
  readonly links?: readonly { readonly a: Handle; readonly b: Handle }[];
  readonly linkByName: boolean;
  /** Whether a handle id or a display name is that of a bot. */
  readonly isBot: (text: string) => boolean;
}

/** One person: the handles, and how we know. */
export interface Identity {
  readonly name: string;
  readonly handles: readonly Handle[];
  readonly bot: boolean;
  /** In the configuration or on a roster. */
  readonly known: boolean;
}

export interface Suggestion {
  readonly name: string;
  readonly handles: readonly Handle[];
}

/** A name of one word is no full name: two people called "alex" are not one. */
const isFullName = (name: string): boolean => /\S\s+\S/.test(name.trim());

/** Sets of handles that grow together; two configured people are never joined. */
const groupsOf = () => {
  const parent = new Map<string, string>();
  const owner = new Map<string, number>();
  const find = (key: string): string => {
    let root = key;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = key; at !== root; ) {
      const up = parent.get(at) ?? root;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  return {
    find,
    add: (key: string): void => void (parent.has(key) || parent.set(key, key)),
    own: (key: string, person: number): void => void owner.set(find(key), person),
    ownerOf: (key: string): number | undefined => owner.get(find(key)),
    join(one: string, other: string): boolean {
      const [a, b] = [find(one), find(other)];
      if (a === b) return true;
      const [ownerA, ownerB] = [owner.get(a), owner.get(b)];
      if (ownerA !== undefined && ownerB !== undefined && ownerA !== ownerB) return false;
      // The smaller key is the root, so that the order of joining changes nothing.
      const [root, leaf] = a < b ? [a, b] : [b, a];
      parent.set(leaf, root);
      const person = ownerA ?? ownerB;
      if (person !== undefined) owner.set(root, person);
      return true;
    },
  };
};

/** Somebody wrote these down: their word needs no second witness. */
const STATED = new Set(['accounts file', 'gerrit account']);
/** Said of accounts that may be one person's or not: shown to a human, joined by nobody else. */
const GUESSED: ReadonlySet<string> = new Set(['nick change']);
/** Commits made on a web page carry an address that is nobody's. */
const NOBODY = /^(noreply|no-reply)@/;

/**
 * Aliases on which the evidence agrees from both sides: nearly all that is known of the address points to this
 * account, and the address is not a rare exception among what is known of the account (a commit of somebody else
 * that it once uploaded).
 */
const agreed = (aliases: IdentityInput['aliases']): { a: Handle; b: Handle }[] => {
  const pairs = new Map<string, { a: Handle; b: Handle; weight: number; stated: boolean }>();
  const totals = new Map<string, number>();
  const count = (handle: Handle, weight: number): void =>
    void totals.set(handleKey(handle), (totals.get(handleKey(handle)) ?? 0) + weight);
  for (const { a, b, weight, evidence } of aliases) {
    if (NOBODY.test(b.id) || GUESSED.has(evidence ?? '')) continue;
    const key = `${handleKey(a)}\n${handleKey(b)}`;
    const before = pairs.get(key);
    const stated = (before?.stated ?? false) || STATED.has(evidence ?? '');
    pairs.set(key, { a, b, weight: (before?.weight ?? 0) + weight, stated });
    count(a, weight);
    count(b, weight);
  }
  const share = (handle: Handle, weight: number): number =>
    weight / (totals.get(handleKey(handle)) ?? weight);
  return [...pairs.values()].filter(
    ({ a, b, weight, stated }) => share(b, weight) >= AGREEMENT && (stated || share(a, weight) >= EXCEPTION),
  );
};

type Groups = ReturnType<typeof groupsOf>;

/** Handles of different groups that show the same full name. */
const sameNames = (input: IdentityInput): Map<string, Handle[]> => {
  const byName = new Map<string, Handle[]>();
  for (const { handle, names } of input.handles) {
    if ([handle.id, ...names].some(input.isBot)) continue;
    for (const name of new Set([...names, ...(handle.service === 'name' ? [handle.id] : [])].map(foldName))) {
      if (!isFullName(name)) continue;
      byName.set(name, [...(byName.get(name) ?? []), handle]);
    }
  }
  return byName;
};

type Pair = readonly [string, string];

/** Every two of these handles. */
const pairsOf = (handles: readonly Handle[]): Pair[] =>
  handles.flatMap((one, index) =>
    handles.slice(index + 1).map((other): Pair => [handleKey(one), handleKey(other)]),
  );

/**
 * Joins all pairs of one kind of evidence. Where they would make two configured people one, they contradict each
 * other: then only such accounts are joined as are claimed for one person alone.
 */
const joinAll = (groups: Groups, pairs: readonly Pair[]): void => {
  const together = groupsOf();
  for (const pair of pairs) for (const key of pair) groups.add(key);
  const roots = pairs.map(([a, b]): Pair => [groups.find(a), groups.find(b)]);
  for (const pair of roots) for (const root of pair) together.add(root);
  for (const [a, b] of roots) together.join(a, b);
  const owners = new Map<string, Set<number>>();
  const claims = new Map<string, Set<string>>();
  const note = <Value>(sets: Map<string, Set<Value>>, key: string, value: Value): void =>
    void sets.set(key, (sets.get(key) ?? new Set<Value>()).add(value));
  for (const pair of roots) {
    for (const [one, other] of [pair, [pair[1], pair[0]] as const]) {
      const owner = groups.ownerOf(one);
      if (owner === undefined) continue;
      note(owners, together.find(one), owner);
      if (groups.ownerOf(other) === undefined) note(claims, other, one);
    }
  }
  const contradicted = (key: string): boolean => (owners.get(together.find(key))?.size ?? 0) > 1;
  const safe = roots.filter(([a]) => !contradicted(a));
  const single = [...claims].filter(([key, by]) => contradicted(key) && by.size === 1);
  for (const [a, b] of [...safe, ...single.flatMap(([key, by]) => [...by].map((one): Pair => [one, key]))])
    groups.join(a, b);
};

const linkedGroups = (input: IdentityInput): Groups => {
  const groups = groupsOf();
  for (const { handle } of input.handles) groups.add(handleKey(handle));
  input.people.forEach(({ name }, index) => {
    groups.add(handleKey({ service: 'name', id: name }));
    groups.own(handleKey({ service: 'name', id: name }), index);
  });
  const stated = input.people.flatMap(({ name, handles }) =>
    handles.map((handle): Pair => [handleKey({ service: 'name', id: name }), handleKey(handle)]),
  );
  joinAll(groups, stated);
  joinAll(
    groups,
    loginPairs(input.handles, [
      ...input.people.flatMap(person => person.handles),
      ...input.rosterGroups.flatMap(group => group.handles),
    ]),
  );
  joinAll(
    groups,
    input.rosterGroups.flatMap(({ handles }) => pairsOf(handles)),
  );
  joinAll(
    groups,
    (input.links ?? []).map(({ a, b }): Pair => [handleKey(a), handleKey(b)]),
  );
  joinAll(
    groups,
    agreed(input.aliases).map(({ a, b }): Pair => [handleKey(a), handleKey(b)]),
  );
  if (input.linkByName) joinAll(groups, [...sameNames(input).values()].flatMap(pairsOf));
  return groups;
};

/** Characters of a name that are shown. */
const NAME = 80;

const localPart = (text: string): string => text.trim().replace(/@.*$/, '');

const latestName = (handles: readonly Handle[], names: ReadonlyMap<string, readonly string[]>): string => {
  const shown = handles.flatMap(handle => names.get(handleKey(handle)) ?? []);
  const byName = handles.filter(handle => handle.service === 'name').map(handle => handle.id);
  const name = shown.find(isFullName) ?? byName[0] ?? shown[0];
  // Names are shown in public, addresses are not.
  if (name !== undefined && /[\p{L}\p{N}]/u.test(name)) {
    const bare = name.replace(/\s*<?[^\s<>@]+@[^\s<>@]+>?/g, '').trim();
    return (bare === '' ? localPart(name) : bare).slice(0, NAME);
  }
  const [first] = handles;
  if (first === undefined) return '';
  return /^\d+$/.test(first.id) ? `${first.service} account ${first.id}` : localPart(first.id);
};

/**
 * Every handle in exactly one identity, sorted, so that the same input in any order gives the same answer.
 * The configured name wins over what services show.
 */
export const identitiesFrom = (input: IdentityInput): Identity[] => {
  const groups = linkedGroups(input);
  const names = new Map(input.handles.map(({ handle, names: shown }) => [handleKey(handle), shown]));
  const rosterKeys = new Set(input.rosterGroups.flatMap(group => group.handles.map(handleKey)));
  const members = new Map<string, Handle[]>();
  const everyHandle = [
    ...input.handles.map(({ handle }) => handle),
    ...input.people.flatMap(person => [{ service: 'name', id: person.name } as const, ...person.handles]),
    ...input.rosterGroups.flatMap(group => group.handles),
    ...(input.links ?? []).flatMap(({ a, b }) => [a, b]),
  ];
  for (const handle of new Map(everyHandle.map(each => [handleKey(each), each])).values()) {
    const root = groups.find(handleKey(handle));
    members.set(root, [...(members.get(root) ?? []), { service: handle.service, id: handle.id }]);
  }
  const sorted = [...members.values()].map(handles =>
    handles.sort((a, b) => (handleKey(a) < handleKey(b) ? -1 : 1)),
  );
  return sorted
    .map(handles => {
      const owner = groups.ownerOf(handleKey(handles[0] ?? { service: 'name', id: '' }));
      const shown = handles.flatMap(handle => [handle.id, ...(names.get(handleKey(handle)) ?? [])]);
      const known = owner !== undefined || handles.some(handle => rosterKeys.has(handleKey(handle)));
      return {
        name: (owner === undefined ? undefined : input.people[owner]?.name) ?? latestName(handles, names),
        handles,
        bot: !known && shown.some(input.isBot),
        known,
      };
    })
    .sort((a, b) => (firstKey(a) < firstKey(b) ? -1 : 1));
};

const firstKey = (identity: Identity): string =>
  handleKey(identity.handles[0] ?? { service: 'name', id: '' });

/** Nicks that were changed into each other, or that differ by what people append to theirs. */
const sameNicks = ({ handles, aliases, isBot }: IdentityInput): [string, Handle[]][] => {
  const nicks = handles
    .map(({ handle }) => handle)
    .filter(({ service, id }) => service === 'irc' && !isBot(id));
  const byBare = new Map<string, Handle[]>();
  for (const nick of nicks) {
    const bare = bareNick(nick.id);
    if (bare !== '') byBare.set(bare, [...(byBare.get(bare) ?? []), nick]);
  }
  const changed = aliases.filter(
    ({ a, b, evidence = '' }) => GUESSED.has(evidence) && ![a.id, b.id].some(isBot),
  );
  return [...byBare, ...changed.map(({ a, b }): [string, Handle[]] => [a.id, [a, b]])];
};

/**
 * Accounts with the same full display name, and nicks that look like one person's, that nothing has joined yet: to be
 * confirmed by a human.
 */
export const suggestionsFrom = (input: IdentityInput): Suggestion[] => {
  const groups = linkedGroups(input);
  return [...sameNames(input), ...sameNicks(input)]
    .filter(([, handles]) => new Set(handles.map(handle => groups.find(handleKey(handle)))).size > 1)
    .map(([name, handles]) => ({
      name,
      handles: [...handles].sort((a, b) => (handleKey(a) < handleKey(b) ? -1 : 1)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};
