// Gets us into channels, and back into them.
import { SourceError } from '../../domain/errors.ts';
import { type Link, quoted } from './link.ts';
import type { ChatTiming } from './means.ts';
import type { Members } from './members.ts';
import { backOff } from './pace.ts';

export interface Joining {
  /** `insists`: it is tried again and again all the same. @throws SourceError when we are not let in. */
  join(channel: string, insists: boolean): Promise<void>;
  /** Why we are not in a channel, in the server's words. */
  whyNot(channel: string): string | undefined;
}

/** RFC 2812, and what networks added: no such channel, full, invited only, banned, a key, registered nicks only. */
const REFUSALS = new Set([
  ...[
    '403',
    '405',
    '437',
    '442',
    '461',
    '470',
    '471',
    '473',
    '474',
    '475',
    '476',
    '477',
    '479',
    '480',
    '485',
    '489',
    '520',
  ],
]);
interface Stay {
  readonly name: string;
  tries: number;
  /** Milliseconds on the clock of `performance`. */
  since: number;
  isAsked: boolean;
}

export interface JoiningParts {
  readonly link: Link;
  readonly here: Members;
  readonly timing: ChatTiming;
  readonly log: (line: string) => void;
  readonly onJoined: (channel: string) => void;
}

export const joining = ({ link, here, timing, log, onJoined }: JoiningParts): Joining => {
  const [stays, reasons] = [new Map<string, Stay>(), new Map<string, string>()];
  const stayOf = (channel: string): Stay => {
    const key = link.lower(channel);
    const stay = stays.get(key) ?? { name: channel, tries: 0, since: performance.now(), isAsked: false };
    stays.set(key, stay);
    return stay;
  };
  const again = (stay: Stay): void => {
    if (stay.isAsked) return;
    stay.isAsked = true;
    link.after(backOff(timing.first, timing.longest, stay.tries++), () => {
      stay.isAsked = false;
      if (!here.isIn(stay.name)) void ask(stay).then(() => goOn(stay));
    });
  };
  const ask = async ({ name }: Stay): Promise<void> => {
    try {
      await link.send(`JOIN ${name}`);
      await link.answered();
    } catch {
      // The link ended, or the server is slow: whoever asked looks whether we are in.
    }
  };
  const goOn = (stay: Stay): void => {
    if (link.isReady() && !here.isIn(stay.name) && stays.has(link.lower(stay.name))) again(stay);
  };
  const whyNot = (channel: string): string | undefined => reasons.get(link.lower(channel));
  const isUs = (nick: string): boolean => link.lower(nick) === link.lower(link.nick());
  const left = (channel: string, how: string): void => {
    const stay = stays.get(link.lower(channel));
    if (!stay) return;
    log(`${link.host}: ${how} ${stay.name}`);
    // Whoever stayed for long is not thrown out again and again.
    if (performance.now() - stay.since > timing.longest) stay.tries = 0;
    again(stay);
  };
  link.hear(({ command, nick, params }) => {
    const [first = '', second = ''] = params;
    if (REFUSALS.has(command) && stays.has(link.lower(second)))
      reasons.set(link.lower(second), quoted(params.at(-1) ?? ''));
    else if (command === 'JOIN' && isUs(nick)) {
      const stay = stays.get(link.lower(first));
      reasons.delete(link.lower(first));
      if (!stay) return;
      stay.since = performance.now();
      onJoined(stay.name);
    } else if (command === 'KICK' && isUs(second)) left(first, `${quoted(nick)} put us out of`);
    else if (command === 'PART' && isUs(nick)) left(first, 'we were taken out of');
  });
  return {
    whyNot,
    async join(channel, insists) {
      if (here.isIn(channel)) return;
      const isNew = !stays.has(link.lower(channel));
      const stay = stayOf(channel);
      await ask(stay);
      if (here.isIn(channel)) return;
      if (isNew && !insists) stays.delete(link.lower(channel));
      else goOn(stay);
      const why = whyNot(channel) ?? (link.isReady() ? 'no answer' : 'the connection has ended');
      throw new SourceError(`${link.host} does not let us into ${channel}: ${why}`);
    },
  };
};
