// What holds now of what was decided: weekly lists, links between accounts, numbers that are contested.
import type { Handle } from './activity.ts';
import { daysBefore } from './calendar.ts';
import type { CorrectDecision, Decision, WeekDecision } from './decision.ts';
import { isNamed, type Priority, type WeeklyList } from './priority.ts';
import type { Project } from './project.ts';
import { isForgotten } from './rights.ts';

/** What is agreed is agreed for so many days. */
const AGREED_DAYS = 7;

type Dated<Of> = Of & { readonly at: number };

const rulingsOf = <Kind extends Decision['ruling']['kind']>(
  decisions: readonly Decision[],
  kind: Kind,
): Dated<Extract<Decision['ruling'], { kind: Kind }>>[] =>
  decisions.flatMap(({ at, ruling }) =>
    ruling.kind === kind ? [{ ...(ruling as Extract<Decision['ruling'], { kind: Kind }>), at }] : [],
  );

const names = (id: string, item: string): boolean => isNamed({ nativeId: item, states: [] }, id);

/** The configured lists, and after each decision one more: what is agreed from then on. */
const weeklyOf = (
  configured: readonly WeeklyList[],
  decisions: readonly Dated<WeekDecision>[],
  timezone: string,
): WeeklyList[] => {
  const lists: WeeklyList[] = [];
  // When each change was agreed on: a week later it is no longer carried along.
  let agreed = new Map<string, number>();
  const steps = [...configured, ...decisions].sort((a, b) => a.at - b.at);
  for (const step of steps) {
    if ('changes' in step) {
      agreed = new Map(step.changes.map(id => [id, step.at]));
      lists.push(step);
      continue;
    }
    const since = daysBefore(step.at, AGREED_DAYS, timezone).since;
    for (const [id, at] of agreed) if (at <= since || names(id, step.item)) agreed.delete(id);
    if (step.op === 'add') agreed.set(step.item, step.at);
    lists.push({ at: step.at, changes: [...agreed.keys()] });
  }
  return lists;
};

/** The project with the weekly lists that people decided on. The same project when they decided on none. */
export const withDecisions = (project: Project, decisions: readonly Decision[]): Project => {
  const weeks = rulingsOf(decisions, 'priority-week');
  if (weeks.length === 0) return project;
  const priorities = project.priorities.map(priority => {
    const own = weeks.filter(({ priority: id }) => id === priority.id);
    return own.length === 0
      ? priority
      : { ...priority, weekly: weeklyOf(priority.weekly, own, project.timezone) };
  });
  return { ...project, priorities };
};

/** What is agreed at `at`: the latest list, while its week lasts. */
export const agreedAt = (
  { weekly }: Pick<Priority, 'weekly'>,
  at: number,
  timezone: string,
): readonly string[] => {
  const since = daysBefore(at, AGREED_DAYS, timezone).since;
  const inForce = weekly.filter(list => list.at <= at && list.at > since);
  return inForce.sort((a, b) => b.at - a.at)[0]?.changes ?? [];
};

/** Accounts that are one person on somebody's word. */
export const linksOf = (decisions: readonly Decision[]): { readonly a: Handle; readonly b: Handle }[] =>
  rulingsOf(decisions, 'link').map(({ a, b }) => ({ a, b }));

/** Somebody's objection to a number about them. */
export interface Contest extends CorrectDecision {
  readonly at: number;
  readonly by: Handle;
  readonly place: string;
}

/** Without those of whoever asked to be forgotten: their words are gone. */
export const contestsOf = (decisions: readonly Decision[]): Contest[] =>
  decisions.flatMap(({ at, by, place, ruling }) =>
    ruling.kind === 'correct' && !isForgotten(by) ? [{ ...ruling, at, by, place }] : [],
  );

const subjectOf = ({ ruling }: Pick<Decision, 'ruling'>): string | undefined =>
  ruling.kind === 'priority-week' ? `${ruling.priority} ${ruling.item}` : undefined;

/** Whether a later decision about the same thing says otherwise: then repeating the first one changes nothing. */
export const isOvertaken = (key: string, decisions: readonly Decision[]): boolean => {
  const index = decisions.findIndex(decision => decision.key === key);
  const first = decisions[index];
  const subject = first && subjectOf(first);
  if (first === undefined || subject === undefined) return false;
  return decisions
    .slice(index + 1)
    .some(
      later =>
        subjectOf(later) === subject &&
        (later.ruling as WeekDecision).op !== (first.ruling as WeekDecision).op,
    );
};
