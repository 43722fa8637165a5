// How each service writes: what is bold, what a link is, and how to show what others wrote as it is, calling nobody.
import { html, markdown, plain } from '../../lib/escape.ts';
import type { Kind } from './settings.ts';

/** A piece of text that others may have written comes in plain and goes out harmless. */
export interface Dialect {
  readonly text: (text: string) => string;
  /** Of text that is harmless already. */
  readonly bold: (text: string) => string;
  /** Of harmless text; the address is a web address. */
  readonly link: (text: string, url: string) => string;
  readonly lineEnd: string;
}

const BREAK = '\u200B';

/** Nobody is called, whatever is listened for: channel, here, everyone, all, room or a name. */
const uncalled = (text: string): string => text.replace(/@(?=\S)/g, `@${BREAK}`);
const unlinked = (text: string): string => text.replace(/:\/\//g, `:${BREAK}//`);

/** Slack reads `<…>` even where it reads no other markup, and has these three escapes alone. */
const slack = (text: string): string =>
  uncalled(plain(text)).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const discord = (text: string): string =>
  unlinked(uncalled(plain(text))).replace(/[\\*_~`|<>[\]()#]/g, '\\$&');

/** Zulip knows no backslash; it shows an entity after it has looked for markup. */
const zulip = (text: string): string =>
  plain(text)
    .replace(/[&<>*_~`[\]|#@$\\]/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/:\/\//g, '&#58;//');

const same = (text: string): string => text;
const starred = (text: string): string => `**${text}**`;
const bracketed = (text: string, url: string): string => `[${text}](${url})`;

export const DIALECTS: Readonly<Record<Kind, Dialect>> = {
  // Its own markup is turned off for the whole message: there is no way to escape it.
  slack: {
    text: slack,
    bold: same,
    link: (text, url) => `${text} <${url.replace(/&/g, '&amp;')}>`,
    lineEnd: '\n',
  },
  mattermost: { text: markdown, bold: starred, link: bracketed, lineEnd: '\n' },
  discord: { text: discord, bold: starred, link: (text, url) => `${text} <${url}>`, lineEnd: '\n' },
  zulip: { text: zulip, bold: starred, link: bracketed, lineEnd: '\n' },
  matrix: {
    text: text => uncalled(html(text)),
    bold: text => `<strong>${text}</strong>`,
    link: (text, url) => `<a href="${html(url)}">${text}</a>`,
    lineEnd: '<br>\n',
  },
};

/** What Matrix shows where it shows no HTML. */
export const BARE: Dialect = {
  text: text => uncalled(plain(text)),
  bold: same,
  link: (text, url) => `${text} ${url}`,
  lineEnd: '\n',
};
