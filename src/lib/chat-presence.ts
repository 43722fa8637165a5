// Days on which people spoke in a channel: that they did, and nothing of what they said.
import type { Activity, Harvest } from '../domain/activity.ts';
import { nickId } from './irc-line.ts';

export interface FirstWord {
  /** With its `#`. */
  readonly channel: string;
  readonly nick: string;
  /** Seconds UTC: of the first word of that day. */
  readonly at: number;
}

const dayOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10);

/** The same however often somebody speaks on a day. */
export const presenceId = ({ channel, nick, at }: FirstWord): string =>
  `chat/${channel.toLowerCase()}/${dayOf(at)}/${nickId(nick)}`;

const activityOf = (word: FirstWord): Activity => ({
  nativeId: presenceId(word),
  kind: 'chat-present',
  by: { service: 'irc', id: nickId(word.nick), name: word.nick },
  at: word.at,
});

export const presenceHarvest = (words: readonly FirstWord[]): Harvest => ({
  activities: words.map(activityOf),
  items: [],
  aliases: [],
  skipped: [],
});

const FILE = /(?:^|\/)presence\/[^/]{1,100}\.\d{4}-\d\d\.days$/;
const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (#\S{1,64}) (\S{1,64})$/;

/** Where a folder of meetings keeps the days: a file for each channel and month. */
export const presenceFile = ({ channel, at }: Pick<FirstWord, 'channel' | 'at'>): string =>
  `presence/${encodeURIComponent(channel.toLowerCase().replace(/^[#&]+/, ''))}.${dayOf(at).slice(0, 7)}.days`;

export const isPresenceFile = (name: string): boolean => FILE.test(name);

export const presenceLine = ({ channel, nick, at }: FirstWord): string =>
  `${new Date(at * 1000).toISOString().slice(0, 19)}Z ${channel.toLowerCase()} ${nick}`;

/** Of each day and nick the first word; lines that are none are left. Never throws. */
export const presenceIn = (lines: readonly string[]): FirstWord[] => {
  const first = new Map<string, FirstWord>();
  for (const line of lines) {
    const [, time = '', channel = '', nick = ''] = LINE.exec(line) ?? [];
    const at = Date.parse(time) / 1000;
    if (nick === '' || Number.isNaN(at)) continue;
    const word = { channel, nick, at };
    const id = presenceId(word);
    const before = first.get(id);
    if (!before || at < before.at) first.set(id, word);
  }
  return [...first.values()];
};

/** Of a log: `%23garden.2026-11-22.log.html` or `#garden/2026-11-22.log`, by the last part that begins so. */
export const channelOf = (path: string): string | undefined => {
  const name = path
    .slice(-300)
    .match(/(?:^|\/)(?:#|%23)+[^\s/#%.]{1,49}/g)
    ?.at(-1);
  return name === undefined ? undefined : `#${name.replace(/^\/?(?:#|%23)+/, '')}`.toLowerCase();
};
