// A nomination: asked first, then opened, voted on and closed. Its state, from decisions alone.
import type { Handle } from './activity.ts';
import type { Decision } from './decision.ts';
import { isAway, type Leave, personOf, type Somebody } from './leave.ts';
import type { NominationOpenDecision, NominationRule } from './nomination-decision.ts';
import type { NominationPolicy } from './policy.ts';

/**
 * `asked`: waits for their answer; `declined`, `lapsed`: over before anybody else knew; `accepted`: waits for its
 * nominator to open it; `withdrawn`: taken back by the person once it was public.
 */
export type NominationState =
  | 'asked'
  | 'declined'
  | 'lapsed'
  | 'accepted'
  | 'open'
  | 'withdrawn'
  | 'passed'
  | 'not-passed';

export interface Totals {
  readonly plus: number;
  readonly zero: number;
  readonly minus: number;
}

export interface Vote {
  readonly person: number;
  readonly value: -1 | 0 | 1;
  /** Where it was said: the same place said anew replaces it. */
  readonly place: string;
}

export interface Opening extends Pick<NominationOpenDecision, 'rule' | 'words' | 'work'> {
  /** Seconds UTC. Votes are taken in `[openedAt, closesAt)`. */
  readonly openedAt: number;
  readonly closesAt: number;
  readonly electorate: readonly number[];
}

export interface Nomination {
  readonly id: string;
  readonly of: Handle;
  /** Undefined: an account that nobody has any more. */
  readonly person?: number;
  readonly by: Handle;
  readonly nominator?: number;
  /** Seconds UTC. */
  readonly at: number;
  readonly state: NominationState;
  /** Seconds UTC: since when it is in this state. */
  readonly since: number;
  readonly opening?: Opening;
  /** In the order in which they were given; the last one of a person counts. */
  readonly votes: readonly Vote[];
  readonly totals?: Totals;
}

const LIVE: ReadonlySet<NominationState> = new Set(['asked', 'accepted', 'open']);

export const isLive = ({ state }: Pick<Nomination, 'state'>): boolean => LIVE.has(state);

/** Votes are taken now. */
export const takesVotes = ({ state, opening }: Nomination, at: number): boolean =>
  state === 'open' && opening !== undefined && opening.openedAt <= at && at < opening.closesAt;

interface Book {
  all: Nomination[];
  readonly known: (handle: Handle) => number | undefined;
  /** Places that are no more, each with who spoke there. */
  readonly gone: Set<string>;
}

const spot = (person: number, place: string): string => `${person} ${place}`;

const nominated = (book: Book, { at, by, ruling }: Decision): void => {
  if (ruling.kind !== 'nominate') return;
  const { id, of } = ruling;
  const [person, nominator] = [book.known(of), book.known(by)];
  const isTaken = book.all.some(
    other => other.id === id || (isLive(other) && person !== undefined && other.person === person),
  );
  if (isTaken) return;
  const who = { ...(person !== undefined && { person }), ...(nominator !== undefined && { nominator }) };
  book.all.push({ id, of, ...who, by, at, state: 'asked', since: at, votes: [] });
};

const openedBy = (book: Book, one: Nomination, { at, ruling }: Decision): Nomination => {
  if (ruling.kind !== 'nomination-open' || one.state !== 'accepted' || ruling.closes <= at) return one;
  const electorate = new Set(ruling.electorate.flatMap(handle => book.known(handle) ?? []));
  // Nobody votes on themselves, whichever of their accounts stood on the roster.
  if (one.person !== undefined) electorate.delete(one.person);
  const { rule, words, work, closes } = ruling;
  const opening = { rule, words, work, openedAt: at, closesAt: closes, electorate: [...electorate] };
  return { ...one, state: 'open', since: at, opening };
};

const answered = (one: Nomination, accepts: boolean, at: number): Nomination => {
  if (accepts) return one.state === 'asked' ? { ...one, state: 'accepted', since: at } : one;
  if (!isLive(one)) return one;
  // Whoever is nominated can say no to the last moment.
  return { ...one, state: one.state === 'open' ? 'withdrawn' : 'declined', since: at };
};

