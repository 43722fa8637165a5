// leave: away for some time. The days are asked, a reason never is.
import type { Command } from '../contracts.ts';
import { DAY, dateText } from '../domain/calendar.ts';
import { dayAfter, dayFrom, isDayWord } from '../domain/day-words.ts';
import { UserError } from '../domain/errors.ts';
import { aboutFirst, discreetly, subjectOf } from '../lib/about.ts';

interface Args {
  readonly about?: string;
  readonly from: string;
  /** The last day away; undefined: until further notice. */
  readonly to?: string;
}

// What was typed is not repeated: others may read.
const USAGE =
  'Write only the first and the last day away, like 2026-08-03, today or tomorrow: /rollcall leave FROM [TO]. No reason is asked, and none is kept.';

/** A slip of the year is likelier than a leave of this length. */
const FAR = { back: 366 * DAY, ahead: 3 * 366 * DAY };

const dayOf = (word: string, at: number, timezone: string): number => {
  const day = dayFrom(word, at, timezone);
  if (day === undefined) throw new UserError('There is no such day. Days are written like 2026-08-03.');
  if (day < at - FAR.back || day > at + FAR.ahead)
    throw new UserError('That is more than a year ago or three years ahead: is the year right?');
  return day;
};

const command: Command<Args> = {
  id: 'leave',
  usage: 'leave [@LOGIN] FROM [TO]',
  help: 'Says that you are away from the first day through the last one, or until further notice; the PTL may say it for somebody. No reason is asked.',
  examples: ['/rollcall leave 2026-08-03 2026-08-14', '/rollcall leave tomorrow'],
  allowed: 'anyone',
  discreet: true,
  needs: ({ about }) => (about === undefined ? 'anyone' : 'ptl'),
  parse: words => {
    const { about, rest } = aboutFirst(words);
    const [from, to, more] = rest;
    if (from === undefined || more !== undefined || !rest.every(isDayWord)) throw new UserError(USAGE);
    return { from, ...(to !== undefined && { to }), ...(about !== undefined && { about }) };
  },
  answer: async ({ about, from, to }, request) => {
    const { at, isPrivate } = request;
    const { timezone } = request.project;
    const { person, of } = await subjectOf(about, request);
    const since = dayOf(from, at, timezone);
    const last = to === undefined ? undefined : dayOf(to, at, timezone);
    if (last !== undefined && last < since)
      throw new UserError('The last day away is before the first one: write FROM, then TO.');
    const until = last === undefined ? undefined : dayAfter(last, timezone);
    const who = about === undefined ? 'you are' : `${person.name} is`;
    const end = last === undefined ? 'until further notice' : `through ${dateText(last, timezone)}`;
    return {
      ...discreetly(isPrivate, about, person.key, [
        `Noted: ${who} away from ${dateText(since, timezone)} ${end}. Nothing is expected in that time, and nobody is asked why.`,
      ]),
      effects: [{ kind: 'leave', of, since, ...(until !== undefined && { until }) }],
    };
  },
};

export default command;
