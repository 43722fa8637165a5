// One line of an IRC log, in the forms in which clients and bots write them down.

/** When a line says it was said. */
export interface Stamp {
  /** `2019-05-08`, where the line tells it. */
  readonly date?: string;
  /** Of the day. */
  readonly seconds: number;
  /** Seconds east of UTC, where the line tells them. */
  readonly offset?: number;
}

export type IrcLine =
  | {
      readonly kind: 'said';
      readonly stamp: Stamp;
      readonly nick: string;
      readonly text: string;
      /** Said with `/me`. */
      readonly isAction: boolean;
    }
  | { readonly kind: 'nick'; readonly stamp: Stamp; readonly from: string; readonly to: string }
  /** A new day begins; `2019-05-09`. */
  | { readonly kind: 'day'; readonly date: string }
  /** Somebody came or went, a topic, a mode, or no line of a log at all. */
  | { readonly kind: 'other'; readonly stamp?: Stamp };

/** IRC itself ends a line after 512 bytes; what is longer was not said there. */
const LONGEST = 4000;

/** Colours and other marks of mIRC; tabs part the columns of WeeChat. */
const CONTROL = /[^\P{Cc}\t]/gu;

const STAMP =
  /^\s{0,8}\[?(?:(\d{4}-\d\d-\d\d)(?:T|\s{1,2}))?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?\]?(?=[\s<]|$)/;
const SAID = /^<\s?[@+%~&!]?\s?([^\s<>]{1,64})>\s?(.*)$/;
const ACTION = /^(?:\*|⚡|—|•)\s{1,4}([^\s*]{1,64})(?:\s(.*))?$/u;
const SYSTEM = /^(?:\*\*\*|-!-|-->|<--|--|==|=-=|ℹ|→|←)(?:\s|$)/u;
const RENAME =
  /(?:^|\s)([^\s*]{1,64})\s(?:\([^\s()]{1,64}\)\s)?(?:is now|are now) known as ([^\s*]{1,64})\s*$/;
/** What clients tell in the form in which they tell `/me`. */
const TOLD =
  /^(?:[([][^()[\]]{0,200}[)\]]\s)?(?:has (?:joined|quit|left|parted|kicked|changed the topic|been kicked)|sets? (?:mode|the topic|ban)|gives? (?:voice|channel operator)|was kicked)\b/;
const DAY =
  /^\W{0,4}\s?(?:Day changed(?: to)?|Log opened|Log started|BEGIN LOGGING AT|Session Start:?)\s+(?:\w{3},?\s+)?(\w{3,9})\s+(\d{1,2}),?\s+(?:\d\d:\d\d(?::\d\d)?\s+)?(\d{4})\b/i;
const COLUMNS = /^[@+%~&]?([^\s]{1,64}|\s\*)\t(.*)$/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2019-05-08` from the words for it; undefined when there is no such month. */
export const isoDate = (year: string, month: string, day: string): string | undefined => {
  const index = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  return index < 0 ? undefined : `${year}-${String(index + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
};

const offsetOf = (zone: string): number => {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -60 : 60) * minutes;
};

const stampOf = (match: RegExpExecArray): Stamp | undefined => {
  const [, date, hours = '', minutes = '', seconds = '0', zone] = match;
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  if (h > 24 || m > 59 || s > 60) return undefined;
  return {
    seconds: h * 3600 + m * 60 + s,
    ...(date === undefined ? {} : { date }),
    ...(zone === undefined ? {} : { offset: offsetOf(zone) }),
  };
};

const dayOf = (line: string): IrcLine => {
  const [, month = '', day = '', year = ''] = DAY.exec(line) ?? [];
  const date = isoDate(year, month, day);
  return date === undefined ? { kind: 'other' } : { kind: 'day', date };
};

const renamed = (stamp: Stamp, rest: string): IrcLine => {
  const [, from = '', to = ''] = RENAME.exec(rest) ?? [];
  return from === '' || to === '' ? { kind: 'other', stamp } : { kind: 'nick', stamp, from, to };
};

const saidOf = (stamp: Stamp, nick: string, text = '', isAction = false): IrcLine =>
  // A comma, a slash or a colon in it: no nick, but the tag of a page or a word.
  /[/,:!@#]/.test(nick)
    ? { kind: 'other', stamp }
    : { kind: 'said', stamp, nick, text: text.trim(), isAction };

const inColumns = (stamp: Stamp, first: string, text: string): IrcLine => {
  if (first.trim() === '*') {
    const [nick = '', ...words] = text.split(' ');
    return saidOf(stamp, nick, words.join(' '), true);
  }
  return SYSTEM.test(`${first} `) ? renamed(stamp, text) : saidOf(stamp, first, text);
};

/** Reads a line without knowing those around it: a time alone says nothing of its day. Never throws. */
export const ircLine = (raw: string): IrcLine => {
  const line = raw.slice(0, LONGEST).replace(CONTROL, '');
  const match = STAMP.exec(line);
  if (!match) return dayOf(line);
  const stamp = stampOf(match);
  if (!stamp) return { kind: 'other' };
  const after = line.slice(match[0].length);
  const columns = stamp.date !== undefined && after.startsWith('\t') ? COLUMNS.exec(after.slice(1)) : null;
  if (columns) return inColumns(stamp, columns[1] ?? '', columns[2] ?? '');
  const rest = after.trimStart();
  const said = SAID.exec(rest);
  if (said) return saidOf(stamp, said[1] ?? '', said[2]);
  if (SYSTEM.test(rest)) return renamed(stamp, rest);
  const [, nick, text = ''] = ACTION.exec(rest) ?? [];
  if (nick === undefined) return { kind: 'other', stamp };
  if (RENAME.test(rest)) return renamed(stamp, rest);
  return TOLD.test(text) ? { kind: 'other', stamp } : saidOf(stamp, nick, text, true);
};

/** The id of a nick: IRC takes upper and lower case for the same. */
export const nickId = (nick: string): string => nick.toLowerCase();
