// What the configuration tells of a chat network: which server, under which nicks, signed in as whom.
import { z } from 'zod';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);
const NICK = /^[A-Za-z[\]\\`_^{|}][A-Za-z0-9[\]\\`_^{|}-]{0,29}$/;
const ROOM = /^[#&][^\s,:\p{Cc}]{1,49}$/u;

/** Whether nobody can read what is said on the way to this server. */
export const isSealed = ({ host, tls }: { readonly host: string; readonly tls: boolean }): boolean =>
  tls || LOOPBACK.has(host);

/** A name of a channel, with its `#`. */
export const room = z.string().regex(ROOM, 'must be the name of a channel, such as "#glance"');

/** Keys of every plugin that sits in a chat. */
export const CHAT_SERVER = {
  server: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?$|^::1$/, 'must be the name of a chat server')
    .describe('The server of the network, such as `irc.example.org`.'),
  port: z.int().min(1).max(65_535).optional().describe('Left out: 6697 with TLS, 6667 without.'),
  tls: z
    .boolean()
    .default(true)
    .describe(
      'False: in the clear. A certificate of your own is trusted through NODE_EXTRA_CA_CERTS. A password is never ' +
        'sent in the clear, but to this machine itself.',
    ),
  nicks: z
    .array(z.string().regex(NICK, 'must be a nick: letters, digits and []\\`_^{|}-, and no digit first'))
    .min(1)
    .max(10)
    .default(['rollcall', 'rollcall_'])
    .describe('The first one that is free is taken.'),
  account: z
    .string()
    .regex(/^[^\s\p{Cc}]{1,64}$/u, 'must be the name of an account')
    .optional()
    .describe('Signs in with the network’s services (SASL PLAIN); left out: nobody does.'),
  passwordVariable: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,100}$/, 'must be the name of a variable, such as IRC_PASSWORD')
    .optional()
    .describe('The variable of the environment that holds the password of `account`: never in this file.'),
} as const;

export type ChatServerSettings = z.output<z.ZodObject<typeof CHAT_SERVER>>;

/** What the keys say about each other, for `superRefine`. */
export const chatServerFaults = (
  { account, passwordVariable, tls, server }: ChatServerSettings,
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void => {
  const fault = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  if ((account === undefined) !== (passwordVariable === undefined))
    fault(
      account === undefined ? 'account' : 'passwordVariable',
      'needs `account` and `passwordVariable` together',
    );
  if (account !== undefined && !isSealed({ host: server, tls }))
    fault('tls', 'must be true: a password is not sent in the clear');
};

/** Two of these are one connection: the same server on the same way, and signed in as the same. */
export const chatKey = ({ host, port, tls, login }: ChatPlace): string =>
  `${host.toLowerCase()}:${port}${tls ? '' : ' in the clear'}${login ? ` as ${login.account}` : ''}`;

interface ChatPlace {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly login?: { readonly account: string };
}

/** As whoever connects is told it. */
export const chatServerOf = ({
  server,
  port,
  tls,
  nicks,
  account,
  passwordVariable,
}: ChatServerSettings) => ({
  host: server,
  port: port ?? (tls ? 6697 : 6667),
  tls,
  nicks,
  ...(account !== undefined && passwordVariable !== undefined && { login: { account, passwordVariable } }),
});
