// Says blocks of words in a chat: a few short lines that ping nobody and command no other program.
import type { Said } from './blocks.ts';
import { plain } from './escape.ts';
import { reportLines } from './report-lines.ts';

/** Bytes of a line: a server takes 512 with all that stands before the words. */
const BYTES = 400;
/** Characters of a block that are looked at. */
const LONGEST = 20_000;
/** Bytes of a line in which the cells of several short rows stand. */
const FULL = 200;

const BREAK = '\u200B';
const NICK = /[A-Za-z0-9[\]\\`_^{|}-]+/g;
const ADDRESS = /(https?:\/\/\S+)/;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

const marked = (word: string): string => word.slice(0, 1) + BREAK + word.slice(1);

/** A nick that a mark parts is no nick to the program of whoever bears it. Addresses are left as they are. */
const parted = (text: string, nicks: ReadonlySet<string>): string => {
  const inWord = (word: string): string => (nicks.has(word.toLowerCase()) ? marked(word) : word);
  const inToken = (token: string): string =>
    nicks.has(token.toLowerCase()) ? marked(token) : token.replace(/[A-Za-z0-9]+/g, inWord);
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(NICK, inToken)))
    .join('');
};

/** Other programs obey what begins with such a sign. */
const harmless = (text: string): string => (/^[\p{L}\p{N}"“(·]/u.test(text) ? text : `· ${text}`);

/** A word that is longer than a line is cut. */
const pieces = (word: string, most: number): string[] => {
  const found: string[] = [''];
  for (const character of word) {
    if (bytes((found.at(-1) ?? '') + character) > most) found.push('');
    found[found.length - 1] += character;
  }
  return found;
};

/** In lines of at most so many bytes, broken at spaces. */
const folded = (text: string, most: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap(each => pieces(each, most))) {
    const last = lines.at(-1);
    if (last !== undefined && bytes(last) + 1 + bytes(word) <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

type Cell = string | { readonly text: string; readonly url: string };

const cellIn = (cell: Cell): string => {
  if (typeof cell === 'string') return plain(cell);
  return cell.url === '' ? plain(cell.text) : `${plain(cell.text)} ${plain(cell.url)}`;
};

/** Rows of two cells share a line as long as there is room. */
const pairs = (rows: readonly (readonly Cell[])[]): string[] => {
  const lines: string[] = [];
  for (const row of rows) {
    const words = row.map(cellIn).join(': ');
    const last = lines.at(-1);
    if (last !== undefined && bytes(last) + bytes(words) < FULL)
      lines[lines.length - 1] = `${last}, ${words}`;
    else lines.push(words);
  }
  return lines;
};

const RULE = /^[\s=\-_*#|+:·]*$/;

const linesIn = (block: Said): string[] => {
  if (typeof block === 'string') return [plain(block)];
  if ('list' in block) return block.list.map(item => `· ${cellIn(item)}`);
  if ('code' in block) return block.code.map(line => `· ${plain(line)}`);
  if ('report' in block)
    return block.report
      .slice(0, LONGEST)
      .split('\n')
      .filter(line => !RULE.test(line))
      .map(line => plain(line.replace(/\s+/g, ' ')));
  const { head, rows } = block.grid;
  if (head.length === 2) return pairs(rows);
  return rows.map(
    row =>
      `· ${row
        .map(cellIn)
        .filter(cell => cell !== '')
        .join(', ')}`,
  );
};

export interface Company {
  /** Lines at most. */
  readonly most: number;
  /** Whose names ping them: those who are there, but for whoever asked. */
  readonly nicks: readonly string[];
  /** What stands in the last line where there is more to say. */
  readonly rest: string;
  /** Said before the first line, where others listen: to whom it is. A report is then told by its chapters. */
  readonly to?: string;
}

const inChat = (text: string): string => text.replace(/(?<![\w/.])\/rollcall\b/g, '!rollcall');

const isTooLong = (block: Said, most: number): block is { readonly report: string } =>
  typeof block !== 'string' && 'report' in block && linesIn(block).filter(line => line !== '').length > most;

export const chatLines = (blocks: readonly Said[], { most, nicks, rest, to }: Company): string[] => {
  const here = new Set(nicks.map(nick => nick.toLowerCase()));
  const address = to === undefined ? '' : `${plain(to)}: `;
  const isShort = to !== undefined && blocks.some(block => isTooLong(block, most));
  const all = blocks
    // Its first lines alone would tell of one chapter; one line is left for where the rest is.
    .map(block =>
      isShort && isTooLong(block, most)
        ? { report: reportLines(block.report.slice(0, LONGEST), most - 1).join('\n') }
        : block,
    )
    // What is to be typed is left as it is.
    .flatMap(block => {
      const isTyped = typeof block !== 'string' && 'code' in block;
      return linesIn(block).map(line => ({ line, isTyped }));
    })
    .filter(({ line }) => line !== '')
    // Nobody reads further than this, and no time is spent on it.
    .slice(0, most * 4)
    .map(({ line, isTyped }) => {
      const words = inChat(line.slice(0, LONGEST));
      return isTyped ? words : parted(words, here);
    });
  const lines = all
    .map((line, index) => (index === 0 ? address + line : line))
    .flatMap(line => folded(harmless(line), BYTES - 4).map(harmless));
  return lines.length <= most && !isShort ? lines : [...lines.slice(0, most - 1), harmless(inChat(rest))];
};
