// The HTML beside a mail's text: the report's own, or its text so that a telephone can show it.
import { html, webAddress } from '../../lib/escape.ts';
import { LINK, linesOf } from './text.ts';

/** Words go on in the next line where the window ends; a table is as wide as it is, and is moved within its place. */
const WORDS = 'font-family:monospace;white-space:pre-wrap;overflow-wrap:anywhere';
const TABLE = 'font-family:monospace;margin:0;overflow-x:auto';

const escaped = (line: string): string => line.replace(/\S.*/, html);

const linked = (line: string): string => {
  const [, indent = '', text = '', given = ''] = LINK.exec(line) ?? [];
  const address = webAddress(given);
  if (address === undefined) return escaped(line);
  const [, mark, words = text] = /^([-*>]) (.*)$/.exec(text) ?? [];
  const begin = mark === undefined ? indent : `${indent}${html(mark)} `;
  return `${begin}<a href="${html(address)}">${html(words)}</a>`;
};

interface Piece {
  readonly isTable: boolean;
  readonly lines: string[];
}

const piecesOf = (body: string): Piece[] => {
  const pieces: Piece[] = [];
  for (const { line, isTable } of linesOf(body)) {
    const last = pieces.at(-1);
    const shown = isTable ? escaped(line) : linked(line);
    if (last?.isTable === isTable) last.lines.push(shown);
    else pieces.push({ isTable, lines: [shown] });
  }
  return pieces;
};

const asText = (body: string): string => {
  const pieces = piecesOf(body).map(({ isTable, lines }) =>
    isTable
      ? `<pre style="${TABLE}">${lines.join('\n')}</pre>`
      : `<div style="${WORDS}">${lines.join('\n')}</div>`,
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '</head>',
    '<body style="font-size:14px;line-height:1.45">',
    ...pieces,
    '</body>',
    '</html>',
    '',
  ].join('\n');
};

const footer = (replyWith: string | undefined): string => {
  const address = replyWith === undefined ? undefined : webAddress(replyWith);
  const answer =
    address === undefined ? html(replyWith ?? '') : `<a href="${html(address)}">${html(address)}</a>`;
  return [
    '<p style="color:#666666">Written by Rollcall. It does not read answers to this mail.',
    ...(replyWith === undefined ? [] : [`<br>To answer: ${answer}`]),
    '</p>',
  ].join('');
};

/** `body` is the report's text, `given` its own HTML, where it has one; either ends with its body. */
export const mailHtml = (body: string, given: string | undefined, replyWith: string | undefined): string =>
  (given ?? asText(body)).replace('</body>', () => `${footer(replyWith)}\n</body>`);
