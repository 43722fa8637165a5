// One connection to a server, from the first byte to the last: signing in, a pace, and answers that can be waited for.
import irc, { type Client, type Heard } from 'irc-framework';
import type { ChatServer } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';
import { shown } from '../../lib/escape.ts';
import { type Lifetime, lifetime } from './lifetime.ts';
import type { ChatTiming } from './means.ts';
import { pace } from './pace.ts';
import { transport } from './transport.ts';

export interface Link {
  readonly host: string;
  nick(): string;
  isReady(): boolean;
  /** A name as this network compares names. */
  lower(name: string): string;
  /** In its turn, at the pace that the server bears. @throws SourceError when the link ended before. */
  send(line: string): Promise<void>;
  /** Resolves once the server has seen to all that it was sent before. @throws SourceError */
  answered(): Promise<void>;
  /** What `pick` first finds in what is said from now on. @throws SourceError when the link ends, or after `answer`. */
  wait<Found>(pick: (heard: Heard) => Found | undefined): Promise<Found>;
  hear(listener: (heard: Heard) => void): () => void;
  /** Milliseconds; never once the link has ended. */
  after(wait: number, run: () => void): void;
  quit(): Promise<void>;
}

export interface LinkEnd {
  readonly why: string;
  /** Our account or password was not taken. */
  readonly isRefused: boolean;
}

export interface LinkParts {
  readonly server: ChatServer;
  readonly password: string | undefined;
  readonly timing: ChatTiming;
  readonly log: (line: string) => void;
  readonly onReady: () => void;
  readonly onEnd: (end: LinkEnd) => void;
}

/** What irc-framework has to see: it signs in and looks whether the server is alive. All else is ours, and kept by nobody. */
const FOR_LIBRARY = /^(?:@\S+ +)?(?::\S+ +)?(?:CAP|AUTHENTICATE|PONG|00[1-5]|90\d)(?: |$)/i;
/** Once we are in: a server that speaks of capabilities again must not sign us out. */
const FOR_LIBRARY_LATER = /^(?:@\S+ +)?(?::\S+ +)?(?:PONG|005)(?: |$)/i;
const NICK_TAKEN = new Set(['432', '433', '436', '437']);
/** Milliseconds after the welcome within which a server says what kind of network it is. */
const INTRODUCTION = 5000;
/** Milliseconds that a server has to say goodbye. */
const GOODBYE = 2000;

/** The server's own words, in one line that cannot steer a terminal. */
export const quoted = (text: string): string => shown(text).replace(/\s+/g, ' ').trim().slice(0, 200);

const CERTIFICATE = /CERT|SELF_SIGNED|ISSUER|SIGNATURE|ALTNAME/;

const reasonOf = (error: Error | false): string => {
  if (error === false) return 'the connection was closed';
  const { code = '' } = error as NodeJS.ErrnoException;
  const words = quoted(error.message || code);
  return CERTIFICATE.test(code) ? `its certificate cannot be trusted: ${words}` : words;
};

/** Which of the nicks, and when all are taken, the first with something at its end. */
const nickAt = (nicks: readonly string[], index: number): string | undefined => {
  if (index < nicks.length) return nicks[index];
  const more = index - nicks.length + 1;
  return more <= 3 ? `${nicks[0]}${'_'.repeat(more)}` : undefined;
};

/** What is known of a connection while it lasts. */
interface Inside {
  readonly life: Lifetime;
  readonly listeners: Set<(heard: Heard) => void>;
  readonly end: (why: string, isRefused?: boolean) => void;
  nick: string;
  tried: number;
  isSignedIn: boolean;
  isReady: boolean;
  /** Why it ends, if we know better than the socket. */
  why: string | undefined;
  isRefused: boolean;
}

const clientFor = ({ server, password, timing, log }: LinkParts, inside: Inside): Client => {
  const { host, port, tls, nicks, login } = server;
  const fault = (error: unknown): void => log(`${host}: ${quoted(String(error))}`);
  return new irc.Client({
    ...{ host, port, tls, nick: nicks[0], username: 'rollcall', gecos: 'Rollcall', version: '' },
    // Without the empty object it would take a server password for an account's.
    account: login ? { account: login.account, password } : {},
    ...{ sasl_disconnect_on_fail: true, auto_reconnect: false, transport, fault },
    ...{ ping_interval: timing.silence / 4000, ping_timeout: timing.silence / 1000 },
    isFor: (line: string) => (inside.isReady ? FOR_LIBRARY_LATER : FOR_LIBRARY).test(line),
    heard(line: string) {
      const heard = irc.ircLineParser(line);
      for (const listener of [...inside.listeners]) listener(heard);
    },
  });
};

