// A report's text as a mail: no line wider than a terminal, and at its end how to answer.
import { textWidth, wrapped } from '../../lib/table.ts';

const WIDTH = 76;

/** The rule under the head of a table; its rows end with an empty line. */
const RULE = /^ *-{2,}( {2,}-{2,})*$/;
export const LINK = /^( *)(\S.*?) {2}(https?:\/\/\S+)$/;

const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';

/** What follows the first line of an item stands below its text, not below its mark. */
const hanging = (line: string): string => {
  const indent = indentOf(line);
  return /^ *[-*>] /.test(line) ? `${indent}  ` : indent;
};

const folded = (line: string): string[] => {
  // All addresses stand alone, so that a list looks the same from line to line.
  const link = LINK.exec(line);
  if (link) {
    const [, indent = '', text = '', url = ''] = link;
    return [...folded(`${indent}${text}`), `${hanging(line)}${url}`];
  }
  if (textWidth(line) <= WIDTH) return [line];
  const [first, rest] = [indentOf(line), hanging(line)];
  const lines = wrapped(line.trim(), WIDTH - rest.length).split('\n');
  return lines.map((each, index) => `${index === 0 ? first : rest}${each}`);
};

const isTable = (lines: readonly string[]): boolean[] => {
  let inside = false;
  return lines.map((line, index) => {
    if (RULE.test(lines[index + 1] ?? '') || RULE.test(line)) inside = true;
    else if (line.trim() === '') inside = false;
    return inside;
  });
};

/** Where a sentence went over the edge, its next line goes on from there. */
const joined = (lines: readonly string[]): string[] =>
  lines.reduce<string[]>((done, line) => {
    const last = done.at(-1);
    const goesOn = last !== undefined && textWidth(last) > WIDTH && /^ *[a-z]/.test(line);
    if (goesOn && indentOf(last) === indentOf(line) && !LINK.test(last))
      done[done.length - 1] = `${last} ${line.trim()}`;
    else done.push(line);
    return done;
  }, []);

/** The lines of a report, sentences whole, and which of them are a table's. */
export const linesOf = (body: string): readonly { readonly line: string; readonly isTable: boolean }[] => {
  const lines = joined(body.trimEnd().split('\n'));
  const tables = isTable(lines);
  return lines.map((line, index) => ({ line, isTable: tables[index] ?? false }));
};

/** Tables stay as they are, whatever their width. */
export const mailText = (body: string, footer: readonly string[]): string => {
  const text = linesOf(body).flatMap(({ line, isTable: inside }) => (inside ? [line] : folded(line)));
  // The mark by which mail programs know a signature ends with a blank.
  return [...text, '', '-- ', ...footer.flatMap(folded), ''].join('\n');
};

export const footerOf = (replyWith: string | undefined): readonly string[] => [
  'Written by Rollcall. It does not read answers to this mail.',
  ...(replyWith === undefined ? [] : [`To answer: ${replyWith}`]),
];
