// Sits in the channels of every project that has one: takes down meetings, or runs them, and answers who asks.
import type { ChatConnection, ChatLine, ChatListener, ChatServer } from '../contracts.ts';
import { ingest } from '../flow/ingest.ts';
import { chatKey } from '../lib/chat-server.ts';
import { nickId } from '../lib/irc-line.ts';
import { limiter } from '../lib/limit.ts';
import type { Heard } from '../lib/meeting-writing.ts';
import { answersFor } from './chat/answers.ts';
import type { ChatLog } from './chat/ask.ts';
import { endWords, meetBotWords } from './chat/meetbot.ts';
import type { Happened } from './chat/notes.ts';
import {
  countersOf,
  type Network,
  networksOf,
  openPosts,
  type Post,
  roomKey,
  seatsOf,
} from './chat/rooms.ts';
import { inTurn } from './chat/turn.ts';
import { applyDecisions } from './decided.ts';
import type { House } from './house.ts';

const UNWRITTEN =
  'I cannot write this meeting down at the moment. I go on trying, and whoever runs me can see why in my log.';
/** Words to who is no chair, in one channel and ten minutes: enough for mistakes, too few for who would have us flood. */
const TO_OTHERS = { most: 5, within: 600, people: 100 };
/** Seconds between two looks at meetings that nobody ends. */
const LOOK = 60;

export interface ChatDeps {
  /** Its projects are those of now; those that sit in a chat are the ones that did so at the start. */
  readonly house: House;
  readonly connect: (
    server: ChatServer,
    channels: readonly string[],
    listener: ChatListener,
  ) => ChatConnection;
  readonly log: ChatLog;
}

export interface Chat {
  /** Resolves once everything that was heard so far is answered, and in the ledger. */
  settled(): Promise<void>;
  /** Says goodbye; meetings that go on are gone on with at the next start. */
  stop(): Promise<void>;
}

const said = ({ at, nick, text, isAction }: ChatLine): Heard => ({ kind: 'said', at, nick, text, isAction });

/** The papers are the record: what they tell comes into the ledger by the source that reads them. */
const read = async (house: House, posts: readonly Post[], log: ChatLog): Promise<void> => {
  for (const { chosen, source } of new Set(posts.flatMap(({ seats }) => seats))) {
    const { id } = chosen.project;
    try {
      await ingest(house.store, id, source, house.io);
      await applyDecisions(house, chosen);
    } catch (error) {
      log.error(`${id}/${source.id}: its meetings are not in the ledger yet`, error);
    }
  }
};

const paperPlace =
  ({ settings: { address } }: Post) =>
  (paper: string): string =>
    address === undefined ? paper : new URL(paper, `${address}/`).href;

