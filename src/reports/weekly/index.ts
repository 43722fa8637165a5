// The weekly report: what happened, what waits, what is due, and thanks. Public.
import { lineChart } from '../../charts/weeks.ts';
import type { Metric, PublicLedger, PublicReport, ReportRequest, Stream } from '../../contracts.ts';
import {
  DAY,
  dateText,
  daysBefore,
  daysBetween,
  mondayOf,
  type Window,
  weekText,
  windowBefore,
} from '../../domain/calendar.ts';
import { freshnessOf } from '../../domain/freshness.ts';
import type { Project } from '../../domain/project.ts';
import { spreadOf } from '../../domain/spread.ts';
import { trendOf } from '../../domain/trend.ts';
import { definitionsOf, linkTo } from '../../lib/report-parts.ts';
import bugFlow from '../../metrics/bug-flow.ts';
import bugsOpen from '../../metrics/bugs-open.ts';
import changeDuration from '../../metrics/change-duration.ts';
import changesMerged, { type MergedFact } from '../../metrics/changes-merged.ts';
import changesOpened from '../../metrics/changes-opened.ts';
import closure from '../../metrics/closure.ts';
import firstResponse from '../../metrics/first-response.ts';
import newcomers from '../../metrics/newcomers.ts';
import openActions from '../../metrics/open-actions.ts';
import priorityItems from '../../metrics/priority-items.ts';
import reviewQueue from '../../metrics/review-queue.ts';
import reviewers from '../../metrics/reviewers.ts';
import triagersMetric from '../../metrics/triagers.ts';
import weeklyActivity, { type WeekFact } from '../../metrics/weekly-activity.ts';
import { bugsPart, CROWD } from './bugs.ts';
import type { ChangeLine, WeeklyModel } from './model.ts';
import { nextPart } from './next.ts';
import { priorityLines } from './priorities.ts';
import { queuePart } from './queue.ts';

const METRICS: readonly Metric[] = [
  changesMerged,
  closure,
  reviewQueue,
  firstResponse,
  changeDuration,
  priorityItems,
  bugFlow,
  bugsOpen,
  openActions,
  newcomers,
];
const CHART_WEEKS = 12;
const DUE_DAYS = 42;
const RESPONSE_DAYS = 90;

const flowPart = async (
  ledger: PublicLedger,
  project: Project,
  window: Window,
  streams: readonly Stream[],
): Promise<WeeklyModel['flow']> => {
  const [now] = await ledger.measure(closure, project.id, { ...window });
  const [earlier] = await ledger.measure(closure, project.id, { ...windowBefore(window, project.timezone) });
  const reaches = streams.some(({ firstAt }) => firstAt <= windowBefore(window, project.timezone).since);
  const before = reaches ? earlier : undefined;
  const facts = now ?? { opened: 0, merged: 0, abandoned: 0, restored: 0 };
  const came = facts.opened + facts.restored;
  const went = facts.merged + facts.abandoned;
  const least = project.policy.minimumSample;
  const merged = trendOf(facts.merged, before?.merged ?? null, least);
  if (!tellsQueue(streams))
    return { merged, opened: null, abandoned: null, growth: null, closurePercent: null };
  return {
    merged,
    opened: trendOf(facts.opened, before?.opened ?? null, least),
    abandoned: facts.abandoned,
    growth: came - went,
    closurePercent: came === 0 ? null : Math.round((100 * went) / came),
  };
};

/** Without openings in the data an empty queue would be a claim. */
const tellsQueue = (streams: readonly Stream[]): boolean =>
  streams.some(({ kind }) => kind === 'change-opened');

/** A week from Monday to Monday has a number; any other window is called by its dates. */
const headings = (window: Window, { timezone }: Project): Pick<WeeklyModel, 'heading' | 'before'> => {
  const days = Math.round((window.until - window.since) / DAY);
  const isWeek = days === 7 && mondayOf(window.since, timezone) === window.since;
  return {
    heading: isWeek
      ? `week ${weekText(window.since, timezone)}`
      : `${dateText(window.since, timezone)} to ${dateText(window.until - 1, timezone)}`,
    before: days === 7 ? 'the week before' : `the ${days} days before`,
  };
};

const changeLines = (
  facts: readonly Pick<
    MergedFact,
    'title' | 'number' | 'url' | 'owner' | 'byBot' | 'at' | 'priority' | 'item'
  >[],
  names: ReadonlyMap<number, string>,
): ChangeLine[] =>
  facts
    .filter(fact => !fact.byBot)
    .sort((a, b) => b.priority - a.priority || a.at - b.at || a.item - b.item)
    .map(fact => ({
      change: linkTo(fact),
      by: fact.owner === null ? '' : (names.get(fact.owner) ?? ''),
      priority: fact.priority === 1,
    }));

const duePart = (project: Project, at: number): WeeklyModel['due'] =>
  [...(project.cycle?.milestones ?? [])]
    .filter(milestone => milestone.at >= at && milestone.at <= at + DUE_DAYS * DAY)
    .sort((a, b) => a.at - b.at)
    .map(({ name, at: due }) => ({
      name,
      date: dateText(due, project.timezone),
      inDays: daysBetween(at, due),
    }));

