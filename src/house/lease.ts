// Work that one process does while others leave it alone: by a lease that is renewed as long as the work lasts.
import { randomUUID } from 'node:crypto';
import type { Store } from '../contracts.ts';

/** Seconds that a process which died keeps the others waiting. */
const LASTS = 30;
const RENEWED_EVERY = 10;

/** Undefined: somebody else is at it. Each call is a holder of its own, so that it holds within a process too. */
export const withLease = async <Result>(
  store: Pick<Store, 'lease' | 'release'>,
  name: string,
  now: () => number,
  work: () => Promise<Result>,
): Promise<Result | undefined> => {
  const holder = randomUUID();
  const take = (): Promise<boolean> => store.lease(name, holder, now(), now() + LASTS);
  if (!(await take())) return undefined;
  // A renewal that fails is no reason to stop: what is said is found again by its key.
  const renewal = setInterval(() => void take().catch(() => undefined), RENEWED_EVERY * 1000);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await store.release(name, holder);
  }
};
