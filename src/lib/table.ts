// Tables for people: aligned text and Markdown. Cells are already safe for their format.
import stringWidth from 'string-width';

export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Everything in a column but its head is a number, a percentage or a dash: such a column stands to the right. */
const isNumeric = (grid: Grid, column: number): boolean =>
  grid.rows.every(row => /^(≥ )?[-+]?[\d.,]*( ?%| d)?$|^[-–·]$/.test(row[column] ?? ''));

/** Columns that a text takes in a terminal. */
export const textWidth = (text: string): number => stringWidth(text);

/** The text in lines of at most `width` columns, broken at spaces. */
export const wrapped = (text: string, width: number): string => {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(last) + 1 + stringWidth(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
};

const pad = (text: string, width: number, right: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return right ? space + text : text + space;
};

export const textTable = (grid: Grid): string => {
  const widths = grid.head.map((head, column) =>
    Math.max(stringWidth(head), ...grid.rows.map(row => stringWidth(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => pad(cells[column] ?? '', width, isNumeric(grid, column)))
      .join('  ')
      .trimEnd();
  return [line(grid.head), widths.map(width => '-'.repeat(width)).join('  '), ...grid.rows.map(line)].join(
    '\n',
  );
};

export const markdownTable = (grid: Grid): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = grid.head.map((_, column) => (isNumeric(grid, column) ? '---:' : '---'));
  return [line(grid.head), line(rule), ...grid.rows.map(line)].join('\n');
};

export const htmlTable = (grid: Grid): string => {
  const align = (column: number): string => (isNumeric(grid, column) ? ' class="number"' : '');
  const cells = (tag: 'td' | 'th', row: readonly string[]): string =>
    `<tr>${row.map((cell, column) => `<${tag}${align(column)}>${cell}</${tag}>`).join('')}</tr>`;
  const body = grid.rows.map(row => cells('td', row)).join('\n');
  return `<div class="scroll"><table>\n<thead>${cells('th', grid.head)}</thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`;
};

/** Mail programs drop style sheets: each cell carries its own style. */
export const mailTable = (grid: Grid): string => {
  const cells = (tag: 'td' | 'th', row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const align = isNumeric(grid, column) ? 'right' : 'left';
        return `<${tag} align="${align}" style="padding:2px 12px 2px 0">${cell}</${tag}>`;
      })
      .join('');
  const rows = [cells('th', grid.head), ...grid.rows.map(row => cells('td', row))];
  return `<table cellspacing="0" cellpadding="0">\n${rows.map(row => `<tr>${row}</tr>`).join('\n')}\n</table>`;
};
