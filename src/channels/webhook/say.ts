// A report's text as a chat message: as much as fits, cut at the end of a line.
import { webAddress } from '../../lib/escape.ts';
import { isReportHeading } from '../../lib/report-lines.ts';
import type { Dialect } from './dialect.ts';

const LINE = /^( *)(?:([-*>+]) )?(.*?)(?: {2,}(https?:\/\/\S+))?$/;
const RULE = /^ *-{2,}( {2,}-{2,})*$/;
const MARKS: Readonly<Record<string, string>> = { '-': '• ', '>': '• ', '*': '★ ', '+': '✓ ' };
/** Blanks at the beginning of a line would make code of it, or go. */
const EM_SPACE = '\u2003';

const shown = (line: string, { text, bold, link }: Dialect, isTitle: boolean): string => {
  if (line.trim() === '') return '';
  if (isTitle || isReportHeading(line)) return bold(text(line));
  const [, indent = '', mark = '', words = '', url = ''] = LINE.exec(line) ?? [];
  const address = webAddress(url);
  const told = address === undefined ? text(`${words}  ${url}`) : link(text(words), address);
  return `${EM_SPACE.repeat(Math.min(3, indent.length >> 1))}${MARKS[mark] ?? ''}${told}`;
};

const cutSentence = (page: string | undefined, { text, link }: Dialect): string => {
  const address = page === undefined ? undefined : webAddress(page);
  const words = text('Cut here: the report is longer.');
  return address === undefined ? words : link(`${words} ${text('The whole report:')}`, address);
};

/** The first line is the title. `size` is what the service counts, `most` what it takes of that. */
export const chatText = (
  body: string,
  dialect: Dialect,
  { size, most, page }: { size: (text: string) => number; most: number; page?: string | undefined },
): string => {
  const source = body
    .trimEnd()
    .split('\n')
    .filter(line => !RULE.test(line));
  const lines = source.map((line, index) => shown(line, dialect, index === 0));
  const { lineEnd } = dialect;
  const whole = lines.join(lineEnd);
  if (size(whole) <= most) return whole;
  const cut = cutSentence(page, dialect);
  const kept: string[] = [];
  let left = most - size(`${lineEnd}${lineEnd}${cut}`);
  for (const line of lines) {
    left -= size(`${line}${lineEnd}`);
    if (left < 0) break;
    kept.push(line);
  }
  // A heading alone tells nothing.
  while (kept.length > 0 && (kept.at(-1) === '' || isReportHeading(source[kept.length - 1] ?? '')))
    kept.pop();
  return [...kept, '', cut].join(lineEnd);
};
