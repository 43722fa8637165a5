// The team report: how every core takes part, for the PTL alone.
import { barChart } from '../../charts/bars.ts';
import type { Ledger, Metric, Person, PrivateReport, ReportRequest } from '../../contracts.ts';
import type { Handle } from '../../domain/activity.ts';
import { DAY, dateText, daysBefore } from '../../domain/calendar.ts';
import { type Core, coresAt } from '../../domain/cores.ts';
import { freshnessOf } from '../../domain/freshness.ts';
import { absenceFactor, percent } from '../../domain/load.ts';
import type { Project } from '../../domain/project.ts';
import { trendOf } from '../../domain/trend.ts';
import { rememberedStandings } from '../../facts/prompts.ts';
import { definitionsOf } from '../../lib/report-parts.ts';
import bugFixes from '../../metrics/bug-fixes.ts';
import bugTriage from '../../metrics/bug-triage.ts';
import commits from '../../metrics/commits.ts';
import lastActivity from '../../metrics/last-activity.ts';
import meetingAttendance, { type AttendanceFact } from '../../metrics/meeting-attendance.ts';
import newcomers from '../../metrics/newcomers.ts';
import priorityItems from '../../metrics/priority-items.ts';
import priorityReviews from '../../metrics/priority-reviews.ts';
import reviewLoad from '../../metrics/review-load.ts';
import reviewWeeks from '../../metrics/review-weeks.ts';
import reviews from '../../metrics/reviews.ts';
import upForReview from '../../metrics/up-for-review.ts';
import { contestedPart } from './contested.ts';
import { type Facts, gather, reviewsBefore, reviewsBegin } from './facts.ts';
import { type CoreRow, type OtherRow, SEEN_KINDS, type SeenKind, type TeamModel } from './model.ts';
import { promptsPart } from './prompts.ts';
import { standingPart } from './standing.ts';
import { gridsOf, tableOf } from './tables.ts';
import { windowPart } from './windows.ts';

const METRICS: readonly Metric[] = [
  reviews,
  priorityReviews,
  commits,
  bugFixes,
  bugTriage,
  meetingAttendance,
  lastActivity,
  reviewLoad,
  newcomers,
  reviewWeeks,
  upForReview,
];
/** Nights and days of a month on average. */
const MONTH = 30.44 * DAY;

const notesOn = (person: Person, share: number, everSeen: boolean, isSure: boolean): string[] => {
  const notes: string[] = [];
  if (person.handles.every(handle => handle.service === 'name')) notes.push('no account linked');
  else if (!everSeen)
    notes.push(isSure ? 'nothing since the data begins' : 'no linked account was ever seen');
  if (share < 1) notes.push(`${Math.round(share * 100)} % of full time`);
  return notes;
};

/** What a column of "last seen" is made of: one who approves or comments on lines reviews. */
const SEEN_AS: Partial<Record<SeenKind, readonly string[]>> = {
  review: ['review', 'inline-comment', 'approval'],
};

const seenOf = (kinds: ReadonlyMap<string, number> | undefined, timezone: string): CoreRow['seen'] =>
  Object.fromEntries(
    SEEN_KINDS.map(kind => {
      const last = Math.max(...(SEEN_AS[kind] ?? [kind]).map(each => kinds?.get(each) ?? -1));
      return [kind, last < 0 ? null : dateText(last, timezone)];
    }),
  ) as CoreRow['seen'];

/** GitHub’s own number, as its teams tell it: never a wrong guess at an account, as an address may be. */
const isNumbered = ({ service, id }: Handle): boolean => service === 'github' && /^\d+$/.test(id);

/** Where others were seen by such numbers, a person whose number was never seen did nothing there. */
const seenByNumber = (people: readonly Person[], { seen }: Facts): ReadonlySet<number> => {
  const numbered = people.filter(({ handles }) => handles.some(isNumbered));
  const isRead = numbered.some(({ key }) => seen.has(key));
  return new Set(isRead ? numbered.map(({ key }) => key) : []);
};

const meetingsOf = (fact: AttendanceFact | undefined): CoreRow['meetings'] => ({
  held: fact?.held ?? 0,
  present: fact?.presentOfHeld ?? 0,
  represented: fact?.representedOfHeld ?? 0,
});

const coreRow = (
  member: Core,
  person: Person,
  facts: Facts & { readonly sure: ReadonlySet<number> },
  project: Project,
  at: number,
): CoreRow => {
  const fact = facts.reviews.get(person.key);
  const count = fact?.reviews ?? 0;
  const share = project.people.find(each => each.name === person.name)?.share ?? 1;
  const kinds = facts.seen.get(person.key);
  const onPriority = facts.priority.get(person.key) ?? 0;
  const dated = member.since > 0;
  return {
    person: person.name,
    role: member.role,
    since: dated ? dateText(member.since, project.timezone) : null,
    months: dated ? Math.floor((at - member.since) / MONTH) : null,
    monthsAtLeast: dated && member.fromStart,
    reviews: count,
    minus2: fact?.minus2 ?? 0,
    minus1: fact?.minus1 ?? 0,
    plus1: fact?.plus1 ?? 0,
    plus2: fact?.plus2 ?? 0,
    commentOnly: fact?.commentOnly ?? 0,
    approvals: fact?.approvals ?? 0,
    trend: trendOf(
      count,
      reviewsBefore(facts.before, person.key, facts.window, facts.dataSince, project.timezone),
      project.policy.minimumSample,
    ),
    onPriority,
    priorityPercent: count === 0 ? null : Math.round(percent(onPriority, count)),
    loadPercent: Math.round(percent(count, facts.total)),
    commits: facts.commits.get(person.key) ?? 0,
    bugFixes: facts.fixes.get(person.key) ?? 0,
    bugsTriaged: facts.triaged.get(person.key) ?? 0,
    meetings: meetingsOf(facts.attendance.get(person.key)),
    seen: seenOf(kinds, project.timezone),
    share,
    everSeen: kinds !== undefined || facts.sure.has(person.key),
    notes: notesOn(person, share, kinds !== undefined, facts.sure.has(person.key)),
  };
};

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
  const gathered = await gather(ledger, project, window, dataSince);
  const facts = { ...gathered, sure: seenByNumber(people, gathered) };
  const rows = people
    .flatMap(person => {
      const member = cores.get(person.key);
      return member ? [{ key: person.key, row: coreRow(member, person, facts, project, at) }] : [];
    })
    .sort((a, b) => byName(a.row, b.row));
  const loads = await ledger.measure(reviewLoad, project.id, { ...window });
  const fresh = new Set(
    (await ledger.measure(newcomers, project.id, { ...window })).map(fact => fact.person),
  );
  const others = othersPart(people, cores, facts, fresh);
  const unlinked = others.filter(other => !other.linked);
  const items = await ledger.measure(priorityItems, project.id, { ...window });
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
    ...(await windowPart(ledger, project, at, keys, dataSince)),
    minimumSample: project.policy.minimumSample,
    load: loadPart(
      loads.map(load => load.reviews),
      rows.reduce((sum, { row }) => sum + row.reviews, 0),
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
    definitions: definitionsOf(METRICS),
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
