// Who is away, and how many hours a week somebody gives: as people said it, with no reason asked.
import { type Handle, handleKey } from './activity.ts';
import type { Decision } from './decision.ts';

/** `[since, until)` in seconds UTC; without `until`: until the person says to be back. */
export interface Leave {
  readonly person: number;
  readonly since: number;
  readonly until?: number;
}

/** The most that anybody can say to give a week, which has 168. */
export const MOST_HOURS = 80;

/** Hours a week for the project, in `[at, until)`, or until something else is said; null: taken back, and none before it. */
export interface Capacity {
  readonly person: number;
  readonly at: number;
  readonly hours: number | null;
  readonly until?: number;
}

export interface Somebody {
  readonly key: number;
  readonly handles: readonly Handle[];
}

/** The person behind a handle. */
export const personOf = (people: readonly Somebody[]): ((handle: Handle) => number | undefined) => {
  const byHandle = new Map(people.flatMap(({ key, handles }) => handles.map(each => [handleKey(each), key])));
  return handle => byHandle.get(handleKey(handle));
};

const endOf = ({ until = Infinity }: Pick<Leave, 'until'>): number => until;

/** Back ends the leave that one is on; who is on none takes back what was planned. */
const afterBack = (own: readonly Leave[], at: number): Leave[] => {
  const isOn = own.some(leave => leave.since <= at && endOf(leave) > at);
  return own.flatMap(leave => {
    if (leave.since > at) return isOn ? [leave] : [];
    return endOf(leave) > at ? [{ ...leave, until: at }] : [leave];
  });
};

/** Said anew, a leave takes the place of those that it touches; what lies in the past by then stays as it was. */
const afterLeave = (own: readonly Leave[], leave: Leave, at: number): Leave[] => [
  ...own.flatMap(other => {
    if (endOf(other) <= leave.since || endOf(leave) <= other.since) return [other];
    const past = Math.min(at, leave.since);
    return other.since < past ? [{ ...other, until: past }] : [];
  }),
  leave,
];

/**
 * What holds of all that was said, the oldest decision first. Accounts of nobody in `people` are left out. Ends in the
 * order of their persons and beginnings.
 */
export const leavesOf = (decisions: readonly Decision[], people: readonly Somebody[]): readonly Leave[] => {
  const known = personOf(people);
  const held = new Map<number, Leave[]>();
  for (const { at, ruling } of decisions) {
    if (ruling.kind !== 'leave' && ruling.kind !== 'back') continue;
    const person = known(ruling.of);
    if (person === undefined) continue;
    const own = held.get(person) ?? [];
    const { kind } = ruling;
    if (kind === 'back') held.set(person, afterBack(own, at));
    else {
      const until = ruling.until === undefined ? {} : { until: ruling.until };
      held.set(person, afterLeave(own, { person, since: ruling.since, ...until }, at));
    }
  }
  return [...held.values()]
    .flat()
    .filter(leave => leave.since < endOf(leave))
    .sort((a, b) => a.person - b.person || a.since - b.since);
};

export const isAway = (leaves: readonly Leave[], person: number, at: number): boolean =>
  leaves.some(leave => leave.person === person && leave.since <= at && endOf(leave) > at);

/** How many of a team are away. `most`: more than half of it; how many exactly would tell of those who are not. */
export interface Absence {
  readonly of: number;
  readonly away: number | 'most';
}

/** In a smaller team a count is somebody's name. */
const FEWEST = 4;

/** What may be said in public of who is away at `at`; undefined: nothing, and neither that nobody is. */
export const absenceOf = (
  leaves: readonly Leave[],
  team: Iterable<number>,
  at: number,
): Absence | undefined => {
  const people = [...team];
  const away = people.filter(person => isAway(leaves, person, at)).length;
  if (people.length < FEWEST || away === 0) return undefined;
  return { of: people.length, away: 2 * away > people.length ? 'most' : away };
};

/** Seconds of `[since, until)` on which the person was not away. */
export const secondsPresent = (
  leaves: readonly Leave[],
  person: number,
  { since, until }: { readonly since: number; readonly until: number },
): number => {
  let from = since;
  let present = 0;
  for (const leave of leaves.filter(each => each.person === person)) {
    present += Math.max(0, Math.min(leave.since, until) - from);
    from = Math.max(from, Math.min(endOf(leave), until));
  }
  return present + Math.max(0, until - from);
};

/** Hours said by themselves, or with an answer; an answer may give none. */
interface HoursWord {
  readonly of: Handle;
  readonly kind: 'capacity' | 'check-in-answer';
  readonly hours?: number;
  readonly until?: number;
}

const isHoursWord = (ruling: Decision['ruling']): ruling is Decision['ruling'] & HoursWord =>
  ruling.kind === 'capacity' || ruling.kind === 'check-in-answer';

const actOf = (at: number, { of, hours }: HoursWord): string => `${at} ${handleKey(of)} ${hours}`;

/** The hours of an answer were once written down a second time, as a `capacity` of the same moment. */
const withoutCopies = (decisions: readonly Decision[]) => {
  const said = decisions.flatMap(({ at, ruling }) => (isHoursWord(ruling) ? [{ at, word: ruling }] : []));
  const answers = said.filter(({ word }) => word.kind === 'check-in-answer');
  const answered = new Set(answers.map(({ at, word }) => actOf(at, word)));
  return said.filter(({ at, word }) => word.kind !== 'capacity' || !answered.has(actOf(at, word)));
};

/**
 * What everybody promised with each word, the oldest first. A word takes the place of the one of its kind: an answer takes
 * back the hours of the answer before it, and what was said by itself holds again.
 */
export const capacitiesOf = (
  decisions: readonly Decision[],
  people: readonly Somebody[],
): readonly Capacity[] => {
  const known = personOf(people);
  const held = new Map<number, readonly HoursWord[]>();
  return withoutCopies(decisions).flatMap(({ at, word }): Capacity[] => {
    const person = known(word.of);
    if (person === undefined) return [];
    const others = (held.get(person) ?? []).filter(({ kind }) => kind !== word.kind);
    const own = word.hours === undefined ? others : [...others, word];
    held.set(person, own);
    const { hours = null, until } = own.at(-1) ?? {};
    return [{ person, at, hours, ...(until !== undefined && { until }) }];
  });
};

/** Hours a week by person, of those who have promised any for that moment until then. */
export const hoursAt = (capacities: readonly Capacity[], at: number): ReadonlyMap<number, number> => {
  const latest = new Map(capacities.filter(each => each.at < at).map(each => [each.person, each]));
  return new Map(
    [...latest].flatMap(([person, { hours, until = Infinity }]): [number, number][] =>
      hours !== null && until > at ? [[person, hours]] : [],
    ),
  );
};

/** When somebody will have been present for so many seconds from `since` on; undefined: away until further notice. */
export const timePresent = (
  leaves: readonly Leave[],
  person: number,
  since: number,
  seconds: number,
): number | undefined => {
  let from = since;
  let left = seconds;
  for (const leave of leaves.filter(each => each.person === person && endOf(each) > since)) {
    const before = Math.max(0, leave.since - from);
    if (before >= left) break;
    left -= before;
    from = Math.max(from, endOf(leave));
  }
  return from === Infinity ? undefined : from + left;
};
