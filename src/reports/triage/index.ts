// The triage report: the bugs that wait, who sorts them, and what the PTL may propose. For the PTL alone.
import { barChart } from '../../charts/bars.ts';
import type { Ledger, Metric, PrivateReport, ReportRequest } from '../../contracts.ts';
import { DAY, dateText, daysBefore, daysBetween, type Window } from '../../domain/calendar.ts';
import { coresAt } from '../../domain/cores.ts';
import { freshnessOf } from '../../domain/freshness.ts';
import { leavesOf } from '../../domain/leave.ts';
import type { Project } from '../../domain/project.ts';
import { spreadOf } from '../../domain/spread.ts';
import { isUntriaged, oldestFirst } from '../../domain/triage.ts';
import { definitionsOf, linkTo } from '../../lib/report-parts.ts';
import bugFlow from '../../metrics/bug-flow.ts';
import bugTriage from '../../metrics/bug-triage.ts';
import bugsOpen, { type OpenBugFact } from '../../metrics/bugs-open.ts';
import reviews from '../../metrics/reviews.ts';
import type { FlowRow, TriageModel } from './model.ts';
import { peoplePart } from './people.ts';
import { smashPart, turnsPart } from './plan.ts';
import { gridsOf, tableOf } from './tables.ts';

const METRICS: readonly Metric[] = [bugsOpen, bugFlow, bugTriage, reviews];
/** The oldest that are named. */
const NAMED = 15;

/** Days of waiting up to which a bug belongs to it, and what that is called. */
const AGES: readonly (readonly [most: number, name: string])[] = [
  [7, 'up to a week'],
  [30, 'up to a month'],
  [90, 'up to three months'],
  [Number.POSITIVE_INFINITY, 'longer'],
];

const waitingPart = (
  open: readonly OpenBugFact[],
  at: number,
): Pick<TriageModel, 'untriaged' | 'wait' | 'ages' | 'waiting'> => {
  const waiting = open.filter(isUntriaged).sort(oldestFirst);
  const days = waiting.map(({ openedAt }) => (at - openedAt) / DAY);
  return {
    untriaged: waiting.length,
    wait: spreadOf(days) ?? null,
    ages: AGES.map(([most, name], index) => {
      const least = AGES[index - 1]?.[0] ?? Number.NEGATIVE_INFINITY;
      return { name, bugs: days.filter(each => each > least && each <= most).length };
    }),
    waiting: waiting
      .slice(0, NAMED)
      .map(bug => ({ bug: linkTo(bug), waitDays: daysBetween(bug.openedAt, at) })),
  };
};

const NO_FLOW = { opened: 0, triaged: 0, closed: 0, reopened: 0 };

const flowPart = async (
  ledger: Ledger,
  project: Project,
  window: Window,
  dataSince: number,
): Promise<FlowRow[]> => {
  const days = Math.round((window.until - window.since) / DAY);
  const before = daysBefore(window.since, days, project.timezone);
  const windows = [
    ...(days === 7
      ? []
      : [{ name: 'the last 7 days', window: daysBefore(window.until, 7, project.timezone) }]),
    { name: `the last ${days} days`, window },
    ...(before.since < dataSince ? [] : [{ name: `the ${days} days before`, window: before }]),
  ];
  const rows: FlowRow[] = [];
  for (const { name, window: asked } of windows) {
    const [fact] = await ledger.measure(bugFlow, project.id, { ...asked });
    rows.push({ name, ...(fact ?? NO_FLOW) });
  }
  return rows;
};

const compose = async (ledger: Ledger, project: Project, request: ReportRequest): Promise<TriageModel> => {
  const { at } = request;
  const { timezone } = project;
  const window = request.window ?? daysBefore(at, project.policy.windowDays, timezone);
  const streams = await ledger.streams(project.id, at);
  const told = streams.filter(({ kind }) => kind === 'bug-opened');
  const people = await ledger.people(project.id);
  const cores = coresAt(await ledger.members(project.id), at);
  const team = people.filter(({ key }) => cores.has(key));
  const leaves = leavesOf(await ledger.decisions(project.id, at), people);
  const bugs = await ledger.measure(bugsOpen, project.id, { since: window.since, until: at });
  const dataSince = Math.min(...told.map(({ firstAt }) => firstAt));
  return {
    project: project.title,
    at: dateText(at, timezone),
    since: dateText(window.since, timezone),
    days: Math.round((window.until - window.since) / DAY),
    timezone,
    tellsBugs: told.length > 0,
    open: bugs.length,
    ...waitingPart(bugs, at),
    flow: await flowPart(ledger, project, window, dataSince),
    ...(await peoplePart(ledger, project, window, people, cores)),
    turns: turnsPart(team, leaves, at, timezone),
    smash: smashPart(project, bugs, team, leaves, at),
    freshness: freshnessOf(await ledger.sources(project.id), streams, project, at),
    definitions: definitionsOf(METRICS),
  };
};

export default {
  id: 'triage',
  title: 'Triage report',
  tells:
    'The bugs that nobody has sorted, who sorts them beside reviewing, whose triage week it is, and a plan for a ' +
    'bug-smash day. For the PTL alone.',
  audience: 'ptl',
  compose,
  table: tableOf,
  grids: gridsOf,
  charts: model => ({
    acts: barChart({
      title: `Reviews and triage of each core in ${model.days} days`,
      unit: 'acts',
      rows: model.people
        .filter(({ core }) => core)
        .map(row => ({ label: row.person, value: row.reviews + row.triaged, part: row.triaged })),
      part: 'triage',
    }),
  }),
} satisfies PrivateReport<TriageModel>;
