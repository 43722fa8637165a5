// What is due of nominations by the calendar: that an unanswered one is let go, and that an open one is counted.
import { DAY } from './calendar.ts';
import type { Leave } from './leave.ts';
import type { RulingStep, SaidAt } from './matter.ts';
import { type Nomination, outcomeOf } from './nomination.ts';
import type { NominationPolicy } from './policy.ts';

export const nominationKey = ({ id }: Pick<Nomination, 'id'>, step: string): string =>
  `nomination/${id}/${step}`;

/** Days in which somebody is told of the end before everybody is, at most. */
const FIRST_DAYS = 3;
/** Days after which the end of a nomination is no news. */
const NEWS_DAYS = 30;

/** Until when an answer is taken; the time runs from the letter on. */
export const answerBy = (
  one: Pick<Nomination, 'id'>,
  said: SaidAt,
  at: number,
  { askDays }: NominationPolicy,
): number => (said.get(nominationKey(one, 'ask')) ?? at) + askDays * DAY;

export const nominationRulings = (
  one: Nomination,
  at: number,
  said: SaidAt,
  leaves: readonly Leave[],
  policy: NominationPolicy,
): readonly RulingStep[] => {
  const step = (name: string, ruling: RulingStep['ruling']): RulingStep => ({
    ...({ kind: 'ruling', key: nominationKey(one, name) } as const),
    ruling,
  });
  if (one.state === 'asked' && said.has(nominationKey(one, 'ask')) && answerBy(one, said, at, policy) <= at)
    return [step('lapse', { kind: 'nomination-lapse', id: one.id })];
  if (one.state !== 'open' || !one.opening || at < one.opening.closesAt) return [];
  const outcome = outcomeOf(one, leaves);
  if (!outcome) return [];
  const { passed, totals } = outcome;
  return [step('close', { kind: 'nomination-close', id: one.id, passed, ...totals })];
};

interface Heard {
  readonly at: number;
  readonly said: SaidAt;
  /** What may have been said, and nobody can tell. */
  readonly unsure: ReadonlySet<string>;
}

/** Whether everybody may hear of the end: the person was told, or could not be for days. */
export const mayTellAll = (one: Nomination, { at, said, unsure }: Heard): boolean => {
  const result = nominationKey(one, 'result');
  return (said.has(result) && !unsure.has(result)) || at >= one.since + FIRST_DAYS * DAY;
};

export const isNews = ({ since }: Pick<Nomination, 'since'>, at: number): boolean =>
  at < since + NEWS_DAYS * DAY;
