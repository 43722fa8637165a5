// Who triaged, and how the cores' acts divide between reviews and triage: all cores listed, in the order of their names.
import type { Ledger, Person } from '../../contracts.ts';
import type { Window } from '../../domain/calendar.ts';
import type { Core } from '../../domain/cores.ts';
import { absenceFactor, percent } from '../../domain/load.ts';
import type { Project } from '../../domain/project.ts';
import { seenOn } from '../../domain/reach.ts';
import { namesToldApart } from '../../lib/report-parts.ts';
import bugTriage from '../../metrics/bug-triage.ts';
import reviews from '../../metrics/reviews.ts';
import type { TriageModel, TriageRow } from './model.ts';

const actsOf = (reviewed: number, triaged: number): TriageModel['team'] => ({
  reviews: reviewed,
  triaged,
  triagePercent: reviewed + triaged === 0 ? null : Math.round(percent(triaged, reviewed + triaged)),
});

export const peoplePart = async (
  ledger: Ledger,
  project: Project,
  window: Window,
  people: readonly Person[],
  cores: ReadonlyMap<number, Core>,
): Promise<Pick<TriageModel, 'people' | 'team' | 'shoulders'>> => {
  const triaged = new Map(
    (await ledger.measure(bugTriage, project.id, { ...window })).map(fact => [fact.person, fact]),
  );
  const reviewed = new Map(
    (await ledger.measure(reviews, project.id, { ...window })).map(fact => [fact.person, fact.reviews]),
  );
  const names = namesToldApart(people);
  const isSeen = seenOn('launchpad', project);
  const rowOf = (person: Person): TriageRow => {
    const fact = triaged.get(person.key);
    const seen = fact !== undefined || isSeen(person);
    return {
      person: names.get(person.key) ?? person.name,
      core: cores.has(person.key),
      ...actsOf(reviewed.get(person.key) ?? 0, fact?.bugs ?? 0),
      firsts: fact?.firsts ?? 0,
      changes: fact?.acts ?? 0,
      isSeen: seen,
      notes: [
        ...(seen ? [] : ['no Launchpad account linked']),
        ...(person.known || cores.has(person.key) ? [] : ['not in the configuration']),
      ],
    };
  };
  const rows = people
    .filter(({ key, bot }) => !bot && (cores.has(key) || triaged.has(key)))
    .map(rowOf)
    .sort((a, b) => a.person.localeCompare(b.person, 'en'));
  const sum = (of: (row: TriageRow) => number): number =>
    rows.filter(({ core }) => core).reduce((total, row) => total + of(row), 0);
  return {
    people: rows,
    shoulders: absenceFactor(rows.map(row => row.triaged)),
    team: actsOf(
      sum(row => row.reviews),
      sum(row => row.triaged),
    ),
  };
};
