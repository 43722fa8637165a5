// Takes down meetings from what is said in a channel, line by line: from a log, or as it is said.
import { nickId } from './irc-line.ts';
import {
  type Action,
  type Command,
  commandOf,
  type Ended,
  isCancelled,
  ownersOf,
  type Represented,
  ROLL_CALL,
  rollCallOf,
  type Said,
  saysDone,
  seriesOf,
} from './meeting.ts';
import type { Current, Kept, Minute, MinuteKind } from './meeting-kept.ts';

/** Seconds: what is said so long after the start of a meeting that nobody ended is no part of it. */
const LONGEST = 4 * 3600;
/** Seconds: begun again so soon, it is the same meeting: the first time the bot was not there, or the word misspelt. */
const AGAIN = 600;

export interface Utterance {
  /** Seconds UTC. */
  readonly at: number;
  readonly nick: string;
  readonly text: string;
}

export interface ScribeOptions {
  /** Whether a nick is that of a bot. */
  readonly isBot: (nick: string) => boolean;
  /** For a meeting that was given no name. */
  readonly series: string;
  /** Where it is known which bot keeps the meetings: nobody else can pass for it. */
  readonly isKeeper?: (nick: string) => boolean;
}

/** A meeting under way. */
interface Running {
  series: string;
  named: boolean;
  start: number;
  readonly startedBy: string;
  /** Set once a bot has spoken as MeetBot does: then it keeps the rules, and only chairs may do what it lets only them. */
  bot?: string;
  readonly bots: Set<string>;
  readonly present: Map<string, { nick: string; lines: number; at: number }>;
  readonly chairs: Map<string, string>;
  readonly mentioned: Set<string>;
  readonly minutes: Minute[];
  readonly represented: Represented[];
  readonly names: Map<string, { nick: string; name: string }>;
  readonly renames: { from: string; to: string }[];
  isRollCall: boolean;
  isCancelled: boolean;
  last: number;
}

const TAKEN_DOWN = new Map<string, MinuteKind>([
  ['topic', 'topic'],
  ['info', 'info'],
  ['action', 'action'],
  ['agreed', 'agreed'],
  ['done', 'done'],
  ['link', 'link'],
  ['idea', 'idea'],
  ['help', 'help'],
  ['rejected', 'rejected'],
]);
/** Commands that only chairs may give. */
export const FOR_CHAIRS: ReadonlySet<string> = new Set([
  'topic',
  'agreed',
  'rejected',
  'undo',
  'chair',
  'unchair',
  'endmeeting',
  'meetingname',
]);

const BOT_SAYS =
  /^(?:Meeting started \w{3} \w{3}|Useful Commands: #|The meeting name has been set to|Meeting ended \w{3} \w{3}|Current chairs: |Minutes:\s+http)/;
const BOT_NAMED = /^The meeting name has been set to '([^']{1,100})'/;

const begun = (at: number, name: string, nick: string, options: ScribeOptions): Running => ({
  series: seriesOf(name) || options.series,
  named: seriesOf(name) !== '',
  start: at,
  startedBy: nick,
  bots: new Set(),
  present: new Map(),
  chairs: new Map([[nickId(nick), nick]]),
  mentioned: new Set(),
  minutes: [],
  represented: [],
  names: new Map(),
  renames: [],
  isRollCall: true,
  isCancelled: false,
  last: at,
});

const peopleOf = ({ present, bots }: Running, isBot: (nick: string) => boolean) =>
  [...present].filter(([key, { nick }]) => !bots.has(key) && !isBot(nick));

/** MeetBot knows no word for it: people say it as an info, or agree that it is so. */
const isDone = ({ kind, text }: Minute): boolean =>
  kind === 'done' || ((kind === 'info' || kind === 'agreed') && saysDone(text));

const finished = (running: Running, ended: Ended, end: number, { isBot }: ScribeOptions): Kept => {
  const { series, start, chairs, minutes, represented, names, renames, mentioned } = running;
  const people = new Map(peopleOf(running, isBot));
  const nicks = [...new Set([...people.values()].map(({ nick }) => nick).concat([...mentioned]))];
  const of = (kind: MinuteKind): Minute[] => minutes.filter(each => each.kind === kind);
  const said = ({ text, at }: Minute): Said => ({ text, at });
  return {
    series,
    start,
    end: Math.max(start, end),
    ended,
    present: [...people.values()],
    chairs: [...chairs].filter(([key]) => people.has(key)).map(([, nick]) => nick),
    actions: of('action').map(
      (each): Action => ({ ...said(each), nicks: ownersOf(each.text, nicks, each.by) }),
    ),
    agreed: of('agreed').map(said),
    done: minutes.filter(isDone).map(said),
    topics: of('topic').map(said),
    represented: represented.filter(({ by }) => people.has(nickId(by))),
    names: [...names.values()].filter(({ nick }) => people.has(nickId(nick))),
    renames: renames.filter(({ from, to }) => people.has(nickId(from)) && people.has(nickId(to))),
    minutes,
    startedBy: running.startedBy,
  };
};

export interface Scribe {
  hear(said: Utterance): void;
  renamed(from: string, to: string): void;
  /** Begins a meeting that nobody began with a word: a log that is one. */
  begin(at: number, nick: string): void;
  /** The log is over. */
  close(): void;
  /** Ends a meeting that nobody ended, when it has gone on for too long at `at`. */
  tick(at: number): void;
  /** Of those held; the cancelled ones apart. */
  readonly held: readonly Kept[];
  readonly cancelled: readonly { readonly series: string; readonly start: number }[];
  readonly current: () => Current | undefined;
}

