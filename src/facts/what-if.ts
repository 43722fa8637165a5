// What the team would be without some of its cores: asked of the ledger, judged by the domain. For the PTL alone.
import type { Ledger, Person } from '../contracts.ts';
import { DAY, daysBefore } from '../domain/calendar.ts';
import { coresAt } from '../domain/cores.ts';
import { isAway, leavesOf } from '../domain/leave.ts';
import { plusNeeded, ruleOf } from '../domain/nomination.ts';
import { DEFAULT_NOMINATION } from '../domain/policy.ts';
import type { Project } from '../domain/project.ts';
import { waitsForCoreSince } from '../domain/queue.ts';
import { namesToldApart } from '../domain/told-apart.ts';
import { ENOUGH_CORES, type WhatIf, whatIfOf } from '../domain/what-if.ts';
import areaReviews, { type AreaFact } from '../metrics/area-reviews.ts';
import changesOpened from '../metrics/changes-opened.ts';
import reReviews from '../metrics/re-reviews.ts';
import reviewQueue from '../metrics/review-queue.ts';
import reviewWeeks from '../metrics/review-weeks.ts';
import reviews from '../metrics/reviews.ts';
import { employerAt } from './configured.ts';

export interface WhatIfTeam extends WhatIf {
  /** Who reviews in several weeks and is no core, in alphabetical order; the order says nothing else. */
  readonly bench: readonly string[];
  /** Votes of +1 that a nomination would need then, by the rule of the project. */
  readonly quorum: number;
}

/** Weeks of the window in which somebody of the bench reviewed. */
const STEADY = 2;
/** Changes: with fewer, a label or a topic is no area. */
const AREA = 3;

const areasOf = (facts: readonly AreaFact[], cores: ReadonlyMap<number, unknown>) =>
  facts
    .filter(({ person, changes }) => cores.has(person) && changes >= AREA)
    .flatMap(({ person, field, area }) =>
      area
        .split('\n')
        .filter(line => line.trim() !== '')
        .map(line => ({ person, area: `${field} ${line.trim()}` })),
    );

/** Repositories, topics and labels that two cores or more know by their reviews until `at`, and all that any core knows. */
export const areasAtHome = async (
  ledger: Ledger,
  { id, timezone, policy }: Project,
  cores: ReadonlyMap<number, unknown>,
  at: number,
): Promise<{ readonly shared: number; readonly known: number }> => {
  const window = daysBefore(at, policy.windowDays, timezone);
  const facts = await ledger.measure(areaReviews, id, { ...window });
  const named = facts.filter(({ field }) => field !== 'priority');
  const byArea = new Map<string, Set<number>>();
  for (const { area, person } of areasOf(named, cores))
    byArea.set(area, (byArea.get(area) ?? new Set()).add(person));
  const shared = [...byArea.values()].filter(({ size }) => size >= ENOUGH_CORES).length;
  return { shared, known: byArea.size };
};

const benchOf = async (
  ledger: Ledger,
  { id, timezone, policy }: Project,
  people: readonly Person[],
  cores: ReadonlyMap<number, unknown>,
  at: number,
): Promise<string[]> => {
  const window = daysBefore(at, policy.windowDays, timezone);
  const steady = (await ledger.measure(reviewWeeks, id, { ...window })).filter(
    ({ weeks }) => weeks >= STEADY,
  );
  const names = namesToldApart(people);
  return steady
    .flatMap(({ person }) => (cores.has(person) ? [] : (names.get(person) ?? [])))
    .sort((a, b) => a.localeCompare(b, 'en'));
};

/** `leavers`: persons of the ledger. */
export const whatIfWithout = async (
  ledger: Ledger,
  project: Project,
  at: number,
  leavers: ReadonlySet<number>,
): Promise<WhatIfTeam> => {
  const { id, timezone, policy } = project;
  const window = daysBefore(at, policy.windowDays, timezone);
  const people = (await ledger.people(id)).filter(({ bot }) => !bot);
  const cores = coresAt(await ledger.members(id), at);
  const leaves = leavesOf(await ledger.decisions(id, at), people);
  const kinds = new Set((await ledger.streams(id, at)).map(({ kind }) => kind));
  const given = new Map((await ledger.measure(reviews, id, { ...window })).map(fact => [fact.person, fact]));
  const queue = await ledger.measure(reviewQueue, id, { ...window });
  const opened = await ledger.measure(changesOpened, id, { ...window });
  const [again] = await ledger.measure(reReviews, id, { ...window });
  const tellsChanges = kinds.has('change-opened');
  const work = people.flatMap(person => {
    if (!cores.has(person.key)) return [];
    const { minus2 = 0, minus1 = 0, plus1 = 0, plus2 = 0 } = given.get(person.key) ?? {};
    const employer = employerAt(project, person, at);
    return [
      {
        person: person.key,
        votes: minus2 + minus1 + plus1 + plus2,
        away: isAway(leaves, person.key, at),
        ...(employer !== undefined && { employer }),
      },
    ];
  });
  const waits = queue.flatMap(change => {
    const since = change.byBot === 0 ? waitsForCoreSince(change) : undefined;
    return since === undefined ? [] : [Math.floor((at - since) / DAY)];
  });
  const whatIf = whatIfOf({
    ...{ days: policy.windowDays, cores: work, leavers, again: again?.again ?? 0 },
    opened: tellsChanges ? opened.length : null,
    waits: tellsChanges ? waits : null,
    areas: areasOf(await ledger.measure(areaReviews, id, { ...window }), cores),
  });
  return {
    ...whatIf,
    quorum: plusNeeded(ruleOf(project.nomination ?? DEFAULT_NOMINATION), whatIf.after.present),
    bench: await benchOf(ledger, project, people, cores, at),
  };
};
