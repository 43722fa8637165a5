// What a mail channel is told.
import { z } from 'zod';
import { parseAddress } from '../../lib/address.ts';

const MAILBOX = 'must be an e-mail address, such as ptl@example.org or "The PTL <ptl@example.org>"';
/** Of ASCII alone, so that every server takes it; nothing in it can end a line or a command. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;

const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]+$/u, 'must be one line of text');

const mailbox = oneLine(300).refine(text => ADDRESS.test(parseAddress(text)?.email ?? ''), MAILBOX);

const PORTS = { tls: 465, starttls: 587, none: 25 } as const;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

const FIELDS = z.strictObject({
  host: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9])?$|^::1$/, 'must be the name of a mail server')
    .describe('The server that takes the mail.'),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('Left out: 465 with `tls`, 587 with `starttls`, 25 with `none`.'),
  secure: z
    .enum(['tls', 'starttls', 'none'])
    .default('starttls')
    .describe(
      'How the way there is kept private. A certificate of your own is trusted through NODE_EXTRA_CA_CERTS. A ' +
        'password is never sent with `none`, but to this machine itself.',
    ),
  user: oneLine(200).optional().describe('Signs in; left out: nobody does.'),
  password: z
    .strictObject({
      variable: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]{0,100}$/, 'must be the name of a variable, such as SMTP_PASSWORD')
        .describe('The variable of the environment that holds the password.'),
    })
    .optional()
    .describe('Where the password is: never in this file.'),
  from: mailbox.describe('Who writes, such as `Rollcall <rollcall@example.org>`.'),
  to: z
    .union([mailbox, z.array(mailbox).min(1).max(20)])
    .describe(
      'To whom: one address or several. Several get one mail together; where each is to be tried again by itself, ' +
        'give each a channel of its own.',
    ),
  report: z.string().default('weekly').describe('The report to send.'),
  tag: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}\p{Cf}[\]]{1,40}$/u, 'must be a word or two without brackets')
    .optional()
    .describe('Goes before the subject in brackets, as mailing lists sort by it: `glance`.'),
  list: z
    .boolean()
    .default(false)
    .describe('True for a public mailing list: it sets headers of lists by itself.'),
  private: z
    .boolean()
    .default(false)
    .describe('True: nobody but the PTL reads mail there. Reports for the PTL need it.'),
  replyWith: oneLine(300)
    .optional()
    .describe('A web address or a command that says how to answer: answers by mail are not read.'),
  format: z.literal('text').default('text').describe('Plain text, with HTML beside it.'),
});

type Fault = (path: string, message: string) => void;

const faultIn =
  (context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void }): Fault =>
  (path, message) =>
    context.addIssue({ code: 'custom', path: [path], message });

const signingFaults = (
  { user, password, secure, host }: Pick<z.infer<typeof FIELDS>, 'user' | 'password' | 'secure' | 'host'>,
  fault: Fault,
): void => {
  if ((user === undefined) !== (password === undefined))
    fault(user === undefined ? 'password' : 'user', 'needs `user` and `password` together');
  if (password && secure === 'none' && !LOOPBACK.has(host))
    fault('secure', 'must be `tls` or `starttls`: a password is not sent in the clear');
};

export const SETTINGS = FIELDS.superRefine((given, context) => {
  const fault = faultIn(context);
  signingFaults(given, fault);
  if (given.list && given.private) fault('private', 'must be false: a public mailing list is not private');
});

export type Settings = z.infer<typeof SETTINGS>;

/** To one person, whose address takes the place of `to`. */
export const LETTERS = FIELDS.omit({ to: true, report: true, list: true, private: true })
  .superRefine((given, context) => signingFaults(given, faultIn(context)))
  .transform((given): Settings => ({ ...given, to: given.from, report: '', list: false, private: false }));

/** A mailbox that takes mail under this address; undefined: it is none that every server takes. */
export const toOne = (settings: Settings, address: string): Settings | undefined =>
  ADDRESS.test(address) ? { ...settings, to: address, list: false, private: true } : undefined;

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export const mailboxOf = (text: string): Mailbox => {
  const { name, email = '' } = parseAddress(text) ?? { name: '' };
  return { name, address: email };
};

export const recipients = ({ to }: Pick<Settings, 'to'>): readonly Mailbox[] => [to].flat().map(mailboxOf);

export const portOf = ({ port, secure }: Pick<Settings, 'port' | 'secure'>): number => port ?? PORTS[secure];
