// What the PTL might look at, with what a template needs to say it. For reports and notes.
import type { Ledger, Member, Person } from '../contracts.ts';
import { DAY, dateText, daysBefore, type Window } from '../domain/calendar.ts';
import { type CheckIn, checkInsOf, isOpen } from '../domain/check-in.ts';
import { coresAt } from '../domain/cores.ts';
import type { Decision } from '../domain/decision.ts';
import { freshnessOf, tells } from '../domain/freshness.ts';
import { leavesOf, personOf } from '../domain/leave.ts';
import type { Project } from '../domain/project.ts';
import {
  type LatestAnswer,
  type Prompt,
  type PromptContext,
  type PromptFacts,
  promptsOf,
  type Share,
} from '../domain/prompts.ts';
import { isRetirementOpen, retirementsOf } from '../domain/retirement.ts';
import { contestedNumbers } from '../domain/rights.ts';
import type { Doubt } from '../domain/standing.ts';
import lastActivity from '../metrics/last-activity.ts';
import reviews from '../metrics/reviews.ts';
import { type CoreStanding, forgottenAmong, standingsAt } from './standings.ts';

/** Where every core stands as of a moment; asked for one moment once. */
export type Standings = (at: number) => Promise<readonly CoreStanding[]>;

export const rememberedStandings = (ledger: Ledger, project: Project): Standings => {
  const known = new Map<number, Promise<readonly CoreStanding[]>>();
  return at => {
    const asked = known.get(at) ?? standingsAt(ledger, project, at);
    known.set(at, asked);
    return asked;
  };
};

export interface Prompts {
  readonly at: number;
  readonly prompts: readonly Prompt[];
  readonly standings: readonly CoreStanding[];
  readonly people: ReadonlyMap<number, Person>;
  readonly checkIn?: CheckIn;
  readonly answers: ReadonlyMap<number, LatestAnswer>;
}

/** When the answer that holds was given: the last word that was heard while the check-in was open. */
const answersIn = (
  checkIn: CheckIn | undefined,
  decisions: readonly Decision[],
  people: readonly Person[],
): Map<number, LatestAnswer> => {
  const known = personOf(people);
  const answers = new Map<number, LatestAnswer>();
  for (const { person, answer } of checkIn?.invited ?? []) {
    if (person === undefined || !answer || !checkIn) continue;
    const said = decisions.filter(
      ({ at, ruling }) =>
        ruling.kind === 'check-in-answer' &&
        ruling.id === checkIn.id &&
        known(ruling.of) === person &&
        isOpen(checkIn, at),
    );
    const { choice, until } = answer;
    const at = said.at(-1)?.at ?? checkIn.openedAt;
    answers.set(person, { choice, at, ...(until !== undefined && { until }) });
  }
  return answers;
};

const countsIn = async (ledger: Ledger, project: string, window: Window): Promise<Map<number, number>> =>
  new Map((await ledger.measure(reviews, project, { ...window })).map(fact => [fact.person, fact.reviews]));

const total = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, each) => sum + each, 0);

/** Everybody's part of the reviews in the window and its halves; null where there is too little, or no data, to tell. */
const sharesAt = async (ledger: Ledger, project: Project, at: number) => {
  const { id, policy, timezone } = project;
  const freshness = freshnessOf(await ledger.sources(id), await ledger.streams(id, at), project, at);
  const window = daysBefore(at, policy.windowDays, timezone);
  const { since: middle } = daysBefore(at, Math.ceil(policy.windowDays / 2), timezone);
  const whole = await countsIn(ledger, id, window);
  const earlier = await countsIn(ledger, id, { since: window.since, until: middle });
  const later = await countsIn(ledger, id, { since: middle, until: at });
  const isEnough =
    tells(freshness, 'review') && Math.min(total(earlier), total(later)) >= policy.minimumSample;
  const part = (counts: ReadonlyMap<number, number>, person: number): number =>
    (counts.get(person) ?? 0) / total(counts);
  const shareOf = (person: number): Share | null =>
    isEnough
      ? { whole: part(whole, person), earlier: part(earlier, person), later: part(later, person) }
      : null;
  return { reviewers: whole.size, shareOf };
};