const timing = async (ledger: PublicLedger, project: Project, at: number) => {
  const window = daysBefore(at, RESPONSE_DAYS, project.timezone);
  const responses = await ledger.measure(firstResponse, project.id, { ...window });
  const durations = await ledger.measure(changeDuration, project.id, { ...window });
  const answered = responses.flatMap(({ openedAt, respondedAt }) =>
    respondedAt === null ? [] : (respondedAt - openedAt) / DAY,
  );
  return {
    response: spreadOf(answered) ?? null,
    unanswered: responses.length - answered.length,
    changeTime: spreadOf(durations.map(({ openedAt, mergedAt }) => (mergedAt - openedAt) / DAY)) ?? null,
  };
};

/** While it is open how many have answered, and in the week of its end what they give together. */
const checkInPart = async (
  ledger: PublicLedger,
  { id, timezone }: Project,
  at: number,
  since: number,
): Promise<WeeklyModel['checkIn']> => {
  const found = await ledger.checkIn(id, at);
  if (!found || (!found.isOpen && found.closesAt < since)) return null;
  const { isOpen, closesAt, answered, invited, hours } = found;
  return { isOpen, closes: dateText(closesAt - 1, timezone), answered, invited, hours };
};

const weeksPart = async (ledger: PublicLedger, project: Project, at: number): Promise<WeekFact[]> => {
  const facts = await ledger.measure(weeklyActivity, project.id, {
    since: at - CHART_WEEKS * 7 * DAY,
    until: at,
  });
  return Array.from(
    { length: CHART_WEEKS },
    (_, week) => facts.find(fact => fact.week === week) ?? { week, reviews: 0, merged: 0 },
  );
};

const compose = async (
  ledger: PublicLedger,
  project: Project,
  request: ReportRequest,
): Promise<WeeklyModel> => {
  const { at } = request;
  const window = request.window ?? daysBefore(at, 7, project.timezone);
  const names = await ledger.names(project.id);
  const merged = await ledger.measure(changesMerged, project.id, { ...window });
  const opened = await ledger.measure(changesOpened, project.id, { ...window });
  const queue = (await ledger.measure(reviewQueue, project.id, { ...window })).filter(fact => !fact.byBot);
  const items = await ledger.measure(priorityItems, project.id, { ...window });
  const thanks = await ledger.namesFrom(reviewers, project.id, window);
  const triagers = await ledger.namesFrom(triagersMetric, project.id, window);
  const { cycle } = project;
  const streams = await ledger.streams(project.id, at);
  return {
    project: project.title,
    ...headings(window, project),
    reached: streams.some(({ firstAt }) => firstAt < window.until),
    since: dateText(window.since, project.timezone),
    until: dateText(window.until - 1, project.timezone),
    timezone: project.timezone,
    cycle:
      cycle && cycle.start <= at && at < cycle.end
        ? { name: cycle.name, weeksLeft: Math.ceil((cycle.end - at) / (7 * DAY)) }
        : null,
    due: duePart(project, at),
    flow: await flowPart(ledger, project, window, streams),
    tellsQueue: tellsQueue(streams),
    merged: changeLines(merged, names),
    mergedOnPriority: merged.filter(fact => fact.priority === 1 && !fact.byBot).length,
    mergedByBots: merged.filter(fact => fact.byBot).length,
    opened: changeLines(opened, names),
    priorities: priorityLines(project, items, new Map(queue.map(fact => [fact.item, fact])), window),
    queue: tellsQueue(streams) ? queuePart(queue, at, project) : null,
    next: await nextPart(ledger, project, at, queue),
    bugs: await bugsPart(ledger, project, window, streams, triagers),
    checkIn: await checkInPart(ledger, project, at, window.since),
    ...(await timing(ledger, project, at)),
    thanks,
    triagers,
    newcomers: await ledger.namesFrom(newcomers, project.id, window),
    weeks: thanks.length < CROWD ? [] : await weeksPart(ledger, project, at),
    freshness: freshnessOf(await ledger.sources(project.id), streams, project, at),
    definitions: definitionsOf(METRICS),
  };
};

export default {
  id: 'weekly',
  title: 'Weekly report',
  tells:
    'What merged and opened, the priority items, the review queue, the bugs, what is due, thanks and welcomes. Public.',
  audience: 'public',
  schedule: 'monday',
  compose,
  grids: ({ queue }) => ({
    oldest: {
      head: ['change', 'waits for a core', ''],
      rows: (queue?.oldest ?? []).map(({ change, waitDays, priority }) => [
        change,
        `${waitDays} d`,
        priority ? 'priority' : '',
      ]),
    },
  }),
  charts: model => ({
    weeks:
      model.weeks.length === 0
        ? ''
        : lineChart({
            title: 'Reviews and merges, week by week',
            labels: model.weeks.map(({ week }) => `${week - CHART_WEEKS + 1}`),
            bars: { name: 'reviews', values: model.weeks.map(week => week.reviews) },
            line: { name: 'merged', values: model.weeks.map(week => week.merged) },
          }),
  }),
} satisfies PublicReport<WeeklyModel>;
