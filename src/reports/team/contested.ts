// What people say against numbers about them.
import type { Ledger, Person } from '../../contracts.ts';
import { personBehind } from '../../domain/asker.ts';
import { dateText, type Window } from '../../domain/calendar.ts';
import { contestsOf } from '../../domain/decided.ts';
import type { Project } from '../../domain/project.ts';
import type { ContestLine } from './model.ts';

export const contestedPart = async (
  ledger: Ledger,
  project: Project,
  people: readonly Person[],
  window: Window,
): Promise<ContestLine[]> =>
  contestsOf(await ledger.decisions(project.id, window.until))
    .filter(({ at }) => at >= window.since)
    .map(({ at, by, metric, text, place }) => ({
      date: dateText(at, project.timezone),
      person: personBehind(people, by)?.name ?? by.name ?? by.id,
      metric,
      text,
      // Said on the terminal, there is no page to lead to.
      said: { text: /^https?:/.test(place) ? 'said here' : `said on ${place}`, url: place },
    }));
