// One login from approvers to emeritus_approvers, or back: in the file, in its filters, through its aliases.
import { isSeq, type Pair } from 'yaml';
import {
  accountOn,
  byHand,
  entriesOfPerson,
  type RosterChange,
  type RosterTexts,
} from '../../domain/roster-change.ts';
import { applyAll, insertWord, itemLines, newList, removeItem } from '../../lib/yaml-list.ts';
import { apply, endOf, linesAfter, type Splice, startOf } from '../../lib/yaml-splice.ts';
import { aliasesIn, isFault, listAt, readOwnersFile, type Section, wordsIn } from './file.ts';
import { readOwners, sectionsOf } from './read.ts';
import { countedFiles, type Settings } from './settings.ts';

type Key = 'approvers' | 'emeritus_approvers';
type Texts = Map<string, string>;

/** Where a login stood: in a section of a file, or in an alias that the section names. */
interface Place {
  readonly file: string;
  readonly filter: string | undefined;
  /** As the list has it, with the comment behind it. */
  readonly said: string;
}

const aliasPairs = (texts: RosterTexts, { aliases }: Settings): ReadonlyMap<string, Pair> => {
  const found = aliasesIn(texts.get(aliases));
  return isFault(found) ? new Map() : found;
};

const sectionsIn = (texts: RosterTexts, file: string, given: Settings): readonly Section[] => {
  const owners = readOwnersFile(texts.get(file) ?? '');
  return isFault(owners) ? [] : sectionsOf(owners.sections, given);
};

const saidAt = (text: string, pair: Pair, index: number): string => {
  if (!isSeq(pair.value)) return '';
  const item = pair.value.items[index];
  const bare = text.slice(startOf(item), endOf(item));
  const lines = pair.value.flow ? undefined : itemLines(text, pair.value, index);
  return lines ? text.slice(startOf(item), lines[1]).trimEnd() : bare;
};

/** Takes the login out of one list, wherever it stands in it; what was said there, or undefined. */
const takeFrom = (
  texts: Texts,
  file: string,
  find: () => Pair | undefined,
  login: string,
): string | undefined => {
  let said: string | undefined;
  for (;;) {
    const text = texts.get(file) ?? '';
    const pair = find();
    const found = wordsIn(pair).find(({ word }) => word === login);
    if (!pair || !found) return said;
    const splices = removeItem(text, pair, found.index);
    if (!splices) return undefined;
    said ??= saidAt(text, pair, found.index);
    texts.set(file, applyAll(text, splices));
  }
};

const sectionAt = (texts: Texts, { file, filter }: Pick<Place, 'file' | 'filter'>, given: Settings) =>
  sectionsIn(texts, file, given).find(section => section.filter === filter);

/** Takes the login out of every list of this key; the places where it stood, those of its own first. */
const takeOut = (texts: Texts, key: Key, login: string, given: Settings): Place[] => {
  const own: Place[] = [];
  const through: Place[] = [];
  for (const file of countedFiles(given, texts))
    for (const { filter, map } of sectionsIn(texts, file, given)) {
      const names = wordsIn(listAt(map, key)).map(({ word }) => word);
      const find = () => {
        const section = sectionAt(texts, { file, filter }, given);
        return section && listAt(section.map, key);
      };
      const said = takeFrom(texts, file, find, login);
      if (said !== undefined) own.push({ file, filter, said });
      for (const name of names) {
        const there = takeFrom(texts, given.aliases, () => aliasPairs(texts, given).get(name), login);
        if (there !== undefined) through.push({ file, filter, said: there });
      }
    }
  return [...own, ...through];
};

const isListed = (texts: Texts, file: string, key: Key, login: string, given: Settings): boolean =>
  sectionsIn(texts, file, given).some(({ map }) =>
    wordsIn(listAt(map, key)).some(
      ({ word }) =>
        word === login || wordsIn(aliasPairs(texts, given).get(word)).some(each => each.word === login),
    ),
  );

