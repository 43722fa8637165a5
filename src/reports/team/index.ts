// The team report: how every core takes part, for the PTL alone.
import { barChart } from '../../charts/bars.ts';
import type { Ledger, Member, Metric, Person, PrivateReport, ReportRequest } from '../../contracts.ts';
import { DAY, dateText, daysBefore, type Window, windowBefore } from '../../domain/calendar.ts';
import { freshnessOf } from '../../domain/freshness.ts';
import { absenceFactor, percent } from '../../domain/load.ts';
import type { Project } from '../../domain/project.ts';
import { trendOf } from '../../domain/trend.ts';
import { definitionsOf } from '../../lib/report-parts.ts';
import bugFixes from '../../metrics/bug-fixes.ts';
import commits from '../../metrics/commits.ts';
import lastActivity from '../../metrics/last-activity.ts';
import newcomers from '../../metrics/newcomers.ts';
import priorityItems from '../../metrics/priority-items.ts';
import priorityReviews from '../../metrics/priority-reviews.ts';
import reviewLoad from '../../metrics/review-load.ts';
import reviews, { type ReviewFact } from '../../metrics/reviews.ts';
import { type CoreRow, type OtherRow, SEEN_KINDS, type TeamModel } from './model.ts';
import { gridsOf, tableOf } from './tables.ts';

const METRICS: readonly Metric[] = [
  reviews,
  priorityReviews,
  commits,
  bugFixes,
  lastActivity,
  reviewLoad,
  newcomers,
];
/** Nights and days of a month on average. */
const MONTH = 30.44 * DAY;

/** Cores and PTL at `at`: each person once, the PTL as PTL. */
const coresAt = (members: readonly Member[], at: number): Map<number, Member> => {
  const cores = new Map<number, Member>();
  for (const member of members) {
    if (member.role === 'emeritus' || member.since > at || (member.until ?? Number.POSITIVE_INFINITY) <= at)
      continue;
    const before = cores.get(member.person);
    const role = before?.role === 'ptl' || member.role === 'ptl' ? 'ptl' : 'core';
    const since = Math.min(before?.since ?? member.since, member.since);
    cores.set(member.person, { ...member, role, since });
  }
  return cores;
};

interface Facts {
  readonly reviews: ReadonlyMap<number, ReviewFact>;
  readonly before: ReadonlyMap<number, ReviewFact>;
  readonly priority: ReadonlyMap<number, number>;
  readonly commits: ReadonlyMap<number, number>;
  readonly fixes: ReadonlyMap<number, number>;
  readonly seen: ReadonlyMap<string, number | null>;
  readonly total: number;
}

const byPerson = <Fact extends { person: number }>(facts: readonly Fact[]): Map<number, Fact> =>
  new Map(facts.map(fact => [fact.person, fact]));

const gather = async (ledger: Ledger, project: string, window: Window): Promise<Facts> => {
  const now = await ledger.measure(reviews, project, { ...window });
  const before = await ledger.measure(reviews, project, { ...windowBefore(window) });
  const priority = await ledger.measure(priorityReviews, project, { ...window });
  const landed = await ledger.measure(commits, project, { ...window });
  const fixes = await ledger.measure(bugFixes, project, { ...window });
  const seen = await ledger.measure(lastActivity, project, { ...window });
  return {
    reviews: byPerson(now),
    before: byPerson(before),
    priority: new Map(priority.map(fact => [fact.person, fact.onPriority])),
    commits: new Map(landed.map(fact => [fact.person, fact.commits])),
    fixes: new Map(fixes.map(fact => [fact.person, fact.fixes])),
    seen: new Map(seen.map(fact => [`${fact.person} ${fact.kind}`, fact.lastAt])),
    total: now.reduce((sum, fact) => sum + fact.reviews, 0),
  };
};

const notesOn = (person: Person, share: number, everSeen: boolean): string[] => {
  const notes: string[] = [];
  if (person.handles.every(handle => handle.service === 'name')) notes.push('no account linked');
  else if (!everSeen) notes.push('nothing in the data from the linked accounts');
  if (share < 1) notes.push(`${Math.round(share * 100)} % of a working week`);
  return notes;
};

