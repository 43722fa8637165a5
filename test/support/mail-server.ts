// A real SMTP server in this process, with a certificate of its own, that can be ill and watched.
import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { packageRoot } from './root.ts';

const fixture = (name: string): string => join(packageRoot(), 'test/fixtures/mail', name);

/** To be trusted by a process of its own, through NODE_EXTRA_CA_CERTS. */
export const CERTIFICATE = fixture('certificate.pem');
export const PASSWORD = 'a secret of the tests';

/** Where in its conversation a client is. `taken`: the whole mail is here, and 250 was not yet said. */
export type Moment = 'connect' | 'auth' | 'from' | 'to' | 'data' | 'taken' | 'told';

export interface MailServer {
  readonly port: number;
  /** Mails that the server took, in order. */
  readonly mails: Email[];
  readonly raw: string[];
  /** Each conversation’s moments. */
  readonly seen: Moment[];
  /** Called at every moment; what it answers is said instead of yes. */
  watch: (moment: Moment, word: string) => Error | undefined;
  /** Ends every connection without a word. */
  cut: () => void;
}

/** A refusal with a code of its own. */
export const refused = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

const textOf = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

export const mailServer = async (
  t: ExecutionContext,
  options: SMTPServerOptions = {},
): Promise<MailServer> => {
  const there: { -readonly [Key in keyof MailServer]: MailServer[Key] } = {
    ...{ port: 0, mails: [], raw: [], seen: [], watch: () => undefined, cut: () => undefined },
  };
  const at = (moment: Moment, word = ''): Error | undefined => {
    there.seen.push(moment);
    return there.watch(moment, word);
  };
  const server = new SMTPServer({
    ...{ key: readFileSync(fixture('key.pem')), cert: readFileSync(CERTIFICATE), logger: false },
    ...{ authOptional: true, disableReverseLookup: true, closeTimeout: 100 },
    onConnect: (_session, done) => done(at('connect')),
    onAuth({ username, password }, _session, done) {
      const fault = at('auth', username);
      if (fault || password !== PASSWORD) done(fault ?? refused(535, `no: ${String(password)}`));
      else done(null, { user: username });
    },
    onMailFrom: ({ address }, _session, done) => done(at('from', address)),
    onRcptTo: ({ address }, _session, done) => done(at('to', address)),
    onData(stream, _session, done) {
      at('data');
      const take = async (): Promise<Error | undefined> => {
        const bytes = await textOf(stream);
        const fault = at('taken');
        if (fault) return fault;
        there.mails.push(await PostalMime.parse(bytes));
        there.raw.push(bytes.toString());
        return undefined;
      };
      take().then(
        fault => {
          done(fault);
          at('told');
        },
        (error: unknown) => done(error as Error),
      );
    },
    ...options,
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  there.cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  // Clients that are killed are what it is here for.
  server.on('error', () => undefined);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => new Promise<void>(resolve => server.close(resolve)));
  there.port = (server.server.address() as AddressInfo).port;
  return there;
};
