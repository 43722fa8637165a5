// Sends one request that changes something elsewhere, and tells apart what did not arrive from what may have.
import type { Outgoing, OutgoingAnswer } from '../contracts.ts';
import { SourceError, UnsureError, UserError } from '../domain/errors.ts';

/** Milliseconds. */
const PATIENCE = 60_000;
/** Bytes of an answer that are read. */
const MOST = 65_536;

/** No connection came about, so that nothing can have arrived. */
const NO_CONNECTION = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ...['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
]);

/** The code of the fault behind a failed fetch; of several addresses that were tried, the first. */
const codeOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const { code, errors } = cause as { readonly code?: unknown; readonly errors?: readonly unknown[] };
  if (typeof code === 'string') return code;
  return errors?.[0] === undefined ? '' : codeOf(errors[0]);
};

/** Ports of other protocols, to which no web request is let out. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';

const firstOf = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  // The status has told all that matters: an answer that breaks off is as good as its beginning.
  try {
    for await (const chunk of response.body ?? []) {
      const part = chunk as Uint8Array;
      text += decoder.decode(part.subarray(0, MOST - bytes), { stream: true });
      bytes += part.length;
      if (bytes >= MOST) break;
    }
  } catch {
    return text;
  }
  return text;
};

const secondsOf = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;

/** The host alone is named in errors: the rest of the address may be a secret. */
export const sendOnce = async ({ method, url, headers, body }: Outgoing): Promise<OutgoingAnswer> => {
  if (!URL.canParse(url)) throw new UserError('the address to send to is no web address');
  const { host } = new URL(url);
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal });
    const retryAfter = secondsOf(response.headers.get('retry-after'));
    return {
      status: response.status,
      ...(retryAfter !== undefined && { retryAfter }),
      body: await firstOf(response),
    };
  } catch (error) {
    const code = codeOf(error);
    // No cause is handed on: it may name the address.
    if (isForbidden(error)) throw new UserError(`${host}: nothing may be sent to this port`);
    if (NO_CONNECTION.has(code)) throw new SourceError(`${host} cannot be reached (${code})`);
    throw new UnsureError(`${host} did not answer`);
  }
};
