// A check-in: every core alike is asked how they go on. Its state, from decisions alone.
import { type Handle, handleKey } from './activity.ts';
import type { CheckInChoice, Decision, ManagerAnswer } from './decision.ts';
import { personOf, type Somebody } from './leave.ts';

export interface CheckInAnswer {
  readonly choice: CheckInChoice;
  /** Hours a week. */
  readonly hours?: number;
  /** Seconds UTC. */
  readonly until?: number;
}

/** One who is asked; `place` counts from 1 and stands for them where no name may stand. */
export interface Invited {
  readonly place: number;
  readonly of: Handle;
  /** Undefined: an account that nobody has any more. */
  readonly person?: number;
  readonly answer?: CheckInAnswer;
  readonly manager?: ManagerAnswer;
}

export interface CheckIn {
  readonly id: string;
  /** Seconds UTC. It is open in `[openedAt, closesAt)`. */
  readonly openedAt: number;
  readonly closesAt: number;
  readonly invited: readonly Invited[];
}

export const isOpen = ({ openedAt, closesAt }: Pick<CheckIn, 'openedAt' | 'closesAt'>, at: number): boolean =>
  openedAt <= at && at < closesAt;

interface Book {
  checkIns: CheckIn[];
  readonly known: (handle: Handle) => number | undefined;
}

const opened = (book: Book, { at, ruling }: Decision): void => {
  if (ruling.kind !== 'check-in-open') return;
  const isTaken = book.checkIns.some(other => other.id === ruling.id || isOpen(other, at));
  if (isTaken || ruling.closes <= at) return;
  const seen = new Set<number>();
  const invited = ruling.invited.flatMap((of, index): Invited[] => {
    const person = book.known(of);
    // Two accounts that turned out to be one person are asked once.
    if (person !== undefined && seen.has(person)) return [];
    if (person !== undefined) seen.add(person);
    return [{ place: index + 1, of, ...(person !== undefined && { person }) }];
  });
  book.checkIns.push({ id: ruling.id, openedAt: at, closesAt: ruling.closes, invited });
};

/** Said anew, an answer takes the place of the one before; after the close nothing changes. */
const changed = ({ checkIns, known }: Book, { at, ruling }: Decision): readonly CheckIn[] => {
  if (ruling.kind === 'check-in-close')
    return checkIns.map(one => (one.id === ruling.id && isOpen(one, at) ? { ...one, closesAt: at } : one));
  if (ruling.kind !== 'check-in-answer' && ruling.kind !== 'check-in-manager') return checkIns;
  const person = known(ruling.of);
  if (person === undefined) return checkIns;
  const said = (one: Invited): Invited => {
    if (one.person !== person) return one;
    if (ruling.kind === 'check-in-manager') return { ...one, manager: ruling.talked };
    const { answer: choice, hours, until } = ruling;
    const answer = { choice, ...(hours !== undefined && { hours }), ...(until !== undefined && { until }) };
    return { ...one, answer };
  };
  return checkIns.map(one =>
    one.id === ruling.id && isOpen(one, at) ? { ...one, invited: one.invited.map(said) } : one,
  );
};

/** All of them, the oldest first; one that would begin while another is open, or under its id, never began. */
export const checkInsOf = (
  decisions: readonly Decision[],
  people: readonly Somebody[],
): readonly CheckIn[] => {
  const book: Book = { checkIns: [], known: personOf(people) };
  for (const decision of decisions) {
    if (decision.ruling.kind === 'check-in-open') opened(book, decision);
    else book.checkIns = [...changed(book, decision)];
  }
  return book.checkIns;
};

export const openCheckIn = (checkIns: readonly CheckIn[], at: number): CheckIn | undefined =>
  checkIns.find(one => isOpen(one, at));

/** What may be said of a check-in in public: counts of all, and the hours of so many that none is somebody's. */
export interface PublicCheckIn {
  readonly isOpen: boolean;
  readonly openedAt: number;
  readonly closesAt: number;
  readonly answered: number;
  readonly invited: number;
  /** Hours a week of all together, once it is closed; null: it would tell what one person said. */
  readonly hours: number | null;
}

/** In a smaller team every count is somebody's. */
const SMALLEST_TEAM = 4;
/** Who knows their own hours must still not know another's. */
const LEAST_HOURS = 3;

const hoursIn = ({ invited }: CheckIn): number[] =>
  invited.flatMap(({ answer }) => (answer?.hours === undefined ? [] : [answer.hours]));

export const promisedHours = (checkIn: CheckIn): number =>
  hoursIn(checkIn).reduce((sum, hours) => sum + hours, 0);

export const answeredIn = ({ invited }: CheckIn): number =>
  invited.filter(({ answer }) => answer !== undefined).length;

/**
 * For the public every account that was invited is one, whoever it turns out to be: answers are given for those accounts,
 * and two of them linked after the close would change the sum by what one person said.
 */
export const publicCheckInsOf = (decisions: readonly Decision[]): readonly CheckIn[] => {
  const invited = decisions.flatMap(({ ruling }) => (ruling.kind === 'check-in-open' ? ruling.invited : []));
  const accounts = new Map(invited.map(handle => [handleKey(handle), handle]));
  return checkInsOf(
    decisions,
    [...accounts.values()].map((handle, key) => ({ key, handles: [handle] })),
  );
};

/** Undefined: there was none, or the team is too small to say anything of it. */
export const publicCheckIn = (checkIns: readonly CheckIn[], at: number): PublicCheckIn | undefined => {
  const latest = checkIns.filter(({ openedAt }) => openedAt <= at).at(-1);
  if (!latest || latest.invited.length < SMALLEST_TEAM) return undefined;
  const { openedAt, closesAt, invited } = latest;
  const open = isOpen(latest, at);
  const tells = !open && hoursIn(latest).length >= LEAST_HOURS;
  return {
    isOpen: open,
    openedAt,
    closesAt,
    answered: answeredIn(latest),
    invited: invited.length,
    hours: tells ? promisedHours(latest) : null,
  };
};
