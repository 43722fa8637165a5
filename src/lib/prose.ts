// What somebody wrote in Markdown with their own words: no quotes, no code, no comments of HTML.

/** Lines of which nothing is prose, until something ends them. */
type Hidden =
  | { readonly fence: string; readonly column: number }
  /** `resumes`: what stands behind the end on its line is prose again. */
  | { readonly end: string; readonly resumes: boolean };

interface Reading {
  readonly paragraphs: string[];
  /** The lines of the paragraph at hand. */
  open: string[];
  hidden: Hidden | undefined;
  /** Columns at which the text of the list items around this line begins. */
  readonly items: number[];
  /** What the last line was within its quote. */
  quote: 'paragraph' | 'fence' | undefined;
}

const LIST_MARK = /^(?:[-*+]|\d{1,9}[.)])(?=\s|$)/;
const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const RULE = /^([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const HEADING = /^#{1,6}(?:\s|$)/;
const COMMENT = '<!--';
const HTML = /^<(pre|script|style|textarea|blockquote)(?=[\s>]|$)/i;
const TAB = 4;

const startsBlock = (text: string): boolean =>
  text.startsWith('>') ||
  text.startsWith(COMMENT) ||
  [LIST_MARK, FENCE, RULE, HEADING, HTML].some(start => start.test(text));

/** The column at which the text of a line begins; a tab goes to the next multiple of four. */
const columnOf = (line: string, from = 0): number => {
  let column = from;
  for (const character of line) {
    if (character === '\t') column += TAB - (column % TAB);
    else if (character === ' ') column += 1;
    else break;
  }
  return column;
};

const flush = (reading: Reading): void => {
  if (reading.open.length > 0) reading.paragraphs.push(reading.open.join('\n'));
  reading.open = [];
};

/** The rest of a line that begins hidden; undefined when none of it is prose. */
const afterHidden = (reading: Reading, line: string): string | undefined => {
  const { hidden } = reading;
  if (hidden === undefined) return line;
  if ('end' in hidden) {
    const at = (hidden.resumes ? line : line.toLowerCase()).indexOf(hidden.end);
    if (at < 0) return undefined;
    reading.hidden = undefined;
    return hidden.resumes ? line.slice(at + hidden.end.length) : undefined;
  }
  const text = line.trim();
  if (text === '') return undefined;
  if (columnOf(line) < hidden.column) {
    // The list item that the code stands in has ended, and the code with it.
    reading.hidden = undefined;
    return line;
  }
  const [mark = ''] = hidden.fence;
  if (text.length >= hidden.fence.length && text === mark.repeat(text.length)) reading.hidden = undefined;
  return undefined;
};

const readQuote = (reading: Reading, text: string): void => {
  flush(reading);
  const content = text.replace(/^[>\s]+/, '');
  if (FENCE.test(content)) reading.quote = reading.quote === 'fence' ? undefined : 'fence';
  else if (reading.quote !== 'fence')
    reading.quote = content === '' || HEADING.test(content) ? undefined : 'paragraph';
};

/** Steps over the marks of list items; undefined when what follows them is code. */
const insideItems = (reading: Reading, line: string): string | undefined => {
  const { items } = reading;
  let column = columnOf(line);
  let text = line.trim();
  while ((items.at(-1) ?? 0) > column) items.pop();
  const isRule = RULE.test(text);
  for (;;) {
    if (column - (items.at(-1) ?? 0) >= TAB) return undefined;
    const [mark] = LIST_MARK.exec(text) ?? [];
    if (mark === undefined || isRule) return text;
    const after = column + mark.length;
    const rest = text.slice(mark.length);
    column = columnOf(rest, after);
    text = rest.trimStart();
    // More than four blanks after a mark: the item begins after the first, and what it holds is code.
    items.push(column - after > TAB || text === '' ? after + 1 : column);
    flush(reading);
  }
};

/** What a line begins that is not a paragraph; false when it is none of these. */
const readBlock = (reading: Reading, text: string): boolean => {
  if (text.startsWith('>')) {
    readQuote(reading, text);
    return true;
  }
  const [, ticks, tildes] = FENCE.exec(text) ?? [];
  const fence = ticks ?? tildes;
  const html = HTML.exec(text)?.[1]?.toLowerCase();
  if (fence !== undefined) reading.hidden = { fence, column: reading.items.at(-1) ?? 0 };
  else if (html !== undefined && !text.toLowerCase().includes(`</${html}>`))
    reading.hidden = { end: `</${html}>`, resumes: false };
  else if (html === undefined && !RULE.test(text)) return false;
  flush(reading);
  return true;
};

/** Reads one line, or what is left of it after a comment; returns what is left after the next one. */
const readLine = (reading: Reading, line: string): string | undefined => {
  const trimmed = line.trim();
  const goesOn = !startsBlock(trimmed);
  if (trimmed === '' || !goesOn) flush(reading);
  if (trimmed !== '' && goesOn && reading.open.length > 0) {
    reading.open.push(trimmed);
    return undefined;
  }
  // A line right after a quoted paragraph is shown as part of the quote.
  if (trimmed !== '' && goesOn && reading.quote === 'paragraph') return undefined;
  if (!trimmed.startsWith('>')) reading.quote = undefined;
  const text = trimmed === '' ? undefined : insideItems(reading, line);
  if (text === undefined) return undefined;
  if (text.startsWith(COMMENT)) {
    reading.hidden = { end: '-->', resumes: true };
    return text.slice(COMMENT.length);
  }
  if (text === '' || readBlock(reading, text)) return undefined;
  reading.open.push(trimmed);
  if (HEADING.test(text)) flush(reading);
  return undefined;
};

const paragraphsOf = (markdown: string): string[] => {
  const reading: Reading = { paragraphs: [], open: [], hidden: undefined, items: [], quote: undefined };
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    let rest: string | undefined = line;
    while (rest !== undefined) {
      rest = afterHidden(reading, rest);
      if (rest !== undefined) rest = readLine(reading, rest);
    }
  }
  flush(reading);
  return reading.paragraphs;
};

/** Finds, for a run of backticks, where the next one of the same length begins. Asked from left to right. */
const backticksIn = (text: string): ((length: number, from: number) => number | undefined) => {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const places = runs.get(run.length) ?? [];
    if (places.push(index) === 1) runs.set(run.length, places);
  }
  const passed = new Map<number, number>();
  return (length, from) => {
    const places = runs.get(length) ?? [];
    let next = passed.get(length) ?? 0;
    while ((places[next] ?? from) < from) next += 1;
    passed.set(length, next);
    return places[next];
  };
};

