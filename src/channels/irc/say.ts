// A report's text as a few lines for IRC: how it begins, and each chapter in a line, as far as there is room.
import { plain, webAddress } from '../../lib/escape.ts';

const HEADING = /^[A-Z][A-Z ]{2,40}$/;
const RULE = /^ *-{2,}( {2,}-{2,})*$/;
const ENTRY = /^( *)(?:[-*>] )?(.*)$/;
/** An address at the end of a line, with the blanks before it. */
const ADDRESS = / {2,}https?:\/\/\S+$/;

/** Beside the one that tells where the whole is. */
const MOST_LINES = 6;
/** Characters of a line. */
const LONGEST = 280;
const FEW = 3;

interface Chapter {
  readonly name: string;
  readonly lines: readonly string[];
}

const chaptersOf = (lines: readonly string[]): readonly Chapter[] => {
  const chapters: { name: string; lines: string[] }[] = [{ name: '', lines: [] }];
  for (const line of lines) {
    if (HEADING.test(line)) chapters.push({ name: line, lines: [] });
    else if (!RULE.test(line)) chapters.at(-1)?.lines.push(line);
  }
  return chapters;
};

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

const told = (line: string): string =>
  plain(line.replace(ADDRESS, '').replace(ENTRY, '$2')).replace(/ {2,}/g, ' ');
const indentOf = (line: string): number => (ENTRY.exec(line)?.[1] ?? '').length;

/** The first line of each group, where there are groups; else the lines that are not below another. */
const entriesOf = (lines: readonly string[]): readonly string[] => {
  const groups = lines
    .join('\n')
    .split(/\n{2,}/)
    .map(group => group.split('\n').filter(line => line.trim() !== ''))
    .filter(group => group.length > 0);
  const least = Math.min(...groups.flat().map(indentOf));
  const heads = groups.length > 1 ? groups.map(([head = '']) => head) : (groups[0] ?? []);
  return heads.filter(line => indentOf(line) === least).map(told);
};

/** `Coming up: feature freeze, in 10 days; release, in 30 days; and 2 more` */
const lineOf = ({ name, lines }: Chapter): string => {
  const entries = entriesOf(lines);
  const more = entries.length - FEW;
  const some = entries.slice(0, FEW).map(entry => cut(entry, LONGEST / FEW - 8));
  const title = `${name.slice(0, 1)}${name.slice(1).toLowerCase()}`;
  return `${title}: ${[...some, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')}`;
};

/** `page`: where the whole is. */
export const ircLines = (body: string, page?: string): readonly string[] => {
  const [start, ...chapters] = chaptersOf(body.split('\n'));
  const beginning = (start?.lines ?? []).filter(line => line.trim() !== '').map(told);
  const rest = chapters.filter(({ lines }) => lines.some(line => line.trim() !== '')).map(lineOf);
  const lines = [...beginning, ...rest].slice(0, MOST_LINES).map(line => cut(line, LONGEST));
  const address = page === undefined ? undefined : webAddress(page);
  return address === undefined ? lines : [...lines, `The whole report: ${address}`];
};