const ask = (running: Running, { nick, at }: Utterance, text: string): void => {
  const call = rollCallOf(text, nick);
  if (!call) return;
  if (call.name !== undefined && !running.names.has(nickId(nick)))
    running.names.set(nickId(nick), { nick, name: call.name });
  const { proxyFor } = call;
  if (proxyFor !== undefined && !running.represented.some(({ name }) => name === proxyFor))
    running.represented.push({ name: proxyFor, by: nick, at });
};

const takeDown = (running: Running, said: Utterance, { word, rest }: Command): void => {
  const nicks = (): string[] => rest.split(/[\s,]+/).filter(each => each !== '');
  if (word === 'undo') running.minutes.pop();
  if (word === 'chair') for (const nick of nicks().slice(0, 50)) running.chairs.set(nickId(nick), nick);
  if (word === 'unchair') for (const nick of nicks()) running.chairs.delete(nickId(nick));
  if (word === 'nick') for (const nick of nicks().slice(0, 50)) running.mentioned.add(nick);
  if (word === 'meetingname' && seriesOf(rest) !== '') running.series = seriesOf(rest);
  if (word === 'topic') running.isRollCall = ROLL_CALL.test(rest);
  if (word === 'rollcall') running.isRollCall = true;
  const kind = TAKEN_DOWN.get(word);
  if (kind && rest !== '') running.minutes.push({ kind, text: rest, at: said.at, by: said.nick });
};

export const scribe = (options: ScribeOptions): Scribe => {
  const held: Kept[] = [];
  const cancelled: { series: string; start: number }[] = [];
  let running: Running | undefined;
  /** A start while a bot keeps another meeting: it may refuse. */
  let wish: Utterance | undefined;

  const end = (ended: Ended, at: number): void => {
    if (!running) return;
    if (running.isCancelled) cancelled.push({ series: running.series, start: running.start });
    else held.push(finished(running, ended, at, options));
    running = undefined;
  };

  const begin = (at: number, nick: string, name: string): void => {
    // Begun again at once.
    if (running && at - running.start <= AGAIN) {
      if (running.named || seriesOf(name) === '') return;
      running.series = seriesOf(name);
      running.named = true;
      return;
    }
    end('next', running?.last ?? at);
    running = begun(at, name, nick, options);
  };

  /** Those whom the bot itself would obey. */
  const may = (nick: string, word: string): boolean =>
    running?.bot === undefined || !FOR_CHAIRS.has(word) || running.chairs.has(nickId(nick));

  const count = (meeting: Running, { nick, at }: Utterance): boolean => {
    const before = meeting.present.get(nickId(nick));
    if (before) before.lines += 1;
    else meeting.present.set(nickId(nick), { nick, lines: 1, at });
    meeting.last = at;
    return before === undefined;
  };

  const hearBot = (meeting: Running, { nick, text, at }: Utterance): void => {
    if (wish && text.startsWith('Meeting started ')) {
      end('next', meeting.last);
      const { at: since, nick: chair, text: words } = wish;
      begin(since, chair, commandOf(words)?.rest ?? '');
      if (running) count(running, wish);
      if (running) running.bot = nickId(nick);
      running?.bots.add(nickId(nick));
      wish = undefined;
      return;
    }
    meeting.bots.add(nickId(nick));
    meeting.bot = nickId(nick);
    const [, name = ''] = BOT_NAMED.exec(text) ?? [];
    if (name !== '' && !meeting.named) {
      meeting.series = seriesOf(name);
      meeting.named = true;
    }
    if (text.startsWith('Meeting ended ')) end('said', at);
  };

  /** One bot keeps a meeting: nobody else can pass for it. */
  const isKeeper = (meeting: Running, { nick, text }: Utterance): boolean => {
    const key = nickId(nick);
    if (!BOT_SAYS.test(text)) return false;
    if (options.isKeeper) return options.isKeeper(nick);
    return (
      options.isBot(nick) || (meeting.bot === undefined ? !meeting.present.has(key) : meeting.bot === key)
    );
  };

  const tick = (at: number): void => {
    if (running && at - running.start > LONGEST) end('late', running.last);
  };

  const hear = (said: Utterance): void => {
    const command = commandOf(said.text);
    tick(said.at);
    if (command?.word === 'startmeeting') {
      if (running?.bot !== undefined && said.at - running.start > AGAIN) {
        wish = said;
        return;
      }
      begin(said.at, said.nick, command.rest);
    }
    if (!running) return;
    if (isKeeper(running, said)) {
      hearBot(running, said);
      return;
    }
    const isFirst = count(running, said);
    if (running.chairs.has(nickId(said.nick)) && isCancelled(said.text, running)) running.isCancelled = true;
    if (command?.word === 'info' && (running.isRollCall || isFirst)) ask(running, said, command.rest);
    else if (!command && running.isRollCall && /prox/i.test(said.text)) ask(running, said, said.text);
    if (!command || !may(said.nick, command.word)) return;
    if (command.word === 'endmeeting') end('said', said.at);
    else takeDown(running, said, command);
  };

  return {
    hear,
    held,
    cancelled,
    renamed: (from, to) => void running?.renames.push({ from, to }),
    begin: (at, nick) => begin(at, nick, ''),
    close: () => end('log', running?.last ?? 0),
    tick,
    current: () => {
      if (!running) return undefined;
      const { series, start, chairs, minutes } = running;
      const last = minutes.at(-1);
      return {
        series,
        start,
        chairs: [...chairs.values()],
        isChair: nick => chairs.has(nickId(nick)),
        taken: minutes.length,
        ...(last && { last }),
      };
    },
  };
};
