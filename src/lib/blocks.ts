// Says blocks of words in a format: paragraphs, lists, tables, commands, rendered reports.
import { fenced } from './code.ts';
import { markdown, plain, webAddress } from './escape.ts';
import { markdownTable, textTable } from './table.ts';

type Cell = string | { readonly text: string; readonly url: string };

export type Said =
  | string
  | { readonly list: readonly Cell[] }
  | { readonly grid: { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] } }
  | { readonly code: readonly string[] }
  | { readonly report: string };

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

const cellIn = (cell: Cell): string => {
  if (typeof cell === 'string') return markdown(cell);
  const url = webAddress(cell.url);
  const text = markdown(cell.text);
  return url === undefined ? text : `[${text === '' ? 'link' : text}](${url})`;
};

const inMarkdown = (block: Said): string => {
  if (typeof block === 'string') return markdown(block);
  if ('list' in block) return block.list.map(item => `- ${cellIn(item)}`).join('\n');
  if ('code' in block) return fenced(block.code.map(plain));
  if ('report' in block) return block.report.trim();
  const { head, rows } = block.grid;
  return markdownTable({ head: head.map(markdown), rows: rows.map(row => row.map(cellIn)) });
};

/** What was opened in the part that is left is closed again, or it would swallow what follows. */
const closed = (text: string): string => {
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (mark === undefined) continue;
    if (fence === undefined) fence = mark;
    else if (mark.startsWith(fence)) fence = undefined;
  }
  const count = (tag: string): number => text.split(tag).length - 1;
  const details = Math.max(0, count('<details') - count('</details>'));
  return `${text}${fence === undefined ? '' : `\n${fence}`}${'\n</details>'.repeat(details)}`;
};

const CUT = '*The rest is too long to be shown here.*';

/** At most `limit` characters; cut between lines, and then it says so. */
export const cutTo = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  // Room for what has to be closed, and for the sentence.
  const kept = text.slice(0, Math.max(0, limit - 200 - CUT.length));
  const end = kept.lastIndexOf('\n');
  return `${closed(end < 0 ? '' : kept.slice(0, end))}\n\n${CUT}`;
};

export const markdownOf = (blocks: readonly Said[]): string => blocks.map(inMarkdown).join('\n\n');

const wordsIn = (cell: Cell): string => {
  if (typeof cell === 'string') return plain(cell);
  return cell.url === '' ? plain(cell.text) : `${plain(cell.text)}  ${plain(cell.url)}`;
};

const inText = (block: Said): string => {
  if (typeof block === 'string') return plain(block);
  if ('list' in block) return block.list.map(item => `- ${wordsIn(item)}`).join('\n');
  if ('code' in block) return block.code.map(line => `  ${plain(line)}`).join('\n');
  if ('report' in block) return block.report.trim();
  const { head, rows } = block.grid;
  return textTable({ head: head.map(plain), rows: rows.map(row => row.map(wordsIn)) });
};

/** For a terminal or a chat. */
export const textOf = (blocks: readonly Said[]): string => blocks.map(inText).join('\n\n');
