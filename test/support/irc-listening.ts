// A connection to IRC that writes down what it is told, for tests.
import type { ExecutionContext } from 'ava';
import type { ChatConnection, ChatLine, ChatServer } from '../../src/contracts.ts';
import type { ChatMeans } from '../../src/shell/irc/means.ts';
import { connectChat } from '../../src/shell/irc.ts';
import { until } from './irc-server.ts';

export const NOW = 1_786_968_000;
export const PASSWORD = 'a secret of the tests';

export interface Listening {
  readonly connection: ChatConnection;
  readonly said: ChatLine[];
  readonly renamed: string[];
  readonly joined: string[];
  readonly lost: string[];
  readonly log: string[];
  /** Resolves once it is in the channel for the so-manieth time. */
  there(channel: string, times?: number): Promise<void>;
  /** Resolves once a line with this text was heard. */
  heard(text: string): Promise<ChatLine>;
  logged(pattern: RegExp): Promise<void>;
}

export interface How {
  readonly server?: Partial<ChatServer>;
  readonly means?: Partial<ChatMeans>;
  readonly onSaid?: (line: ChatLine) => Promise<void>;
}

/** Waits are as short as they can be; the pace is the real one unless the test says otherwise. */
export const listening = (
  t: ExecutionContext,
  port: number,
  channels: readonly string[],
  { server, means, onSaid }: How = {},
): Listening => {
  const [said, renamed, joined, lost, log]: [ChatLine[], string[], string[], string[], string[]] = [
    ...([[], [], [], [], []] as [[], [], [], [], []]),
  ];
  const connection = connectChat(
    { host: '127.0.0.1', port, tls: false, nicks: ['rollcall', 'rollcall_'], ...server },
    channels,
    {
      async said(line) {
        said.push(line);
        await onSaid?.(line);
      },
      renamed: ({ from, to }) => void renamed.push(`${from} ${to}`),
      joined: channel => void joined.push(channel),
      lost: why => void lost.push(why),
    },
    {
      ...{ now: () => NOW, secret: () => PASSWORD, log: line => void log.push(line) },
      ...means,
      timing: { first: 100, longest: 1000, refused: 100, answer: 5000, nick: 2000, ...means?.timing },
    },
  );
  t.teardown(() => connection.stop());
  return {
    ...{ connection, said, renamed, joined, lost, log },
    there: (channel, times = 1) =>
      until(`we are in ${channel}`, () => joined.filter(name => name === channel).length >= times),
    async heard(text) {
      await until(`"${text}" is heard`, () => said.some(line => line.text === text));
      return said.find(line => line.text === text) as ChatLine;
    },
    logged: pattern => until(`the log says ${pattern}`, () => log.some(line => pattern.test(line))),
  };
};
