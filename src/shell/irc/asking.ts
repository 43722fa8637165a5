// Asks the network who has a nick: the services account, as the server knows it at that moment.
import type { ChatLine } from '../../contracts.ts';
import { isNick } from '../../lib/irc-text.ts';
import type { Link } from './link.ts';

export interface Known {
  /** `user@host` */
  readonly mask: string;
  readonly account?: string;
}

export type Ask = (nick: string) => Promise<Known | undefined>;

/** Questions that wait for their turn. */
const MOST_WAITING = 50;

const askNow = async (link: Link, nick: string): Promise<Known | undefined> => {
  // An answer to an earlier question that came too late is over before this one is asked.
  await link.answered();
  let [mask, account]: [string | undefined, string | undefined] = [undefined, undefined];
  const ended = link.wait(({ command, params }) => {
    const [, whom = '', first = '', second = ''] = params;
    if (link.lower(whom) !== link.lower(nick)) return undefined;
    if (command === '311') mask = `${first}@${second}`;
    if (command === '330') account = first;
    return command === '318' || command === '401' || undefined;
  });
  ended.catch(() => undefined);
  await link.send(`WHOIS ${nick}`);
  await ended;
  return mask === undefined
    ? undefined
    : { mask, ...(account !== undefined && account !== '' && { account }) };
};

/** Whatever goes wrong, nothing is known. */
export const asking = (link: Link): Ask => {
  let [last, waiting]: [Promise<unknown>, number] = [Promise.resolve(), 0];
  return nick => {
    if (!isNick(nick) || waiting >= MOST_WAITING) return Promise.resolve(undefined);
    waiting += 1;
    const turn = last
      .then(() => askNow(link, nick))
      .catch(() => undefined)
      .finally(() => (waiting -= 1));
    last = turn;
    return turn;
  };
};

/** Only who still has the nick and the mask of the line is whoever said it. */
export const accountBehind = async (line: ChatLine, ask: Ask): Promise<string | undefined> => {
  if (line.account !== undefined) return line.account;
  const known = await ask(line.nick);
  return known?.mask === line.mask ? known.account : undefined;
};