/** Signs in, and says so once the server has introduced itself. */
const register = (
  { server, timing, onReady }: LinkParts,
  inside: Inside,
  client: Client,
  { command, params }: Heard,
): void => {
  const { login, nicks } = server;
  const ready = (): void => {
    if (inside.isReady || inside.life.hasEnded()) return;
    inside.isReady = true;
    onReady();
  };
  if (command === '001') {
    inside.nick = params[0] ?? inside.nick;
    if (login && !inside.isSignedIn) inside.end(`it does not sign ${login.account} in`, true);
    else inside.life.after(Math.min(INTRODUCTION, timing.answer), ready);
  } else if (command === '376' || command === '422') ready();
  else if (NICK_TAKEN.has(command)) {
    const next = nickAt(nicks, ++inside.tried);
    if (next === undefined) inside.end('all of our nicks are taken');
    else client.raw(`NICK ${next}`);
  }
};

const listen = (parts: LinkParts, inside: Inside, client: Client): void => {
  const { server, onEnd } = parts;
  inside.listeners.add(heard => {
    const { command, params, nick } = heard;
    if (!inside.isReady) register(parts, inside, client, heard);
    if (command === 'PING') client.raw(`PONG :${params.at(-1) ?? ''}`);
    else if (command === 'ERROR') inside.why ??= quoted(params.at(-1) ?? '');
    else if (command === 'NICK' && nick === inside.nick) inside.nick = params[0] ?? inside.nick;
  });
  client.on('loggedin', () => {
    inside.isSignedIn = true;
  });
  client.on('sasl failed', ({ reason, message = reason }) => {
    inside.isRefused = true;
    inside.why = `it does not sign ${server.login?.account ?? 'us'} in: ${quoted(message)}`;
  });
  client.on('ping timeout', () => {
    inside.why ??= 'it says nothing any more';
  });
  client.on('socket close', error => {
    if (inside.life.hasEnded()) return;
    inside.isReady = false;
    inside.listeners.clear();
    inside.life.end();
    onEnd({ why: inside.why ?? reasonOf(error), isRefused: inside.isRefused });
  });
};

const openInside = (parts: LinkParts, client: () => Client): Inside => {
  const { host, nicks } = parts.server;
  const inside: Inside = {
    life: lifetime(() => new SourceError(`the connection to ${host} has ended`)),
    ...{ listeners: new Set(), nick: nicks[0] ?? '', tried: 0 },
    ...{ isSignedIn: false, isReady: false, why: undefined, isRefused: false },
    end(why, isRefused = false) {
      inside.why ??= why;
      inside.isRefused ||= isRefused;
      client().connection.end(null, true);
    },
  };
  return inside;
};

const waiter =
  ({ server, timing }: LinkParts, { life, listeners }: Inside): Link['wait'] =>
  pick =>
    life.lasting((resolve, reject) => {
      const listener = (heard: Heard): void => {
        const found = pick(heard);
        if (found !== undefined) resolve(found);
      };
      listeners.add(listener);
      const late = new SourceError(`${server.host} does not answer`);
      const timer = setTimeout(() => reject(late), timing.answer);
      return () => {
        listeners.delete(listener);
        clearTimeout(timer);
      };
    });

/** Begins at once. `onEnd` is called exactly once. */
export const openLink = (parts: LinkParts): Link => {
  const { host } = parts.server;
  const { timing } = parts;
  const inside = openInside(parts, () => client);
  const client = clientFor(parts, inside);
  const { life, listeners } = inside;
  const [wait, next] = [waiter(parts, inside), pace(timing.burst, timing.between)];
  const say = (line: string): void => {
    if (!inside.isReady) throw new SourceError(`there is no connection to ${host}`);
    client.raw(line);
  };
  const pause = (milliseconds: number): Promise<void> =>
    life.lasting(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      return () => clearTimeout(timer);
    });
  const token = `rollcall-${Math.random().toString(36).slice(2)}-`;
  let asked = 0;
  listen(parts, inside, client);
  // To connect, to sign in and to be welcomed.
  life.after(3 * timing.answer, () => {
    if (!inside.isReady) inside.end('it does not let us in');
  });
  client.connect();
  return {
    ...{ host, wait, after: life.after, lower: name => client.caseLower(name) },
    nick: () => inside.nick,
    isReady: () => inside.isReady,
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async send(line) {
      const milliseconds = next();
      if (milliseconds > 0) await pause(milliseconds);
      say(line);
    },
    async answered() {
      asked += 1;
      const mine = `${token}${asked}`;
      const pong = wait(({ command, params }) => (command === 'PONG' && params.at(-1) === mine) || undefined);
      // Where nothing can be said, nobody waits.
      pong.catch(() => undefined);
      say(`PING ${mine}`);
      await pong;
    },
    quit: () =>
      new Promise(resolve => {
        life.atEnd(resolve);
        if (life.hasEnded()) return;
        if (inside.isReady) client.raw('QUIT :Goodbye');
        setTimeout(() => inside.end('we left'), inside.isReady ? GOODBYE : 0);
      }),
  };
};
