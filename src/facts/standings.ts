// Where every core stands: the ledger’s facts of two looks, judged by the domain. For reports, commands and pages.
import type { Ledger, Member, Person } from '../contracts.ts';
import { daysBefore, type Window, windowBefore } from '../domain/calendar.ts';
import { type Core, coresAt } from '../domain/cores.ts';
import { type Leave, leavesOf } from '../domain/leave.ts';
import type { Project } from '../domain/project.ts';
import { isForgotten } from '../domain/rights.ts';
import { type StandingFacts, type StandingVerdict, standingOf } from '../domain/standing.ts';
import { doubtsAbout, doubtsOf } from '../domain/standing-doubt.ts';
import type { Counts, Look } from '../domain/standing-level.ts';
import { type Vouch, vouchesOf } from '../domain/vouch.ts';
import bugTriage from '../metrics/bug-triage.ts';
import meetingsDue from '../metrics/meetings-due.ts';
import priorityReviews from '../metrics/priority-reviews.ts';
import reviewWeeks from '../metrics/review-weeks.ts';
import reviews from '../metrics/reviews.ts';
import upForReview from '../metrics/up-for-review.ts';
import { configuredAs, leadsOf } from './configured.ts';

/** For the PTL and the person alone. */
export interface CoreStanding extends StandingVerdict {
  readonly name: string;
  readonly role: 'ptl' | 'core';
}

const byPerson = <Fact extends { readonly person: number }>(facts: readonly Fact[]): Map<number, Fact> =>
  new Map(facts.map(fact => [fact.person, fact]));

/** What everybody did in a window. */
const countsIn = async (
  ledger: Ledger,
  project: string,
  window: Window,
): Promise<(person: number) => Counts> => {
  const given = byPerson(await ledger.measure(reviews, project, { ...window }));
  const weeks = byPerson(await ledger.measure(reviewWeeks, project, { ...window }));
  const up = byPerson(await ledger.measure(upForReview, project, { ...window }));
  const priority = byPerson(await ledger.measure(priorityReviews, project, { ...window }));
  const triage = byPerson(await ledger.measure(bugTriage, project, { ...window }));
  const due = await ledger.measure(meetingsDue, project, { ...window });
  return person => ({
    window,
    reviews: given.get(person)?.reviews ?? 0,
    changes: weeks.get(person)?.changes ?? 0,
    weeks: weeks.get(person)?.weeks ?? 0,
    upForReview: up.get(person)?.changes ?? 0,
    onPriority: priority.get(person)?.onPriority ?? 0,
    triaged: triage.get(person)?.bugs ?? 0,
    meetings: due
      .filter(fact => fact.person === person)
      .map(({ at, present, represented }) => ({
        at,
        present: present === 1,
        represented: represented === 1,
      })),
  });
};

/** The look at everybody as of `at`; the longer window is asked for only where somebody needs it. */
const lookAt = async (ledger: Ledger, project: Project, cores: readonly number[], at: number) => {
  const { standing: policy } = project.policy;
  const windowOf = (days: number): Window => daysBefore(at, days, project.timezone);
  const counts = await countsIn(ledger, project.id, windowOf(policy.windowDays));
  const isFew = (person: number): boolean => counts(person).upForReview < policy.fewChanges;
  const isGrowing = policy.grownDays > policy.windowDays && cores.some(isFew);
  const grown = isGrowing ? await countsIn(ledger, project.id, windowOf(policy.grownDays)) : undefined;
  return (person: Person): Look => ({
    at,
    counts: counts(person.key),
    ...(grown && isFew(person.key) && { grown: grown(person.key) }),
    leads: leadsOf(project, person, at),
  });
};

