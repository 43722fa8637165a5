// What people say against numbers about them.
import type { Ledger, Person } from '../../contracts.ts';
import { handleKey } from '../../domain/activity.ts';
import { personBehind } from '../../domain/asker.ts';
import { dateText, type Window } from '../../domain/calendar.ts';
import { type Contest, contestsOf } from '../../domain/decided.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Project } from '../../domain/project.ts';
import { contestedNumbers } from '../../domain/rights.ts';
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

/** Contested with the events behind it: open until the PTL answers, and then shown with the answer for the window. */
const casesOf = (
  decisions: readonly Decision[],
  people: readonly Person[],
  { since }: Window,
  timezone: string,
): ContestLine[] =>
  contestedNumbers(decisions, people)
    .filter(({ answer }) => answer === undefined || answer.at >= since)
    .map(({ at, of, person, metric, events, text, place, answer }) => ({
      date: dateText(at, timezone),
      person: people.find(({ key }) => key === person)?.name ?? of.name ?? of.id,
      metric,
      text: [
        text,
        `(${events} ${events === 1 ? 'event' : 'events'} stood behind it)`,
        answer ? `Answered on ${dateText(answer.at, timezone)}: ${answer.text}` : 'Not answered yet.',
      ]
        .filter(words => words !== '')
        .join(' '),
      said: saidAt(place),
    }));

/** Said on the terminal, there is no page to lead to. */
const saidAt = (place: string): ContestLine['said'] => ({
  text: /^https?:/.test(place) ? 'said here' : `said on ${place}`,
  url: place,
});

export const contestedPart = async (
  ledger: Ledger,
  project: Project,
  people: readonly Person[],
  window: Window,
): Promise<ContestLine[]> => {
  const decisions = await ledger.decisions(project.id, window.until);
  const all = contestsOf(decisions);
  const recent = all.filter(({ at }) => at >= window.since);
  const keyOf = ({ by }: Contest): string => String(personBehind(people, by)?.key ?? handleKey(by));
  const words = latestOf(recent, keyOf).map(({ at, by, metric, text, place }) => ({
    date: dateText(at, project.timezone),
    person: personBehind(people, by)?.name ?? by.name ?? by.id,
    metric,
    text,
    said: saidAt(place),
  }));
  const cases = casesOf(decisions, people, window, project.timezone);
  return [...words, ...cases].sort((a, b) => (a.date < b.date ? -1 : 1));
};
