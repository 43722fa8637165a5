// What an IRC channel is told: which network, under which nicks, and to whom it speaks there.
import { z } from 'zod';
import { CHAT_SERVER, chatServerFaults, isSealed } from '../../lib/chat-server.ts';
import { isChannel, isNick } from '../../lib/irc-text.ts';

const nick = z.string().refine(isNick, 'must be a nick, or the name of a channel such as "#lumen"');
const target = z
  .string()
  .refine(
    name => isChannel(name) || isNick(name),
    'must be the name of a channel, such as "#lumen", or a nick',
  );

export const SETTINGS = z
  .strictObject({
    ...CHAT_SERVER,
    to: z
      .union([target, z.array(nick).min(1).max(20)])
      .describe(
        'A channel, such as `"#lumen"`; or the nick of a person, or a list of all nicks of one person.',
      ),
    toAccount: z
      .string()
      .regex(/^[^\s\p{Cc}]{1,64}$/u, 'must be the name of an account')
      .optional()
      .describe(
        'Where `to` is a person: their account with the network’s services. Nothing is said to a nick that is not signed ' +
          'in to it at that moment. Reports for the PTL need it.',
      ),
    report: z.string().default('weekly').describe('The report to say.'),
    page: z
      .url({ protocol: /^https?$/, message: 'must be a web address' })
      .optional()
      .describe('Where the whole report is to be seen: on IRC it is told in a few lines.'),
    format: z.literal('text').default('text').describe('Made into a few lines.'),
  })
  .superRefine((settings, context) => {
    chatServerFaults(settings, context);
    const { to, toAccount, server, tls } = settings;
    const fault = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (typeof to !== 'string' && toAccount === undefined)
      fault('toAccount', 'is missing: several nicks are one person’s by their account');
    if (typeof to === 'string' && isChannel(to) && toAccount !== undefined)
      fault('toAccount', 'is for a nick: a channel is signed in to nothing');
    if (toAccount !== undefined && !isSealed({ host: server, tls }))
      fault('tls', 'must be true: what is for one person is not said in the clear');
  });

export type Settings = z.infer<typeof SETTINGS>;
