// Lists in YAML text: items are taken out and put in, and every other byte stays.
import { isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { addEntry, apply, endOf, linesAfter, type Splice, startOf } from './yaml-splice.ts';

/** All of them, none within another. */
export const applyAll = (text: string, splices: readonly Splice[]): string =>
  [...splices].sort((a, b) => b.at - a.at).reduce(apply, text);

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** After the line break. */
const nextLine = (text: string, from: number): number => {
  if (from > 0 && text[from - 1] === '\n') return from;
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
};

export const columnOf = (text: string, at: number): number => at - lineStart(text, at);

const DASH = /^[ \t]*-[ \t]+(?:[&!]\S*[ \t]+)*$/;
const REST = /^[ \t]*(?:#.*)?(?:\r?\n)?$/;

/** The lines of an item that has lines of its own; undefined for one that shares them with something else. */
export const itemLines = (
  text: string,
  seq: YAMLSeq,
  index: number,
): [from: number, to: number] | undefined => {
  const item = seq.items[index];
  const [start, end] = [startOf(item), endOf(item)];
  const from = lineStart(text, start);
  const to = nextLine(text, end);
  return DASH.test(text.slice(from, start)) && REST.test(text.slice(end, to)) ? [from, to] : undefined;
};

const fromFlow = (text: string, { items }: YAMLSeq, index: number): Splice | undefined => {
  const [item, next, last] = [items[index], items[index + 1], items[index - 1]];
  const from = next === undefined && last !== undefined ? endOf(last) : startOf(item);
  const to = next === undefined ? endOf(item) : startOf(next);
  // A comment in between is somebody's word about one of them.
  return text.slice(from, to).includes('#') ? undefined : { at: from, remove: to - from, insert: '' };
};

const onlyItem = (text: string, { key }: Pair): Splice | undefined => {
  const colon = /^[ \t]*:/.exec(text.slice(endOf(key)))?.[0];
  return colon === undefined ? undefined : { at: endOf(key) + colon.length, insert: ' []' };
};

/** Undefined where the item cannot be told from what stands beside it. */
export const removeItem = (text: string, pair: Pair, index: number): Splice[] | undefined => {
  const seq = pair.value;
  if (!isSeq(seq)) return undefined;
  if (seq.flow) {
    const splice = fromFlow(text, seq, index);
    return splice && [splice];
  }
  const lines = itemLines(text, seq, index);
  if (!lines) return undefined;
  const [from, to] = lines;
  const removed = { at: from, remove: to - from, insert: '' };
  if (seq.items.length > 1) return [removed];
  const empty = onlyItem(text, pair);
  return empty && [empty, removed];
};

const textAt = (seq: YAMLSeq, index: number): string => {
  const item = seq.items[index];
  return isScalar(item) ? String(item.value).toLowerCase() : '';
};

/** Where a word belongs in a list that somebody keeps in order; at its end in any other. */
const placeIn = (seq: YAMLSeq, word: string): number => {
  const words = seq.items.map((_, index) => textAt(seq, index));
  const isSorted =
    words.length > 2 && words.every((each, index) => index === 0 || (words[index - 1] ?? '') <= each);
  const at = isSorted ? words.findIndex(each => each > word.toLowerCase()) : -1;
  return at < 0 ? words.length : at;
};

/** Puts a word into a list of words; `said` is its text with a comment, where one goes with it. */
export const insertWord = (text: string, seq: YAMLSeq, word: string, said: string): Splice => {
  const place = placeIn(seq, word);
  if (seq.flow) {
    const next = seq.items[place];
    return next === undefined ? addEntry(text, seq, [word]) : { at: startOf(next), insert: `${word}, ` };
  }
  const before = seq.items[place - 1];
  if (before !== undefined)
    return linesAfter(text, endOf(before), columnOf(text, startOf(seq)), [`- ${said}`]);
  const at = lineStart(text, startOf(seq));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { at, insert: `${text.slice(at, startOf(seq))}- ${said}${eol}` };
};

/** A new list at the end of a section, written as the lists beside it are. */
export const newList = (text: string, map: YAMLMap, key: string, items: readonly string[]): Splice => {
  const beside = map.items.find(({ value }) => isSeq(value) && !value.flow)?.value;
  const indent = isSeq(beside) ? columnOf(text, startOf(beside)) - columnOf(text, startOf(map)) : 2;
  return addEntry(text, map, [
    `${key}:`,
    ...items.map(item => `${' '.repeat(Math.max(0, indent))}- ${item}`),
  ]);
};
