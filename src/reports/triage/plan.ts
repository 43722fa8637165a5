// Whose triage week it is, and a day on which the team goes through its bugs together.
import { DAY, dateText, daysBetween, weekText } from '../../domain/calendar.ts';
import { isAway, type Leave } from '../../domain/leave.ts';
import type { Project } from '../../domain/project.ts';
import { freeDay, turnIn, weekFrom } from '../../domain/rota.ts';
import { handfuls, type Reason, SILENT_DAYS, toSmash } from '../../domain/triage.ts';
import { linkTo } from '../../lib/report-parts.ts';
import type { OpenBugFact } from '../../metrics/bugs-open.ts';
import type { TriageModel, Turn } from './model.ts';

/** This week, and those after it. */
const TURNS = 4;
/** As many as one person sorts in an afternoon. */
const HANDFUL = 5;
/** More than this is no day's work. */
const MOST_HANDFULS = 8;

interface Somebody {
  readonly key: number;
  readonly name: string;
}

export const turnsPart = (
  cores: readonly Somebody[],
  leaves: readonly Leave[],
  at: number,
  timezone: string,
): Turn[] =>
  Array.from({ length: TURNS }, (_, index) => {
    const week = weekFrom(at, index, timezone);
    return {
      week: weekText(week.since, timezone),
      monday: dateText(week.since, timezone),
      person: turnIn(cores, leaves, week, timezone)?.name ?? null,
    };
  });

/** Of one bug, and of so many. */
const SAYS: Readonly<Record<Reason, readonly [one: string, many: string]>> = {
  untriaged: ['nobody has triaged it', 'that nobody has triaged'],
  'no importance': ['it has no importance yet', 'without an importance'],
  'can be closed?': [
    `incomplete, and silent for more than ${SILENT_DAYS} days: close it?`,
    `incomplete and silent for more than ${SILENT_DAYS} days`,
  ],
  'fix has landed': ['a fix has landed: close it?', 'whose fix has landed'],
};

export const smashPart = (
  project: Project,
  bugs: readonly OpenBugFact[],
  cores: readonly Somebody[],
  leaves: readonly Leave[],
  at: number,
): TriageModel['smash'] => {
  const { timezone } = project;
  const milestones = project.cycle?.milestones ?? [];
  const missing = (day: number): Somebody[] => cores.filter(({ key }) => isAway(leaves, key, day + DAY / 2));
  const day = freeDay(
    at,
    milestones.map(milestone => milestone.at),
    moment => missing(moment).length,
    cores.length,
    timezone,
  );
  const list = toSmash(bugs, at);
  const dealt = handfuls(list.slice(0, HANDFUL * MOST_HANDFULS), HANDFUL);
  return {
    day: day
      ? {
          date: dateText(day.at, timezone),
          inDays: daysBetween(at, day.at),
          away: missing(day.at).map(({ name }) => name),
        }
      : null,
    avoids: milestones
      .filter(milestone => milestone.at >= at && day !== undefined && milestone.at < day.at + 7 * DAY)
      .map(({ name, at: due }) => ({ name, date: dateText(due, timezone) })),
    total: list.length,
    sorts: (Object.keys(SAYS) as Reason[])
      .map(why => ({ why: SAYS[why][1], bugs: list.filter(each => each.why === why).length }))
      .filter(sort => sort.bugs > 0),
    handfuls: dealt.map((hand, index) => ({
      name: index + 1,
      bugs: hand.map(({ bug, why }) => ({
        bug: linkTo(bug),
        why: SAYS[why][0],
        openDays: daysBetween(bug.openedAt, at),
      })),
    })),
  };
};
