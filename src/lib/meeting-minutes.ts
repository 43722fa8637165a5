// The minutes that MeetBot writes, as text or as a page: what was said, by whom, and who was present.
import { nickId } from './irc-line.ts';
import {
  type Action,
  isCancelled,
  type Meeting,
  meetBotFile,
  ownersOf,
  type Present,
  ROLL_CALL,
  rollCallOf,
  type Said,
  saysDone,
  seriesOf,
} from './meeting.ts';
import { dateIn } from './meeting-log.ts';

const DAY = 86_400;
const SECTIONS = ['meeting summary', 'action items', 'action items, by person', 'people present'] as const;
type Section = (typeof SECTIONS)[number];

const HEADING =
  /^(meeting summary|action items, by person|action items|people present)(?: \(lines said\))?\s?:?$/i;
const STARTED = /Meeting started by (\S{1,64}) at (\d\d):(\d\d):(\d\d) UTC/;
const ENDED = /Meeting ended at (\d\d):(\d\d):(\d\d) UTC/;
const TITLE = /^#\S{1,64}: (.{1,200})$/m;
const LOG = /https?:\/\/[^\s<>"]{1,400}\.log\.(?:html|txt)/;
const BULLET = /^(\s*)[*-]\s+(.*)$/;
/** `(una, 16:31:30)` behind what was taken down. */
const SAID_BY = /\(([^\s(),]{1,64}),\s+(\d\d):(\d\d):(\d\d)\)\s*$/;
const PRESENT = /^([^\s()]{1,64})\s+\((\d{1,6})\)$/;
const MOST_LINES = 50_000;

interface Bullet {
  readonly section: Section;
  readonly depth: number;
  readonly text: string;
}

/** Whether these are minutes of MeetBot. */
export const isMinutes = (text: string): boolean =>
  STARTED.test(text.slice(0, 20_000)) &&
  /^\W*(?:meeting summary|people present)/im.test(text) &&
  !/<[^<>]{1,64}> #startmeeting/.test(text.slice(0, 20_000));

/** Bullets with the lines that they were broken into. */
const bulletsOf = (lines: readonly string[]): Bullet[] => {
  const bullets: { section: Section; depth: number; text: string }[] = [];
  let section: Section | undefined;
  let isOpen = false;
  for (const line of lines.slice(0, MOST_LINES).map(each => each.slice(0, 4000))) {
    const [, heading] = HEADING.exec(line.trim()) ?? [];
    if (heading !== undefined) section = SECTIONS.find(each => each === heading.toLowerCase());
    const [, indent = '', text] = BULLET.exec(line) ?? [];
    const last = bullets.at(-1);
    if (heading !== undefined || line.trim() === '' || (/^\S/.test(line) && text === undefined))
      isOpen = false;
    else if (text !== undefined && section) {
      bullets.push({ section, depth: indent.length, text });
      isOpen = true;
    } else if (isOpen && last && last.text.length < 4000) last.text += ` ${line.trim()}`;
  }
  return bullets;
};

interface Minute extends Said {
  readonly kind: string;
  readonly by: string;
  readonly depth: number;
}

const KIND = /^(ACTION|AGREED|DONE|LINK|IDEA|HELP|REJECTED|ACCEPTED|NICK):\s+/;

/** What the summary says, with the moment at which it was said; a time before the start is of the next day. */
const minutesOf = (bullets: readonly Bullet[], when: (h: string, m: string, s: string) => number): Minute[] =>
  bullets
    .filter(({ section }) => section === 'meeting summary')
    .map(({ text, depth }) => {
      const [tail = '', by = '', h = '', m = '', s = ''] = SAID_BY.exec(text) ?? [];
      const words = text.slice(0, text.length - tail.length).trim();
      const [head = '', kind = ''] = KIND.exec(words) ?? [];
      return { kind, by, depth, text: words.slice(head.length).trim(), at: by === '' ? 0 : when(h, m, s) };
    })
    .filter(({ by, text }) => by !== '' && text !== '');

/** MeetBot's own list of who is to do what: an action under each nick. */
const byPerson = (bullets: readonly Bullet[], actions: ReadonlySet<string>): Map<string, string[]> => {
  const owners = new Map<string, string[]>();
  let nick: string | undefined;
  for (const { section, text } of bullets) {
    if (section !== 'action items, by person') continue;
    if (!actions.has(text)) nick = /^[^\s*]{1,64}$/.test(text) ? text : undefined;
    else if (nick !== undefined) owners.set(text, [...(owners.get(text) ?? []), nick]);
  }
  return owners;
};

export interface MinutesOptions {
  readonly isBot: (nick: string) => boolean;
  readonly series: string;
}

const presentOf = (bullets: readonly Bullet[], isBot: (nick: string) => boolean, at: number): Present[] => {
  const present = new Map<string, Present>();
  for (const { section, text } of bullets) {
    const [, nick = '', lines = '0'] = section === 'people present' ? (PRESENT.exec(text.trim()) ?? []) : [];
    if (Number(lines) > 0 && !isBot(nick)) present.set(nickId(nick), { nick, lines: Number(lines), at });
  }
  return [...present.values()];
};

const isPlain = (text: string): boolean => text !== '' && text !== '(none)';

const actionsOf = (
  bullets: readonly Bullet[],
  said: readonly Minute[],
  present: readonly Present[],
  at: number,
): Action[] => {
  const told = said.filter(({ kind }) => kind === 'ACTION');
  const listed = bullets.filter(({ section, text }) => section === 'action items' && isPlain(text));
  const actions = told.length > 0 ? told : listed.map(({ text }) => ({ text, at, by: '' }));
  const owners = byPerson(bullets, new Set([...actions, ...listed].map(({ text }) => text)));
  const nicks = present.map(({ nick }) => nick);
  return actions.map(({ text, at: saidAt, by }) => ({
    text,
    at: saidAt,
    nicks: owners.get(text) ?? ownersOf(text, nicks, by === '' ? undefined : by),
  }));
};

/** MeetBot knows no word for it: people say it as an info, or agree that it is so. */
const isDone = ({ kind, text }: Minute): boolean =>
  kind === 'DONE' || (['', 'AGREED', 'ACCEPTED'].includes(kind) && saysDone(text));

/** As in a log: whether a chair says that the meeting is not held. */
const isOff = (
  said: readonly Minute[],
  topics: readonly Said[],
  chairs: ReadonlySet<string>,
  series: string,
): boolean =>
  said.some(each => {
    const before = topics.filter(({ at, text }) => at < each.at && text !== each.text).at(-1);
    const isRollCall = before === undefined || ROLL_CALL.test(before.text);
    return chairs.has(nickId(each.by)) && isCancelled(each.text, { series, isRollCall });
  });

/** Reads one file of minutes; a sentence says why where it cannot. Never throws. `path`: for what its name tells. */
export const meetingInMinutes = (
  text: string,
  path: string,
  { isBot, series }: MinutesOptions,
): Meeting | string => {
  const flat = text.slice(0, 20_000).replace(/\s+/g, ' ');
  const [, chair = '', h = '', m = '', s = ''] = STARTED.exec(flat) ?? [];
  if (chair === '') return 'no minutes of MeetBot: they do not say who began the meeting, and when';
  const [url] = LOG.exec(flat) ?? [];
  const file = meetBotFile(path) ?? (url === undefined ? undefined : meetBotFile(url));
  const date = file?.date ?? dateIn(path) ?? dateIn(TITLE.exec(text.slice(0, 2000))?.[1] ?? '');
  if (date === undefined) return 'neither the name of the file nor the minutes tell the day';
  const day = Date.parse(`${date}T00:00:00Z`) / 1000;
  const start = day + Number(h) * 3600 + Number(m) * 60 + Number(s);
  const when = (hours: string, minutes: string, seconds: string): number => {
    const at = day + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return at < start ? at + DAY : at;
  };
  const [, eh = '', em = '', es = ''] = ENDED.exec(text) ?? [];
  const end = eh === '' ? undefined : when(eh, em, es);
  const bullets = bulletsOf(text.split(/\r\n|\n|\r/));
  // Everybody would be absent from a meeting whose minutes are cut off.
  if (!bullets.some(({ section }) => section === 'people present'))
    return 'the minutes do not tell who was present';
  const present = presentOf(bullets, isBot, start);
  const here = new Set(present.map(({ nick }) => nickId(nick)));
  const said = minutesOf(bullets, when);
  const top = Math.min(...said.map(({ depth }) => depth));
  // Only a chair can set a topic; a page does not tell what stands below what.
  const isTopic = ({ kind, depth }: Minute): boolean =>
    kind === '' && depth === top && said.some(each => each.depth > top);
  const topics = said.filter(isTopic);
  const calls = said
    .filter(each => each.kind === '' && !isTopic(each))
    .map(each => ({ ...each, call: rollCallOf(each.text, each.by) }));
  const name = file?.series ?? (seriesOf(TITLE.exec(text.slice(0, 2000))?.[1] ?? '') || series);
  const chairs = [...new Set([chair, ...topics.map(({ by }) => by)])];
  return {
    series: name,
    start,
    ...(end === undefined ? {} : { end }),
    ended: end === undefined ? 'log' : 'said',
    ...(url === undefined ? {} : { url }),
    present,
    chairs: chairs.filter(nick => here.has(nickId(nick))),
    actions: actionsOf(bullets, said, present, end ?? start),
    agreed: said
      .filter(({ kind }) => kind === 'AGREED' || kind === 'ACCEPTED')
      .map(({ text: words, at }) => ({ text: words, at })),
    done: said
      .filter(each => !isTopic(each) && isDone(each))
      .map(({ text: words, at }) => ({ text: words, at })),
    topics: topics.map(({ text: words, at }) => ({ text: words, at })),
    represented: calls.flatMap(({ by, at, call }) =>
      call?.proxyFor === undefined ? [] : [{ name: call.proxyFor, by, at }],
    ),
    names: calls.flatMap(({ by, call }) =>
      call?.name !== undefined && here.has(nickId(by)) ? [{ nick: by, name: call.name }] : [],
    ),
    renames: [],
    ...(isOff(said, topics, new Set(chairs.map(nickId)), name) ? { isCancelled: true } : {}),
  };
};
