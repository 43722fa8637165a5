// Ids of what people begin: a day, and a few letters that hold no name.
import { lineDigest } from './digest.ts';

/** `about`: what tells two of one day apart, such as an account and the moment. */
export const matterId = (day: string, about: readonly (string | number)[]): string => {
  const digest = lineDigest();
  for (const each of about) digest.add(String(each));
  return `${day}-${digest.text()}`;
};
