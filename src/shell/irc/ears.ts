// What is said becomes lines for the listener, one after the other, and no more of them wait than can be borne.
import type { Heard } from 'irc-framework';
import type { ChatLine, ChatListener } from '../../contracts.ts';
import type { Link } from './link.ts';
import type { ChatMeans } from './means.ts';

export interface Ears {
  /** Listens to this connection. */
  attend(link: Link, channels: () => ReadonlySet<string>): void;
  joined(channel: string): void;
  lost(why: string): void;
  /** Resolves once all that was heard is handed on. */
  quiet(): Promise<void>;
}

/** Lines that wait for the listener. */
const MOST_WAITING = 2000;
/** Characters of a line: IRC has 512 bytes. */
const LONGEST = 2000;
/** Seconds: a server whose clock is further off is not believed. */
const PLAUSIBLE = 300;

const momentOf = (tag: string | undefined, now: number): number => {
  const told = tag === undefined ? Number.NaN : Date.parse(tag) / 1000;
  return Math.abs(told - now) <= PLAUSIBLE ? Math.floor(told) : now;
};

/** Clients wrap in this what is no plain text; `/me waves` is all of it that is heard. */
const MARK = '\u0001';
const ACTION = `${MARK}ACTION`;

const spoken = (text: string): Pick<ChatLine, 'text' | 'isAction'> | undefined => {
  if (!text.startsWith(MARK)) return { text, isAction: false };
  const isAction = text === ACTION || text.startsWith(`${ACTION} `) || text.startsWith(`${ACTION}${MARK}`);
  return isAction ? { text: text.slice(ACTION.length).replaceAll(MARK, '').trim(), isAction } : undefined;
};

/** Undefined: nobody said it, not to us, or it is a command of a client. */
export const lineOf = (
  { tags, nick, ident, hostname, params }: Heard,
  link: Pick<Link, 'lower' | 'nick'>,
  channels: ReadonlySet<string>,
  now: number,
): ChatLine | undefined => {
  const [target = '', words] = params;
  const said = spoken((words ?? '').slice(0, LONGEST));
  const isToUs = link.lower(target) === link.lower(link.nick());
  const isOurs = link.lower(nick) === link.lower(link.nick());
  const isSomebody = nick !== '' && ident !== '' && hostname !== '';
  if (!said || words === undefined || !isSomebody || isOurs) return undefined;
  if (!isToUs && !channels.has(link.lower(target))) return undefined;
  const account = tags['account'];
  return {
    ...{ at: momentOf(tags['time'], now), nick, mask: `${ident}@${hostname}`, ...said },
    ...(account !== undefined && account !== '' && account !== '*' && { account }),
    ...(!isToUs && { channel: target }),
  };
};

export const ears = (listener: ChatListener, { now, log }: Pick<ChatMeans, 'now' | 'log'>): Ears => {
  let [last, waiting, dropped]: [Promise<void>, number, number] = [Promise.resolve(), 0, 0];
  const handOn = (act: () => Promise<void> | void): void => {
    waiting += 1;
    last = last
      .then(act)
      .catch((error: unknown) => log(`a line was not understood: ${String(error)}`))
      .then(() => {
        waiting -= 1;
        if (waiting > 0 || dropped === 0) return;
        log(`${dropped} lines were dropped: more was said than could be heard`);
        dropped = 0;
      });
  };
  const say = (line: ChatLine): void => {
    if (waiting >= MOST_WAITING) dropped += 1;
    else handOn(() => listener.said(line));
  };
  const rename = (from: string, to: string, tag: string | undefined): void => {
    const change = { at: momentOf(tag, now()), from, to };
    if (waiting < 2 * MOST_WAITING) handOn(() => listener.renamed(change));
  };
  return {
    attend(link, channels) {
      // What was said before we came is replayed in such a bundle: it was not said now.
      const replays = new Set<string>();
      link.hear(heard => {
        const { command, params, tags, nick } = heard;
        const [first = '', kind = ''] = params;
        if (command === 'BATCH' && first.startsWith('+') && /chathistory|playback/i.test(kind)) {
          if (replays.size < 100) replays.add(first.slice(1));
        } else if (command === 'BATCH') replays.delete(first.slice(1));
        else if (tags['batch'] !== undefined && replays.has(tags['batch'])) return;
        else if (command === 'PRIVMSG') {
          const line = lineOf(heard, link, channels(), now());
          if (line) say(line);
        } else if (command === 'NICK' && link.lower(first) !== link.lower(link.nick()))
          rename(nick, first, tags['time']);
      });
    },
    joined: channel => handOn(() => listener.joined(channel)),
    lost: why => handOn(() => listener.lost(why)),
    quiet: () => last,
  };
};
