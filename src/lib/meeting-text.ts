// Text of logs and minutes from the bytes in which they lie: encodings, line ends, pages.

const decoded = (bytes: Uint8Array, encoding: string, fatal: boolean): string =>
  new TextDecoder(encoding, { fatal }).decode(bytes);

/** UTF-8, or UTF-16 where a mark at the start says so, else Latin-1 as Windows has it. Never throws. */
export const textOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le', false);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be', false);
  try {
    return decoded(bytes, 'utf-8', true);
  } catch {
    return decoded(bytes, 'windows-1252', false);
  }
};

export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const entity = (whole: string, name: string): string => {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
};

export const unescaped = (text: string): string => text.replace(/&(#?\w{1,8});/g, entity);

export const isPage = (text: string): boolean =>
  /^\uFEFF?\s*<(?:!doctype|html|\?xml|head)\b/i.test(text.slice(0, 500));

/** What a reader of the page would see: list items begin with an asterisk, a `pre` keeps its lines. */
export const pageText = (page: string): string => {
  const head = page.search(/<\/head>/i);
  const body = head < 0 ? page : page.slice(head);
  const lines = /<pre\b/i.test(body) ? body : body.replace(/\s+/g, ' ');
  return unescaped(
    lines
      .replace(/<li\b[^<>]*>/gi, '\n* ')
      .replace(/<\/?(?:h\d|p|div|br|ol|ul|dl|dt|dd|table|tr|pre|title|body)\b[^<>]*>/gi, '\n')
      .replace(/<[^<>]*>/g, ''),
  );
};
