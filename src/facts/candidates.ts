// What is known of reviewers who are no cores: the ledger's facts, with the events behind them. For reports and drafts.
import type { Ledger, Member, Person } from '../contracts.ts';
import { DAY, type Window } from '../domain/calendar.ts';
import { type Area, type CandidateFacts, isAtHome, WEEKS } from '../domain/candidates.ts';
import { coresAt } from '../domain/cores.ts';
import { isAway, leavesOf } from '../domain/leave.ts';
import type { Project } from '../domain/project.ts';
import { namesToldApart } from '../domain/told-apart.ts';
import { type Link, linkTo } from '../lib/report-parts.ts';
import answeredComments from '../metrics/answered-comments.ts';
import bugTriage from '../metrics/bug-triage.ts';
import firstActivity from '../metrics/first-activity.ts';
import laterCoreVotes from '../metrics/later-core-votes.ts';
import priorityItems from '../metrics/priority-items.ts';
import priorityReviews from '../metrics/priority-reviews.ts';
import reviewAreas, { type ReviewAreaFact } from '../metrics/review-areas.ts';
import reviewWeeks from '../metrics/review-weeks.ts';
import reviewedOwners, { type ReviewedOwnerFact } from '../metrics/reviewed-owners.ts';
import { employerAt } from './configured.ts';

export const CANDIDATE_METRICS = [
  ...[reviewWeeks, laterCoreVotes, answeredComments, reviewAreas, reviewedOwners],
  ...[priorityReviews, bugTriage, firstActivity],
];

const WEEK = 7 * DAY;
/** Whoever acted in the first days of the data may have been there before it. */
const START_DAYS = 28;
/** Examples of each kind. */
const MOST = 3;

/** The latest few of what somebody did. */
export interface Examples {
  readonly agreed: readonly Link[];
  readonly disagreed: readonly Link[];
  readonly answered: readonly Link[];
  readonly priority: readonly Link[];
  readonly triaged: readonly Link[];
}

interface Dated {
  readonly at: number;
  readonly number: string;
  readonly title: string | null;
  readonly url: string | null;
}

/** Each thing once, the latest first. */
const latest = (facts: readonly Dated[]): Link[] => {
  const sorted = [...facts].sort((a, b) => b.at - a.at || a.number.localeCompare(b.number, 'en'));
  const unique = new Map(sorted.reverse().map(fact => [fact.number, fact]));
  const newest = [...unique.values()].sort((a, b) => b.at - a.at || a.number.localeCompare(b.number, 'en'));
  return newest.slice(0, MOST).map(linkTo);
};

const grouped = <Fact extends { readonly person: number }>(facts: readonly Fact[]) => {
  const groups = new Map<number, Fact[]>();
  for (const fact of facts) {
    const own = groups.get(fact.person);
    if (own) own.push(fact);
    else groups.set(fact.person, [fact]);
  }
  return (person: number): readonly Fact[] => groups.get(person) ?? [];
};

/** How many cores are at home in each area. */
const coresByArea = (facts: readonly ReviewAreaFact[], cores: ReadonlySet<number>) => {
  const counts = new Map<string, number>();
  for (const { person, field, area, changes } of facts)
    if (cores.has(person) && isAtHome(changes))
      counts.set(`${field} ${area}`, (counts.get(`${field} ${area}`) ?? 0) + 1);
  return ({ field, area }: Pick<Area, 'field' | 'area'>): number => counts.get(`${field} ${area}`) ?? 0;
};

/** By whom each person is employed at a time, as the configuration says. */
const employersAt = (project: Project, people: readonly Person[], at: number) => {
  const employers = new Map(people.map(person => [person.key, employerAt(project, person, at)]));
  return (person: number): string | undefined => employers.get(person);
};

export const candidateWindow = (at: number): Window => ({ since: at - WEEKS * WEEK, until: at });

export interface Looked {
  readonly facts: readonly CandidateFacts[];
  examples(person: number): Promise<Examples>;
}

