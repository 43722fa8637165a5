// What GitHub makes of Markdown: hidden keys, its limit on length, references that it would make of links.
import { webAddress } from './escape.ts';

/** Of a body, in UTF-16 units: GitHub counts characters, of which there are never more. */
export const MOST = 65_536;

/** Kept free for the key and for links to the reports before and after. */
const RESERVE = 1000;

const KEY = /^<!-- rollcall:key (\S+) -->$/;
const NEXT = '<!-- rollcall:next -->';

/** A hidden line that says what a body is. No part of it can end the comment. */
export const keyLine = (parts: readonly string[]): string =>
  `<!-- rollcall:key ${parts.map(encodeURIComponent).join('/')} -->`;

/** Its first line alone counts: what is said further down may be anybody's words. */
export const hasKey = (body: string, key: string): boolean => {
  const first = body.split('\n', 1)[0]?.trimEnd() ?? '';
  return KEY.test(first) && first === key;
};

/** The body with a line that leads to the report after it; said again, it replaces the one before. */
export const withNext = (body: string, next: string): string => {
  const lines = body.split(/\r?\n/);
  const at = lines[1]?.startsWith(NEXT) ? 2 : 1;
  return [lines[0], `${NEXT}Next: ${next}`, ...(at === 1 ? [''] : []), ...lines.slice(at)].join('\n');
};

/**
 * A link to a pull request would leave "mentioned this" on it, week after week. GitHub’s own redirect leads to the
 * same page and leaves nothing. Only the targets of links are touched: in text, addresses are escaped.
 */
export const withoutBacklinks = (body: string): string =>
  body.replace(/\]\(https?:\/\/(?:www\.)?github\.com\//gi, '](https://redirect.github.com/');

interface Place {
  readonly fence: string;
  readonly details: number;
  readonly table: boolean;
}

const OUTSIDE: Place = { fence: '', details: 0, table: false };

const times = (line: string, tag: string): number => line.split(tag).length - 1;

/** Where the end of this line stands. */
const after = (line: string, { fence, details }: Place): Place => {
  const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (fence !== '') {
    const ends = mark?.[1]?.startsWith(fence) && mark[2]?.trim() === '';
    return { fence: ends ? '' : fence, details, table: false };
  }
  if (mark?.[1]) return { fence: mark[1], details, table: false };
  const depth = Math.max(0, details + times(line, '<details>') - times(line, '</details>'));
  return { fence: '', details: depth, table: line.startsWith('|') };
};

/** Where to cut at the latest: outside of everything, and, where a table is the longest part, between its rows. */
const cutsOf = (body: string, most: number): { whole: number; row: number } => {
  let [place, end, whole, row] = [OUTSIDE, 0, 0, 0];
  const lines = body.split('\n');
  for (const [index, line] of lines.entries()) {
    end += line.length + 1;
    if (end > most) break;
    place = after(line, place);
    if (place.fence !== '' || place.details > 0) continue;
    row = end;
    if (!place.table || !lines[index + 1]?.startsWith('|')) whole = end;
  }
  return { whole, row };
};

/** A body that GitHub takes: cut at the end of a line, never within a fence or a fold, and it says so. */
export const fitted = (body: string, page?: string, most = MOST - RESERVE): string => {
  if (body.length <= most) return body;
  const address = page === undefined ? undefined : webAddress(page);
  const rest = address === undefined ? '' : ` [The whole report](${address}).`;
  const sentence = `\n**Cut here:** the report is longer than GitHub takes.${rest}\n`;
  const { whole, row } = cutsOf(body, most - sentence.length);
  // A table of everybody may be nearly all there is; it is still a table without its last rows.
  const at = whole * 2 < most ? Math.max(whole, row) : whole;
  return `${body.slice(0, at)}${sentence}`;
};

/** A title is plain text: nobody is called, nothing breaks the line. At most 256 characters. */
export const issueTitle = (title: string): string => {
  const line = title.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const shown = Array.from(line).slice(0, 240).join('');
  return `${shown}${shown === line ? '' : '…'}`.replace(/@(?=\S)/g, '@\u200B');
};
