// A retirement: from a wish or a proposal to the roster, as a replay of what was decided. Nothing in it happens by itself.
import type { Handle } from './activity.ts';
import { DAY } from './calendar.ts';
import { type CheckIn, checkInsOf, isOpen as isCheckInOpen } from './check-in.ts';
import type { CheckInChoice, Decision } from './decision.ts';
import { isAway, type Leave, leavesOf, personOf, type Somebody, timePresent } from './leave.ts';

/**
 * - `proposed`: the person has not been told yet. `told`: they can object. `ready`: they had their time, and the PTL can
 *   confirm it with its word. In all three it is open.
 * - `confirmed`, or ended by the person (`objected`, `taken-back`), by a core who vouched, or by the PTL (`withdrawn`).
 * - `replaced`: the person wished it themselves meanwhile.
 */
export type RetirementStage =
  | 'proposed'
  | 'told'
  | 'ready'
  | 'confirmed'
  | 'objected'
  | 'taken-back'
  | 'vouched'
  | 'withdrawn'
  | 'replaced';

export interface Retirement {
  readonly id: string;
  readonly of: Handle;
  readonly person: number;
  /** Wished by the person, not proposed by the PTL. */
  readonly own: boolean;
  readonly stage: RetirementStage;
  /** When it came to this stage; seconds UTC. */
  readonly at: number;
  /** When the person had been told; their days of presence count from then. */
  readonly toldAt?: number;
  readonly days?: number;
  /** When the check-in closes from whose answer it comes: until then the answer can be changed. */
  readonly answerableUntil?: number;
  /** Confirms it, once. */
  readonly word?: string;
}

const OPEN: ReadonlySet<RetirementStage> = new Set(['proposed', 'told', 'ready']);

export const isRetirementOpen = ({ stage }: Pick<Retirement, 'stage'>): boolean => OPEN.has(stage);

/** When the person has been there for all their days, by the leave that is known; undefined: not told yet, or away. */
export const periodEnd = (
  {
    person,
    toldAt,
    days,
    answerableUntil = 0,
  }: Pick<Retirement, 'person' | 'toldAt' | 'days' | 'answerableUntil'>,
  leaves: readonly Leave[],
): number | undefined => {
  if (toldAt === undefined || days === undefined) return undefined;
  const end = timePresent(leaves, person, toldAt, days * DAY);
  return end === undefined ? undefined : Math.max(end, answerableUntil);
};

interface Book {
  readonly all: Map<string, Retirement>;
  readonly known: (handle: Handle) => number | undefined;
  readonly checkIns: readonly CheckIn[];
  /** Of all that was decided up to this decision. */
  readonly leaves: () => readonly Leave[];
}

const openOf = ({ all }: Book, person: number): Retirement | undefined =>
  [...all.values()].find(each => each.person === person && isRetirementOpen(each));

const to = (book: Book, one: Retirement | undefined, stage: RetirementStage, at: number, more = {}): void => {
  if (one) book.all.set(one.id, { ...one, ...more, stage, at });
};

/** What it comes to when the person says no. */
const byThem = (one: Retirement | undefined): RetirementStage => (one?.own ? 'taken-back' : 'objected');

/** One at a time; only the person's own wish takes the place of what the PTL proposed. */
const begin = (
  book: Book,
  one: Pick<Retirement, 'id' | 'of' | 'own' | 'answerableUntil'>,
  at: number,
): void => {
  const person = book.known(one.of);
  if (person === undefined || book.all.has(one.id)) return;
  const before = openOf(book, person);
  if (before && (before.own || !one.own)) return;
  to(book, before, 'replaced', at);
  book.all.set(one.id, { ...one, person, stage: 'proposed', at });
};

const STAYS: ReadonlySet<CheckInChoice> = new Set(['stay', 'reduced']);

/**
 * An answer to a check-in is a wish of one's own; what the PTL notes for somebody is the PTL's word. Who says that they
 * stay has said what an objection says, whoever began it and wherever.
 */
const answered = (book: Book, { at, by, ruling }: Decision): void => {
  if (ruling.kind !== 'check-in-answer') return;
  const person = book.known(ruling.of);
  const checkIn = book.checkIns.find(({ id }) => id === ruling.id);
  const place = checkIn?.invited.find(each => each.person === person)?.place;
  if (person === undefined || !checkIn || place === undefined || !isCheckInOpen(checkIn, at)) return;
  const stem = `${ruling.id}-${place}`;
  const own = book.known(by) === person;
  // Who leads next has to be on the roster first; then they say it again.
  if (ruling.answer === 'step-back' && ruling.leads) return;
  if (ruling.answer === 'step-back') {
    const times = [...book.all.keys()].filter(id => id === stem || id.startsWith(`${stem}-`)).length;
    const id = times === 0 ? stem : `${stem}-${times + 1}`;
    begin(book, { id, of: ruling.of, own, answerableUntil: checkIn.closesAt }, at);
    return;
  }
  const open = openOf(book, person);
  const isFromHere = open && (open.id === stem || open.id.startsWith(`${stem}-`));
  if (!isFromHere && !(own && STAYS.has(ruling.answer))) return;
  to(book, open, own ? byThem(open) : 'withdrawn', at);
};

