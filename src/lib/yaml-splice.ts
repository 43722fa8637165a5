// Putting something into YAML text without touching any other byte of it.
import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Pair,
  parse,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** Text to put in at a place, after so many characters there are taken out. */
export interface Splice {
  readonly at: number;
  readonly remove?: number;
  readonly insert: string;
}

export const apply = (text: string, { at, remove = 0, insert }: Splice): string =>
  text.slice(0, at) + insert + text.slice(at + remove);

export const newline = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** A scalar as it can stand anywhere: plain where that reads as the same text again, else in double quotes. */
export const scalarText = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  const plain =
    /^[\p{L}_./](?:[\p{L}\p{N}_./@+' -]*[\p{L}\p{N}_.@+])?$/u.test(value) && parse(value) === value;
  return plain ? value : JSON.stringify(value);
};

export const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find(pair => isScalar(pair.key) && pair.key.value === key);

export const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

/** Where the text of a node ends: before the comments and blank lines that follow it. */
export const endOf = (node: unknown): number => {
  if (isPair(node)) return Math.max(endOf(node.key), endOf(node.value));
  if (isCollection(node) && !node.flow) return endOf(node.items.at(-1));
  return isNode(node) ? (node.range?.[1] ?? 0) : 0;
};

const lineEnd = (text: string, from: number): number => {
  const end = /\r?\n/.exec(text.slice(from));
  return end ? from + end.index : text.length;
};

/** New lines after the line in which `after` ends, each with the same indentation. */
export const linesAfter = (text: string, after: number, indent: number, lines: readonly string[]): Splice => {
  const eol = newline(text);
  const block = lines.map(line => `${' '.repeat(indent)}${line}`);
  // A block scalar ends with its line: what follows begins at once.
  if (text[after - 1] === '\n') return { at: after, insert: block.map(line => `${line}${eol}`).join('') };
  return { at: lineEnd(text, after), insert: block.map(line => `${eol}${line}`).join('') };
};

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** Puts an entry at the end of a list or section; `lines` is its text, one line for a flow collection. */
export const addEntry = (text: string, to: YAMLMap | YAMLSeq, lines: readonly string[]): Splice => {
  const last = to.items.at(-1);
  if (!to.flow) return linesAfter(text, endOf(to), columnOf(text, startOf(to)), lines);
  if (last !== undefined) return { at: endOf(last), insert: `, ${lines.join(' ')}` };
  const room = isMap(to) ? ' ' : '';
  return {
    at: startOf(to) + 1,
    insert: `${room}${lines.join(' ')}${text[startOf(to) + 1] === ' ' ? '' : room}`,
  };
};
