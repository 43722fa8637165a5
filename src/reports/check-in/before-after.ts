// The team before a check-in and after the day that it was for, in counts.
import type { Ledger, Member, Person } from '../../contracts.ts';
import { isCoreAt } from '../../domain/asker.ts';
import { dateText, daysBefore } from '../../domain/calendar.ts';
import type { CheckIn } from '../../domain/check-in.ts';
import { type Capacity, hoursAt } from '../../domain/leave.ts';
import { DEFAULT_CHECK_IN } from '../../domain/policy.ts';
import type { Priority } from '../../domain/priority.ts';
import type { Project } from '../../domain/project.ts';
import { leadsOf } from '../../facts/configured.ts';
import { areasAtHome } from '../../facts/what-if.ts';
import priorityItems from '../../metrics/priority-items.ts';

export interface TeamCounts {
  readonly date: string;
  readonly cores: number;
  /** Hours a week promised by those in the team; null: nobody has said. */
  readonly hours: number | null;
  /** Priorities that a core leads, or of which a core has reviewed a change. */
  readonly covered: number;
  readonly priorities: number;
  /** Repositories, topics and labels in which two cores or more review. */
  readonly areas: number;
}

export interface BeforeAfter {
  readonly before: TeamCounts;
  readonly after: TeamCounts;
  /** Whether the data tells of any area, then or now. */
  readonly tellsAreas: boolean;
}

interface Asked {
  readonly ledger: Ledger;
  readonly project: Project;
  readonly at: number;
  readonly people: readonly Person[];
  readonly promises: readonly Capacity[];
}

const isInForce = ({ since = 0, until = Infinity }: Priority, at: number): boolean =>
  since <= at && until > at;

const hoursOf = (promises: readonly Capacity[], cores: readonly Person[], at: number): number | null => {
  const hours = hoursAt(promises, at);
  const given = cores.flatMap(({ key }) => hours.get(key) ?? []);
  return given.length === 0 ? null : given.reduce((sum, each) => sum + each, 0);
};

const countsAt = async (
  { ledger, project, people, promises }: Asked,
  members: readonly Member[],
  at: number,
): Promise<TeamCounts & { readonly knownAreas: number }> => {
  const cores = people.filter(({ key, bot }) => !bot && isCoreAt(members, key, at));
  const led = new Set(cores.flatMap(core => leadsOf(project, core, at)));
  const window = daysBefore(at, project.policy.windowDays, project.timezone);
  const items = await ledger.measure(priorityItems, project.id, { ...window });
  const seen = new Set(items.filter(fact => fact.coreReviewers > 0).map(({ priority }) => priority));
  const keys = new Map(cores.map(core => [core.key, core]));
  const { shared, known } = await areasAtHome(ledger, project, keys, at);
  const inForce = project.priorities.filter(priority => isInForce(priority, at));
  return {
    date: dateText(at, project.timezone),
    cores: cores.length,
    hours: hoursOf(promises, cores, at),
    covered: inForce.filter(({ id, title }) => seen.has(id) || led.has(title)).length,
    priorities: inForce.length,
    ...{ areas: shared, knownAreas: known },
  };
};

/** The day that the check-in was for: its milestone, or its own end. */
const dayOf = ({ openedAt, closesAt }: CheckIn, { cycle, checkIn = DEFAULT_CHECK_IN }: Project): number => {
  const milestone = cycle?.milestones.find(({ name }) => name === checkIn.before);
  return milestone && milestone.at >= closesAt && milestone.at > openedAt ? milestone.at : closesAt;
};

/** Undefined until that day; from then on always the same, whenever one asks. */
export const beforeAfter = async (asked: Asked, checkIn: CheckIn): Promise<BeforeAfter | undefined> => {
  const day = dayOf(checkIn, asked.project);
  if (asked.at < day) return undefined;
  const members = await asked.ledger.members(asked.project.id);
  const { knownAreas: one, ...before } = await countsAt(asked, members, checkIn.openedAt);
  const { knownAreas: two, ...after } = await countsAt(asked, members, day);
  return { before, after, tellsAreas: one + two > 0 };
};
