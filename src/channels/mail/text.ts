// A report's text as a mail: no line wider than a terminal, and at its end how to answer.
import { patchEnd } from '../../lib/code.ts';
import { textWidth, wrapped } from '../../lib/table.ts';

const WIDTH = 76;

/** The rule under the head of a table; its rows end with an empty line. */
const RULE = /^ *-{2,}( {2,}-{2,})*$/;
/** To be copied into a terminal. */
const COMMAND = /^ {2,}(?:git|patch) /;
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

interface Line {
  readonly line: string;
  /** A row of a table, of a patch, or a command: it stays as it is. */
  readonly isTable: boolean;
}

const codeIn = (lines: readonly string[]): boolean[] => {
  let end = 0;
  return lines.map((line, at) => {
    if (at >= end) end = patchEnd(lines, at);
    return at < end || COMMAND.test(line);
  });
};

/** Where a sentence went over the edge, its next line goes on from there. */
const joined = (lines: readonly Line[]): Line[] =>
  lines.reduce<Line[]>((done, each) => {
    const last = done.at(-1);
    const { line, isTable: isCode } = each;
    const goesOn =
      last !== undefined && !last.isTable && textWidth(last.line) > WIDTH && /^ *[a-z]/.test(line);
    if (goesOn && !isCode && indentOf(last.line) === indentOf(line) && !LINK.test(last.line))
      done[done.length - 1] = { ...last, line: `${last.line} ${line.trim()}` };
    else done.push(each);
    return done;
  }, []);

/** The lines of a report, sentences whole, and which of them are a table's or otherwise to stay. */
export const linesOf = (body: string): readonly Line[] => {
  const given = body.trimEnd().split('\n');
  const code = codeIn(given);
  const lines = joined(given.map((line, index) => ({ line, isTable: code[index] ?? false })));
  const tables = isTable(lines.map(({ line }) => line));
  return lines.map((each, index) => ({ ...each, isTable: each.isTable || (tables[index] ?? false) }));
};

/** Tables and patches stay as they are, whatever their width. */
export const mailText = (body: string, footer: readonly string[]): string => {
  const text = linesOf(body).flatMap(({ line, isTable: inside }) => (inside ? [line] : folded(line)));
  // The mark by which mail programs know a signature ends with a blank.
  return [...text, '', '-- ', ...footer.flatMap(folded), ''].join('\n');
};

export const footerOf = (replyWith: string | undefined): readonly string[] => [
  'Written by Rollcall. It does not read answers to this mail.',
  ...(replyWith === undefined ? [] : [`To answer: ${replyWith}`]),
];
