// The matters that go on at a moment, as headings: retirements and nominations. The check-in has a line of its own.
import type { Person } from '../../contracts.ts';
import { dateText } from '../../domain/calendar.ts';
import type { Decision } from '../../domain/decision.ts';
import { leavesOf } from '../../domain/leave.ts';
import { type Nomination, nominationsOf, takesVotes } from '../../domain/nomination.ts';
import { isRetirementOpen, periodEnd, type Retirement, retirementsOf } from '../../domain/retirement.ts';
import { isForgotten } from '../../domain/rights.ts';

interface Asked {
  readonly at: number;
  readonly timezone: string;
  readonly people: readonly Person[];
  readonly names: ReadonlyMap<number, string>;
  readonly decisions: readonly Decision[];
}

const retirementLine = (one: Retirement, name: string, { timezone, ...asked }: Asked): string => {
  const what = one.own ? `${name} steps back` : `The retirement of ${name}`;
  if (one.stage === 'proposed') return `${what}: not told yet`;
  if (one.stage === 'ready') return `${what}: waits for your confirmation`;
  const until = periodEnd(one, leavesOf(asked.decisions, asked.people));
  const day = until === undefined ? '' : ` until ${dateText(until, timezone)}`;
  return `${what}: told, and can still say no${day}`;
};

const retirementLines = (asked: Asked): string[] =>
  retirementsOf(asked.decisions, asked.people)
    .filter(one => isRetirementOpen(one) && !isForgotten(one.of))
    .map(one => retirementLine(one, asked.names.get(one.person) ?? 'somebody', asked));

/** Who is asked has the right that nobody but the nominator knows of it. */
const nominationLine = (one: Nomination, { at, timezone, names }: Asked): string[] => {
  const name = one.person === undefined ? undefined : names.get(one.person);
  if (name === undefined || isForgotten(one.of)) return [];
  if (one.state === 'accepted') return [`The nomination of ${name}: waits for its nominator to open it`];
  if (one.state !== 'open' || !one.opening) return [];
  return takesVotes(one, at)
    ? [`The nomination of ${name}: votes are taken until ${dateText(one.opening.closesAt - 1, timezone)}`]
    : [`The nomination of ${name}: the votes are in, the outcome is not told yet`];
};

export const openMatters = (asked: Asked): readonly string[] => [
  ...retirementLines(asked),
  ...nominationsOf(asked.decisions, asked.people).flatMap(one => nominationLine(one, asked)),
];
