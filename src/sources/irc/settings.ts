// What the configuration tells of a team's channels, in which Rollcall sits.
import { z } from 'zod';
import { CHAT_SERVER, chatServerFaults, room } from '../../lib/chat-server.ts';
import { nickId } from '../../lib/irc-line.ts';
import { BOTS, isOneOf, pattern } from '../../lib/meeting-bots.ts';

export const SETTINGS = z
  .strictObject({
    ...CHAT_SERVER,
    channels: z.array(room).min(1).max(50).describe('The channels to sit in, such as `"#glance"`.'),
    folder: z
      .string()
      .min(1)
      .describe(
        'Where the logs and minutes of meetings are written, and read from: this folder is the record.',
      ),
    meetings: z
      .enum(['hear', 'run'])
      .default('hear')
      .describe(
        '`hear`: another bot keeps the meetings, and Rollcall takes them down in silence. `run`: Rollcall is the ' +
          'MeetBot; there must be no other in these channels.',
      ),
    address: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Under which address others can read the folder, if they can; said at the end of a meeting.'),
    series: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('The name of a meeting that was begun without one; left out: that of its channel.'),
    bots: z.array(pattern).default(BOTS).describe('Nicks that are not people, as globs or /expressions/.'),
    presence: z
      .boolean()
      .default(false)
      .describe(
        'True: days on which somebody spoke in the channels are counted, outside of meetings too. No text is kept, and no ' +
          'number of lines.',
      ),
    origin: z
      .string()
      .min(1)
      .default('meetings')
      .describe(
        'Name of the record; meetings that another source reads under the same name are not counted twice.',
      ),
  })
  .superRefine(chatServerFaults);
export type Settings = z.infer<typeof SETTINGS>;

const isOwn = ({ nicks }: Pick<Settings, 'nicks'>): ((nick: string) => boolean) => {
  const own = new Set(nicks.map(nickId));
  return nick => own.has(nickId(nick));
};

/** How the scribe is to take meetings down: Rollcall is no person, and where it runs the meetings no other bot does. */
export const scribeOptions = (settings: Pick<Settings, 'bots' | 'nicks' | 'series' | 'meetings'>) => {
  const [isOne, isUs] = [isOneOf(settings.bots), isOwn(settings)];
  return {
    isBot: (nick: string): boolean => isUs(nick) || isOne(nick),
    series: settings.series ?? 'meeting',
    ...(settings.meetings === 'run' && { isKeeper: isUs }),
  };
};
