// Tables of people in Markdown: which column holds what is told by the header row.
import type { RosterEntry } from '../../domain/team.ts';
import { findEmail } from '../../lib/email.ts';
import { entryOf, loginIn, peopleIn } from './person.ts';
import type { Line } from './sections.ts';

export const isRow = (text: string): boolean => /^\s*\|.*\|/.test(text);

const isRule = (text: string): boolean => /^[\s|:-]+$/.test(text);

/** What stands between the bars, spaces and all. */
export const partsOf = (text: string): string[] =>
  text
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/);

export const cellsOf = (text: string): string[] => partsOf(text).map(cell => cell.trim());

// The account is asked for before the name: "GitHub name" is a login.
const COLUMNS = {
  login: /github|login|handle|user|account|\bid\b/i,
  email: /mail/i,
  company: /company|affiliation|organi[sz]ation|employer|\borg\b/i,
  name: /name|maintainer|member|committer|person|who/i,
} as const;

export type Column = keyof typeof COLUMNS;

export const columnsOf = (header: readonly string[]): Partial<Record<Column, number>> => {
  const found: Partial<Record<Column, number>> = {};
  header.forEach((title, place) => {
    const column = (Object.keys(COLUMNS) as Column[]).find(
      name => found[name] === undefined && COLUMNS[name].test(title),
    );
    if (column) found[column] = place;
  });
  return found;
};

const strip = (cell: string): string | undefined => {
  const said = cell
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]{1,3}/g, '')
    .trim();
  return /\p{L}/u.test(said) && !/^(tbd|tba|n\/?a|none|open|vacant)$/i.test(said) ? said : undefined;
};

const loginOf = (cell: string): string | undefined =>
  loginIn(cell) ?? /^[A-Za-z\d][A-Za-z\d-]*$/.exec(strip(cell) ?? '')?.[0];

/** The cells of the row above the rule; none in a table without one. */
export const headerOf = (lines: readonly Line[]): string[] => {
  const rule = lines.findIndex(({ text }) => isRule(text));
  return rule > 0 ? cellsOf(lines[rule - 1]?.text ?? '') : [];
};

/** A table without a header that tells is read row by row, as bullets are. */
export const tableOf = (lines: readonly Line[]): { line: Line; entries: RosterEntry[] }[] => {
  const rule = lines.findIndex(({ text }) => isRule(text));
  const columns = columnsOf(headerOf(lines));
  return lines.slice(rule + 1).map(line => {
    const { text, section, explicit } = line;
    const cells = cellsOf(text);
    const cell = (column: Column): string => cells[columns[column] ?? -1] ?? '';
    if (columns.login === undefined && columns.name === undefined)
      return { line, entries: peopleIn(cells.join(' | '), section, explicit) };
    const login = columns.login === undefined ? loginIn(cells.join(' ')) : loginOf(cell('login'));
    const name = strip(cell('name').replace(/<[^>]*>|\(?@[\w-]+\)?/g, ''));
    const email = findEmail(cells.join(' '));
    const entry = entryOf(section, { name, login, email, company: strip(cell('company')) });
    return { line, entries: entry ? [entry] : [] };
  });
};
