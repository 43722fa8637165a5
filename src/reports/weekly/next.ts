// What the weekly report tells of the next meeting: when it is, and what comes first there.
import type { PublicLedger } from '../../contracts.ts';
import { broughtTo } from '../../domain/action-trail.ts';
import { daysBetween, minuteText } from '../../domain/calendar.ts';
import { isWaitedFor } from '../../domain/follow-up.ts';
import { nextMeeting } from '../../domain/meeting-schedule.ts';
import type { Project } from '../../domain/project.ts';
import { waitsForCoreSince } from '../../domain/queue.ts';
import { actionsFollowed } from '../../facts/actions.ts';
import { linkTo } from '../../lib/report-parts.ts';
import type { QueueFact } from '../../metrics/review-queue.ts';
import type { WeeklyModel } from './model.ts';

/** The agenda has the others. */
const TOP = 3;

/** Null where the team neither plans meetings nor gave anything to anybody at one. */
export const nextPart = async (
  ledger: PublicLedger,
  project: Project,
  at: number,
  queue: readonly QueueFact[],
): Promise<WeeklyModel['next']> => {
  const { timezone } = project;
  const meeting = nextMeeting(project.meetings, at);
  const ours = broughtTo(
    await actionsFollowed(ledger, project.id, at),
    meeting?.plan.series,
    project.meetings,
  );
  const open = ours.filter(isWaitedFor);
  if (!meeting && open.length === 0) return null;
  const top = queue
    .flatMap(fact => {
      const since = fact.priority === 1 ? waitsForCoreSince(fact) : undefined;
      return since === undefined ? [] : [{ fact, since }];
    })
    .sort((a, b) => a.since - b.since || a.fact.item - b.fact.item)
    .slice(0, TOP);
  return {
    title: meeting?.plan.title ?? '',
    when: meeting ? minuteText(meeting.at, timezone) : '',
    actions: open.length,
    top: top.map(({ fact, since }) => ({ change: linkTo(fact), waitDays: daysBetween(since, at) })),
  };
};
