// A new bullet or row, written as its neighbour is: the neighbour's name and accounts give way to others.
import type { RosterEntry } from '../../domain/team.ts';
import { type Block, BULLET } from './blocks.ts';
import { type Column, cellsOf, columnsOf, partsOf } from './table.ts';

export interface Told {
  readonly name: string;
  readonly login?: string | undefined;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
}

const idOf = (entry: RosterEntry, service: string): string | undefined =>
  entry.handles.find(handle => handle.service === service)?.id;

/** Each occurrence of a text, in any case. */
const replaced = (text: string, old: string, by: string): string => {
  const [low, want] = [text.toLowerCase(), old.toLowerCase()];
  if (low.length !== text.length || want === '') return text;
  let [out, from] = ['', 0];
  for (let at = low.indexOf(want); at >= 0; at = low.indexOf(want, from)) {
    out += text.slice(from, at) + by;
    from = at + want.length;
  }
  return out + text.slice(from);
};

const MARKS = ['\uE000', '\uE001', '\uE002'] as const;

/** The text with other values, or undefined where it says more of its person than these, or the new one lacks one. */
const likeText = (text: string, entry: RosterEntry, told: Told): string | undefined => {
  const values = [
    [idOf(entry, 'email'), told.email],
    [entry.name, told.name],
    [idOf(entry, 'github'), told.login],
  ] as const;
  let marked = text;
  for (const [index, [old]] of values.entries())
    if (old !== undefined) marked = replaced(marked, old, MARKS[index] ?? '');
  const rest = marked.replace(/https?:\/\/(?:www\.)?github\.com\//g, '');
  if (/[\p{L}\p{N}]/u.test(rest)) return undefined;
  // A bullet without a name says who it is by the account alone.
  if (
    values.some(
      ([old, given], index) =>
        old !== undefined && marked.includes(MARKS[index] ?? '') && given === undefined,
    )
  )
    return undefined;
  return values.reduce(
    (now, [, given], index) => now.replaceAll(MARKS[index] ?? '', () => given ?? ''),
    marked,
  );
};

/** As anybody would write it. */
export const plainBullet = ({ name, login, email }: Told): string => {
  if (login !== undefined) return `${name} (@${login})`;
  return email === undefined ? name : `${name} <${email}>`;
};

/** What stands before the words of a bullet; a number is one more than that of its neighbour. */
export const markerLike = (text: string): string => {
  const words = BULLET.exec(text)?.[2] ?? '';
  const marker = text.slice(0, text.length - words.length).replace(/\[[xX]\]/, '[ ]');
  return marker.replace(/\d+(?=[.)])/, number => String(Number(number) + 1));
};

export const bulletLike = (text: string, entry: RosterEntry, told: Told): string => {
  const words = BULLET.exec(text)?.[2] ?? '';
  return markerLike(text) + (likeText(words, entry, told) ?? plainBullet(told));
};

/** A row with the columns of its table: what they hold is told by the header, what is not known stays empty. */
export const rowLike = (
  text: string,
  entry: RosterEntry,
  told: Told,
  { header }: Pick<Block, 'header'>,
): string | undefined => {
  const columns = Object.entries(columnsOf(header)) as [Column, number][];
  if (columns.length === 0) return undefined;
  const widths = partsOf(text).map(part => part.length - 2);
  const cells = cellsOf(text).map((cell, place) => {
    const column = columns.find(([, at]) => at === place)?.[0];
    const value = column === undefined ? '' : (told[column] ?? '');
    const like = column === undefined || column === 'company' ? undefined : likeText(cell, entry, told);
    return (like !== undefined && like !== '' && value !== '' ? like : value).padEnd(widths[place] ?? 0);
  });
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  return `${indent}| ${cells.join(' | ')} |`;
};
