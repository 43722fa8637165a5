// One member of the configuration's own roster: an end to a membership, and a new line for the one that follows.
import { isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { dateText, parseDate } from '../../domain/calendar.ts';
import { byHand, entriesOfPerson, type RosterChange, type RosterTexts } from '../../domain/roster-change.ts';
import type { ReadRoster } from '../../domain/roster-history.ts';
import type { RosterEntry } from '../../domain/team.ts';
import { addEntry, apply, pairOf, scalarText } from '../../lib/yaml-splice.ts';
import { entryOf, type Member, SETTINGS, type Settings, versionsOf } from './members.ts';

/** As it is written: the list, and what it means. */
interface Written {
  readonly list: YAMLSeq;
  readonly members: readonly Member[];
}

const rosterIn = (item: unknown, { timezone }: Settings): Written | undefined => {
  if (!isMap(item) || item.get('type') !== 'rollcall') return undefined;
  const list = pairOf(item, 'members')?.value;
  // A list that is written elsewhere (`*name`) is not this roster's alone.
  if (!isSeq(list)) return undefined;
  const read = SETTINGS.safeParse({ members: list.toJSON() as unknown, timezone });
  return read.success ? { list, members: read.data.members } : undefined;
};

/** Every roster of this type in the file; undefined for one that cannot be read. */
const rostersIn = (text: string, given: Settings): (Written | undefined)[] => {
  const document = parseDocument(text, { logLevel: 'error' });
  const root: unknown = document.errors.length > 0 ? undefined : document.contents;
  const roster = isMap(root) ? pairOf(root, 'roster')?.value : undefined;
  const items: readonly unknown[] = isSeq(roster) ? roster.items : [roster];
  return items
    .filter(item => isMap(item) && item.get('type') === 'rollcall')
    .map(item => rosterIn(item, given));
};

/** Which one is meant: the only one, or of several the one with these members. */
export const placeIn = (texts: RosterTexts, given: Settings): number => {
  const rosters = rostersIn(textIn(texts)[1], given);
  const wanted = JSON.stringify(given.members);
  return rosters.length === 1
    ? 0
    : rosters.findIndex(written => written && JSON.stringify(written.members) === wanted);
};

/** Finds the same roster in each text on the way. */
type Find = (text: string) => Written | undefined;

const textIn = (texts: RosterTexts): readonly [file: string, text: string] => [...texts][0] ?? ['', ''];

const entriesOf = (members: readonly Member[], { timezone }: Settings, at: number): readonly RosterEntry[] =>
  versionsOf({ members: [...members], timezone }).findLast(version => version.at <= at)?.entries ?? [];

export const entriesAt = (
  texts: RosterTexts,
  given: Settings,
  at: number,
  place = placeIn(texts, given),
): ReadRoster => {
  const [file, text] = textIn(texts);
  const written = rostersIn(text, given)[place];
  if (!written) return { fault: { file, reason: 'this roster is not found in it' } };
  return { entries: entriesOf(written.members, given, at), remarks: [] };
};

const linesLike = (like: unknown, pairs: readonly string[], inFlow: boolean): string[] => {
  if (inFlow || (isMap(like) && like.flow)) return [`${inFlow ? '' : '- '}{ ${pairs.join(', ')} }`];
  return pairs.map((pair, index) => `${index === 0 ? '- ' : '  '}${pair}`);
};

const withMember = (
  text: string,
  find: Find,
  { name, role, since }: Required<Pick<Member, 'name' | 'role' | 'since'>>,
): string => {
  const list = find(text)?.list;
  if (!list) return text;
  const like = list.items.at(-1);
  const saysRole = role !== 'core' || (isMap(like) && like.has('role'));
  const pairs = [`name: ${scalarText(name)}`, ...(saysRole ? [`role: ${role}`] : []), `since: ${since}`];
  return apply(text, addEntry(text, list, linesLike(like, pairs, list.flow === true)));
};

const withEnd = (text: string, member: YAMLMap, day: string): string =>
  apply(text, addEntry(text, member, [`until: ${day}`]));

const holds = ({ since = '', until }: Member, day: string): boolean =>
  since <= day && (until === undefined || day < until);

/** Indexes of the memberships that this person holds on the day, in this role. */
const heldBy = (
  members: readonly Member[],
  change: RosterChange,
  role: Member['role'],
  day: string,
): number[] => {
  const entries = members.map((member, index) => ({ ...entryOf(member), index, member }));
  return entriesOfPerson(
    entries.filter(({ member }) => holds(member, day)),
    change,
  )
    .filter(({ member }) => member.role === role)
    .map(({ index }) => index);
};

/** What lies before the day, and what others are at any time, stays as it is. */
const isPastKept = (
  before: Written | undefined,
  after: Written | undefined,
  change: RosterChange,
  given: Settings,
  day: string,
): boolean => {
  const [was, is] = [before?.members ?? [], after?.members ?? []];
  const eve = (parseDate(day, given.timezone) ?? 0) - 1;
  const others = (members: readonly Member[]): string =>
    JSON.stringify(members.filter(member => entriesOfPerson([entryOf(member)], change).length === 0));
  const then = (members: readonly Member[]): string => JSON.stringify(entriesOf(members, given, eve));
  return is.length > 0 && others(was) === others(is) && then(was) === then(is);
};

/** @throws UserError where a membership of the same day, or one with an end already, is in the way. */
export const editMembers = (texts: RosterTexts, change: RosterChange, given: Settings): RosterTexts => {
  const [file, before] = textIn(texts);
  const day = dateText(change.at, given.timezone);
  const [ends, begins] =
    change.kind === 'retire' ? (['core', 'emeritus'] as const) : (['emeritus', 'core'] as const);
  const place = placeIn(texts, given);
  const find: Find = now => rostersIn(now, given)[place];
  const members = find(before)?.members ?? [];
  const ending = heldBy(members, change, ends, day);
  let text = before;
  for (const index of ending) {
    const { since, until } = members[index] ?? {};
    const item = find(text)?.list.items[index];
    if (until !== undefined || since === day || !isMap(item))
      throw byHand([file], change, 'a membership begins on that day, or has an end already');
    text = withEnd(text, item, day);
  }
  if (heldBy(members, change, begins, day).length === 0) {
    const name = members[ending[0] ?? -1]?.name ?? change.name;
    text = withMember(text, find, { name, role: begins, since: day });
  }
  if (!isPastKept(find(before), find(text), change, given, day))
    throw byHand([file], change, 'it is written in a way that this would change more, or nothing');
  return new Map([[file, text]]);
};
