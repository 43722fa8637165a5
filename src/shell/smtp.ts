// Hands one mail to an SMTP server, and tells apart what was refused from what may have been taken.
import { Readable } from 'node:stream';
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import type { Letter } from '../contracts.ts';
import { SourceError, UnsureError, UserError } from '../domain/errors.ts';
import { shown } from '../lib/escape.ts';

/** Milliseconds. RFC 5321 4.5.3.2.6: a server may take ten minutes to say that it has a mail. */
const TO_CONNECT = 30_000;
const TO_ANSWER = 600_000;

/** What nodemailer adds to its errors. */
interface Failure {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message?: string;
}

const MOST = 200;

/** The server's own words, in one line that cannot steer a terminal. */
const quoted = (text: string): string => shown(text).replace(/\s+/g, ' ').trim().slice(0, MOST);

/** A refusal of one digit 4 may pass, one of 5 will not. */
const refusal = (words: string, { responseCode = 0 }: Failure): Error =>
  responseCode >= 500 ? new UserError(words) : new SourceError(words);

/** Before the mail's first byte: it was not sent. */
const notSent = (error: unknown, { host, login }: Letter['server']): Error => {
  const failure = error as Failure;
  const { code = '', responseCode, response = '', message = '' } = failure;
  if (code === 'EAUTH') {
    // What a server says here may repeat what it was sent: the password.
    const how = responseCode === undefined ? '' : ` (${responseCode})`;
    return refusal(`${host} does not let ${login?.user ?? 'us'} sign in${how}`, failure);
  }
  if (responseCode !== undefined) return refusal(`${host} refuses: ${quoted(response)}`, failure);
  return new SourceError(`${host} cannot be reached: ${quoted(message)}`);
};

/** After it: only the server's own refusal of the whole mail says that it was not taken. */
const afterwards = (error: unknown, { host }: Letter['server']): Error => {
  const failure = error as Failure;
  if (failure.code === 'EMESSAGE' && failure.responseCode !== undefined)
    return refusal(`${host} refuses: ${quoted(failure.response ?? '')}`, failure);
  return new UnsureError(`${host} did not say whether it took the mail`);
};

const connectionTo = ({ host, port, secure }: Letter['server']): SMTPConnection =>
  new SMTPConnection({
    ...{ host, port, secure: secure === 'tls', requireTLS: secure === 'starttls' },
    ignoreTLS: secure === 'none',
    ...{ connectionTimeout: TO_CONNECT, greetingTimeout: TO_CONNECT, dnsTimeout: TO_CONNECT },
    socketTimeout: TO_ANSWER,
    logger: false,
  });

/** Turns one step of a conversation into a promise; an error of the connection itself ends it too. */
const step = <Result>(
  broken: Promise<never>,
  begin: (done: (error: unknown, result?: Result) => void) => void,
): Promise<Result | undefined> =>
  Promise.race([
    broken,
    new Promise<Result | undefined>((resolve, reject) =>
      begin((error, result) => (error ? reject(error as Error) : resolve(result))),
    ),
  ]);

const recipientOf = (error: { readonly recipient?: unknown; readonly responseCode?: unknown }): string =>
  `${String(error.recipient)} (${String(error.responseCode)})`;

const passwordOf = (
  { login }: Letter['server'],
  secret: (variable: string) => string | undefined,
): string | undefined => {
  if (!login) return undefined;
  const password = secret(login.passwordVariable);
  if (password === undefined)
    throw new UserError(`the variable ${login.passwordVariable} of the environment holds no password`);
  return password;
};

/** @throws SourceError, UserError, UnsureError: see `Out.submit`. */
export const submitLetter = async (
  letter: Letter,
  secret: (variable: string) => string | undefined,
): Promise<readonly string[]> => {
  const { server, from, to } = letter;
  const pass = passwordOf(server, secret);
  const connection = connectionTo(server);
  const broken = new Promise<never>((_, reject) => connection.on('error', reject));
  broken.catch(() => undefined);
  let [isBegun, stopped]: [boolean, unknown] = [false, undefined];
  try {
    await step(broken, done => connection.connect(done));
    // Its last answer is the one to EHLO, which lists what it can do.
    const eightBit = /[ -]8BITMIME\b/i.test(String(connection.lastServerResponse));
    if (server.login && pass !== undefined) {
      const { user } = server.login;
      await step(broken, done => connection.login({ user, pass, credentials: { user, pass } }, done));
    }
    const bytes = await letter.compose(eightBit);
    // Asked for its first byte only once the server has said that it takes the mail.
    const lazily = async function* (): AsyncGenerator<Uint8Array> {
      try {
        await letter.intend();
      } catch (error) {
        stopped = error;
        throw error;
      }
      isBegun = true;
      yield bytes;
    };
    const envelope = { from, to: [...to], size: bytes.length, use8BitMime: eightBit };
    const message = Readable.from(lazily(), { objectMode: false });
    const info = await step<SMTPConnectionSendInfo>(broken, done => connection.send(envelope, message, done));
    connection.quit();
    return (info?.rejectedErrors ?? []).map(recipientOf);
  } catch (error) {
    connection.close();
    if (stopped !== undefined) throw stopped;
    // What carries no code is not of the connection.
    if ((error as Failure).code === undefined) throw error;
    throw isBegun ? afterwards(error, server) : notSent(error, server);
  }
};