/** The one alias that a list is made of; undefined for a list with logins of its own, or of several aliases. */
const onlyAlias = (texts: Texts, pair: Pair, given: Settings): Pair | undefined => {
  const aliases = aliasPairs(texts, given);
  const words = wordsIn(pair);
  return words.length === 1 ? aliases.get(words[0]?.word ?? '') : undefined;
};

const isAllAliases = (texts: Texts, pair: Pair, given: Settings): boolean => {
  const aliases = aliasPairs(texts, given);
  const words = wordsIn(pair);
  return words.length > 0 && words.every(({ word }) => aliases.has(word));
};

const intoList = (text: string, pair: Pair, place: Place, login: string): Splice | undefined =>
  isSeq(pair.value) ? insertWord(text, pair.value, login, place.said) : undefined;

/** Puts the login into the list of this key in one section. */
const putInto = (texts: Texts, key: Key, place: Place, given: Settings): boolean => {
  const section = sectionAt(texts, place, given);
  if (!section) return false;
  const text = texts.get(place.file) ?? '';
  const login = place.said.split(/\s+#/)[0]?.trim() ?? place.said;
  const put = (file: string, splice: Splice | undefined): boolean => {
    if (splice) texts.set(file, apply(texts.get(file) ?? '', splice));
    return splice !== undefined;
  };
  const pair = listAt(section.map, key);
  if (pair) {
    const alias = onlyAlias(texts, pair, given);
    if (alias) return put(given.aliases, intoList(texts.get(given.aliases) ?? '', alias, place, login));
    // Several aliases, and nobody said in which of them.
    if (key === 'approvers' && isAllAliases(texts, pair, given)) return false;
    return put(place.file, intoList(text, pair, place, login));
  }
  const empty = section.map.items.find(({ key: name }) => String(name) === key);
  const item = `- ${place.said}`;
  if (empty) return put(place.file, linesAfter(text, endOf(empty.key), 2, [item]));
  return put(place.file, newList(text, section.map, key, [place.said]));
};

const retire = (texts: Texts, login: string, given: Settings): boolean => {
  const stood = takeOut(texts, 'approvers', login, given);
  const done = new Set<string>();
  const whole = [...stood].sort((a, b) => Number(b.filter === '.*') - Number(a.filter === '.*'));
  for (const place of whole) {
    if (done.has(place.file) || isListed(texts, place.file, 'emeritus_approvers', login, given)) continue;
    done.add(place.file);
    if (!putInto(texts, 'emeritus_approvers', place, given)) return false;
  }
  return stood.length > 0;
};

const firstPlace = (texts: Texts, login: string, given: Settings): Place | undefined => {
  const [file] = countedFiles(given, texts);
  const sections = file === undefined ? [] : sectionsIn(texts, file, given);
  const section = sections.length === 1 ? sections[0] : sections.find(({ filter }) => filter === '.*');
  return file !== undefined && section ? { file, filter: section.filter, said: login } : undefined;
};

const restore = (texts: Texts, login: string, given: Settings): boolean => {
  const stood = takeOut(texts, 'emeritus_approvers', login.toLowerCase(), given);
  const places = stood.length > 0 ? stood : [firstPlace(texts, login, given)];
  return places.every(place => {
    if (!place) return false;
    const isThere = isListed(texts, place.file, 'approvers', login.toLowerCase(), given);
    return isThere || putInto(texts, 'approvers', place, given);
  });
};

/** @throws UserError where the login is not known, or nobody can tell which list is meant. */
export const editOwners = (before: RosterTexts, change: RosterChange, given: Settings): RosterTexts => {
  const texts = new Map(before);
  const read = readOwners(before, given);
  const own = 'fault' in read ? [] : entriesOfPerson(read.entries, change);
  const listed = [...new Set(own.flatMap(({ handles }) => handles.map(({ id }) => id)))];
  const login = listed[0] ?? accountOn(change, 'github');
  if (login === undefined)
    throw byHand(texts.keys(), change, 'it lists accounts on GitHub, and none is known');
  const done =
    change.kind === 'retire'
      ? listed.every(each => retire(texts, each, given))
      : restore(texts, login, given);
  if (!done) throw byHand(texts.keys(), change, 'nobody can tell which of its lists is meant');
  return texts;
};
