// One request and its redirections: the answer, or what went wrong, in words.
import type { HttpAnswer } from '../../contracts.ts';
import { SourceError } from '../../domain/errors.ts';
import { addressOf, isSamePlace, shown } from './address.ts';
import { textOf } from './text.ts';

export interface Sizes {
  /** Bytes of a body, unpacked. */
  readonly body: number;
  /** Seconds without a single byte. */
  readonly silence: number;
  /** Seconds for the whole answer. */
  readonly whole: number;
}

/** `status` is absent when there was no whole answer. */
export interface Failure {
  readonly failure: string;
  readonly status?: number;
  readonly retryAfter?: string;
  /** The first words of the answer's body. */
  readonly said?: string;
}

type Headers = Readonly<Record<string, string>>;

export interface Question {
  readonly url: URL;
  readonly headers: Headers;
  /** Further statuses that are answers. */
  readonly accepts: readonly number[];
}

const USABLE = new Set([304, 404, 410]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;
/** Of an answer that is of no use, enough to say why. */
const ENOUGH_SAID = 2000;

const isUsable = (status: number, accepts: readonly number[]): boolean =>
  (status >= 200 && status < 300) || USABLE.has(status) || accepts.includes(status);

/** Headers that tell a host who is asking. */
const SECRETS = /^(authorization|cookie)$/i;

const withoutPassword = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRETS.test(name)));

/** Ends the request when nothing comes for too long, or it never ends. */
const watch = ({ silence, whole }: Sizes) => {
  const end = new AbortController();
  const stop = (why: string) => () => end.abort(new Error(why));
  const all = setTimeout(stop(`no end of the answer within ${whole} s`), whole * 1000);
  let quiet: NodeJS.Timeout | undefined;
  const heard = () => {
    clearTimeout(quiet);
    quiet = setTimeout(stop(`no answer within ${silence} s`), silence * 1000);
  };
  heard();
  return {
    signal: end.signal,
    heard,
    done: () => {
      clearTimeout(all);
      clearTimeout(quiet);
    },
  };
};

/** At most `most` bytes; `isWhole` is false when there would have been more. */
const bodyOf = async (
  response: Response,
  most: number,
  heard: () => void,
): Promise<{ bytes: Uint8Array; isWhole: boolean }> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return { bytes: new Uint8Array(), isWhole: true };
  for await (const part of response.body) {
    heard();
    parts.push(part);
    size += part.byteLength;
    // Leaving the loop ends the connection.
    if (size > most) return { bytes: Buffer.concat(parts).subarray(0, most), isWhole: false };
  }
  return { bytes: Buffer.concat(parts), isWhole: true };
};

const answered = async (
  { url, accepts }: Question,
  response: Response,
  sizes: Sizes,
  heard: () => void,
): Promise<HttpAnswer | Failure> => {
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  const usable = isUsable(status, accepts);
  const { bytes, isWhole } = await bodyOf(response, usable ? sizes.body : ENOUGH_SAID, heard);
  if (usable && !isWhole)
    throw new SourceError(
      `${shown(url.href)}: the answer is larger than ${Math.floor(sizes.body / 2 ** 20)} MB; ask for less at a time`,
    );
  const text = textOf(bytes, headers['content-type']);
  if (usable) return { status, headers, body: text };
  const after = headers['retry-after'];
  return {
    failure: `answered ${status}`,
    status,
    said: text,
    ...(after !== undefined && { retryAfter: after }),
  };
};

const follow = async (
  question: Question,
  sizes: Sizes,
  { signal, heard }: ReturnType<typeof watch>,
): Promise<HttpAnswer | Failure> => {
  let { url, headers } = question;
  for (let hops = 0; ; hops += 1) {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    heard();
    const target = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
    if (target === null) return answered({ ...question, url }, response, sizes, heard);
    await response.body?.cancel();
    if (hops >= MOST_REDIRECTS)
      throw new SourceError(`${shown(question.url.href)} leads from one address to the next without an end`);
    const next = addressOf(target, url);
    // Once lost, a password does not come back: the way may lead through a stranger.
    if (!isSamePlace(url, next)) headers = withoutPassword(headers);
    url = next;
  }
};

const reasonOf = (error: unknown): string => {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    const { code } = one as NodeJS.ErrnoException;
    if (typeof code === 'string') return code === 'UND_ERR_SOCKET' ? 'the answer broke off' : code;
    if (one.cause === undefined) return one.message;
  }
  return 'no reason is told';
};

/** @throws SourceError for what another try would not better. */
export const once = async (question: Question, sizes: Sizes): Promise<HttpAnswer | Failure> => {
  const watched = watch(sizes);
  try {
    return await follow(question, sizes, watched);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const why: unknown = watched.signal.aborted ? watched.signal.reason : error;
    return { failure: `cannot be reached (${reasonOf(why)})` };
  } finally {
    watched.done();
  }
};
