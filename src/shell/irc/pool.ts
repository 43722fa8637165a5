// Says lines over a connection that is there already, or over one that is made for them alone.
import type { ChatConnection, ChatListener, ChatPerson, ChatServer, Out } from '../../contracts.ts';
import { SourceError, UnsureError } from '../../domain/errors.ts';
import { chatKey } from '../../lib/chat-server.ts';
import { accountId, isChannel, uncalled } from '../../lib/irc-text.ts';
import { connectChat } from '../irc.ts';
import type { ChatMeans } from './means.ts';

/** The connections that this process keeps up. */
export interface ChatPool {
  /** Returns how to take it out again. */
  add(server: ChatServer, connection: ChatConnection): () => void;
  /** Of the same account; where none is asked for, of any. */
  find(server: ChatServer): ChatConnection | undefined;
}

/** Whoever they sign in as. */
const sameWay = (one: ChatServer, { host, port, tls }: ChatServer): boolean =>
  one.host.toLowerCase() === host.toLowerCase() && one.port === port && one.tls === tls;

export const chatPool = (): ChatPool => {
  const held = new Map<string, { readonly server: ChatServer; readonly connection: ChatConnection }>();
  return {
    add(server, connection) {
      const key = chatKey(server);
      held.set(key, { server, connection });
      return () => {
        if (held.get(key)?.connection === connection) held.delete(key);
      };
    },
    find(server) {
      const same = held.get(chatKey(server));
      if (same || server.login) return same?.connection;
      return [...held.values()].find(each => sameWay(each.server, server))?.connection;
    },
  };
};

/** One line after the other, and each only to whoever is signed in to this account at that moment. */
const sayTo = async (
  there: ChatConnection,
  { account, nicks }: ChatPerson,
  lines: readonly string[],
  intend: () => Promise<void>,
): Promise<void> => {
  const isThem = async (nick: string): Promise<boolean> =>
    accountId(await there.signedIn(nick)) === (accountId(account) ?? '');
  let [nick, said]: [string | undefined, number] = [undefined, 0];
  for (const each of nicks) if (nick === undefined && (await isThem(each))) nick = each;
  if (nick === undefined) throw new SourceError(`nobody who is signed in as ${account} is there now`);
  await intend();
  for (const line of lines) {
    try {
      if (said > 0 && !(await isThem(nick))) throw new SourceError(`${nick} left`);
      await there.say(nick, [line]);
    } catch (error) {
      if (said === 0) throw error;
      throw new UnsureError(`of ${lines.length} lines ${said} were said to ${nick}`, { cause: error });
    }
    said += 1;
  }
};

const speak = async (
  there: ChatConnection,
  to: string | ChatPerson,
  lines: readonly string[],
  intend: () => Promise<void>,
): Promise<void> => {
  if (typeof to !== 'string') return sayTo(there, to, lines, intend);
  if (isChannel(to)) await there.join(to);
  const nicks = there.present(to);
  await intend();
  return there.say(
    to,
    lines.map(line => uncalled(line, nicks)),
  );
};

const NOTHING: ChatListener = {
  said: () => Promise.resolve(),
  renamed: () => undefined,
  joined: () => undefined,
  lost: () => undefined,
};

/** For these lines alone. @throws SourceError when the first try fails. */
const connected = async (server: ChatServer, means: ChatMeans): Promise<ChatConnection> => {
  let connection: ChatConnection | undefined;
  const whyNot = await new Promise<string | undefined>(resolve => {
    const onUp = (): void => resolve(undefined);
    connection = connectChat(server, [], NOTHING, { ...means, onUp, onDown: resolve });
  });
  if (connection && whyNot === undefined) return connection;
  await connection?.stop();
  throw new SourceError(`there is no connection to ${server.host}: ${whyNot}`);
};

export const chatOut =
  (pool: ChatPool, means: ChatMeans): Out['chat'] =>
  async (server, to, lines, intend) => {
    const held = pool.find(server);
    if (held) return speak(held, to, lines, intend);
    const own = await connected(server, means);
    try {
      return await speak(own, to, lines, intend);
    } finally {
      await own.stop();
    }
  };