/** What is said of one that is over is heard and changes nothing. */
const open = ({ all }: Book, id: string): Retirement | undefined => {
  const one = all.get(id);
  return one && isRetirementOpen(one) ? one : undefined;
};

/** A core sees what no source sees: what the PTL proposed is over then, and what somebody wishes for is not. */
const vouched = (book: Book, { at, by, ruling }: Decision): void => {
  const person = ruling.kind === 'vouch' ? book.known(ruling.of) : undefined;
  if (person === undefined || book.known(by) === person) return;
  const one = openOf(book, person);
  if (one && !one.own) to(book, one, 'vouched', at);
};

/** Nobody who is away is retired, and nobody without the days that they were given. */
const hadTheirDays = (book: Book, one: Retirement, at: number): boolean => {
  const leaves = book.leaves();
  return !isAway(leaves, one.person, at) && (periodEnd(one, leaves) ?? Infinity) <= at;
};

const heardOf = (book: Book, one: Retirement, { at, ruling }: Decision): void => {
  if (ruling.kind === 'object') to(book, one, byThem(one), at);
  else if (ruling.kind === 'retire-withdraw') to(book, one, 'withdrawn', at);
  else if (ruling.kind === 'retire-told' && one.stage === 'proposed')
    to(book, one, 'told', at, { toldAt: at, days: ruling.days });
  else if (ruling.kind === 'retire-ready' && one.stage === 'told' && hadTheirDays(book, one, at))
    to(book, one, 'ready', at, { word: ruling.word });
  else if (ruling.kind === 'retire-confirm' && one.stage === 'ready' && hadTheirDays(book, one, at))
    to(book, one, 'confirmed', at);
};

const heard = (book: Book, decision: Decision): void => {
  const { at, ruling } = decision;
  if (ruling.kind === 'check-in-answer') answered(book, decision);
  else if (ruling.kind === 'vouch') vouched(book, decision);
  else if (ruling.kind === 'retire' || ruling.kind === 'step-back')
    begin(book, { id: ruling.id, of: ruling.of, own: ruling.kind === 'step-back' }, at);
  else {
    const one = 'id' in ruling ? open(book, ruling.id) : undefined;
    if (one) heardOf(book, one, decision);
  }
};

/** All there ever were, in the order in which they began; of accounts that are nobody's there is none. */
export const retirementsOf = (
  decisions: readonly Decision[],
  people: readonly Somebody[],
): readonly Retirement[] => {
  const all = new Map<string, Retirement>();
  const [known, checkIns] = [personOf(people), checkInsOf(decisions, people)];
  for (const [index, decision] of decisions.entries())
    heard({ all, known, checkIns, leaves: () => leavesOf(decisions.slice(0, index + 1), people) }, decision);
  return [...all.values()];
};

export const openRetirement = (
  retirements: readonly Retirement[],
  person: number | undefined,
): Retirement | undefined => retirements.find(each => each.person === person && isRetirementOpen(each));

/** The way back of somebody, on the PTL's word. */
export interface Return {
  readonly id: string;
  readonly of: Handle;
  readonly person: number;
  readonly at: number;
}

export const returnsOf = (decisions: readonly Decision[], people: readonly Somebody[]): readonly Return[] => {
  const known = personOf(people);
  const returns = new Map<string, Return>();
  for (const { at, ruling } of decisions) {
    const person = ruling.kind === 'reinstate' ? known(ruling.of) : undefined;
    if (ruling.kind === 'reinstate' && person !== undefined && !returns.has(ruling.id))
      returns.set(ruling.id, { id: ruling.id, of: ruling.of, person, at });
  }
  return [...returns.values()];
};

/** Confirmed, and no return was decided since. */
export const isLeaving = (
  retirements: readonly Retirement[],
  returns: readonly Return[],
  person: number,
): boolean => {
  const last = retirements.findLast(one => one.person === person);
  const back = returns.findLast(one => one.person === person);
  return last?.stage === 'confirmed' && (back?.at ?? 0) < last.at;
};

interface Reach {
  readonly silentSince?: string;
  readonly stale: readonly string[];
  readonly driedUp: readonly { readonly origin: string; readonly kind: string }[];
  readonly untold: readonly string[];
}

/** Why the data cannot carry a confirmation now; who wishes it themselves is not judged by what comes in no more. */
export const blockersOf = (
  { silentSince, stale, driedUp, untold }: Reach,
  own: boolean,
): readonly string[] => [
  ...stale.map(id => `${id} was not read lately`),
  ...(own || silentSince === undefined ? [] : [`nothing has come in from anywhere since ${silentSince}`]),
  ...(own
    ? []
    : driedUp
        .filter(({ kind }) => untold.includes(kind))
        .map(({ origin, kind }) => `nothing more comes in of ${kind} from ${origin}`)),
];
