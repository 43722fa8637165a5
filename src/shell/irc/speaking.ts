// Says lines one after the other, and finds out whether the server took them.
import { SourceError, UnsureError, UserError } from '../../domain/errors.ts';
import { isChannel, isNick, pieces, roomFor } from '../../lib/irc-text.ts';
import { type Link, quoted } from './link.ts';

export type Say = (target: string, lines: readonly string[]) => Promise<void>;

/** RFC 2812, and what networks added: nobody there, not in the channel, not allowed to speak, callers are refused. */
const REFUSALS = new Set([
  ...[
    '401',
    '402',
    '403',
    '404',
    '406',
    '407',
    '408',
    '411',
    '412',
    '413',
    '414',
    '415',
    '416',
    '439',
    '442',
    '477',
  ],
  ...['482', '486', '489', '492', '505', '531', '716'],
]);
/** `263 us PRIVMSG :Try again later` */
const TRY_AGAIN = '263';
/** Speeches that wait for their turn. */
const MOST_WAITING = 100;

/** Throws unless all was taken. */
const judge = (sent: number, refused: number, why: string): void => {
  if (refused === 0) return;
  if (refused >= sent) throw new SourceError(why);
  throw new UnsureError(`of ${sent} lines ${refused} were refused: ${why}`);
};

const sayNow = async (link: Link, burst: number, target: string, lines: readonly string[]): Promise<void> => {
  const words = lines.flatMap(line => pieces(line, roomFor(target)));
  let [sent, refused, why] = [0, 0, ''];
  const off = link.hear(({ command, params }) => {
    const [, about = ''] = params;
    const isOurs = REFUSALS.has(command)
      ? link.lower(about) === link.lower(target)
      : command === TRY_AGAIN && about === 'PRIVMSG';
    if (!isOurs) return;
    refused += 1;
    why = `${link.host} refuses what is said to ${target}: ${quoted(params.at(-1) ?? '')}`;
  });
  try {
    for (const piece of words) {
      if (refused > 0) break;
      await link.send(`PRIVMSG ${target} :${piece}`);
      sent += 1;
      // A server that is slow is not sent more than it bears.
      if (sent % burst === 0) await link.answered();
    }
    if (sent > 0) await link.answered();
  } catch (error) {
    if (sent === 0) throw error;
    throw new UnsureError(`${link.host} did not say whether it took all ${words.length} lines`);
  } finally {
    off();
  }
  judge(sent, refused, why);
};

/** @throws UserError when this is no name of a channel or a nick. */
export const mustBeTarget = (target: string): void => {
  if (!isChannel(target) && !isNick(target))
    throw new UserError(`"${quoted(target)}" is no channel and no nick.`);
};

/** In turn: lines of two speeches are not mixed. */
export const speaking = (link: Link, burst: number): Say => {
  let [last, waiting]: [Promise<unknown>, number] = [Promise.resolve(), 0];
  return (target, lines) => {
    if (waiting >= MOST_WAITING)
      return Promise.reject(new SourceError(`too much waits to be said on ${link.host}`));
    waiting += 1;
    const turn = last.then(() => sayNow(link, burst, target, lines)).finally(() => (waiting -= 1));
    last = turn.catch(() => undefined);
    return turn;
  };
};
