// Puts a mail together: headers that cannot be broken out of, plain text first, HTML beside it.
import MimeNode from 'nodemailer/lib/mime-node';
import type { Message } from '../../contracts.ts';
import { plain } from '../../lib/escape.ts';
import { mailHtml } from './html.ts';
import { mailboxOf, recipients, type Settings } from './settings.ts';
import { footerOf, mailText } from './text.ts';

export interface Envelope {
  readonly id: string;
  /** The name of the mail that this one follows. */
  readonly previous?: string;
  /** Seconds UTC. */
  readonly at: number;
  /** The server takes bytes above 127. */
  readonly eightBit: boolean;
  /** What parts are told apart by; left out: drawn anew. */
  readonly boundary?: string;
}

const CRLF = '\r\n';
/** RFC 5322 2.1.1: bytes in a line. */
const LONGEST = 998;

const withCrlf = (text: string): string => text.replace(/\r?\n/g, CRLF);

const isShort = (text: string): boolean =>
  text.split('\n').every(line => Buffer.byteLength(line) <= LONGEST - CRLF.length);

const isAscii = (text: string): boolean => /^[\t\n\r\x20-\x7e]*$/.test(text);

/** Readable as it stands wherever the server allows it: names keep their letters. */
const textPart = (parent: MimeNode, text: string, eightBit: boolean): void => {
  const node = parent.createChild('text/plain; charset=utf-8');
  if (isShort(text) && (eightBit || isAscii(text))) {
    const encoding = isAscii(text) ? '7bit' : '8bit';
    const head = `Content-Type: text/plain; charset=utf-8${CRLF}Content-Transfer-Encoding: ${encoding}`;
    node.setRaw(`${head}${CRLF}${CRLF}${withCrlf(text)}`);
  } else node.setContent(text);
};

const subjectOf = (title: string, tag: string | undefined): string =>
  plain(tag === undefined ? title : `[${tag}] ${title}`).slice(0, 200);

/** What keeps machines from answering. A list sets its own headers, and some refuse mail that carries them already. */
const manners = ({ key, project }: Message, { list, from }: Settings): [string, string][] => {
  const told: [string, string][] = [['Auto-Submitted', 'auto-generated']];
  if (list) return told;
  const [report = ''] = key.split(' ');
  const host = mailboxOf(from).address.split('@').at(-1) ?? '';
  const id = [report, project, 'rollcall', host].map(part => part.replace(/[^A-Za-z0-9.-]/g, '-')).join('.');
  return [...told, ['X-Auto-Response-Suppress', 'All'], ['Precedence', 'bulk'], ['List-Id', `<${id}>`]];
};

export const composed = async (
  message: Message,
  settings: Settings,
  { id, previous, at, eightBit, boundary }: Envelope,
): Promise<Buffer> => {
  const root = new MimeNode(
    'multipart/alternative',
    boundary === undefined ? {} : { baseBoundary: boundary },
  );
  root.setHeader('From', mailboxOf(settings.from));
  root.setHeader('To', [...recipients(settings)]);
  root.setHeader('Subject', subjectOf(message.title, settings.tag));
  root.setHeader('Date', new Date(at * 1000).toUTCString().replace('GMT', '+0000'));
  root.setHeader('Message-ID', id);
  if (previous !== undefined) {
    root.setHeader('In-Reply-To', previous);
    root.setHeader('References', previous);
  }
  for (const [name, value] of manners(message, settings)) root.setHeader(name, value);
  const text = mailText(message.body, footerOf(settings.replyWith));
  textPart(root, text, eightBit);
  root
    .createChild('text/html; charset=utf-8')
    .setContent(mailHtml(message.body, message.html, settings.replyWith));
  const bytes = await root.build();
  return Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, CRLF), 'latin1');
};
