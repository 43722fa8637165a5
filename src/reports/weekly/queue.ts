// The review queue in the weekly report: how much waits for whom, and the oldest.
import { DAY } from '../../domain/calendar.ts';
import type { Project } from '../../domain/project.ts';
import { waitsFor, waitsForCoreSince } from '../../domain/queue.ts';
import { spreadOf } from '../../domain/spread.ts';
import { linkTo } from '../../lib/report-parts.ts';
import type { QueueFact } from '../../metrics/review-queue.ts';
import type { WeeklyModel } from './model.ts';

const OLDEST = 5;

export const queuePart = (
  queue: readonly QueueFact[],
  at: number,
  project: Project,
): NonNullable<WeeklyModel['queue']> => {
  const waiting = queue.flatMap(fact => {
    const since = waitsForCoreSince(fact);
    return since === undefined || fact.byBot ? [] : [{ fact, wait: at - since }];
  });
  const late = waiting.filter(({ wait }) => wait > project.policy.waitDays * DAY);
  return {
    open: queue.length,
    forCore: waiting.length,
    forOwner: queue.filter(fact => waitsFor(fact) === 'owner').length,
    forMerge: queue.filter(fact => waitsFor(fact) === 'merge').length,
    inReview: queue.filter(fact => waitsFor(fact) === 'second look').length,
    wait: spreadOf(waiting.map(({ wait }) => wait / DAY)) ?? null,
    late: late.length,
    lateAfterDays: project.policy.waitDays,
    oldest: waiting
      .sort((a, b) => b.wait - a.wait || a.fact.item - b.fact.item)
      .slice(0, OLDEST)
      .map(({ fact, wait }) => ({
        change: linkTo(fact),
        waitDays: Math.floor(wait / DAY),
        priority: fact.priority === 1,
      })),
  };
};