/** Code within a paragraph stays on one line, and comments go: neither can begin a line that is not there. */
const withoutInline = (text: string): string => {
  const closing = backticksIn(text);
  const lastComment = text.lastIndexOf('-->');
  const marks = /\\.|`+|<!--/gs;
  let [told, done] = ['', 0];
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const [found] = mark;
    if (found.startsWith('\\')) continue;
    const isComment = found === COMMENT;
    if (isComment && lastComment < marks.lastIndex) continue;
    const end = isComment ? text.indexOf('-->', marks.lastIndex) : closing(found.length, marks.lastIndex);
    if (end === undefined) continue;
    const after = end + (isComment ? '-->'.length : found.length);
    told += text.slice(done, mark.index);
    if (!isComment) told += text.slice(mark.index, after).replaceAll('\n', ' ');
    done = after;
    marks.lastIndex = after;
  }
  return told + text.slice(done);
};

/**
 * The lines of a comment that its author wrote: without quotes, without fenced and indented code, without HTML
 * comments. Code within a line stays in it. Trimmed, none empty; list marks and emphasis stand.
 */
export const proseLines = (markdown: string): string[] =>
  paragraphsOf(markdown)
    .flatMap(paragraph => withoutInline(paragraph).split('\n'))
    .map(line => line.trim())
    .filter(line => line !== '');
