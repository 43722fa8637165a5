// A connection to an IRC network that is kept up until it is told to stop.
import type { ChatConnection, ChatListener, ChatServer } from '../contracts.ts';
import { SourceError, UserError } from '../domain/errors.ts';
import { isSealed } from '../lib/chat-server.ts';
import { isChannel, isNick } from '../lib/irc-text.ts';
import { type Ask, accountBehind, asking } from './irc/asking.ts';
import { ears } from './irc/ears.ts';
import { type Joining, joining } from './irc/joining.ts';
import { type Link, type LinkEnd, openLink } from './irc/link.ts';
import { type ChatMeans, type ChatTiming, TIMING } from './irc/means.ts';
import { type Members, members } from './irc/members.ts';
import { backOff } from './irc/pace.ts';
import { mustBeTarget, type Say, speaking } from './irc/speaking.ts';

/** What can be done with a connection that is there. */
interface Live {
  readonly link: Link;
  readonly here: Members;
  readonly joining: Joining;
  readonly ask: Ask;
  readonly say: Say;
  /** Milliseconds on the clock of `performance`. */
  readonly since: number;
}

const passwordFor = (server: ChatServer, secret: ChatMeans['secret']): string | undefined => {
  const { host, login } = server;
  if (!login) return undefined;
  if (!isSealed(server)) throw new UserError(`${host}: a password is not sent without TLS`);
  const password = secret(login.passwordVariable);
  if (password === undefined)
    throw new UserError(`the variable ${login.passwordVariable} of the environment holds no password`);
  return password;
};

const mustBeNames = ({ nicks }: ChatServer, channels: readonly string[]): void => {
  const bad = nicks.find(nick => !isNick(nick)) ?? channels.find(channel => !isChannel(channel));
  if (bad !== undefined || nicks.length === 0)
    throw new UserError(`"${bad ?? ''}" is no name of a channel or a nick`);
};

/** Takes our first nick back: when its holder goes, and now and then in case that was not seen. */
const keepNick = (link: Link, nicks: readonly string[], { nick: every }: ChatTiming): void => {
  const [first = ''] = nicks;
  let isAsked = false;
  const take = async (): Promise<void> => {
    if (isAsked || link.lower(link.nick()) === link.lower(first)) return;
    isAsked = true;
    await link
      .send(`NICK ${first}`)
      .then(() => link.answered())
      .catch(() => undefined);
    isAsked = false;
  };
  const look = (): void => link.after(every, () => void take().then(look));
  link.hear(({ command, nick }) => {
    const isGone = command === 'QUIT' || command === 'NICK';
    if (isGone && link.lower(nick) === link.lower(first)) void take();
  });
  look();
};

/**
 * Begins at once and goes on in the background, made anew, later and later, until `stop`.
 * @throws UserError when it can never come about: no password, one that would travel in the open, or no such name.
 */
export const connectChat = (
  server: ChatServer,
  channels: readonly string[],
  listener: ChatListener,
  means: ChatMeans,
): ChatConnection => {
  mustBeNames(server, channels);
  const password = passwordFor(server, means.secret);
  const timing: ChatTiming = { ...TIMING, ...means.timing };
  const { host } = server;
  const heard = ears(listener, means);
  /** Where we want to be, as they were named. */
  const wanted = new Set(channels);
  let live: Live | undefined;
  let current: Link | undefined;
  let timer: NodeJS.Timeout | undefined;
  let [isStopped, tries, whyNot] = [false, 0, 'it is being made'];

  const ready = (link: Link, here: Members): void => {
    const names = (): ReadonlySet<string> => new Set([...wanted].map(name => link.lower(name)));
    const onJoined = (channel: string): void => heard.joined(channel);
    const parts = { link, here, timing, log: means.log, onJoined };
    live = {
      ...{ link, here, joining: joining(parts), ask: asking(link), say: speaking(link, timing.burst) },
      since: performance.now(),
    };
    means.log(`${host}: connected as ${link.nick()}`);
    heard.attend(link, names);
    keepNick(link, server.nicks, timing);
    means.onUp?.();
    for (const channel of wanted) live.joining.join(channel, true).catch(() => undefined);
  };
  const ended = ({ why, isRefused }: LinkEnd): void => {
    // Who was let in and thrown out at once has not been there.
    if (live && performance.now() - live.since > timing.longest / 5) tries = 0;
    if (live) heard.lost(why);
    [live, current, whyNot] = [undefined, undefined, why];
    if (isStopped) return;
    means.onDown?.(why);
    const wait = backOff(
      isRefused ? timing.refused : timing.first,
      timing.longest * (isRefused ? 12 : 1),
      tries,
    );
    tries += 1;
    means.log(`${host}: ${why}; next try in ${Math.ceil(wait / 1000)} s`);
    timer = setTimeout(begin, wait);
  };
  const begin = (): void => {
    const link: Link = openLink({
      ...{ server, password, timing, log: means.log, onEnd: ended },
      onReady: () => ready(link, here),
    });
    const here = members(link);
    current = link;
  };
  const there = (): Live => {
    if (!live)
      throw new SourceError(`there is no connection to ${host}: ${isStopped ? 'it was ended' : whyNot}`);
    return live;
  };
  begin();

  return {
    nick: () => live?.link.nick(),
    present: channel => live?.here.present(channel) ?? [],
    async join(channel) {
      if (!isChannel(channel)) throw new UserError(`"${channel}" is no name of a channel`);
      await there().joining.join(channel, wanted.has(channel));
      wanted.add(channel);
    },
    account: async line => (live ? accountBehind(line, live.ask) : line.account),
    signedIn: async nick => (await live?.ask(nick))?.account,
    async say(target, lines) {
      mustBeTarget(target);
      const { here, joining: rooms, say } = there();
      if (isChannel(target) && !here.isIn(target))
        throw new SourceError(`we are not in ${target} on ${host}: ${rooms.whyNot(target) ?? 'not yet'}`);
      await say(target, lines);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await current?.quit();
      await heard.quiet();
    },
  };
};
