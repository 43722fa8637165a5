// Reviews of each core in a week, 30, 90, 180 days and the cycle, each with the window before.
import type { Ledger } from '../../contracts.ts';
import { DAY, daysBefore, type Window, windowBefore } from '../../domain/calendar.ts';
import type { Project } from '../../domain/project.ts';
import { trendOf } from '../../domain/trend.ts';
import reviews from '../../metrics/reviews.ts';
import { byPerson, reviewsBefore } from './facts.ts';

const namedWindows = (project: Project, at: number): { name: string; window: Window }[] => {
  const days = [7, 30, 90, 180].map(each => ({
    name: each === 7 ? 'week' : `${each} days`,
    window: daysBefore(at, each, project.timezone),
  }));
  const { cycle } = project;
  if (!cycle || at <= cycle.start) return days;
  const window = { since: cycle.start, until: Math.min(at, cycle.end) };
  return [...days, { name: `cycle ${cycle.name}`, window }];
};

export const windowPart = async (
  ledger: Ledger,
  project: Project,
  at: number,
  cores: readonly { key: number; name: string }[],
  dataSince: number,
) => {
  const columns = await Promise.all(
    namedWindows(project, at).map(async ({ name, window }) => ({
      name,
      window,
      days: Math.round((window.until - window.since) / DAY),
      now: byPerson(await ledger.measure(reviews, project.id, { ...window })),
      before: byPerson(
        await ledger.measure(reviews, project.id, { ...windowBefore(window, project.timezone) }),
      ),
    })),
  );
  return {
    windows: columns.map(({ name, days }) => ({ name, days })),
    reviewsByWindow: cores.map(({ key, name }) => ({
      person: name,
      trends: columns.map(({ now, before, window }) =>
        trendOf(
          now.get(key)?.reviews ?? 0,
          reviewsBefore(before, key, window, dataSince, project.timezone),
          project.policy.minimumSample,
        ),
      ),
    })),
  };
};
