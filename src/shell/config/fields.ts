// The smallest parts of a project file: names, dates, patterns, handles, each with words for what it accepts.
import { z } from 'zod';
import { parseDate } from '../../domain/calendar.ts';
import { patternFault } from '../../lib/pattern.ts';
import { show, wanted } from './explain.ts';

const WORD = 'small letters, digits and hyphens, beginning with a letter or digit';

/** A name that goes into file names, URLs and command lines. */
export const word = z.string(wanted(WORD)).regex(/^[a-z0-9][a-z0-9-]*$/, wanted(WORD));

/** One line of text: what is printed into tables and chat must not break the line. */
export const line = z
  .string(wanted('a line of text'))
  .trim()
  .regex(/^[^\p{Cc}\u2028\u2029]+$/u, wanted('a line of text'));

const DATE = 'a date that exists, such as 2018-05-01 or 2018-05-01T14:00:00Z';

/** Kept as written: its moment depends on the project's time zone. */
export const date = z
  .string(wanted(DATE))
  .refine(text => parseDate(text, 'UTC') !== undefined, wanted(DATE))
  .meta({ examples: ['2018-05-01'] });

/** Seconds UTC of a date that the schema has passed. */
export const moment = (text: string, timezone: string): number => parseDate(text, timezone) ?? Number.NaN;

/** True when both dates are given and the later one does not come after the earlier one. */
export const notAfter = (earlier: string | undefined, later: string | undefined): boolean =>
  earlier !== undefined && later !== undefined && moment(later, 'UTC') <= moment(earlier, 'UTC');

export const pattern = z
  .string(wanted('a glob such as "image-*", or an RE2 expression such as "/^image/i"'))
  .check(context => {
    const fault = context.value === '' ? 'it is empty' : patternFault(context.value);
    if (fault === undefined) return;
    context.issues.push({
      code: 'custom',
      input: context.value,
      // Lets a union that this is a branch of report these words, not its own.
      continue: true,
      message: `${show(context.value)} is not a pattern: ${fault}; accepted: a glob such as "image-*", or an RE2 expression such as "/^image/i"`,
    });
  });

const NUMBER = 'a whole number from 1';

export const count = z.int(wanted(NUMBER)).min(1, wanted(NUMBER));

const IDENTIFIER = 'a text or a whole number';

/** An account or a change as its service calls it; services that count give numbers. */
export const identifier = z
  .union([line, z.int(wanted(IDENTIFIER)).min(0, wanted(IDENTIFIER))], wanted(IDENTIFIER))
  .transform(String);

/** One, or a list of them. */
export const oneOrMore = <Output, Input>(
  schema: z.ZodType<Output, Input>,
): z.ZodType<Output[], Input | Input[]> =>
  z
    .union([z.array(schema), schema])
    .transform(value => (Array.isArray(value) ? (value as Output[]) : [value]));
