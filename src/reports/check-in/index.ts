// The check-in report: who has answered what, who would like to talk, and the team before and after. For the PTL alone.
import type { Ledger, PrivateReport, ReportRequest, Table } from '../../contracts.ts';
import { dateText } from '../../domain/calendar.ts';
import {
  answeredIn,
  type CheckIn,
  checkInsOf,
  type Invited,
  isOpen,
  promisedHours,
} from '../../domain/check-in.ts';
import { capacitiesOf, isAway, type Leave, leavesOf } from '../../domain/leave.ts';
import type { Project } from '../../domain/project.ts';
import { isForgotten } from '../../domain/rights.ts';
import { namesToldApart } from '../../domain/told-apart.ts';
import { type BeforeAfter, beforeAfter } from './before-after.ts';

export interface CheckInRow {
  readonly person: string;
  /** `not yet`, `away`, `none` of whoever is forgotten, or what was answered. */
  readonly answer: string;
  readonly hours: number | null;
  /** Whether they have talked with their manager; empty: not told. */
  readonly manager: string;
}

export interface CheckInModel {
  readonly project: string;
  /** Null: nobody has been asked yet. */
  readonly checkIn: null | {
    readonly isOpen: boolean;
    readonly opened: string;
    readonly closes: string;
    readonly answered: number;
    readonly invited: number;
    readonly hours: number;
    readonly people: readonly CheckInRow[];
    readonly talk: readonly string[];
    readonly stepBack: readonly string[];
    readonly silent: readonly string[];
  };
  readonly change: BeforeAfter | null;
}

const choiceOf = ({ answer }: Invited, timezone: string): string => {
  if (!answer) return '';
  const { choice, until } = answer;
  if (choice === 'reduced') return `reduced until ${until === undefined ? '?' : dateText(until, timezone)}`;
  return { stay: 'stays', 'step-back': 'would like to step back', talk: 'would like to talk' }[choice];
};

const MANAGER = { yes: 'yes', 'not-yet': 'not yet', 'no-need': 'no need' } as const;

interface Look {
  readonly at: number;
  readonly timezone: string;
  readonly names: ReadonlyMap<number, string>;
  readonly leaves: readonly Leave[];
}

const unlessForgotten = (one: Invited): Pick<Invited, 'person' | 'answer' | 'manager'> => {
  if (!isForgotten(one.of)) return one;
  return one.person === undefined ? {} : { person: one.person };
};

const rowOf = (one: Invited, { at, timezone, names, leaves }: Look): CheckInRow => {
  // Whoever is forgotten is one of a few names that are missing: what they answered is in the counts alone.
  const { person, answer, manager } = unlessForgotten(one);
  const away = person !== undefined && isAway(leaves, person, at);
  // There is nobody any more whom one could write to.
  const missing = isForgotten(one.of) ? 'none' : away ? 'away' : 'not yet';
  return {
    person: (person === undefined ? undefined : names.get(person)) ?? 'somebody who is not known any more',
    answer: answer ? choiceOf(one, timezone) : missing,
    hours: answer?.hours ?? null,
    manager: manager === undefined ? '' : MANAGER[manager],
  };
};

const partOf = (checkIn: CheckIn, look: Look): NonNullable<CheckInModel['checkIn']> => {
  const { at, timezone } = look;
  const all = checkIn.invited
    .map(one => ({ one, row: rowOf(one, look) }))
    .sort((a, b) => a.row.person.localeCompare(b.row.person, 'en'));
  const who = (choose: (one: Invited) => boolean): string[] =>
    all.filter(({ one }) => !isForgotten(one.of) && choose(one)).map(({ row }) => row.person);
  return {
    isOpen: isOpen(checkIn, at),
    opened: dateText(checkIn.openedAt, timezone),
    closes: dateText(checkIn.closesAt - 1, timezone),
    answered: answeredIn(checkIn),
    invited: checkIn.invited.length,
    hours: promisedHours(checkIn),
    people: all.map(({ row }) => row),
    talk: who(({ answer }) => answer?.choice === 'talk'),
    stepBack: who(({ answer }) => answer?.choice === 'step-back'),
    silent: all.filter(({ row }) => row.answer === 'not yet').map(({ row }) => row.person),
  };
};

const compose = async (ledger: Ledger, project: Project, { at }: ReportRequest): Promise<CheckInModel> => {
  const people = await ledger.people(project.id);
  const decisions = await ledger.decisions(project.id, at);
  const latest = checkInsOf(decisions, people).at(-1);
  if (!latest) return { project: project.title, checkIn: null, change: null };
  const look = {
    ...{ at, timezone: project.timezone },
    names: namesToldApart(people),
    leaves: leavesOf(decisions, people),
  };
  const promises = capacitiesOf(decisions, people);
  return {
    project: project.title,
    checkIn: partOf(latest, look),
    change: (await beforeAfter({ ledger, project, at, people, promises }, latest)) ?? null,
  };
};

const rowsOf = ({ checkIn }: CheckInModel): string[][] =>
  (checkIn?.people ?? []).map(({ person, answer, hours, manager }) => [
    person,
    answer,
    hours === null ? '' : String(hours),
    manager,
  ]);

const HEAD = ['person', 'answer', 'hours a week', 'talked with manager'];

export default {
  id: 'check-in',
  title: 'Check-in',
  tells:
    'Who has answered the check-in and what, who would like to talk, the team before and after it. For the PTL alone.',
  audience: 'ptl',
  compose,
  grids: model => ({ answers: { head: HEAD, rows: rowsOf(model) } }),
  table: (model): Table => [HEAD, ...rowsOf(model)],
} satisfies PrivateReport<CheckInModel>;
