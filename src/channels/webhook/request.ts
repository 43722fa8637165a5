// The request that each service wants, after its documentation.
import type { Message, Outgoing } from '../../contracts.ts';
import { UserError } from '../../domain/errors.ts';
import { BARE, DIALECTS } from './dialect.ts';
import { chatText } from './say.ts';
import { isSafe, type Kind, type Settings } from './settings.ts';

/** Reads a variable of the environment. */
export type Secret = (variable: string) => string | undefined;

const units = (text: string): number => text.length;
const bytes = (text: string): number => new TextEncoder().encode(text).length;
const points = (text: string): number => Array.from(text).length;

/**
 * Slack takes 40,000 characters and asks for 4,000; Mattermost takes 16,383, Discord 2,000, Zulip 10,000 code points.
 * A Matrix event has 65,536 bytes, in which the message stands twice.
 */
const LIMITS: Readonly<Record<Kind, { size: (text: string) => number; most: number }>> = {
  slack: { size: units, most: 4000 },
  mattermost: { size: units, most: 16_000 },
  discord: { size: units, most: 2000 },
  zulip: { size: points, most: 10_000 },
  matrix: { size: bytes, most: 28_000 },
};

const secretOf = (given: { readonly variable: string } | undefined, secret: Secret): string => {
  const name = given?.variable ?? '';
  const found = secret(name);
  if (found === undefined) throw new UserError(`the variable ${name} of the environment holds nothing`);
  return found;
};

const addressIn = ({ url }: Settings, secret: Secret): URL => {
  const address = secretOf(url, secret);
  if (!isSafe(address))
    throw new UserError(`the variable ${url?.variable ?? ''} holds no address that begins with https://`);
  return new URL(address);
};

const json = (
  method: Outgoing['method'],
  url: string,
  content: unknown,
  headers: Readonly<Record<string, string>> = {},
): Outgoing => ({
  ...{ method, url },
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(content),
});

type Maker = (text: string, message: Message, settings: Settings, secret: Secret) => Outgoing;

/** Below this server, whatever path it stands at. */
const below = ({ server = '' }: Settings, path: string): string => `${server.replace(/\/+$/, '')}${path}`;

const matrix: Maker = (formatted, message, settings, secret) => {
  // The same whenever it is said: a server that has seen it answers with the event that stands there.
  const transaction = encodeURIComponent(`rollcall.${message.project}.${message.key.replace(/ /g, '.')}`);
  const room = encodeURIComponent(settings.room ?? '');
  return json(
    'PUT',
    below(settings, `/_matrix/client/v3/rooms/${room}/send/m.room.message/${transaction}`),
    {
      // Bots do not answer a notice.
      msgtype: 'm.notice',
      body: chatText(message.body, BARE, { ...LIMITS.matrix, page: settings.page }),
      format: 'org.matrix.custom.html',
      formatted_body: formatted,
      // Said to call nobody: the text is then not searched for names.
      'm.mentions': {},
    },
    { authorization: `Bearer ${secretOf(settings.token, secret)}` },
  );
};

const zulip: Maker = (content, _message, settings, secret) => {
  const key = `${settings.user ?? ''}:${secretOf(settings.token, secret)}`;
  const { channel = '', topic = '' } = settings;
  return {
    method: 'POST',
    url: below(settings, '/api/v1/messages'),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(key).toString('base64')}`,
    },
    body: new URLSearchParams({ type: 'stream', to: channel, topic, content }).toString(),
  };
};

const MAKERS: Readonly<Record<Kind, Maker>> = {
  slack: (text, _message, settings, secret) =>
    json('POST', addressIn(settings, secret).href, {
      ...{ text, mrkdwn: false, unfurl_links: false, unfurl_media: false },
    }),
  mattermost: (text, _message, settings, secret) => json('POST', addressIn(settings, secret).href, { text }),
  discord(content, _message, settings, secret) {
    const url = addressIn(settings, secret);
    url.searchParams.set('wait', 'true');
    // 4: no previews of links.
    return json('POST', url.href, { content, allowed_mentions: { parse: [] }, flags: 4 });
  },
  zulip,
  matrix,
};

export const requestFor = (message: Message, settings: Settings, secret: Secret): Outgoing => {
  const { kind, page } = settings;
  const text = chatText(message.body, DIALECTS[kind], { ...LIMITS[kind], page });
  return MAKERS[kind](text, message, settings, secret);
};
