// Nicks that are not people, and how the configuration names them.
import { z } from 'zod';
import { patternFault, patternTest } from './pattern.ts';

/** Bots that write logs and minutes under names of their own. */
export const BOTS = [
  'openstack',
  'opendevmeet',
  'opendevstatus',
  'openstackstatus',
  'zodbot',
  'collabot*',
  '*meetbot*',
  'supybot',
  'limnoria',
  'ubottu',
];

/** A glob or an /expression/. */
export const pattern = z.string().superRefine((text, context) => {
  const message = patternFault(text);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const matches = patternTest();

/** Whether a text is one of those that the patterns mean. */
export const isOneOf =
  (patterns: readonly string[]) =>
  (text: string): boolean =>
    patterns.some(each => matches(each, text));
