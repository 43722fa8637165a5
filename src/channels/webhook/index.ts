// Chats that take messages over the web: Slack, Mattermost, Discord, Zulip, Matrix. Nothing is heard there.
import { z } from 'zod';
import type { Channel, OutgoingAnswer } from '../../contracts.ts';
import { SourceError, UnsureError, UserError } from '../../domain/errors.ts';
import { requestFor } from './request.ts';
import { type Kind, SETTINGS, type Settings } from './settings.ts';

const ID = z
  .union([z.int(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^[\w$:.=+/-]{1,255}$/));
const SAID = z.object({ id: ID.optional(), event_id: ID.optional() });

/** Matrix alone can be asked the same twice, and says it once. */
const canRepeat = (kind: Kind): boolean => kind === 'matrix';

/** What the service said of itself may hold the address that it was asked at: its code alone is told. */
const refusal = ({ status, retryAfter }: OutgoingAnswer, kind: Kind): Error | undefined => {
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) {
    const wait = retryAfter === undefined ? '' : ` (for ${retryAfter} s)`;
    return new SourceError(`${kind} asks to be left alone${wait}`);
  }
  if (status >= 400 && status < 500) return new UserError(`${kind} refuses the message (${status})`);
  if (status >= 300 && status < 400) return new UserError(`${kind} is not at this address (${status})`);
  const words = `${kind} failed (${status})`;
  return canRepeat(kind) ? new SourceError(words) : new UnsureError(words);
};

const receiptOf = ({ body }: OutgoingAnswer, kind: Kind): string => {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return kind;
  }
  const { id, event_id: event } = SAID.safeParse(answer).data ?? {};
  const name = event ?? id;
  return name === undefined ? kind : `${kind} ${name}`;
};

const PLACES: Readonly<Record<Kind, (settings: Settings) => string | undefined>> = {
  slack: ({ url }) => url?.variable,
  mattermost: ({ url }) => url?.variable,
  discord: ({ url }) => url?.variable,
  zulip: ({ server, channel, topic }) => `${server} ${channel} ${topic}`,
  matrix: ({ room }) => room,
};

const channel: Channel<Settings> = {
  id: 'webhook',
  reads: 'a chat: Slack, Mattermost, Discord, Zulip or Matrix; each report once a week',
  settings: SETTINGS,
  local: false,
  final: true,
  place: settings => `${settings.kind} ${PLACES[settings.kind](settings)}`,
  isPrivate: settings => Promise.resolve(settings.private),
  async publish(message, settings, out, _earlier, intend) {
    const { kind } = settings;
    const request = requestFor(message, settings, name => out.secret(name));
    if (!canRepeat(kind)) await intend?.(kind);
    try {
      const answer = await out.send(request);
      const fault = refusal(answer, kind);
      if (fault) throw fault;
      return receiptOf(answer, kind);
    } catch (error) {
      if (error instanceof UnsureError && canRepeat(kind)) throw new SourceError(error.message);
      throw error;
    }
  },
};

export default channel;