const coreRow = (member: Member, person: Person, facts: Facts, project: Project, at: number): CoreRow => {
  const fact = facts.reviews.get(person.key);
  const count = fact?.reviews ?? 0;
  const share = project.people.find(each => each.name === person.name)?.share ?? 1;
  const seen = Object.fromEntries(
    SEEN_KINDS.map(kind => {
      const last = facts.seen.get(`${person.key} ${kind}`) ?? null;
      return [kind, last === null ? null : dateText(last, project.timezone)];
    }),
  ) as CoreRow['seen'];
  const onPriority = facts.priority.get(person.key) ?? 0;
  const dated = member.since > 0;
  return {
    person: person.name,
    role: member.role === 'ptl' ? 'ptl' : 'core',
    since: dated ? dateText(member.since, project.timezone) : null,
    months: dated ? Math.floor((at - member.since) / MONTH) : null,
    reviews: count,
    minus2: fact?.minus2 ?? 0,
    minus1: fact?.minus1 ?? 0,
    plus1: fact?.plus1 ?? 0,
    plus2: fact?.plus2 ?? 0,
    commentOnly: fact?.commentOnly ?? 0,
    approvals: fact?.approvals ?? 0,
    trend: trendOf(count, facts.before.get(person.key)?.reviews ?? 0, project.policy.minimumSample),
    onPriority,
    priorityPercent: count === 0 ? null : Math.round(percent(onPriority, count)),
    loadPercent: Math.round(percent(count, facts.total)),
    commits: facts.commits.get(person.key) ?? 0,
    bugFixes: facts.fixes.get(person.key) ?? 0,
    seen,
    share,
    notes: notesOn(
      person,
      share,
      Object.values(seen).some(each => each !== null),
    ),
  };
};

const namedWindows = (project: Project, at: number): { name: string; window: Window }[] => {
  const days = [7, 30, 90, 180].map(each => ({
    name: each === 7 ? 'week' : `${each} days`,
    window: daysBefore(at, each, project.timezone),
  }));
  const { cycle } = project;
  if (!cycle || at <= cycle.start) return days;
  const window = { since: cycle.start, until: Math.min(at, cycle.end) };
  return [...days, { name: `cycle ${cycle.name}`, window }];
};

const windowPart = async (
  ledger: Ledger,
  project: Project,
  at: number,
  cores: readonly { key: number; name: string }[],
) => {
  const columns = await Promise.all(
    namedWindows(project, at).map(async ({ name, window }) => ({
      name,
      days: Math.round((window.until - window.since) / DAY),
      now: byPerson(await ledger.measure(reviews, project.id, { ...window })),
      before: byPerson(await ledger.measure(reviews, project.id, { ...windowBefore(window) })),
    })),
  );
  return {
    windows: columns.map(({ name, days }) => ({ name, days })),
    reviewsByWindow: cores.map(({ key, name }) => ({
      person: name,
      trends: columns.map(({ now, before }) =>
        trendOf(now.get(key)?.reviews ?? 0, before.get(key)?.reviews ?? 0, project.policy.minimumSample),
      ),
    })),
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
  cores: ReadonlyMap<number, Member>,
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
  const facts = await gather(ledger, project.id, window);
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
  const keys = rows.map(({ key, row }) => ({ key, name: row.person }));
  return {
    project: project.title,
    at: dateText(at, project.timezone),
    since: dateText(window.since, project.timezone),
    days: Math.round((window.until - window.since) / DAY),
    timezone: project.timezone,
    cores: rows.map(({ row }) => row),
    ...(await windowPart(ledger, project, at, keys)),
    minimumSample: project.policy.minimumSample,
    load: loadPart(
      loads.map(load => load.reviews),
      rows.reduce((sum, { row }) => sum + row.reviews, 0),
    ),
    others,
    unlinked: { reviews: unlinked.reduce((sum, each) => sum + each.reviews, 0), handles: unlinked.length },
    notLooked: items
      .filter(
        item =>
          item.coreReviewers === 0 && !['change-merged', 'change-abandoned'].includes(item.status ?? ''),
      )
      .map(({ title, number, priority }) => ({ title: title ?? '', number, priority })),
    kinds: SEEN_KINDS.filter(kind => rows.some(({ row }) => row.seen[kind] !== null)),
    freshness: freshnessOf(
      await ledger.sources(project.id),
      await ledger.streams(project.id, at),
      project,
      at,
    ),
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
