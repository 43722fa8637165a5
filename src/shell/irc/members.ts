// Who is in which of our channels, as far as the server tells.
import type { Link } from './link.ts';

export interface Members {
  isIn(channel: string): boolean;
  present(channel: string): readonly string[];
}

/** Of one channel; more are not remembered. */
const MOST = 10_000;

/** Nicks under their names in lower case. */
type Room = Map<string, string>;

/** `@ada` or `@+ada!ada@host`: the signs are ranks, and no nick begins with one. */
const nickIn = (entry: string): string => (/^[~&@%+!.]{0,8}([^!]*)/.exec(entry)?.[1] ?? '').trim();

export const members = (link: Link): Members => {
  const rooms = new Map<string, Room>();
  const add = (room: Room | undefined, nick: string): void => {
    if (room && nick !== '' && room.size < MOST) room.set(link.lower(nick), nick);
  };
  const isUs = (nick: string): boolean => link.lower(nick) === link.lower(link.nick());
  const leave = (channel: string, nick: string): void => {
    if (isUs(nick)) rooms.delete(link.lower(channel));
    else rooms.get(link.lower(channel))?.delete(link.lower(nick));
  };
  link.hear(({ command, nick, params }) => {
    const [first = '', second = '', third = ''] = params;
    if (command === 'JOIN') {
      for (const channel of first.split(',')) {
        if (isUs(nick)) rooms.set(link.lower(channel), new Map());
        add(rooms.get(link.lower(channel)), nick);
      }
    } else if (command === 'PART') for (const channel of first.split(',')) leave(channel, nick);
    else if (command === 'KICK') leave(first, second);
    else if (command === 'QUIT') for (const room of rooms.values()) room.delete(link.lower(nick));
    else if (command === 'NICK') {
      for (const room of rooms.values()) if (room.delete(link.lower(nick))) add(room, first);
    } else if (command === '353') {
      const room = rooms.get(link.lower(third));
      for (const entry of (params.at(-1) ?? '').split(' ')) add(room, nickIn(entry));
    }
  });
  return {
    isIn: channel => rooms.has(link.lower(channel)),
    present: channel => [...(rooms.get(link.lower(channel))?.values() ?? [])],
  };
};
