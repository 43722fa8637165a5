// A process of its own that connects to IRC with TLS, and says how that went: what it trusts is told by its environment.
import { connectChat } from '../../src/shell/irc.ts';

const [port = '0'] = process.argv.slice(2);
const tell = (words: string): void => void process.stdout.write(`${words}\n`);

const connection = connectChat(
  { host: 'localhost', port: Number(port), tls: true, nicks: ['sealed'] },
  ['#garden'],
  {
    said: () => Promise.resolve(),
    renamed: () => undefined,
    lost: () => undefined,
    joined(channel) {
      connection.say(channel, ['said under seal']).then(
        async () => {
          tell('said');
          await connection.stop();
        },
        (error: unknown) => tell(String(error)),
      );
    },
  },
  { now: () => 0, secret: () => undefined, log: tell },
);
