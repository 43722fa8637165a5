// A meeting as logs and minutes tell it, and the words of MeetBot in which people hold it.
import { closest } from './suggest.ts';

export interface Present {
  readonly nick: string;
  readonly lines: number;
  /** Seconds UTC: the first word, the start where it is not told. */
  readonly at: number;
}

export interface Said {
  readonly text: string;
  /** Seconds UTC. */
  readonly at: number;
}

export interface Action extends Said {
  /** To whom it was given; nobody when it names none. */
  readonly nicks: readonly string[];
}

export interface Represented {
  /** Who was not there. */
  readonly name: string;
  readonly by: string;
  readonly at: number;
}

/** `said`: somebody ended it; `next`, `log`, `late`: nobody did, and another began, the log was over, or hours went by. */
export type Ended = 'said' | 'next' | 'log' | 'late';

export interface Meeting {
  /** The name under which it is held again and again. */
  readonly series: string;
  /** Seconds UTC. */
  readonly start: number;
  readonly end?: number;
  readonly ended: Ended;
  readonly url?: string;
  /** Those who spoke, without bots. */
  readonly present: readonly Present[];
  /** Of those present. */
  readonly chairs: readonly string[];
  readonly actions: readonly Action[];
  readonly agreed: readonly Said[];
  /** Sentences that say of something that it is done. */
  readonly done: readonly Said[];
  readonly topics: readonly Said[];
  readonly represented: readonly Represented[];
  /** Full names that people gave at the roll call. */
  readonly names: readonly { readonly nick: string; readonly name: string }[];
  /** Of those who spoke under both. */
  readonly renames: readonly { readonly from: string; readonly to: string }[];
  /** Minutes alone: a chair said that it is not held. */
  readonly isCancelled?: true;
}

/** What MeetBot makes of a name: `LFN TAC bi-weekly` is `lfn_tac_bi_weekly`. */
export const seriesOf = (name: string): string =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.+]+/gu, '_')
    .replace(/^[_.]+|[_.]+$/g, '');

/** To the minute, as MeetBot names its files: a log and its minutes are one meeting. */
export const meetingId = (series: string, start: number): string =>
  `meeting/${series}/${new Date(start * 1000).toISOString().slice(0, 16)}Z`;

/** MeetBot's names of files: `glance.2016-04-07-13.59.log.txt`. */
const FILE = /(?:^|\/)([^/]{1,100})\.(\d{4}-\d\d-\d\d)-(\d\d)\.(\d\d)(?:\.log)?\.(?:txt|html?)$/i;

export interface MeetBotFile {
  readonly series: string;
  readonly date: string;
  /** Seconds UTC, to the minute. */
  readonly start: number;
}

export const meetBotFile = (path: string): MeetBotFile | undefined => {
  const [, name = '', date = '', hours = '', minutes = ''] = FILE.exec(path.slice(-300)) ?? [];
  const start = Date.parse(`${date}T${hours}:${minutes}:00Z`) / 1000;
  // Of nothing at all, too, some engines make a date.
  return date === '' || Number.isNaN(start) ? undefined : { series: seriesOf(name), date, start };
};

const COMMAND = /^#\s?([a-z]{3,20}):?(?:\s+(.*))?$/i;

export interface Command {
  readonly word: string;
  readonly rest: string;
}

const SPOKEN = new Map([
  ['agree', 'agreed'],
  ['accepted', 'agreed'],
  ['halp', 'help'],
]);

/** The topic of a roll call. */
export const ROLL_CALL = /roll[ -]?call|attendance|who'?s here/i;

/** What a line asks MeetBot to do. The words that begin and end a meeting are understood misspelt, too. */
export const commandOf = (text: string): Command | undefined => {
  const [, word = '', rest = ''] = COMMAND.exec(text.slice(0, 2000).trimEnd()) ?? [];
  if (word === '') return undefined;
  const lower = word.toLowerCase();
  const near =
    /^(?:start|strat|end)/.test(lower) && lower.length >= 8
      ? closest(lower, ['startmeeting', 'endmeeting'])
      : undefined;
  return { word: near ?? SPOKEN.get(lower) ?? lower, rest: rest.trim() };
};

