// Says lines over a connection that is there already, or over one that is made for them alone.
import type { ChatConnection, ChatServer, Out } from '../../contracts.ts';
import type { ChatMeans } from './means.ts';

/** The connections that this process keeps up. */
export interface ChatPool {
  /** Returns how to take it out again. */
  add(server: ChatServer, connection: ChatConnection): () => void;
  find(server: ChatServer): ChatConnection | undefined;
}

const keyOf = ({ host, port }: ChatServer): string => `${host.toLowerCase()}:${port}`;

export const chatPool = (): ChatPool => {
  const held = new Map<string, ChatConnection>();
  return {
    add(server, connection) {
      const key = keyOf(server);
      held.set(key, connection);
      return () => {
        if (held.get(key) === connection) held.delete(key);
      };
    },
    find: server => held.get(keyOf(server)),
  };
};

export const chatOut =
  (pool: ChatPool, means: ChatMeans): Out['chat'] =>
  async server => {
    throw new Error(`not yet: ${pool.find(server)?.nick()} ${means.now()}`);
  };
