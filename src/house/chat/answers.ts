// Hears questions in a chat and says the answers there: in a channel a few lines, in private a few more.
import type { ChatConnection, ChatLine, ChatServer } from '../../contracts.ts';
import { atLeast } from '../../domain/asker.ts';
import { chatLines } from '../../lib/chat-lines.ts';
import { chatKey, chatServerOf, isSealed } from '../../lib/chat-server.ts';
import { commandInChat } from '../../lib/command-line.ts';
import { nickId } from '../../lib/irc-line.ts';
import { limiter } from '../../lib/limit.ts';
import { scribeOptions } from '../../sources/irc/settings.ts';
import { applyDecisions } from '../decided.ts';
import { openness } from '../discretion.ts';
import type { House, ProjectHouse } from '../house.ts';
import { answerInChat, askerOf, type ChatLog, type Question } from './ask.ts';
import { roomKey, seatsOf } from './rooms.ts';

/** Lines of an answer. */
const IN_CHANNEL = 8;
const ALONE = 25;
/** Lines to somebody alone that a server takes at once; to ask about each would be a flood. */
const AT_ONCE = 4;
/** Ten minutes. */
const OF_ONE = { most: 10, within: 600, people: 5000 };
const OF_ALL = { most: 30, within: 600, people: 500 };
/** Questions that wait: what comes then is dropped. */
const MOST_WAITING = 20;

const TOO_MUCH = 'That is a lot at once: ten questions of one person are answered in ten minutes.';

export interface AnswersParts {
  /** Its projects are those of now. */
  readonly house: House;
  readonly server: ChatServer;
  readonly log: ChatLog;
  readonly connection: () => ChatConnection | undefined;
  /** Lines of ours in a channel belong to the log of a meeting that goes on there. */
  readonly said: (channel: string, lines: readonly string[]) => Promise<void>;
}

/** Who sits where, by what is configured now: over this connection, and no other that hears the same. */
const listening = (house: House, server: ChatServer, channel: string | undefined) =>
  seatsOf(house.projects).filter(
    ({ settings }) =>
      chatKey(chatServerOf(settings)) === chatKey(server) &&
      (channel === undefined || settings.channels.some(each => roomKey(each) === roomKey(channel))),
  );

const hostOf = ({ mask, nick }: ChatLine): string => mask.split('@').at(-1) || nickId(nick);

export interface Answers {
  /** Returns at once. */
  hear(said: ChatLine): void;
  /** Resolves once everything that waits was answered. */
  settled(): Promise<void>;
}

export const answersFor = ({ house, server, log, connection, said: noted }: AnswersParts): Answers => {
  const { host } = server;
  const [one, all] = [limiter(OF_ONE), limiter(OF_ALL)];
  const isOpen = openness(house);
  let waiting = 0;
  let queue: Promise<void> = Promise.resolve();

  /** To somebody alone, a few lines at a time, as long as they are who they were: a nick changes hands in a moment. */
  const sayAlone = async (chat: ChatConnection, { said, account }: Question, lines: readonly string[]) => {
    for (let from = 0; from < lines.length; from += AT_ONCE) {
      if (account !== undefined && (await chat.signedIn(said.nick)) !== account) {
        log.info(`${host}: ${said.nick} is not known to be signed in any more; the rest is not said`);
        return;
      }
      await chat.say(said.nick, lines.slice(from, from + AT_ONCE));
    }
  };

  const say = async (chat: ChatConnection, question: Question, lines: readonly string[]): Promise<void> => {
    const { channel } = question.said;
    if (channel === undefined) return sayAlone(chat, question, lines);
    await noted(channel, lines);
    await chat.say(channel, lines);
  };

  /** What is read in private is told to nobody but cores, and in no channel. */
  const fitFor = async (projects: readonly ProjectHouse[], question: Question): Promise<ProjectHouse[]> => {
    const fit: ProjectHouse[] = [];
    for (const chosen of projects) {
      if (await isOpen(chosen.project.id)) fit.push(chosen);
      else if (question.said.channel === undefined) {
        const { standing } = await askerOf(house, chosen, question);
        if (atLeast(standing, 'core')) fit.push(chosen);
      }
    }
    return fit;
  };

  const wordsFor = async (
    chat: ChatConnection,
    said: ChatLine,
    question: Question,
    projects: readonly ProjectHouse[],
  ) => {
    const fit = await fitFor(projects, question);
    if (fit.length === 0) {
      log.info(`${host}: the project reads what is private; ${said.nick} is not answered`);
      return;
    }
    const { say: blocks, chosen, decided } = await answerInChat(house, fit, question, log);
    const { channel } = said;
    const asked = question.line.text.replace(/^\/rollcall ?/, '');
    const lines = chatLines(blocks, {
      most: channel === undefined ? ALONE : IN_CHANNEL,
      nicks:
        channel === undefined
          ? []
          : chat.present(channel).filter(nick => ![said.nick, chat.nick()].includes(nick)),
      rest:
        channel === undefined
          ? `There is more than fits here. The command line shows it all: rollcall ask ${asked}`
          : `There is more than fits here. Ask me alone: /msg ${chat.nick() ?? 'rollcall'} ${asked}`,
      ...(channel !== undefined && { to: said.nick }),
    });
    await say(chat, question, lines);
    if (decided && chosen) await applyDecisions(house, chosen);
  };

  const leaveFor = (said: ChatLine): 'yes' | 'notice' | 'no' => {
    const [now, what] = [house.io.now(), `${said.at} ${said.text}`];
    const leave = one(hostOf(said), what, now);
    if (leave !== 'yes') return leave;
    return all(roomKey(said.channel ?? ''), `${hostOf(said)} ${what}`, now) === 'yes' ? 'yes' : 'no';
  };

  const answerTo = async (said: ChatLine, line: Question['line']): Promise<void> => {
    const chat = connection();
    const seats = listening(house, server, said.channel);
    if (!chat || seats.some(({ settings }) => scribeOptions(settings).isBot(said.nick))) return;
    const projects = [...new Set(seats.map(({ chosen }) => chosen))].filter(({ project }) => project.publish);
    if (projects.length === 0) {
      log.info(`${host} ${said.channel ?? said.nick}: publish is false, a question is not answered`);
      return;
    }
    const leave = leaveFor(said);
    if (leave === 'no') return;
    const sealed = isSealed(server);
    // What tells us of an account there, anybody on the way may have written.
    const account = leave === 'yes' && sealed ? await chat.account(said) : undefined;
    const question = { said, line, host, isSealed: sealed, account };
    if (leave === 'notice') await say(chat, question, [TOO_MUCH]);
    else await wordsFor(chat, said, question, projects);
  };

  return {
    hear(said) {
      const line = said.isAction ? undefined : commandInChat(said.text, said.channel === undefined);
      if (!line || waiting >= MOST_WAITING) return;
      waiting += 1;
      queue = queue
        .then(() => answerTo(said, line))
        .catch((error: unknown) => log.error(`${host}: a question of ${said.nick} is not answered`, error))
        .finally(() => {
          waiting -= 1;
        });
    },
    settled: () => queue,
  };
};
