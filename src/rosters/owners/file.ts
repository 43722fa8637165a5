// One OWNERS file, and OWNERS_ALIASES: which lists of logins they hold, as Prow reads them.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { pairOf } from '../../lib/yaml-splice.ts';

/** A part of the file with lists of its own: the file as a whole, or one of its filters. */
export interface Section {
  /** The filter's expression; undefined for the file as a whole. */
  readonly filter?: string;
  readonly map: YAMLMap;
}

export interface OwnersFile {
  readonly sections: readonly Section[];
  /** `options.no_parent_owners`: the files of the folders above do not count here. */
  readonly alone: boolean;
  readonly remarks: readonly string[];
}

export type Fault = { readonly fault: string; readonly line?: number };

const WHOLE = ['approvers', 'reviewers', 'required_reviewers', 'labels'];

/** The root section of a YAML text; an empty text has none. */
export const rootOf = (text: string): YAMLMap | Fault | undefined => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' });
  const error = document.errors[0];
  if (error) {
    const reason = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '');
    return { fault: `not valid YAML: ${reason}`, line: lines.linePos(error.pos[0]).line };
  }
  const root: unknown = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return undefined;
  return isMap(root) ? root : { fault: 'not an OWNERS file: it is no section with keys', line: 1 };
};

export const isFault = (value: object | undefined): value is Fault => value !== undefined && 'fault' in value;

/** The pair of a key whose value is a list; one that is written elsewhere (`*name`) is nobody's to change. */
export const listAt = (map: YAMLMap, key: string): Pair | undefined => {
  const pair = pairOf(map, key);
  return pair && isSeq(pair.value) ? pair : undefined;
};

export interface Word {
  /** In small letters, as Prow compares them. */
  readonly word: string;
  readonly index: number;
}

export const wordsIn = (pair: Pair | undefined): Word[] => {
  if (!pair || !isSeq(pair.value)) return [];
  return pair.value.items.flatMap((item, index) => {
    const value = isScalar(item) ? item.value : undefined;
    const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    return word === '' ? [] : [{ word: word.replace(/^@/, '').toLowerCase(), index }];
  });
};

const filtersOf = (root: YAMLMap): Section[] => {
  const filters = pairOf(root, 'filters')?.value;
  if (!isMap(filters)) return [];
  return filters.items.flatMap(({ key, value }) =>
    isScalar(key) && isMap(value) ? [{ filter: String(key.value), map: value }] : [],
  );
};

const remarksOn = (map: YAMLMap): string[] =>
  ['approvers', 'emeritus_approvers'].flatMap(key =>
    isAlias(pairOf(map, key)?.value) ? [`\`${key}\` is written as another list's copy and is not read`] : [],
  );

/** Filters count where the file as a whole says nothing: Prow reads one or the other. */
export const readOwnersFile = (text: string): OwnersFile | Fault => {
  const root = rootOf(text);
  if (isFault(root)) return root;
  if (!root) return { sections: [], alone: false, remarks: [] };
  const options = pairOf(root, 'options')?.value;
  const alone = isMap(options) && options.get('no_parent_owners') === true;
  const filters = filtersOf(root);
  const isWhole = WHOLE.some(key => listAt(root, key) !== undefined);
  const sections = filters.length > 0 && !isWhole ? filters : [{ map: root }];
  const unread =
    filters.length > 0 && isWhole ? ['`filters` beside lists of the whole file do not count'] : [];
  return { sections, alone, remarks: [...unread, ...sections.flatMap(({ map }) => remarksOn(map))] };
};

/** The pair of each alias, by its name in small letters. */
export const aliasesIn = (text: string | undefined): ReadonlyMap<string, Pair> | Fault => {
  const root = rootOf(text ?? '');
  if (isFault(root)) return root;
  const aliases = root && pairOf(root, 'aliases')?.value;
  if (!isMap(aliases)) return new Map();
  return new Map(
    aliases.items.flatMap(pair => (isScalar(pair.key) ? [[String(pair.key.value).toLowerCase(), pair]] : [])),
  );
};
