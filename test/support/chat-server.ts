// Small fakes of five chats over HTTP. They check what the services' documentation demands as we read it: this is our
// own reading, and no real service has confirmed it.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { z } from 'zod';

export const TOKEN = 'T0/B0/sesame-of-the-tests';
export const BOT = 'rollcall-bot@example.org';
export const ROOM = '!team:example.org';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  /** What the chat shows; absent: nothing. */
  readonly shown?: string;
  /** Said again under the same name, it is not shown again. */
  readonly name?: string;
}

const no = (status: number, body = ''): Answer => ({ status, body });
const isJson = ({ headers }: Request): boolean => /^application\/json\b/.test(headers['content-type'] ?? '');

const SLACK = z.strictObject({
  text: z.string().min(1).max(40_000),
  mrkdwn: z.boolean(),
  unfurl_links: z.boolean(),
  unfurl_media: z.boolean(),
});
const MATTERMOST = z.object({ text: z.string().min(1).max(16_383) });
const DISCORD = z.object({
  content: z.string().min(1).max(2000),
  allowed_mentions: z.object({ parse: z.array(z.enum(['roles', 'users', 'everyone'])) }),
  flags: z.literal(4),
});
const MATRIX = z.object({
  msgtype: z.enum(['m.text', 'm.notice']),
  body: z.string().min(1),
  format: z.literal('org.matrix.custom.html'),
  formatted_body: z.string().min(1),
  'm.mentions': z.strictObject({}),
});

/** With the secret in its path, as Slack, Mattermost and Discord have it. */
const hook =
  <Content>(schema: z.ZodType<Content>, shown: (content: Content) => string, told: Answer) =>
  (request: Request): Answer => {
    if (request.method !== 'POST') return no(405);
    if (request.path !== `/hooks/${TOKEN}`) return no(404, 'no_service');
    const content = isJson(request) ? schema.safeParse(JSON.parse(request.body)).data : undefined;
    return content === undefined ? no(400, 'invalid_payload') : { ...told, shown: shown(content) };
  };

const zulip = ({ method, path, headers, body }: Request): Answer => {
  if (method !== 'POST' || path !== '/api/v1/messages') return no(404);
  if (headers.authorization !== `Basic ${Buffer.from(`${BOT}:${TOKEN}`).toString('base64')}`)
    return no(401, '{"result":"error","code":"UNAUTHORIZED"}');
  const form = new URLSearchParams(body);
  const content = form.get('content') ?? '';
  const isRight =
    form.get('type') === 'stream' && form.get('to') === 'glance' && form.get('topic') === 'weekly';
  if (!isRight || content === '' || Array.from(content).length > 10_000) return no(400, '{"result":"error"}');
  return { status: 200, body: '{"result":"success","id":42,"msg":""}', shown: content };
};

const matrix = ({ method, path, headers, body }: Request): Answer => {
  const [, room, transaction] =
    /^\/_matrix\/client\/v3\/rooms\/([^/]+)\/send\/m\.room\.message\/([^/]+)$/.exec(path) ?? [];
  if (method !== 'PUT' || decodeURIComponent(room ?? '') !== ROOM || transaction === undefined)
    return no(404);
  if (headers.authorization !== `Bearer ${TOKEN}`) return no(401, '{"errcode":"M_UNKNOWN_TOKEN"}');
  if (Buffer.byteLength(body) > 65_536) return no(413, '{"errcode":"M_TOO_LARGE"}');
  const content = MATRIX.safeParse(JSON.parse(body)).data;
  if (!content) return no(400, '{"errcode":"M_BAD_JSON"}');
  return {
    status: 200,
    body: '{"event_id":"$one:example.org"}',
    shown: `${content.body}\n---\n${content.formatted_body}`,
    name: transaction,
  };
};

const SERVICES: Readonly<Record<string, (request: Request) => Answer>> = {
  slack: hook(SLACK, ({ text }) => text, { status: 200, body: 'ok' }),
  mattermost: hook(MATTERMOST, ({ text }) => text, { status: 200, body: 'ok' }),
  discord(request) {
    const answer = hook(DISCORD, ({ content }) => content, { status: 200, body: '{"id":"900719925474099"}' })(
      request,
    );
    // Without `wait=true` it answers before the message is stored, and with nothing.
    return request.query.get('wait') === 'true' ? answer : no(204);
  },
  zulip,
  matrix,
};

export interface ChatServer {
  readonly url: string;
  readonly shown: string[];
  /** Of the next request. `lost`: it is carried out, and the connection ends without an answer. */
  next: { readonly status: number; readonly headers?: Record<string, string> } | 'lost' | undefined;
}

export const chatServer = async (t: ExecutionContext, kind: string): Promise<ChatServer> => {
  const there: { -readonly [Key in keyof ChatServer]: ChatServer[Key] } = {
    url: '',
    shown: [],
    next: undefined,
  };
  const names = new Set<string>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
      const { method = '', headers } = request;
      const ill = there.next;
      there.next = undefined;
      if (ill !== undefined && ill !== 'lost') {
        response.writeHead(ill.status, ill.headers).end(`you asked for ${request.url}`);
        return;
      }
      const body = Buffer.concat(parts).toString();
      const answer = SERVICES[kind]?.({ method, path, query, headers, body }) ?? no(404);
      const isNew = answer.name === undefined || !names.has(answer.name);
      if (answer.shown !== undefined && isNew) there.shown.push(answer.shown);
      if (answer.name !== undefined) names.add(answer.name);
      if (ill === 'lost') response.destroy();
      else response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  there.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return there;
};

/** The address of a server that was there and is gone. */
export const closedServer = async (): Promise<string> => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return `http://127.0.0.1:${port}`;
};
