// A connection to an IRC network that is kept up until it is told to stop.
import type { ChatConnection, ChatListener, ChatServer } from '../contracts.ts';
import type { ChatMeans } from './irc/means.ts';

/**
 * Begins at once and goes on in the background, made anew, later and later, until `stop`.
 * @throws UserError when it can never come about: no password, or one that would travel in the open.
 */
export const connectChat = (
  server: ChatServer,
  channels: readonly string[],
  listener: ChatListener,
  means: ChatMeans,
): ChatConnection => {
  throw new Error(`not yet: ${server.host} ${channels.length} ${typeof listener.said} ${means.now()}`);
};
