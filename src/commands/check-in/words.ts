// What may be said to the command check-in: its words, and what is wrong with others.
import {
  CHECK_IN_ANSWERS,
  type CheckInChoice,
  MANAGER_ANSWERS,
  type ManagerAnswer,
} from '../../domain/decision.ts';
import { UserError } from '../../domain/errors.ts';
import { MOST_HOURS } from '../../domain/leave.ts';
import { hint } from '../../lib/suggest.ts';

export interface AnswerWords {
  readonly op: 'answer';
  readonly choice: CheckInChoice;
  readonly hours?: number;
  /** As written. */
  readonly until?: string;
  readonly who?: string;
}

export type Args =
  | AnswerWords
  | { readonly op: 'manager'; readonly talked: ManagerAnswer; readonly who?: string }
  | { readonly op: 'open'; readonly closes?: string }
  | { readonly op: 'close' | 'status' | 'own' };

const ANSWERS =
  'Answer with one of: check-in stay 6, check-in reduced 2026-12-01 2, check-in step-back, check-in talk.';

const hoursFrom = (text: string): number => {
  const hours = /^\d{1,3}([.,]\d)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  if (hours >= 0 && hours <= MOST_HOURS) return hours;
  throw new UserError(
    `"${text}" are no hours a week: write a number from 0 to ${MOST_HOURS}, such as 6 or 2.5.`,
  );
};

const nothingMore = (words: readonly string[]): void => {
  if (words.length > 0) throw new UserError(`There is no need for "${words.join(' ')}". ${ANSWERS}`);
};

const answerFrom = (choice: CheckInChoice, words: readonly string[]): Omit<AnswerWords, 'op' | 'who'> => {
  if (choice === 'stay') {
    const [hours, ...more] = words;
    nothingMore(more);
    if (hours === undefined)
      throw new UserError('With about how many hours a week? Write, for example: check-in stay 6');
    return { choice, hours: hoursFrom(hours) };
  }
  if (choice === 'reduced') {
    const [until, hours, ...more] = words;
    nothingMore(more);
    if (until === undefined)
      throw new UserError(
        'Until when, and with how many hours? Write, for example: check-in reduced 2026-12-01 2',
      );
    return { choice, until, ...(hours !== undefined && { hours: hoursFrom(hours) }) };
  }
  nothingMore(words);
  return { choice };
};

const managerFrom = ([talked, ...more]: readonly string[]): ManagerAnswer => {
  nothingMore(more);
  const found = MANAGER_ANSWERS.find(each => each === talked?.toLowerCase());
  if (found) return found;
  throw new UserError(`Write one of: ${MANAGER_ANSWERS.map(each => `check-in manager ${each}`).join(', ')}.`);
};

const OTHERS = ['manager', 'open', 'close', 'status'] as const;

export const argsFrom = (given: readonly string[]): Args => {
  const [first = '', ...rest] = given;
  const op = first.toLowerCase();
  const last = rest.at(-1);
  const who = last?.startsWith('@') === true && last.length > 1 ? last : undefined;
  const words = who === undefined ? rest : rest.slice(0, -1);
  const on = who === undefined ? {} : { who };
  const choice = CHECK_IN_ANSWERS.find(each => each === op);
  if (choice) return { op: 'answer', ...answerFrom(choice, words), ...on };
  if (op === 'manager') return { op, talked: managerFrom(words), ...on };
  if (op === 'open') {
    const [closes, ...more] = rest;
    nothingMore(more);
    return { op, ...(closes !== undefined && { closes }) };
  }
  if (op === '' || op === 'close' || op === 'status') {
    nothingMore(rest);
    return { op: op === '' ? 'own' : op };
  }
  throw new UserError(`"${first}" is no answer.${hint(op, [...CHECK_IN_ANSWERS, ...OTHERS])} ${ANSWERS}`);
};
