// What is due of a check-in: its opening by the calendar, a letter to everybody, two reminders at most, then silence.
import type { Handle } from './activity.ts';
import { DAY, daysBefore } from './calendar.ts';
import { type CheckIn, type Invited, openCheckIn } from './check-in.ts';
import { isAway, type Leave } from './leave.ts';
import type { RulingStep, SaidAt } from './matter.ts';
import type { CheckInPolicy } from './policy.ts';
import type { Cycle } from './project.ts';

/** Then nobody is asked again. */
const MOST_REMINDERS = 2;
/** Days: for less than that the calendar begins none by itself. */
const SHORTEST = 7;

/** `gambia` of "Gambia 2018" is `gambia-2018`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'cycle';

export const openingKey = (id: string): string => `check-in/open/${id}`;

interface Opening {
  readonly at: number;
  readonly timezone: string;
  readonly policy: CheckInPolicy;
  readonly cycle: Cycle | undefined;
  readonly checkIns: readonly CheckIn[];
  /** Every core of now, in the order in which they get their places. */
  readonly cores: readonly Handle[];
}

/** The opening that the calendar decides now: once a cycle, and only where nobody has opened one for it. */
export const openingDue = ({
  at,
  timezone,
  policy,
  cycle,
  checkIns,
  cores,
}: Opening): RulingStep | undefined => {
  const milestone = cycle?.milestones.find(({ name }) => name === policy.before);
  if (!cycle || !milestone || cores.length === 0) return undefined;
  const begins = daysBefore(milestone.at, policy.weeks * 7, timezone).since;
  const id = slugOf(cycle.name);
  const wasOpened =
    checkIns.some(one => one.id === id || one.openedAt >= begins) || openCheckIn(checkIns, at);
  if (wasOpened || at < begins || at + SHORTEST * DAY > milestone.at) return undefined;
  const closes = Math.min(at + policy.days * DAY, milestone.at);
  return {
    kind: 'ruling',
    key: openingKey(id),
    ruling: { kind: 'check-in-open', id, closes, invited: cores },
  };
};

/** A letter that is due now; `reminder`: which one, 0 for the first letter. */
export interface CheckInLetter {
  readonly key: string;
  readonly follows?: string;
  readonly reminder: number;
  readonly checkIn: CheckIn;
  readonly to: Invited;
}

interface Asking {
  readonly at: number;
  readonly checkIns: readonly CheckIn[];
  /** Who is core now: who has left the team meanwhile is asked nothing. */
  readonly cores: ReadonlySet<number>;
  readonly leaves: readonly Leave[];
  readonly said: SaidAt;
}

export const letterKey = ({ id }: Pick<CheckIn, 'id'>, { place }: Pick<Invited, 'place'>): string =>
  `check-in/${id}/${place}`;

const reminderKey = (letter: string, number: number): string => `${letter}/reminder-${number}`;

const letterFor = (checkIn: CheckIn, to: Invited, { at, said }: Asking): CheckInLetter | undefined => {
  const letter = letterKey(checkIn, to);
  const letterAt = said.get(letter);
  if (letterAt === undefined) return { key: letter, reminder: 0, checkIn, to };
  if (to.answer !== undefined) return undefined;
  // A third of the time lies between two words to the same person, also for those who come back late.
  const pause = (checkIn.closesAt - checkIn.openedAt) / (MOST_REMINDERS + 1);
  let last = letterAt;
  for (let number = 1; number <= MOST_REMINDERS; number++) {
    const key = reminderKey(letter, number);
    const saidAt = said.get(key);
    if (saidAt === undefined)
      return at - last >= pause ? { key, follows: letter, reminder: number, checkIn, to } : undefined;
    last = saidAt;
  }
  return undefined;
};

/** Who is away is left alone until they are back; whose account is nobody's any more is asked nothing. */
export const lettersDue = (asking: Asking): readonly CheckInLetter[] => {
  const { at, checkIns, cores, leaves } = asking;
  const checkIn = openCheckIn(checkIns, at);
  if (!checkIn) return [];
  return checkIn.invited.flatMap(to => {
    if (to.person === undefined || !cores.has(to.person) || isAway(leaves, to.person, at)) return [];
    return letterFor(checkIn, to, asking) ?? [];
  });
};
