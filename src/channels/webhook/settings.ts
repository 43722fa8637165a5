// What a webhook channel is told: which service, where there, and which variables of the environment hold its secrets.
import { z } from 'zod';

export const KINDS = ['slack', 'mattermost', 'discord', 'zulip', 'matrix'] as const;
export type Kind = (typeof KINDS)[number];

const variable = (what: string) =>
  z
    .strictObject({
      variable: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]{0,100}$/, 'must be the name of a variable, such as TEAM_WEBHOOK')
        .describe(`The variable of the environment that holds ${what}.`),
    })
    .optional();

const name = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u, 'must be one line of text')
  .optional();

/** Secrets go over encrypted ways, and to this machine itself. */
export const isSafe = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
};

type Key = 'url' | 'server' | 'user' | 'token' | 'channel' | 'topic' | 'room';

/** What each service needs; what it does not need it does not take. */
const NEEDS: Readonly<Record<Kind, readonly Key[]>> = {
  slack: ['url'],
  mattermost: ['url'],
  discord: ['url'],
  zulip: ['server', 'user', 'token', 'channel', 'topic'],
  matrix: ['server', 'token', 'room'],
};
const ALL: readonly Key[] = ['url', 'server', 'user', 'token', 'channel', 'topic', 'room'];

export const SETTINGS = z
  .strictObject({
    kind: z.enum(KINDS).describe('The service.'),
    url: variable('the webhook’s address, which is a secret').describe(
      'Slack, Mattermost, Discord: where the webhook’s address is; never in this file.',
    ),
    server: z
      .string()
      .max(255)
      .refine(isSafe, 'must be a web address that begins with https://')
      .optional()
      .describe('Zulip, Matrix: the server, such as `https://chat.example.org`.'),
    token: variable('the token').describe('Zulip, Matrix: where the bot’s key or access token is.'),
    user: name.describe('Zulip: the bot’s e-mail address.'),
    channel: name.describe('Zulip: the channel (stream).'),
    topic: name.describe('Zulip: the topic.'),
    room: z
      .string()
      .regex(/^![^\p{Cc}\s]{1,254}$/u, 'must be the room’s id, such as !abc:example.org')
      .optional()
      .describe('Matrix: the id of the room.'),
    report: z.string().default('weekly').describe('The report to say.'),
    page: z
      .url({ protocol: /^https?$/, message: 'must be a web address' })
      .optional()
      .describe('Where the whole report is to be seen: linked where it is too long for a chat.'),
    private: z
      .boolean()
      .default(false)
      .describe('True: nobody but the PTL reads there. Reports for the PTL need it.'),
    format: z.literal('text').default('text').describe('Made into what the service shows.'),
  })
  .superRefine((settings, context) => {
    const needs = NEEDS[settings.kind] ?? [];
    for (const key of ALL) {
      const isGiven = settings[key] !== undefined;
      if (isGiven === needs.includes(key)) continue;
      const words = isGiven ? `is not for ${settings.kind}` : `is missing: ${settings.kind} needs it`;
      context.addIssue({ code: 'custom', path: [key], message: words });
    }
  });

export type Settings = z.infer<typeof SETTINGS>;
