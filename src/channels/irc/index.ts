// A channel or a person on IRC: a few lines of each report, once.
import type { Channel, ChatPerson } from '../../contracts.ts';
import { chatServerOf, isSealed } from '../../lib/chat-server.ts';
import { isChannel, isNick } from '../../lib/irc-text.ts';
import { ircLines } from './say.ts';
import { SETTINGS, type Settings } from './settings.ts';

const targetOf = ({ to, toAccount }: Settings): string | ChatPerson => {
  if (toAccount !== undefined) return { account: toAccount, nicks: typeof to === 'string' ? [to] : to };
  return typeof to === 'string' ? to : (to[0] ?? '');
};

/** Each is asked for in turn. */
const MOST_NICKS = 20;

/** The same place whatever nick somebody has today. */
const placeOf = (settings: Settings): string => {
  const { host, port } = chatServerOf(settings);
  const target = targetOf(settings);
  return `${host}:${port} ${typeof target === 'string' ? target : `account ${target.account}`}`;
};

/** `ada`, or `ada@irc.example.org` where an account is of one network among several. */
const accountOn = (id: string, server: string): string | undefined => {
  const [account = '', host] = id.split('@');
  return host === undefined || host.toLowerCase() === server.toLowerCase() ? account : undefined;
};

const channel: Channel<Settings> = {
  id: 'irc',
  reads: 'a channel or a person on IRC; a few lines of each report, once',
  settings: SETTINGS,
  local: false,
  final: true,
  place: placeOf,
  // That the account is signed in is made sure of when it is spoken to: by then it may be somebody else's nick.
  isPrivate: ({ to, toAccount, server, tls }) =>
    Promise.resolve(
      toAccount !== undefined &&
        !(typeof to === 'string' && isChannel(to)) &&
        isSealed({ host: server, tls }),
    ),
  reach(settings, accounts) {
    const { server, tls } = settings;
    const account = accounts
      .filter(({ service }) => service === 'irc-account')
      .map(({ id }) => accountOn(id, server))
      .find(id => id !== undefined && id !== '');
    if (account === undefined || !isSealed({ host: server, tls })) return undefined;
    const known = accounts.filter(({ service }) => service === 'irc').map(({ id }) => id);
    const nicks = [...new Set([account, ...known])].filter(isNick).slice(0, MOST_NICKS);
    return nicks.length === 0 ? undefined : { ...settings, to: nicks, toAccount: account };
  },
  async publish(message, settings, out, _earlier, intend) {
    const place = placeOf(settings);
    const lines = ircLines(message.body, settings.page);
    await out.chat(chatServerOf(settings), targetOf(settings), lines, async () => intend?.(place));
    return place;
  },
};

export default channel;
