// Bodies of requests, read once and counted: what is too large is not kept, whatever its headers claim.
import type { IncomingMessage } from 'node:http';

/** GitHub's own limit. */
export const MOST_BYTES = 25 * 2 ** 20;
/** Of all the bodies that are being read at one time. */
const MOST_AT_ONCE = 4 * MOST_BYTES;

export type Body = { readonly text: string } | { readonly refused: 'large' | 'busy' | 'broken' };
export type BodyReader = (request: IncomingMessage) => Promise<Body>;

/** Reads bodies, and knows how much of them is in memory. */
export const bodyReader = (most = MOST_BYTES, atOnce = MOST_AT_ONCE): BodyReader => {
  let held = 0;
  const read = (request: IncomingMessage): Promise<Body> =>
    new Promise(resolve => {
      let [size, chunks]: [number, Buffer[]] = [0, []];
      const end = (body: Body): void => {
        request.off('data', take);
        held -= size;
        size = 0;
        chunks = [];
        resolve(body);
      };
      const take = (chunk: Buffer): void => {
        size += chunk.length;
        held += chunk.length;
        if (size > most) end({ refused: 'large' });
        else if (held > atOnce) end({ refused: 'busy' });
        else chunks.push(chunk);
      };
      request.on('data', take);
      request.once('end', () => end({ text: Buffer.concat(chunks).toString('utf8') }));
      request.once('error', () => end({ refused: 'broken' }));
      request.once('close', () => end({ refused: 'broken' }));
    });
  return async request =>
    Number(request.headers['content-length'] ?? 0) > most ? { refused: 'large' } : read(request);
};