const startNetwork = async (network: Network, { house, connect, log }: ChatDeps): Promise<Chat> => {
  const { host } = network.server;
  const counters = countersOf(network, house);
  const { posts, over } = await openPosts(network, house.io.now());
  const postsIn = (channel: string): Post[] =>
    posts.filter(post => roomKey(post.channel) === roomKey(channel));
  let connection: ChatConnection | undefined;
  let reading: Promise<void> = read(house, posts, log);
  for (const [{ channel }, { paper }] of over)
    log.info(`${host} ${channel}: the minutes ${paper} were made up for`);

  /** One thing after the other, whatever happens to one. */
  let queue: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    queue = queue
      .then(work)
      .catch((error: unknown) => log.error(`${host}: a line was not taken down`, error));
    return queue;
  };

  /** Under the nick that whoever reads the log knows for ours, whatever is ours at the moment. */
  const own = ({ settings: { nicks } }: Post, text: string): Heard => ({
    ...{ kind: 'said', at: house.io.now(), nick: nicks[0] ?? '', text, isAction: false },
  });
  const note = async (post: Post, lines: readonly string[]): Promise<void> => {
    for (const line of lines) if (post.notes.current()) await post.notes.hear(own(post, line));
  };
  /** Nobody waits for it: what others say meanwhile is taken down. */
  const say = (channel: string, lines: readonly string[]): void => {
    if (lines.length === 0 || !connection) return;
    void connection
      .say(channel, lines)
      .catch((error: unknown) => log.info(`${host} ${channel}: not said: ${String(error)}`));
  };

  const isHost = ({ settings, seats }: Post): boolean =>
    settings.meetings === 'run' && seats.some(({ chosen }) => chosen.project.publish);

  const limit = limiter(TO_OTHERS);
  let spoken = 0;
  const wordsTo = (post: Post, heard: Heard | undefined, happened: Happened): readonly string[] => {
    const words = isHost(post) ? meetBotWords(heard, happened) : [];
    if (words.length === 0 || heard?.kind !== 'said' || happened.before?.isChair(heard.nick) !== false)
      return words;
    return limit(roomKey(post.channel), String(spoken++), heard.at) === 'yes' ? words : [];
  };

  const follow = async (post: Post, heard: Heard | undefined, happened: Happened): Promise<void> => {
    for (const over of isHost(post) ? happened.over : []) {
      const words = endWords(over, paperPlace(post));
      say(post.channel, words);
      // In the log of the next meeting they would end that one.
      const lines = words.map(word => own(post, word));
      await post.notes.append(over, lines);
    }
    const words = wordsTo(post, heard, happened);
    say(post.channel, words);
    await note(post, words);
    if (happened.over.length === 0) return;
    for (const { paper } of happened.over) log.info(`${host} ${post.channel}: a meeting is over: ${paper}`);
    reading = reading.then(() => read(house, [post], log));
  };

  /** Those whose papers cannot be written at the moment. */
  const ill = new Set<Post>();
  /** What we say ourselves is not heard: under a nick of ours that was free, somebody passes for us. */
  const isForged = ({ settings: { nicks } }: Post, heard: Heard): boolean =>
    nicks.some(nick => nickId(nick) === nickId(heard.kind === 'said' ? heard.nick : heard.to));

  const hear = async (post: Post, heard: Heard): Promise<void> => {
    if (isForged(post, heard)) return;
    try {
      await follow(post, heard, await post.notes.hear(heard));
      ill.delete(post);
    } catch (error) {
      log.error(`${host} ${post.channel}: a line is not on the disk`, error);
      if (isHost(post) && !ill.has(post)) say(post.channel, [UNWRITTEN]);
      ill.add(post);
    }
  };

  const answers = answersFor({
    ...{ house, log, server: network.server, connection: () => connection },
    said: (channel, lines) =>
      inOrder(async () => {
        for (const post of postsIn(channel)) await note(post, lines);
      }),
  });

  const listener: ChatListener = {
    async said(line) {
      const { channel, at, nick } = line;
      if (channel !== undefined)
        await inOrder(async () => {
          for (const post of postsIn(channel)) await hear(post, said(line));
          for (const count of counters.get(roomKey(channel)) ?? [])
            await count({ channel: roomKey(channel), nick, at });
        });
      answers.hear(line);
    },
    renamed: ({ at, from, to }) =>
      void inOrder(async () => {
        for (const post of posts)
          if (post.notes.current() && connection?.present(post.channel).includes(to))
            await hear(post, { kind: 'nick', at, from, to });
      }),
    joined: channel =>
      void inOrder(async () => {
        log.info(`${host}: in ${channel}`);
        for (const post of postsIn(channel).filter(isHost)) {
          const current = post.notes.current();
          if (!current) continue;
          const words = [
            `The meeting ${current.series} goes on. What was said while I was away is not in its log.`,
          ];
          await note(post, words);
          say(channel, words);
        }
      }),
    lost: why => log.info(`${host}: the connection is lost: ${why}`),
  };

  connection = connect(network.server, network.channels, listener);
  const clock = setInterval(
    () =>
      void inOrder(async () => {
        for (const post of posts) await follow(post, undefined, await post.notes.tick(house.io.now()));
      }),
    LOOK * 1000,
  );
  const settled = async (): Promise<void> => {
    await queue;
    await answers.settled();
    await reading;
  };
  return {
    settled,
    async stop() {
      clearInterval(clock);
      await connection?.stop();
      await settled();
    },
  };
};

/** One network that cannot be had keeps no other from being sat in. */
export const startChat = async (deps: ChatDeps): Promise<Chat> => {
  const chats: Chat[] = [];
  const { house, log } = deps;
  for (const network of networksOf(seatsOf(house.projects)))
    chats.push(
      await inTurn({
        ...{ store: house.store, now: () => house.io.now(), log },
        name: `chat ${chatKey(network.server)}`,
        begin: () => startNetwork(network, deps),
      }),
    );
  return {
    settled: async () => void (await Promise.all(chats.map(chat => chat.settled()))),
    stop: async () => void (await Promise.all(chats.map(chat => chat.stop()))),
  };
};
