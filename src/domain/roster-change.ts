// A change of one person's place on a roster, and whether a new text of it says just that and nothing else.
import type { Handle } from './activity.ts';
import { UserError } from './errors.ts';
import type { ReadRoster } from './roster-history.ts';
import { type Listed, sameName, sharesHandle } from './same-person.ts';
import type { RosterEntry } from './team.ts';

/**
 * `retire`: no longer core, and among the emeriti where the roster has a place for them. `add` and `reinstate` end
 * the same, as core and not emeritus; they differ in the words that go with them.
 */
export interface RosterChange {
  readonly kind: 'retire' | 'add' | 'reinstate';
  /** As the roster is to call them; accounts go first in finding who is there already. */
  readonly name: string;
  readonly handles: readonly Handle[];
  /** Seconds since 1970, UTC: the day is written where a format has dates. */
  readonly at: number;
  /** For a format that has a place for it: the address of what was decided. It is public from then on. */
  readonly note?: string;
}

/** Text by file name. */
export type RosterTexts = ReadonlyMap<string, string>;

const FOLDED = new Set(['github', 'email']);

/** GitHub counts its accounts and people write logins: each handle in both ways, in small letters. */
const written = ({ service, id, name }: Handle): Handle[] => {
  const handle = { service, id: FOLDED.has(service) ? id.toLowerCase() : id };
  const isNumber = service === 'github' && /^\d+$/.test(id);
  return isNumber && name !== undefined ? [handle, { service, id: name.toLowerCase() }] : [handle];
};

const normal = ({ name, handles }: Listed): Listed => ({ name, handles: handles.flatMap(written) });

/** An account of the person on this service as people write it: a login, never a number. */
export const accountOn = (change: RosterChange, service: Handle['service']): string | undefined =>
  change.handles
    .filter(handle => handle.service === service)
    .map(({ id, name }) => (service === 'github' && /^\d+$/.test(id) ? name : id))
    .find(id => id !== undefined);

const isOnlyName = ({ handles }: Listed): boolean => handles.every(({ service }) => service === 'name');

/** The entries that are this person. @throws UserError where a name alone fits several. */
export const entriesOfPerson = <Entry extends RosterEntry>(
  entries: readonly Entry[],
  change: Pick<RosterChange, 'name' | 'handles'>,
): Entry[] => {
  const person = normal(change);
  const known = entries.filter(entry => sharesHandle(normal(entry), person));
  const named = entries.filter(entry => !known.includes(entry) && sameName(entry, person));
  if (known.length > 0) return [...known, ...named.filter(isOnlyName)];
  const places = new Set(named.map(({ role, handles }) => `${role} ${JSON.stringify(handles)}`));
  const roles = new Set(named.map(({ role }) => role));
  if (places.size > roles.size)
    throw new UserError(
      `Several people on this roster are called ${change.name}; an account has to tell which one is meant.`,
    );
  return named;
};

const LONGEST_NAME = 100;

/** A name as it may stand in a file: one line, and no marks that turn the direction of the text around. */
const isWritable = (name: string): boolean =>
  name.trim() === name &&
  name !== '' &&
  name.length <= LONGEST_NAME &&
  !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(name);

const isCore = ({ role }: RosterEntry): boolean => role !== 'emeritus';

/** @throws UserError for what the roster says already, or cannot come to say. */
const refuseImpossible = (entries: readonly RosterEntry[], change: RosterChange): void => {
  const { kind, name } = change;
  const own = entriesOfPerson(entries, change);
  if (kind !== 'retire') {
    if (!isWritable(name))
      throw new UserError(
        `A name on a roster is one line of at most ${LONGEST_NAME} characters; give the one to be written.`,
      );
    if (own.some(isCore)) throw new UserError(`${name} is core by this roster already.`);
    return;
  }
  if (own.length === 0) throw new UserError(`${name} is not on this roster.`);
  if (!own.some(isCore)) throw new UserError(`${name} is emeritus by this roster already.`);
  if (own.some(({ role }) => role === 'ptl'))
    throw new UserError(
      `${name} leads the project by this roster: who leads it from now on has to be written there first.`,
    );
  if (!entries.some(entry => isCore(entry) && !own.includes(entry)))
    throw new UserError(`${name} is the last one on this roster, and somebody has to be on it.`);
};

const keyOf = ({ role, name, handles, company }: RosterEntry): string =>
  JSON.stringify([role, name, handles.map(({ service, id }) => [service, id]), company]);

const others = (entries: readonly RosterEntry[], own: readonly RosterEntry[]): string =>
  entries
    .filter(entry => !own.includes(entry))
    .map(keyOf)
    .sort()
    .join('\n');

/** Whether `after` differs from `before` by this change and by nothing else. */
export const isCarriedOut = (
  before: readonly RosterEntry[],
  after: readonly RosterEntry[],
  change: RosterChange,
): boolean => {
  const [was, is] = [entriesOfPerson(before, change), entriesOfPerson(after, change)];
  if (others(before, was) !== others(after, is)) return false;
  const known = new Set([...was, normal(change)].flatMap(({ handles }) => handles.map(({ id }) => id)));
  const named = (id: string): boolean => known.has(id) || id === change.name;
  if (!is.every(({ handles }) => handles.every(({ id }) => named(id)))) return false;
  return change.kind === 'retire'
    ? !is.some(isCore)
    : is.length > 0 && is.every(({ role }) => role === 'core');
};

const WORDS: Readonly<Record<RosterChange['kind'], string>> = {
  retire: 'take them out',
  add: 'add them',
  reinstate: 'add them again',
};

/** The refusal of a writer that would have to guess. */
export const byHand = (files: Iterable<string>, { kind, name }: RosterChange, why: string): UserError =>
  new UserError(
    `${[...files].join(', ')}: ${why}, so ${name} cannot be moved by itself; please ${WORDS[kind]} by hand.`,
  );

/**
 * The changed files of a roster. `edit` may try what it likes: what does not read as the change, or reads as more than
 * it, is refused.
 * @throws UserError when the person is not there, or the text cannot be changed surely.
 */
export const carriedOut = (
  texts: RosterTexts,
  change: RosterChange,
  read: (texts: RosterTexts) => ReadRoster,
  edit: (texts: RosterTexts) => RosterTexts,
): RosterTexts => {
  const before = read(texts);
  if ('fault' in before) throw byHand([before.fault.file], change, before.fault.reason);
  refuseImpossible(before.entries, change);
  const changed = new Map([...edit(texts)].filter(([file, text]) => texts.get(file) !== text));
  const after = read(new Map([...texts].map(([file, text]) => [file, changed.get(file) ?? text])));
  if (changed.size === 0 || 'fault' in after || !isCarriedOut(before.entries, after.entries, change))
    throw byHand(texts.keys(), change, 'it is written in a way that this would change more, or nothing');
  return changed;
};