const voted = (book: Book, one: Nomination, { at, by, place, ruling }: Decision): Nomination => {
  const person = book.known(by);
  if (ruling.kind !== 'nomination-vote' || person === undefined || !takesVotes(one, at)) return one;
  if (!one.opening?.electorate.includes(person) || book.gone.has(spot(person, place))) return one;
  const others = one.votes.filter(vote => vote.person !== person || vote.place !== place);
  return { ...one, votes: [...others, { person, value: ruling.value, place }] };
};

const unvoted = (book: Book, { by, at, ruling }: Decision): void => {
  const person = book.known(by);
  if (ruling.kind !== 'nomination-unvote' || person === undefined) return;
  if (ruling.gone) book.gone.add(spot(person, ruling.comment));
  book.all = book.all.map(one => {
    if (!takesVotes(one, at)) return one;
    const votes = one.votes.filter(vote => vote.person !== person || vote.place !== ruling.comment);
    return votes.length === one.votes.length ? one : { ...one, votes };
  });
};

const changed = (book: Book, one: Nomination, decision: Decision): Nomination => {
  const { at, ruling } = decision;
  if (!('id' in ruling) || ruling.id !== one.id) return one;
  if (ruling.kind === 'nomination-answer') return answered(one, ruling.accepts, at);
  if (ruling.kind === 'nomination-lapse')
    return one.state === 'asked' ? { ...one, state: 'lapsed', since: at } : one;
  if (ruling.kind === 'nomination-open') return openedBy(book, one, decision);
  if (ruling.kind === 'nomination-vote') return voted(book, one, decision);
  if (ruling.kind !== 'nomination-close' || one.state !== 'open') return one;
  // Never closed early.
  if (!one.opening || at < one.opening.closesAt) return one;
  const { passed, plus, zero, minus } = ruling;
  return { ...one, state: passed ? 'passed' : 'not-passed', since: at, totals: { plus, zero, minus } };
};

/** All of them, the oldest first. */
export const nominationsOf = (
  decisions: readonly Decision[],
  people: readonly Somebody[],
): readonly Nomination[] => {
  const book: Book = { all: [], known: personOf(people), gone: new Set() };
  for (const decision of decisions) {
    if (decision.ruling.kind === 'nominate') nominated(book, decision);
    else if (decision.ruling.kind === 'nomination-unvote') unvoted(book, decision);
    else book.all = book.all.map(one => changed(book, one, decision));
  }
  return book.all;
};

/** The last vote that stands of each. */
export const countedVotes = ({ votes }: Pick<Nomination, 'votes'>): ReadonlyMap<number, Vote['value']> =>
  new Map(votes.map(({ person, value }) => [person, value]));

export const ruleOf = ({ rule, plus, share }: NominationPolicy): NominationRule =>
  rule === 'lazy' ? { kind: 'lazy', plus } : { kind: 'share', share };

/** Votes of +1 without which none passes, where so many are there to vote. */
export const plusNeeded = (rule: NominationRule, voters: number): number =>
  rule.kind === 'lazy' ? rule.plus : Math.max(1, Math.ceil(rule.share * voters));

const doesPass = (rule: NominationRule, { plus, minus }: Totals, voters: number): boolean =>
  plus >= plusNeeded(rule, voters) && (rule.kind === 'share' || minus === 0);

/** Who is away need not have voted: nobody waits for them. A vote that they gave counts like any other. */
export const outcomeOf = (
  nomination: Nomination,
  leaves: readonly Leave[],
): { readonly passed: boolean; readonly totals: Totals } | undefined => {
  const { opening } = nomination;
  if (!opening) return undefined;
  const votes = countedVotes(nomination);
  const count = (value: Vote['value']) => [...votes.values()].filter(each => each === value).length;
  const totals = { plus: count(1), zero: count(0), minus: count(-1) };
  const voters = opening.electorate.filter(
    person => votes.has(person) || !isAway(leaves, person, opening.closesAt),
  );
  return { passed: doesPass(opening.rule, totals, voters.length), totals };
};
