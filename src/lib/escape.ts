// Makes untrusted text safe for the format it is written into.

/** Control characters, and the marks that turn the direction of text around, have no place in a report. */
const INVISIBLE = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;

/** One line of plain text. */
export const plain = (text: string): string => text.replace(INVISIBLE, ' ').trim();

/** Text for a terminal: what others wrote must not steer it. */
export const shown = (text: string): string => text.replace(/[^\P{Cc}\n\r\t]/gu, '');

/** A zero-width space keeps "@name" and "#12" from becoming a mention or a cross-reference. */
const BREAK = '\u200B';

/** One line of Markdown that shows the text as it is: no markup, no HTML, nobody pinged. */
export const markdown = (text: string): string =>
  plain(text)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^(#{1,6}|[+-])(?=\s|$)/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/@(?=\S)/g, `@${BREAK}`)
    .replace(/#(?=\S)/g, `#${BREAK}`)
    .replace(/\bGH-(?=\d)/gi, match => `${match}${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\bwww\./gi, match => `${match}${BREAK}`);

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const html = (text: string): string =>
  plain(text).replace(/[&<>"']/g, character => HTML[character] ?? '');

/** Only a web address may be linked; anything else is left as text. */
export const webAddress = (url: string): string | undefined => {
  if (!/^https?:\/\/[^\s<>"'`\\]+$/i.test(url) || url.length > 2000) return undefined;
  return url.replace(
    /[()[\]|*_~]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
};

/** A cell that a spreadsheet will not take for a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** Comma-separated values with CRLF, RFC 4180. */
export const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows
    .map(row =>
      row
        .map(cell => {
          if (typeof cell === 'number') return String(cell);
          const text = harmless(plain(cell));
          return /[",]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
        })
        .join(','),
    )
    .map(line => `${line}\r\n`)
    .join('');
