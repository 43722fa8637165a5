// The team report: how every core takes part, for the PTL alone.
import { barChart } from '../../charts/bars.ts';
import type { Ledger, Metric, Person, PrivateReport, ReportRequest } from '../../contracts.ts';
import { DAY, dateText, daysBefore } from '../../domain/calendar.ts';
import { type Core, coresAt } from '../../domain/cores.ts';
import { freshnessOf } from '../../domain/freshness.ts';
import { leavesOf } from '../../domain/leave.ts';
import { absenceFactor, percent } from '../../domain/load.ts';
import type { Project } from '../../domain/project.ts';
import { isForgotten } from '../../domain/rights.ts';
import { rememberedStandings } from '../../facts/prompts.ts';
import { definitionsOf } from '../../lib/report-parts.ts';
import bugFixes from '../../metrics/bug-fixes.ts';
import bugTriage from '../../metrics/bug-triage.ts';
import chatDays from '../../metrics/chat-days.ts';
import commits from '../../metrics/commits.ts';
import lastActivity from '../../metrics/last-activity.ts';
import meetingsDue from '../../metrics/meetings-due.ts';
import newcomers from '../../metrics/newcomers.ts';
import priorityItems from '../../metrics/priority-items.ts';
import priorityReviews from '../../metrics/priority-reviews.ts';
import reviewLoad from '../../metrics/review-load.ts';
import reviewWeeks from '../../metrics/review-weeks.ts';
import reviews from '../../metrics/reviews.ts';
import upForReview from '../../metrics/up-for-review.ts';
import { contestedPart } from './contested.ts';
import { type Facts, gather, reviewsBegin } from './facts.ts';
import { meetingsPart } from './meetings.ts';
import { type OtherRow, SEEN_KINDS, type TeamModel } from './model.ts';
import { promptsPart } from './prompts.ts';
import { coreRow, seenByNumber } from './row.ts';
import { standingPart } from './standing.ts';
import { gridsOf, tableOf } from './tables.ts';
import { windowPart } from './windows.ts';

const METRICS: readonly Metric[] = [
  reviews,
  priorityReviews,
  commits,
  bugFixes,
  bugTriage,
  meetingsDue,
  lastActivity,
  reviewLoad,
  newcomers,
  reviewWeeks,
  upForReview,
];

const loadPart = (loads: readonly number[], byCores: number): TeamModel['load'] => {
  const total = loads.reduce((sum, each) => sum + each, 0);
  const sorted = [...loads].sort((a, b) => b - a);
  return {
    reviews: total,
    byCores,
    byCoresPercent: Math.round(percent(byCores, total)),
    reviewers: loads.length,
    absenceFactor: absenceFactor(loads),
    topPercent: [1, 2, 3].map(top =>
      Math.round(
        percent(
          sorted.slice(0, top).reduce((sum, each) => sum + each, 0),
          total,
        ),
      ),
    ),
  };
};

/** Beside the names of all others an unnamed row would tell whose numbers they are: they count in sums alone. */
const isNamed = ({ handles }: Person): boolean => !handles.some(isForgotten);

const byName = (a: { person: string }, b: { person: string }): number =>
  a.person.localeCompare(b.person, 'en');

const othersPart = (
  people: readonly Person[],
  cores: ReadonlyMap<number, Core>,
  facts: Facts,
  fresh: ReadonlySet<number>,
) =>
  people
    .filter(
      person => !person.bot && !cores.has(person.key) && (facts.reviews.get(person.key)?.reviews ?? 0) > 0,
    )
    .map(
      (person): OtherRow => ({
        person: person.name,
        linked: person.known,
        handle: person.handles.map(({ service, id }) => `${service}:${id}`).join(' '),
        reviews: facts.reviews.get(person.key)?.reviews ?? 0,
        firstTime: fresh.has(person.key),
      }),
    )
    .sort(byName);

const compose = async (ledger: Ledger, project: Project, request: ReportRequest): Promise<TeamModel> => {
  const { at } = request;
  const window = request.window ?? daysBefore(at, project.policy.windowDays, project.timezone);
  const people = await ledger.people(project.id);
  const cores = coresAt(await ledger.members(project.id), at);
  const streams = await ledger.streams(project.id, at);
  const dataSince = reviewsBegin(streams);
  const leaves = leavesOf(await ledger.decisions(project.id, at), people);
  const gathered = await gather(ledger, project, window, dataSince, leaves);
  const facts = { ...gathered, leaves, sure: seenByNumber(people, gathered) };
  const all = people.flatMap(person => {
    const member = cores.get(person.key);
    return member ? [{ person, row: coreRow(member, person, facts, project, at) }] : [];
  });
  const rows = all
    .filter(({ person }) => isNamed(person))
    .map(({ person: { key }, row }) => ({ key, row }))
    .sort((a, b) => byName(a.row, b.row));
  const loads = await ledger.measure(reviewLoad, project.id, { ...window });
  const fresh = new Set(
    (await ledger.measure(newcomers, project.id, { ...window })).map(fact => fact.person),
  );
  const others = othersPart(people.filter(isNamed), cores, facts, fresh);
  const unlinked = others.filter(other => !other.linked);
  const items = await ledger.measure(priorityItems, project.id, { ...window });
  const readsChat = streams.some(({ kind }) => kind === 'chat-present');
  const standings = rememberedStandings(ledger, project);
  const keys = rows.map(({ key, row }) => ({ key, name: row.person }));
  return {
    project: project.title,
    at: dateText(at, project.timezone),
    since: dateText(window.since, project.timezone),
    days: Math.round((window.until - window.since) / DAY),
    timezone: project.timezone,
    cores: rows.map(({ row }) => row),
    prompts: await promptsPart(ledger, project, at, standings),
    standings: standingPart(project, await standings(at)),
    meetings: await meetingsPart(ledger, project, window, streams),
    readsChat,
    ...(await windowPart(ledger, project, at, keys, dataSince)),
    minimumSample: project.policy.minimumSample,
    load: loadPart(
      loads.map(load => load.reviews),
      all.reduce((sum, { row }) => sum + row.reviews, 0),
    ),
    others,
    unlinked: { reviews: unlinked.reduce((sum, each) => sum + each.reviews, 0), handles: unlinked.length },
    contested: await contestedPart(ledger, project, people, window),
    notLooked: items
      .filter(
        item =>
          item.coreReviewers === 0 && !['change-merged', 'change-abandoned'].includes(item.status ?? ''),
      )
      .map(({ title, number, priority }) => ({ title: title ?? '', number, priority })),
    kinds: SEEN_KINDS.filter(kind => rows.some(({ row }) => row.seen[kind] !== null)),
    freshness: freshnessOf(await ledger.sources(project.id), streams, project, at),
    definitions: definitionsOf(readsChat ? [...METRICS, chatDays] : METRICS),
  };
};

export default {
  id: 'team',
  title: 'Team report',
  tells:
    'How each core takes part, all of them listed, with the load and the unlinked work. For the PTL alone.',
  audience: 'ptl',
  compose,
  table: tableOf,
  grids: gridsOf,
  charts: model => ({
    load: barChart({
      title: `Reviews of each core in ${model.days} days`,
      unit: 'reviews',
      rows: model.cores.map(row => ({ label: row.person, value: row.reviews, part: row.onPriority })),
      part: 'on priority items',
    }),
  }),
} satisfies PrivateReport<TeamModel>;
