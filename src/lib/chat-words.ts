// Who spoke on which day in a log of a channel: the first word of each, and nothing of what was said.
import { type FirstWord, presenceId } from './chat-presence.ts';
import { hearLog } from './meeting-log.ts';

/** In the order of the log; without bots. Never throws. */
export const wordsInLog = (
  lines: readonly string[],
  path: string,
  channel: string,
  isBot: (nick: string) => boolean,
): FirstWord[] => {
  const first = new Map<string, FirstWord>();
  const listener = {
    hear({ nick, at }: { readonly nick: string; readonly at: number }): void {
      const word = { channel, nick, at };
      const id = presenceId(word);
      if (!first.has(id) && !isBot(nick)) first.set(id, word);
    },
    renamed: () => undefined,
    begin: () => undefined,
  };
  hearLog(lines, path, listener, { unmarked: false });
  return [...first.values()];
};
