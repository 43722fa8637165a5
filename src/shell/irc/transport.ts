// The socket under a connection to IRC: what comes in is cut into lines of bounded length, what goes out is one line.
import { EventEmitter } from 'node:events';
import { isIP, connect as overTcp, type Socket } from 'node:net';
import { connect as overTls } from 'node:tls';

export interface TransportOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Every line, once the library has seen it. */
  heard(line: string): void;
  /** Which lines the library sees. */
  isFor(line: string): boolean;
  /** Something in a line could not be borne. */
  fault(error: unknown): void;
}

/** What irc-framework expects of a transport. */
export interface Transport extends EventEmitter {
  connect(): void;
  writeLine(line: string, done?: () => void): void;
  close(force?: boolean): void;
  disposeSocket(): void;
  isConnected(): boolean;
  setEncoding(encoding: string): boolean;
}

/** IRCv3 message tags: 8191 bytes of tags before 512 of the line; and some to spare. */
const LONGEST = 16_384;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** UTF-8, and where it is none, Latin-1, which fits all bytes. */
const textOf = (bytes: Buffer): string => {
  try {
    return decoder.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
};

const open = ({ host, port, tls }: TransportOptions): Socket =>
  tls
    ? overTls({ host, port, rejectUnauthorized: true, ...(isIP(host) === 0 && { servername: host }) })
    : overTcp({ host, port });

/** Calls `each` for every whole line, and throws where one does not end. */
const lineCutter = (each: (line: string) => void): ((chunk: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0);
  return chunk => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let begin = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, begin)) {
      const bytes = rest.subarray(begin, rest[end - 1] === 13 ? Math.max(begin, end - 1) : end);
      begin = end + 1;
      if (bytes.length > 0 && bytes.length <= LONGEST) each(textOf(bytes));
    }
    rest = Buffer.from(rest.subarray(begin));
    if (rest.length > LONGEST) throw new Error('the server sends lines without an end');
  };
};

/** Called with `new` by irc-framework, for each connection once. */
export function transport(options: TransportOptions): Transport {
  const events = new EventEmitter();
  let [socket, why, isOpen]: [Socket | undefined, Error | false, boolean] = [undefined, false, false];
  const read = lineCutter(line => {
    // What cannot be borne in one line must not end the process, nor the connection.
    try {
      if (options.isFor(line)) events.emit('line', line);
      options.heard(line);
    } catch (error) {
      options.fault(error);
    }
  });
  const fail = (error: Error): void => {
    why ||= error;
    socket?.destroy();
  };
  return Object.assign(events, {
    connect() {
      const made = open(options);
      socket = made;
      made.on(options.tls ? 'secureConnect' : 'connect', () => {
        isOpen = true;
        events.emit('open');
      });
      made.on('data', chunk => {
        try {
          read(chunk);
        } catch (error) {
          fail(error as Error);
        }
      });
      made.on('error', error => {
        why ||= error;
      });
      made.on('close', () => {
        isOpen = false;
        events.emit('close', why);
      });
    },
    writeLine(line: string, done?: () => void) {
      // The last door: whatever made it, a line that holds an end of line would be two.
      const isOne = !/[\r\n\0]/.test(line);
      if (!isOne) options.fault(new Error('a line with an end of line in it was not sent'));
      if (socket && isOpen && isOne) socket.write(`${line}\r\n`, done && (() => done()));
      else if (done) setImmediate(done);
    },
    close(force?: boolean) {
      if (force === true || !isOpen) socket?.destroy();
      else socket?.end();
    },
    disposeSocket: () => void socket?.destroy(),
    isConnected: () => isOpen,
    setEncoding: (encoding: string) => encoding === 'utf8',
  });
}
