// What zod found wrong, in words for the person who wrote the file: what is there, what is accepted.
import { z } from 'zod';
import { closest } from '../../lib/suggest.ts';

/** A fault at a place of the file. `atKey`: the key itself is at fault, not its value. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly atKey?: boolean;
}

const SHOWN = 60;

/** A value as the writer of the file would recognise it. */
export const show = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (value === null) return 'found nothing';
  if (Array.isArray(value)) return 'found a list';
  if (typeof value === 'object') return 'found a section of keys';
  const text = typeof value === 'string' ? JSON.stringify(value) : `${value as number | boolean}`;
  return `found ${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}`;
};

/** Words for everything that can be wrong with a value: `found 7; accepted: a date such as 2018-05-01`. */
export const wanted = (accepted: string): { error: (issue: { input?: unknown }) => string } => ({
  error: issue => `${show(issue.input)}; accepted: ${accepted}`,
});

/** `unknown <what>; accepted: a, b; did you mean "a"?` */
export const unknown = (what: string, word: string, accepted: readonly string[]): string => {
  const near = closest(word, accepted);
  const list = accepted.length > 0 ? `accepted: ${accepted.join(', ')}` : 'none is accepted here';
  return `unknown ${what}; ${list}${near === undefined ? '' : `; did you mean "${near}"?`}`;
};

const NOUNS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a section of keys',
  record: 'a section of keys',
};

const noun = (expected: string): string => NOUNS[expected] ?? expected;

const UNITS: Readonly<Record<string, string>> = { string: ' character(s)', array: ' in the list' };

const bound = (
  issue: { origin: string; inclusive?: boolean },
  limit: unknown,
  side: 'least' | 'most',
): string => {
  const words = issue.inclusive === false ? (side === 'least' ? 'more than' : 'less than') : `at ${side}`;
  return `${words} ${String(limit)}${UNITS[issue.origin] ?? ''}`;
};

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const accepted = (issue: RawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return noun(issue.expected);
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'too_small':
      return bound(issue, issue.minimum, 'least');
    case 'too_big':
      return bound(issue, issue.maximum, 'most');
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.pattern === undefined
        ? `a text in the form of ${issue.format}`
        : `a text like ${issue.pattern}`;
    case 'invalid_union':
      return unionWords(issue.errors);
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
    case 'custom':
      return undefined;
  }
};

/** What each branch of a union would have taken. */
const unionWords = (branches: readonly (readonly z.core.$ZodIssue[])[]): string | undefined => {
  const words = branches.flat().map(issue => /; accepted: (.*)$/s.exec(issue.message)?.[1]);
  const known = [...new Set(words.filter(word => word !== undefined))];
  return known.length > 0 ? known.join(', or ') : undefined;
};

const keysOf = (schema: unknown): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

/** zod's error map for every parse of a configuration; one line for each unknown key. */
export const explain: z.core.$ZodErrorMap = issue => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => unknown('key', key, keysOf(issue.inst))).join('\n');
  const words = accepted(issue);
  if (issue.code === 'invalid_value' && typeof issue.input === 'string') {
    const near = closest(issue.input, issue.values.map(String));
    if (near !== undefined) return `${show(issue.input)}; accepted: ${words}; did you mean "${near}"?`;
  }
  return words === undefined
    ? `${show(issue.input)}, which is not accepted`
    : `${show(issue.input)}; accepted: ${words}`;
};

const segments = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map(segment => (typeof segment === 'number' ? segment : String(segment)));

/** The union's branch that failed deeper down is the one that was meant. */
const meantBranch = (issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined =>
  issue.errors.find(branch => branch.length > 0 && branch.every(inner => inner.path.length > 0));

/** zod's issues as problems, each at the deepest place that it is about. */
export const problems = (
  issues: readonly z.core.$ZodIssue[],
  within: readonly (string | number)[] = [],
): Problem[] =>
  issues.flatMap((issue): Problem[] => {
    const path = [...within, ...segments(issue.path)];
    if (issue.code === 'unrecognized_keys') {
      const lines = issue.message.split('\n');
      return issue.keys.map((key, index) => ({
        path: [...path, key],
        message: lines[index] ?? issue.message,
        atKey: true,
      }));
    }
    if (issue.code === 'invalid_union') {
      const branch = meantBranch(issue);
      if (branch) return problems(branch, path);
    }
    const atKey =
      issue.code === 'invalid_key' || (issue.code === 'custom' && issue.params?.['atKey'] === true);
    return [{ path, message: issue.message, atKey }];
  });
