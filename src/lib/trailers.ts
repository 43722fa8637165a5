// Reads trailers of commit messages: "Reviewed-by: Name <mail>", "Closes-Bug: #123".
import { type Address, parseAddress } from './address.ts';

export interface BugMention {
  readonly number: number;
  /** Whether the commit fixes the bug, or only has to do with it. */
  readonly closes: boolean;
}

// Without a colon it must go on with the bug itself: "Fixes bug introduced in 2015" names none.
const BUG =
  /^[ \t]*(closes|fixes|resolves|partial|related)[- ]bugs?(?:[ \t]*:|(?=[ \t]*(?:lp[:# ]*)?#?\d|[ \t]+https?:))(.+)$/gim;

/** No tracker counts further; a longer run of digits is a typing error, or the number of something else. */
const NUMBER = /(?<!\d)\d{3,9}(?!\d)/g;

/** Bugs that a message names in a line of their own, each once; "closes" wins over "related". */
export const bugsIn = (message: string): BugMention[] => {
  const found = new Map<number, boolean>();
  for (const [, word = '', rest = ''] of message.matchAll(BUG)) {
    const closes = /^(closes|fixes|resolves)$/i.test(word);
    for (const [number] of rest.matchAll(NUMBER)) {
      found.set(Number(number), closes || (found.get(Number(number)) ?? false));
    }
  }
  return [...found].map(([number, closes]) => ({ number, closes }));
};

export const PERSON_TRAILERS = ['reviewed-by', 'acked-by', 'tested-by', 'co-authored-by'] as const;
export type PersonTrailer = (typeof PERSON_TRAILERS)[number];

export interface Trailers {
  readonly people: readonly { readonly key: PersonTrailer; readonly by: Address }[];
  readonly changeId?: string;
  /** `PR-URL`, or else `Reviewed-on`. */
  readonly url?: string;
  /** Lines with the key of a person's trailer in which no person could be read. */
  readonly malformed: readonly string[];
}

// A key without a value must not reach for the line after it.
const LINE =
  /^[ \t]*(reviewed-by|acked-by|tested-by|co-authored-by|pr-url|reviewed-on|change-id)[ \t]*:[ \t]*(.*?)[ \t]*$/gim;

const isPersonTrailer = (key: string): key is PersonTrailer => PERSON_TRAILERS.some(known => known === key);

export const trailersIn = (message: string): Trailers => {
  const people: { key: PersonTrailer; by: Address }[] = [];
  const malformed: string[] = [];
  const keys = new Map<string, string>();
  for (const [line, name = '', value = ''] of message.matchAll(LINE)) {
    const key = name.toLowerCase();
    if (!isPersonTrailer(key)) {
      keys.set(key, value);
      continue;
    }
    // A key typed twice ("Reviewed-By: Reviewed-By: Ann <a@b>") is still one trailer.
    const by = parseAddress(value.replace(/^(?:[a-z-]+-by\s*:\s*)+/i, ''));
    if (by) people.push({ key, by });
    else malformed.push(line.trim());
  }
  const changeId = keys.get('change-id');
  const url = [keys.get('pr-url'), keys.get('reviewed-on')].find(text => /^https?:\/\//.test(text ?? ''));
  return {
    people,
    malformed,
    ...(changeId === undefined ? {} : { changeId }),
    ...(url === undefined ? {} : { url }),
  };
};
