// How long before a meeting the reports about it are due, as it is written down.
import { z } from 'zod';
import type { Reminders } from '../../domain/schedule.ts';
import { unknown, wanted } from './explain.ts';
import { word } from './fields.ts';

const UNITS = { minute: 60, hour: 3600, day: 86_400 } as const;
const BEFORE = /^([1-9]\d{0,3}) (minute|hour|day)s?$/;
/** Seconds: the server looks every quarter of an hour, and nobody prepares for longer than two weeks. */
const [SHORTEST, LONGEST] = [900, 14 * 86_400];
const WORDS = 'a time such as `1 day`, `2 hours` or `30 minutes`, from 15 minutes to 14 days';

const DEFAULT = '1 day';
/** In a chat it is a reminder. */
const IN_CHAT: Readonly<Record<string, string>> = { irc: '1 hour', webhook: '1 hour' };

const secondsOf = (text: string): number | undefined => {
  const [, number = '', unit = ''] = BEFORE.exec(text) ?? [];
  const seconds = Number(number) * (UNITS[unit as keyof typeof UNITS] ?? Number.NaN);
  return seconds >= SHORTEST && seconds <= LONGEST ? seconds : undefined;
};

const time = z.string(wanted(WORDS)).refine(text => secondsOf(text) !== undefined, wanted(WORDS));

const NEVER = `${WORDS}; or \`never\``;

const byChannel = (channels: readonly string[]) =>
  z.record(word, time).check(({ value, issues }) => {
    for (const type of Object.keys(value))
      if (!channels.includes(type))
        issues.push({
          code: 'custom',
          input: value,
          path: [type],
          message: unknown('channel', type, channels),
          params: { atKey: true },
        });
  });

export const beforeMeetings = (channels: readonly string[]) =>
  z
    .union([
      z
        .string(wanted(NEVER))
        .refine(text => text === 'never' || secondsOf(text) !== undefined, wanted(NEVER)),
      byChannel(channels),
    ])
    .optional()
    .describe(
      'How long before a planned meeting the reports about it are due: `1 day`, `never`, or by the type of the channel, ' +
        'such as `{ irc: 30 minutes }`. Left out: an hour before in `irc` and `webhook`, else a day.',
    );

/** Undefined: never. */
export const remindersOf = (
  given: string | Readonly<Record<string, string | undefined>> | undefined,
): Reminders | undefined => {
  if (given === 'never') return undefined;
  const before = secondsOf(typeof given === 'string' ? given : DEFAULT) ?? 0;
  const named = typeof given === 'string' ? {} : { ...IN_CHAT, ...given };
  return {
    before,
    byChannel: Object.fromEntries(
      Object.entries(named).map(([channel, text]) => [channel, secondsOf(text ?? DEFAULT) ?? before]),
    ),
  };
};
