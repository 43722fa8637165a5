// Mail: to a mailing list or to somebody, once a week and report. What was sent cannot be taken back or asked for.
import type { Channel } from '../../contracts.ts';
import { composed } from './compose.ts';
import { LETTERS, mailboxOf, portOf, recipients, SETTINGS, type Settings, toOne } from './settings.ts';
import { idIn, messageId, receiptOf } from './thread.ts';

const serverOf = (settings: Settings) => {
  const { host, secure, user, password } = settings;
  const login = user !== undefined && password && { user, passwordVariable: password.variable };
  return { host, port: portOf(settings), secure, ...(login && { login }) };
};

const channel: Channel<Settings> = {
  id: 'mail',
  reads: 'a mailing list or a mailbox, through SMTP; each report once a week',
  settings: SETTINGS,
  local: false,
  final: true,
  alternative: 'mail',
  place: settings =>
    recipients(settings)
      .map(({ address }) => address)
      .sort()
      .join(','),
  isPrivate: settings => Promise.resolve(settings.private),
  letters: LETTERS,
  reach: (settings, accounts) =>
    accounts
      .filter(({ service }) => service === 'email')
      .map(({ id }) => toOne(settings, id))
      .find(each => each !== undefined),
  async publish(message, settings, out, earlier = {}, intend) {
    const from = mailboxOf(settings.from).address;
    const id = messageId(message.project, message.key, from);
    const previous = idIn(earlier.previous);
    const refused = await out.submit({
      server: serverOf(settings),
      from,
      to: recipients(settings).map(({ address }) => address),
      compose: eightBit =>
        composed(message, settings, {
          id,
          at: out.now(),
          eightBit,
          ...(previous !== undefined && { previous }),
        }),
      intend: async () => intend?.(id),
    });
    return receiptOf(id, refused);
  },
};

export default channel;