const lastSeenAt = async (ledger: Ledger, project: string, at: number): Promise<Map<number, number>> => {
  const seen = new Map<number, number>();
  for (const { person, lastAt } of await ledger.measure(lastActivity, project, { since: 0, until: at }))
    if (lastAt !== null) seen.set(person, Math.max(lastAt, seen.get(person) ?? 0));
  return seen;
};

const isDoubt = (reason: CoreStanding['reasons'][number]): reason is Doubt =>
  ['stale', 'dried-up', 'silent', 'no-data', 'no-account'].includes(reason.code);

const isReached = ({ setup, writesLetters }: Project, person: Person | undefined): boolean =>
  writesLetters !== true ||
  setup === undefined ||
  (person?.handles ?? []).some(({ service }) => setup.reached.includes(service));

/** As of `at`; nothing that happened or was decided later plays a part. */
export const promptsAt = async (
  ledger: Ledger,
  project: Project,
  at: number,
  standings: Standings = rememberedStandings(ledger, project),
): Promise<Prompts> => {
  const people = await ledger.people(project.id);
  const byKey = new Map(people.map(person => [person.key, person]));
  const members: readonly Member[] = await ledger.members(project.id);
  const decisions = await ledger.decisions(project.id, at);
  const checkIn = checkInsOf(decisions, people).at(-1);
  const answers = answersIn(checkIn, decisions, people);
  const contests = contestedNumbers(decisions, people).filter(({ answer }) => answer === undefined);
  const lastSeen = await lastSeenAt(ledger, project.id, at);
  const { reviewers, shareOf } = await sharesAt(ledger, project, at);
  const weekAgo = daysBefore(at, 7, project.timezone).since;
  const wasCore = coresAt(members, weekAgo);
  const now = await standings(at);
  const before = new Map((await standings(weekAgo)).map(({ person, standing }) => [person, standing]));
  const invited = new Set((checkIn?.invited ?? []).map(({ person }) => person));
  const forgotten = forgottenAmong(people);
  const retirements = new Map(
    retirementsOf(decisions, people)
      .filter(isRetirementOpen)
      .map(({ person, id, stage, own, at: since }) => [
        person,
        { id, isReady: stage === 'ready', own, at: since },
      ]),
  );
  const told = now.filter(({ person }) => !forgotten.has(person));
  const all = told.map(({ person, role, standing, reasons }): PromptFacts => {
    const lastAt = lastSeen.get(person);
    const answer = answers.get(person);
    const retirement = retirements.get(person);
    const standingBefore = wasCore.has(person) ? before.get(person) : undefined;
    return {
      ...{ person, standing, isPtl: role === 'ptl', wasAsked: invited.has(person) },
      doubts: reasons.filter(isDoubt),
      share: shareOf(person),
      contests: contests.filter(each => each.person === person),
      isReached: isReached(project, byKey.get(person)),
      ...(lastAt !== undefined && { lastAt }),
      ...(answer && { answer }),
      ...(retirement && { retirement }),
      ...(standingBefore !== undefined && { standingBefore }),
    };
  });
  const { windowDays } = project.policy.standing;
  const { since } = daysBefore(at, windowDays, project.timezone);
  const streams = await ledger.streams(project.id, at);
  const context: PromptContext = {
    ...{ at, timezone: project.timezone, reviewers },
    leaves: leavesOf(decisions, people),
    overloadShare: project.policy.overloadShare,
    windowDays,
    reachesBack: streams.some(({ kind, firstAt }) => kind === 'review' && firstAt <= since),
    ...(checkIn && { checkIn }),
  };
  const prompts = promptsOf(all, context);
  return { at, prompts, standings: now, people: byKey, answers, ...(checkIn && { checkIn }) };
};

/** Days between two dates, for a reader: `12 weeks`. */
export const agoText = (from: number, at: number): string => {
  const days = Math.floor((at - from) / DAY);
  if (days < 14) return `${days} ${days === 1 ? 'day' : 'days'}`;
  return `${Math.floor(days / 7)} weeks`;
};

export const dayOf = (at: number | undefined, timezone: string): string =>
  at === undefined ? '' : dateText(at, timezone);
