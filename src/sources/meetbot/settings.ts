// What the configuration tells of logs and minutes of meetings on IRC.
import { z } from 'zod';
import { room } from '../../lib/chat-server.ts';
import { BOTS, isOneOf, pattern } from '../../lib/meeting-bots.ts';

export const SETTINGS = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe(
      'A log or minutes (`.log.txt`, `.log.html`, `.txt`, `.html`), a folder of them, or the address of one or of ' +
        'a list of them, such as https://meetings.example.org/glance/ (the folders below it are read too).',
    ),
  meetings: z
    .array(pattern)
    .default([])
    .describe('Names of the meetings to be read, as globs or /expressions/; all when absent.'),
  series: z.string().min(1).default('meeting').describe('The name of a meeting that was begun without one.'),
  unmarked: z
    .boolean()
    .default(false)
    .describe('A log in which nobody said #startmeeting is one meeting from its first line to its last.'),
  presence: z
    .boolean()
    .default(false)
    .describe(
      'True: these are logs of whole channels, and days on which somebody spoke there are counted. No text is kept, and ' +
        'no number of lines.',
    ),
  channel: room
    .optional()
    .describe('The channel of these logs, such as `"#glance"`, where their names do not tell it.'),
  bots: z.array(pattern).default(BOTS).describe('Nicks that are not people, as globs or /expressions/.'),
  origin: z
    .string()
    .min(1)
    .default('meetings')
    .describe('Name of the record, where a project has several such sources.'),
});
export type Settings = z.infer<typeof SETTINGS>;

export const isBotFor = ({ bots }: Settings): ((nick: string) => boolean) => isOneOf(bots);

export const isWanted = ({ meetings }: Settings, series: string): boolean =>
  meetings.length === 0 || isOneOf(meetings)(series);