const measured = async (ledger: Ledger, project: string, window: Window) => ({
  weeks: await ledger.measure(reviewWeeks, project, { ...window }),
  votes: grouped(await ledger.measure(laterCoreVotes, project, { ...window })),
  comments: grouped(await ledger.measure(answeredComments, project, { ...window })),
  areas: await ledger.measure(reviewAreas, project, { ...window }),
  owners: grouped(await ledger.measure(reviewedOwners, project, { ...window })),
  priority: grouped(await ledger.measure(priorityReviews, project, { ...window })),
  triage: grouped(await ledger.measure(bugTriage, project, { ...window })),
  firsts: grouped(await ledger.measure(firstActivity, project, { ...window })),
});

const agree = ({ value, later }: { readonly value: number; readonly later: number }): boolean =>
  value * later > 0;

/** Everybody who reviewed and is no core, PTL or program. */
export const lookAtCandidates = async (ledger: Ledger, project: Project, at: number): Promise<Looked> => {
  const window = candidateWindow(at);
  const people = await ledger.people(project.id);
  const members: readonly Member[] = await ledger.members(project.id);
  const cores = new Set(coresAt(members, at).keys());
  const found = await measured(ledger, project.id, window);
  const [names, leaves] = [namesToldApart(people), leavesOf(await ledger.decisions(project.id, at), people)];
  const [coresIn, employerOf] = [coresByArea(found.areas, cores), employersAt(project, people, at)];
  const areasOf = grouped(found.areas);
  const ownersOf = (facts: readonly ReviewedOwnerFact[]) =>
    facts.map(({ owner, changes }) => {
      const employer = employerOf(owner);
      return { changes, ...(employer !== undefined && { employer }) };
    });
  const others = people.filter(({ key, bot }) => !bot && !cores.has(key));
  const weeksOf = new Map(found.weeks.map(fact => [fact.person, fact]));
  const start = Math.min(...(await ledger.streams(project.id, at)).map(({ firstAt }) => firstAt));
  const facts: CandidateFacts[] = [];
  for (const { key: person, name } of others) {
    const own = weeksOf.get(person);
    if (!own) continue;
    const [votes, comments] = [found.votes(person), found.comments(person)];
    const [seen] = found.firsts(person);
    const [first, last] = [seen?.firstAt ?? window.since, seen?.reviewedAt ?? window.since];
    facts.push({
      ...{ person, name: names.get(person) ?? name, weeks: own.weeks, changes: own.changes },
      silentWeeks: Math.floor((at - last) / WEEK),
      weeksInProject: Math.floor((at - first) / WEEK),
      isFromStart: first < start + START_DAYS * DAY,
      ...{ judged: votes.length, agreed: votes.filter(agree).length },
      ...{ asked: comments.length, answered: comments.filter(each => each.answeredAt !== null).length },
      areas: areasOf(person).map(({ field, area, changes }) => ({
        ...{ field, area, changes, cores: coresIn({ field, area }) },
      })),
      onPriority: found.priority(person)[0]?.onPriority ?? 0,
      triaged: found.triage(person)[0]?.bugs ?? 0,
      owners: ownersOf(found.owners(person)),
      isAway: isAway(leaves, person, at),
    });
  }
  const items = await ledger.measure(priorityItems, project.id, { ...window });
  const onList = new Set(items.map(({ number }) => number));
  return {
    facts,
    async examples(person) {
      const acts = await ledger.events(person, window, ['review', 'bug-triage']);
      const dated = acts.flatMap(({ at: when, kind, own, item, title, url }) =>
        own || item === undefined
          ? []
          : [{ kind, at: when, number: item, title: title ?? null, url: url ?? null }],
      );
      const votes = found.votes(person);
      return {
        agreed: latest(votes.filter(agree)),
        disagreed: latest(votes.filter(each => !agree(each))),
        answered: latest(found.comments(person).filter(each => each.answeredAt !== null)),
        priority: latest(dated.filter(({ kind, number }) => kind === 'review' && onList.has(number))),
        triaged: latest(dated.filter(({ kind }) => kind === 'bug-triage')),
      };
    },
  };
};
