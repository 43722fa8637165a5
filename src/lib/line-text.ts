// A text as lines with their own ends: lines come and go, and every other byte stays.

export interface TextLine {
  readonly text: string;
  /** As it stands there; empty for a last line without an end. */
  readonly end: string;
}

export const linesOf = (source: string): TextLine[] => {
  const lines: TextLine[] = [];
  for (const [, text = '', end = ''] of source.matchAll(/([^\n]*?)(\r?\n|$)/g))
    if (text !== '' || end !== '') lines.push({ text, end });
  return lines;
};

export const textOf = (lines: readonly TextLine[]): string =>
  lines.map(({ text, end }) => text + end).join('');

const endsOf = (lines: readonly TextLine[]): string => lines.find(({ end }) => end !== '')?.end ?? '\n';

/** `texts` as lines before the line of this index, or at the end; a text without an end at its end stays so. */
export const withLines = (lines: readonly TextLine[], at: number, texts: readonly string[]): TextLine[] => {
  const end = endsOf(lines);
  const last = lines[at - 1];
  const isOpen = at === lines.length && last?.end === '';
  const added = texts.map((text, index) => ({ text, end: isOpen && index === texts.length - 1 ? '' : end }));
  const before = isOpen && last ? [...lines.slice(0, at - 1), { ...last, end }] : lines.slice(0, at);
  return [...before, ...added, ...lines.slice(at)];
};

/** Without so many lines; the line before a last one without an end keeps its own. */
export const withoutLines = (lines: readonly TextLine[], at: number, count: number): TextLine[] => [
  ...lines.slice(0, at),
  ...lines.slice(at + count),
];

export const isBlank = (line: TextLine | undefined): boolean => line !== undefined && line.text.trim() === '';
