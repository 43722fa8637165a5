// What may be said on IRC: names of channels and nicks, and lines that are short, harmless and call nobody.

/** RFC 2812, 1.3: no blank, comma, bell or control character. */
const CHANNEL = /^[#&][^\s,:\p{Cc}]{1,63}$/u;
/** RFC 2812, 2.3.1, longer than its nine characters as networks are. */
const NICK = /^[A-Za-z[\]\\`_^{|}][A-Za-z0-9[\]\\`_^{|}-]{0,31}$/;

export const isChannel = (name: string): boolean => CHANNEL.test(name);
export const isNick = (name: string): boolean => NICK.test(name);

/**
 * An account as accounts are compared: letters of ASCII alone are one in both cases, or the sign for Kelvin would be a `k`.
 * Undefined: it is none, or has the form `una@irc.example.org`, in which the configuration names a network.
 */
export const accountId = (account: string | undefined): string | undefined =>
  account === undefined || account === '' || account.includes('@')
    ? undefined
    : account.replace(/[A-Z]/g, letter => letter.toLowerCase());

/** One line: what ends a line, and what clients take for colours or commands of their own, is a blank. */
export const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trimEnd();

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Where the text must be cut so that its beginning has no more bytes: after a blank if one is near, never in a character. */
const cutAt = (text: string, most: number): number => {
  let [bytes, end, blank] = [0, 0, 0];
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > most && end > 0) break;
    end += character.length;
    if (character === ' ') blank = end;
  }
  return end < text.length && blank > end / 2 ? blank : end;
};

/** The text in pieces of at most so many bytes; nothing where there is nothing to say. */
export const pieces = (text: string, most: number): readonly string[] => {
  const found: string[] = [];
  for (let rest = oneLine(text); rest.trim() !== ''; ) {
    const end = bytesOf(rest) <= most ? rest.length : cutAt(rest, most);
    found.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return found.filter(piece => piece !== '');
};

/**
 * Of the 512 bytes of a line: its end, `PRIVMSG <target> :`, and the longest `:nick!user@host ` that the server puts before
 * it when it passes it on (30, 12 and 64 bytes, and some to spare).
 */
const WHOLE = 512 - 2 - 10 - 124;

/** Bytes of text that fit into one line to this target. */
export const roomFor = (target: string): number => WHOLE - bytesOf(target);

/** A zero-width space: the word looks the same and is not the nick. */
const BREAK = '\u200B';
const WORD = /[\p{L}\p{N}[\]\\`_^{|}-]+/gu;
const PLAIN_WORD = /[\p{L}\p{N}]+/gu;

const broken = (word: string): string => {
  const [first = ''] = word;
  return first.length < word.length ? `${first}${BREAK}${word.slice(first.length)}` : word;
};

/**
 * The line with a mark in each word that is the nick of somebody who would be called by it, and before a sign that would
 * make a command for another bot of it. Web addresses stay whole.
 */
export const uncalled = (line: string, nicks: readonly string[]): string => {
  const known = new Set(nicks.map(nick => nick.toLowerCase()));
  const isNickOf = (word: string): boolean => known.has(word.toLowerCase());
  const safe = (word: string): string =>
    isNickOf(word) ? broken(word) : word.replace(PLAIN_WORD, part => (isNickOf(part) ? broken(part) : part));
  const told = line
    .split(' ')
    .map(word => (/^https?:\/\//i.test(word) ? word : word.replace(WORD, safe)))
    .join(' ');
  return /^[!#.,@+~&%$/\\-]/.test(told) ? `${BREAK}${told}` : told;
};
