// The letter of a check-in and its reminders: the same for everybody, but for their own numbers.
import type { MatterRequest, Member, OwnNumber, Person } from '../../contracts.ts';
import { DAY, dateText } from '../../domain/calendar.ts';
import type { CheckInLetter } from '../../domain/check-in-due.ts';
import type { LetterStep } from '../../domain/matter.ts';
import type { Short } from './short.ts';

export interface Team {
  readonly people: readonly Person[];
  readonly members: readonly Member[];
  readonly short: Short;
}

const PRIORITY = 'reviews on priority items';

/** Of somebody's numbers, what a letter tells, and how a manager is told of it; the votes one by one are for `me`. */
const TOLD: Readonly<Record<string, (count: number) => string>> = {
  reviews: count => `${count} ${count === 1 ? 'review' : 'reviews'} of others’ changes`,
  [PRIORITY]: count => `${count} of them on what the team had put first`,
  approvals: count => `${count} ${count === 1 ? 'approval' : 'approvals'}`,
  commits: count => `${count} ${count === 1 ? 'commit' : 'commits'}`,
  'bug fixes': count => `${count} ${count === 1 ? 'bug' : 'bugs'} fixed`,
  'bugs triaged': count => `${count} ${count === 1 ? 'bug' : 'bugs'} triaged`,
  meetings: count => `${count} team ${count === 1 ? 'meeting' : 'meetings'}`,
};

const told = (numbers: readonly OwnNumber[], { priorities }: MatterRequest['project']) =>
  numbers.filter(({ name }) => Object.hasOwn(TOLD, name) && (priorities.length > 0 || name !== PRIORITY));

const personOf = ({ people }: Team, { to }: CheckInLetter): Person | undefined =>
  people.find(({ key }) => key === to.person);

/** Whom one may talk to: not oneself. */
const ptlsFor = ({ people, members }: Team, letter: CheckInLetter, at: number): string[] => {
  const ptls = members
    .filter(({ role, since, until }) => role === 'ptl' && since <= at && (until ?? Infinity) > at)
    .map(({ person }) => person)
    .filter(person => person !== letter.to.person);
  return people.filter(({ key }) => ptls.includes(key)).map(({ name }) => name);
};

/** Since the cycle began, or the usual window where that would be too short to show anybody’s work. */
const sinceOf = ({ project, at }: MatterRequest): number => {
  const usual = at - project.policy.windowDays * DAY;
  return project.cycle === undefined ? usual : Math.min(project.cycle.start, usual);
};

const common = (letter: CheckInLetter, request: MatterRequest, team: Team) => {
  const { timezone } = request.project;
  return {
    name: personOf(team, letter)?.name ?? '',
    closes: dateText(letter.checkIn.closesAt - 1, timezone),
    // A day that is well ahead, to show how a date is written.
    someDay: dateText(letter.checkIn.closesAt + 90 * DAY, timezone),
    ptls: ptlsFor(team, letter, request.at),
  };
};

export const letterOf = async (
  letter: CheckInLetter,
  request: MatterRequest,
  team: Team,
): Promise<LetterStep> => {
  const since = sinceOf(request);
  const numbers = told(await request.numbers(letter.to.of, since), request.project);
  return {
    kind: 'letter',
    key: letter.key,
    to: letter.to.of,
    template: 'check-in',
    title: `Check-in of ${request.project.title}`,
    model: {
      ...common(letter, request, team),
      since: dateText(since, request.project.timezone),
      invited: letter.checkIn.invited.length,
      numbers: numbers.filter(({ value }) => value !== null),
      untold: numbers.filter(({ value }) => value === null).map(({ name }) => name),
      did: numbers.flatMap(({ name, value }) => ((value ?? 0) > 0 ? (TOLD[name]?.(value ?? 0) ?? []) : [])),
      short: team.short,
      isShort: Object.values(team.short).some(count => (count ?? 0) > 0),
    },
  };
};

export const reminderOf = (letter: CheckInLetter, request: MatterRequest, team: Team): LetterStep => ({
  kind: 'letter',
  key: letter.key,
  ...(letter.follows !== undefined && { follows: letter.follows }),
  to: letter.to.of,
  template: 'check-in-reminder',
  title: `Check-in of ${request.project.title}: until ${dateText(letter.checkIn.closesAt - 1, request.project.timezone)}`,
  model: { ...common(letter, request, team), isLast: letter.reminder > 1 },
});
