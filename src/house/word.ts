// One-time words: worked out from a key that the ledger keeps, so that they are the same whenever they are asked for.
import { createHmac, randomBytes } from 'node:crypto';
import type { Store } from '../contracts.ts';

const SETTING = 'key of words';
const SYLLABLES = 5;
/** None that reads like another. */
const [FIRST, SECOND] = ['bdfghjkmnprstvz', 'aeiou'];

/** Easily read out and typed, such as `kefu-modiga`. */
const spoken = (bytes: Uint8Array): string => {
  const syllables = Array.from({ length: SYLLABLES }, (_, index) => {
    const [one = 0, two = 0] = bytes.subarray(index * 2);
    return `${FIRST[one % FIRST.length]}${SECOND[two % SECOND.length]}`;
  });
  return `${syllables.slice(0, 2).join('')}-${syllables.slice(2).join('')}`;
};

export const wordFor = async (
  store: Pick<Store, 'setting' | 'setSetting'>,
  project: string,
  key: string,
): Promise<string> => {
  let secret = await store.setting(project, SETTING);
  if (secret === undefined) {
    secret = randomBytes(32).toString('hex');
    await store.setSetting(project, SETTING, secret);
  }
  return spoken(createHmac('sha256', Buffer.from(secret, 'hex')).update(key).digest());
};
