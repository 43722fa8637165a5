// Bugs that wait to be sorted out, and in which order a team would go through them together.
import { DAY } from './calendar.ts';

export interface SortedBug {
  readonly number: string;
  readonly openedAt: number;
  readonly status: string | null;
  readonly importance: string | null;
  readonly triagedAt: number | null;
  readonly movedAt: number | null;
  readonly fixedAt: number | null;
  readonly byBot: number;
}

/** Its status is still the first one, and nobody but its reporter has sorted it. */
export const isUntriaged = ({
  triagedAt,
  status,
  byBot,
}: Pick<SortedBug, 'triagedAt' | 'status' | 'byBot'>): boolean =>
  triagedAt === null && (status === null || status === 'New') && byBot === 0;

const byNumber = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

/** The oldest first; of one moment the one with the smaller number. */
export const oldestFirst = (
  a: Pick<SortedBug, 'openedAt' | 'number'>,
  b: Pick<SortedBug, 'openedAt' | 'number'>,
): number => a.openedAt - b.openedAt || byNumber(a.number, b.number);

/** Why a bug is on the list of a bug-smash day, in the order in which they are gone through. */
export type Reason = 'untriaged' | 'no importance' | 'can be closed?' | 'fix has landed';

/** Days without a word after which an answer is no longer to be expected: Launchpad lets such bugs expire then. */
export const SILENT_DAYS = 60;

const isUnweighed = ({ importance }: SortedBug): boolean =>
  importance === null || importance === 'Undecided' || importance === 'Unknown';

const reasonFor = (bug: SortedBug, weighs: boolean, at: number): Reason | undefined => {
  if (bug.byBot !== 0) return undefined;
  if (bug.fixedAt !== null) return 'fix has landed';
  if (isUntriaged(bug)) return 'untriaged';
  if (bug.status === 'Incomplete')
    return at - (bug.movedAt ?? bug.openedAt) > SILENT_DAYS * DAY ? 'can be closed?' : undefined;
  return weighs && isUnweighed(bug) ? 'no importance' : undefined;
};

const ORDER: readonly Reason[] = ['untriaged', 'no importance', 'can be closed?', 'fix has landed'];

/**
 * Open bugs that a team could sort together: those that nobody has triaged, then those without an importance (where the
 * tracker knows one at all), then those that may be closed; the oldest of each first.
 */
export const toSmash = <Bug extends SortedBug>(
  bugs: readonly Bug[],
  at: number,
): { readonly bug: Bug; readonly why: Reason }[] => {
  const weighs = bugs.some(bug => !isUnweighed(bug));
  return bugs
    .flatMap(bug => {
      const why = reasonFor(bug, weighs, at);
      return why === undefined ? [] : [{ bug, why }];
    })
    .sort((a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why) || oldestFirst(a.bug, b.bug));
};

/**
 * Deals a list into handfuls of at most `size`, as cards are dealt: none is larger than another by more than one, and
 * each has of the first and of the last.
 */
export const handfuls = <Each>(list: readonly Each[], size: number): Each[][] => {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, hand) => list.filter((_each, index) => index % count === hand));
};