/** Reviews in the window before; null for everybody where the data does not reach back over it. */
const reviewsBefore = async (
  ledger: Ledger,
  project: Project,
  at: number,
  dataSince: number,
): Promise<(person: number) => number | null> => {
  const window = daysBefore(at, project.policy.standing.windowDays, project.timezone);
  const before = windowBefore(window, project.timezone);
  if (before.since < dataSince) return () => null;
  const facts = byPerson(await ledger.measure(reviews, project.id, { ...before }));
  return person => facts.get(person)?.reviews ?? 0;
};

export interface StandingsFacts {
  readonly cores: readonly (Pick<CoreStanding, 'name' | 'role'> & { readonly facts: StandingFacts })[];
  readonly leaves: readonly Leave[];
}

const sinceOf = ({ since, fromStart }: Core): { coreSince?: number } =>
  fromStart || since <= 0 ? {} : { coreSince: since };

interface Everything {
  readonly now: (person: Person) => Look;
  readonly before: (person: Person) => Look;
  readonly reviewsBefore: (person: number) => number | null;
  readonly vouches: readonly Vouch[];
  readonly doubts: ReturnType<typeof doubtsOf>;
}

const factsOf = (person: Person, core: Core, project: Project, all: Everything): StandingFacts => {
  const configured = configuredAs(project, person);
  return {
    person: person.key,
    ...sinceOf(core),
    share: configured?.share ?? 1,
    now: all.now(person),
    before: all.before(person),
    reviewsBefore: all.reviewsBefore(person.key),
    vouches: all.vouches.filter(vouch => vouch.person === person.key).map(({ at }) => at),
    doubts: doubtsAbout(all.doubts, person.handles, configured?.none ?? []),
  };
};

/** What is known of every core at `at`, in alphabetical order; nothing that happened after `at` is part of it. */
export const standingFacts = async (
  ledger: Ledger,
  project: Project,
  at: number,
): Promise<StandingsFacts> => {
  const { id } = project;
  const members: readonly Member[] = await ledger.members(id);
  const people = await ledger.people(id);
  const cores = coresAt(members, at);
  const keys = [...cores.keys()];
  const streams = await ledger.streams(id, at);
  const decisions = await ledger.decisions(id, at);
  const earlier = daysBefore(at, project.policy.standing.lookDays, project.timezone).since;
  const dataSince = Math.min(
    ...streams.filter(({ kind }) => kind === 'review').map(({ firstAt }) => firstAt),
  );
  const all: Everything = {
    now: await lookAt(ledger, project, keys, at),
    before: await lookAt(ledger, project, keys, earlier),
    reviewsBefore: await reviewsBefore(ledger, project, at, dataSince),
    vouches: vouchesOf(decisions, people),
    doubts: doubtsOf(await ledger.sources(id), streams, project, at),
  };
  return {
    leaves: leavesOf(decisions, people),
    cores: people
      .flatMap(person => {
        const core = person.bot ? undefined : cores.get(person.key);
        return core
          ? [{ name: person.name, role: core.role, facts: factsOf(person, core, project, all) }]
          : [];
      })
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
  };
};

/** Persons of whom nothing is known any more. */
export const forgottenAmong = (people: readonly Person[]): ReadonlySet<number> =>
  new Set(people.filter(({ handles }) => handles.some(isForgotten)).map(({ key }) => key));

/** Nothing is told of whoever asked to be forgotten, also not what they did. */
const untold = ({ person, days }: StandingVerdict): StandingVerdict => ({
  ...{ person, days, standing: 'unknown' },
  reasons: [{ code: 'forgotten' }],
  trend: { direction: 'few', now: 0, before: null },
});

/** Where every core stands at `at`, in alphabetical order. */
export const standingsAt = async (
  ledger: Ledger,
  project: Project,
  at: number,
): Promise<readonly CoreStanding[]> => {
  const { cores, leaves } = await standingFacts(ledger, project, at);
  const forgotten = forgottenAmong(await ledger.people(project.id));
  return cores.map(({ name, role, facts }) => {
    const verdict = standingOf(facts, project.policy, leaves);
    return { name, role, ...(forgotten.has(facts.person) ? untold(verdict) : verdict) };
  });
};
