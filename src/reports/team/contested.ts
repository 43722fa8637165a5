// What people say against numbers about them.
import type { Ledger, Person } from '../../contracts.ts';
import { handleKey } from '../../domain/activity.ts';
import { personBehind } from '../../domain/asker.ts';
import { dateText, type Window } from '../../domain/calendar.ts';
import { type Contest, contestsOf } from '../../domain/decided.ts';
import type { Project } from '../../domain/project.ts';
import type { ContestLine } from './model.ts';

/** Of one person; nobody's words crowd out those of the others. */
const MOST_EACH = 5;

/** The latest word of each person on each metric: a correction that was edited is one. */
const latestOf = (contests: readonly Contest[], whose: (contest: Contest) => string): Contest[] => {
  const words = new Map<string, Map<string, Contest>>();
  for (const contest of [...contests].sort((a, b) => a.at - b.at)) {
    const own = words.get(whose(contest)) ?? new Map<string, Contest>();
    own.delete(contest.metric);
    words.set(whose(contest), own.set(contest.metric, contest));
  }
  return [...words.values()].flatMap(own => [...own.values()].slice(-MOST_EACH)).sort((a, b) => a.at - b.at);
};

export const contestedPart = async (
  ledger: Ledger,
  project: Project,
  people: readonly Person[],
  window: Window,
): Promise<ContestLine[]> => {
  const all = contestsOf(await ledger.decisions(project.id, window.until));
  const recent = all.filter(({ at }) => at >= window.since);
  const keyOf = ({ by }: Contest): string => String(personBehind(people, by)?.key ?? handleKey(by));
  return latestOf(recent, keyOf).map(({ at, by, metric, text, place }) => ({
    date: dateText(at, project.timezone),
    person: personBehind(people, by)?.name ?? by.name ?? by.id,
    metric,
    text,
    // Said on the terminal, there is no page to lead to.
    said: { text: /^https?:/.test(place) ? 'said here' : `said on ${place}`, url: place },
  }));
};
