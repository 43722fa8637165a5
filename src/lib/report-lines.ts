// A report's text as a few lines for a chat: how it begins, and each chapter in a line, as far as there is room.
import { plain } from './escape.ts';

/** `3. OTHER CHANGES`, `BUGS: 18`, `FOR THE NEXT MEETING: on Thursday` */
const HEADING = /^(?:\d{1,2}\. )?([A-Z][A-Z0-9 ]{2,80})(?:: (.+))?$/;
const RULE = /^ *-{2,}( {2,}-{2,})*$/;
const ENTRY = /^( *)(?:[-*>+] )?(.*)$/;
/** An address at the end of a line, with the blanks before it. */
const ADDRESS = / {2,}https?:\/\/\S+$/;
const MORE = /^and (\d{1,9}) more$/;
/** `18`; `12, the 5 oldest` */
const COUNT = /^(\d{1,9})(?:,|$)/;
/** What stands below every report, for whoever reads the whole. */
const NOTES: ReadonlySet<string> = new Set(['HOW FAR THE DATA REACHES', 'HOW IT IS COUNTED']);

/** Characters of a line. */
const LONGEST = 280;
const FEW = 3;

interface Chapter {
  readonly name: string;
  /** What the heading says after its colon. */
  readonly rest: string;
  readonly lines: readonly string[];
}

export const isReportHeading = (line: string): boolean => HEADING.test(line);

const chaptersOf = (lines: readonly string[]): readonly Chapter[] => {
  const chapters: { name: string; rest: string; lines: string[] }[] = [{ name: '', rest: '', lines: [] }];
  for (const line of lines) {
    const [, name, rest = ''] = HEADING.exec(line) ?? [];
    if (name !== undefined) chapters.push({ name, rest, lines: [] });
    else if (!RULE.test(line)) chapters.at(-1)?.lines.push(line);
  }
  return chapters;
};

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

const told = (line: string): string =>
  plain(line.replace(ADDRESS, '').replace(ENTRY, '$2')).replace(/ {2,}/g, ' ');
const indentOf = (line: string): number => (ENTRY.exec(line)?.[1] ?? '').length;

const isEntry = (line: string): boolean => /^ *[-*>+] /.test(line);

/** The list that it begins with; or the first line of each group; or the lines that are not below another. */
const entriesOf = (lines: readonly string[]): readonly string[] => {
  const groups = lines
    .join('\n')
    .split(/\n{2,}/)
    .map(group => group.split('\n').filter(line => line.trim() !== ''))
    .filter(group => group.length > 0);
  const [first = []] = groups;
  const least = Math.min(...groups.flat().map(indentOf));
  const isGrouped = groups.length > 1 && !isEntry(first[0] ?? '');
  const heads = isGrouped ? groups.map(([head = '']) => head) : first;
  const entries = heads.filter(line => indentOf(line) === least);
  return (entries.length > 0 ? entries : heads.slice(0, 1)).map(line => told(line).replace(/[,;]$/, ''));
};

/** `Coming up: feature freeze, in 10 days; release, in 30 days; and 2 more` */
const lineOf = ({ name, rest, lines }: Chapter): string => {
  const all = entriesOf(lines);
  const entries = all.filter(entry => !MORE.test(entry));
  const unshown = all.map(entry => Number(MORE.exec(entry)?.[1] ?? 0)).reduce((a, b) => a + b, 0);
  const count = COUNT.exec(rest)?.[1];
  const total = count === undefined ? entries.length + unshown : Number(count);
  const some = entries.slice(0, FEW).map(entry => cut(entry, LONGEST / FEW - 12));
  const more = total - some.length;
  const title = `${name.slice(0, 1)}${name.slice(1).toLowerCase()}${rest === '' ? '' : ` (${plain(count ?? rest)})`}`;
  return `${title}: ${[...some, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')}`;
};

const joined = (before: string, line: string): string =>
  `${before}${/[.!?]$/.test(before) ? '' : '.'} ${line}`;

/** In as few lines as there are room for: what follows is worth more than a line for each. */
const folded = (lines: readonly string[]): string[] => {
  const rows: string[] = [];
  for (const line of lines) {
    const longer = joined(rows.at(-1) ?? '', line);
    if (rows.length > 0 && longer.length <= LONGEST) rows[rows.length - 1] = longer;
    else rows.push(line);
  }
  return rows;
};

export const reportLines = (body: string, most: number): string[] => {
  const [start, ...chapters] = chaptersOf(body.split('\n'));
  const [title, ...beginning] = (start?.lines ?? []).filter(line => line.trim() !== '').map(told);
  const rest = chapters
    .filter(({ name, lines }) => !NOTES.has(name) && lines.some(line => line.trim() !== ''))
    .map(lineOf);
  const isTight = 1 + beginning.length + rest.length > most;
  const all = [
    ...(title === undefined ? [] : [title]),
    ...(isTight ? folded(beginning) : beginning),
    ...rest,
  ];
  return all.slice(0, most).map(line => cut(line, LONGEST));
};