const NICK = /[^\s,;:!?()"'<>/@]+/g;
const EVERYBODY = new Set(
  (
    'all any anyone anybody everyone everybody someone somebody people team cores chair we you they nobody who ' +
    'need needs want plan remember try have has agreed decided how what when where due start continue next time'
  ).split(' '),
);
const LEADING = /^([a-z_`^{}|[\]\\][a-z0-9_`^{}|[\]\\-]{1,31}) to\s/i;
/** `Discussion to go on`: a word, and no nick. */
const WORD = /^[A-Z][a-z]+$/;

/**
 * To whom an action was given: whoever of the meeting it names, as MeetBot has it; else the word that it begins
 * with, as in `vera to write the tests`; `I will` is the speaker.
 */
export const ownersOf = (text: string, nicks: readonly string[], speaker?: string): string[] => {
  const words = new Set((text.toLowerCase().match(NICK) ?? []).map(word => word.replace(/\.$/, '')));
  const named = nicks.filter(nick => words.has(nick.toLowerCase()));
  if (named.length > 0) return named;
  if (speaker !== undefined && /^(?:I|i|me) (?:will|to|shall|need)\b|^I'll\b/.test(text)) return [speaker];
  const [, first] = LEADING.exec(text) ?? [];
  return first === undefined || EVERYBODY.has(first.toLowerCase()) || WORD.test(first) ? [] : [first];
};

const NAME = String.raw`[\p{L}][\p{L}.'’-]*(?:\s[\p{L}][\p{L}.'’-]*){0,3}`;
const PROXY = new RegExp(
  String.raw`(?:\bprox(?:y|ying)\s+for|\bon behalf of|\bstanding in for|\brepresenting|[(-]\s*for|^\S+(?:\s\S+){0,3}\sfor)\s+(${NAME})\s*[).]?\s*$`,
  'iu',
);
const PROXY_LINE = new RegExp(
  String.raw`^\(?\s?(?:i'?m\s)?(?:a\s|the\s)?proxy(?:ing)? for (${NAME})\s?\)?$`,
  'iu',
);
const FULL_NAME = /^\p{Lu}[\p{L}.'’-]*(?:\s\p{L}[\p{L}.'’-]*){0,2}\s\p{Lu}[\p{L}.'’-]*$/u;

export interface RollCall {
  /** The full name, where one was given. */
  readonly name?: string;
  /** For whom one stands in. */
  readonly proxyFor?: string;
}

/** `Una Core`, `Una Core, Example Ltd`, `Una Core (proxy for Oli Owner)`, `una`; undefined when it is no roll call. */
export const rollCallOf = (text: string, nick: string): RollCall | undefined => {
  const said = text.slice(0, 200).trim();
  const [, proxyFor] = PROXY_LINE.exec(said) ?? PROXY.exec(said) ?? [];
  const [own = ''] = said.split(
    /\s?[,(;/]|\s-+\s|\s(?:proxy|proxying|on behalf of|standing in|representing|for)\s/iu,
  );
  const isName = FULL_NAME.test(own.trim());
  const isNick = own.trim().toLowerCase() === nick.toLowerCase();
  if (!isName && !isNick && !PROXY_LINE.test(said)) return undefined;
  return { ...(isName ? { name: own.trim() } : {}), ...(proxyFor === undefined ? {} : { proxyFor }) };
};

const LEAD_IN =
  /^(?:(?:ok|okay|so|well|right|alright|hi|hello|sorry|unfortunately|all|folks|everyone|everybody)\b[\s,.:;!-]{1,3}){1,3}/i;
const IS_OFF = /^((?:[\p{L}\p{N}_.+'’/-]{1,40}\s){0,5})meeting (?:is |was |has been )?cancell?ed\b/iu;
const CALLS_OFF =
  /^(?:(?:let['’]?s|let us) cancel|(?:i am|i['’]?m|we are|we['’]?re) cancell?ing) ((?:[\p{L}\p{N}_.+'’-]{1,40}\s){0,5})meeting\b/iu;
const NO_MEETING =
  /^(?:there is |there['’]?s |there will be |we have |we['’]ll have )?no ((?:[\p{L}\p{N}_.+'’-]{1,40}\s){0,5})meeting (?:today|this week)\b/iu;
/** Of another time, or under a condition; or it is asked. */
const NOT_NOW =
  /^(?:\W{0,3}(?:for )?(?:if|unless|when|until|last|next|yesterday|tomorrow|on (?!short)|of|in (?:\d|\p{Lu})))|^[^.!?]*\?/u;
const ANY_MEETING = new Set(
  "today todays today’s today's this weeks week’s week's the weekly biweekly bi-weekly our in person n/a team irc".split(
    ' ',
  ),
);

/** `the weekly Glance team` is `glance`. */
const ownName = (words: string): string =>
  words
    .split(/[\s_]+/)
    .filter(word => word !== '' && word !== 'meeting' && !ANY_MEETING.has(word))
    .join('_');

export interface CancelledIn {
  /** Its name may stand before the word. */
  readonly series?: string;
  /** Later, a chair who says `no meeting this week` may speak of another one. */
  readonly isRollCall?: boolean;
}

/** Whether a line says that the meeting is not held. */
export const isCancelled = (text: string, { series, isRollCall = true }: CancelledIn = {}): boolean => {
  const said = text
    .slice(0, 200)
    .replace(/^#\w+ /, '')
    .replace(LEAD_IN, '');
  const found = IS_OFF.exec(said) ?? CALLS_OFF.exec(said) ?? (isRollCall ? NO_MEETING.exec(said) : undefined);
  const [whole, words = ''] = found ?? [];
  if (whole === undefined || NOT_NOW.test(said.slice(whole.length))) return false;
  const name = ownName(words.toLowerCase());
  return name === '' || (series !== undefined && name === ownName(series));
};

const DONE = /\b(?:done|completed?|finished|closed|fixed|merged|landed|resolved|posted|submitted|sent)\b/i;
/** What is asked for, doubted or denied is not done. */
const NOT_DONE =
  /\b(?:not|never|un|half|nearly|almost|partly|until|when|once|if|unless|(?:to|must|should|can|will|could|needs?) be|to get|get|need|needs|nothing|haven'?t|hasn'?t|isn'?t|wasn'?t|didn'?t|won'?t)\b|\?\s*$/i;

/** Whether a sentence of the minutes says that something is done. */
export const saysDone = (text: string): boolean => {
  const said = text.slice(0, 400);
  return DONE.test(said) && !NOT_DONE.test(said);
};
