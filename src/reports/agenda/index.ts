// The agenda of the next meeting: what was to be done, what waits, and nothing that singles anybody out. Public.
import type { Metric, PublicLedger, PublicReport, ReportRequest, Table } from '../../contracts.ts';
import { DAY, dateText, daysBetween, minuteText } from '../../domain/calendar.ts';
import { freshnessOf } from '../../domain/freshness.ts';
import type { Absence } from '../../domain/leave.ts';
import { nextMeeting } from '../../domain/meeting-schedule.ts';
import type { Project } from '../../domain/project.ts';
import { definitionsOf } from '../../lib/report-parts.ts';
import bugsOpen from '../../metrics/bugs-open.ts';
import itemActs from '../../metrics/item-acts.ts';
import openActions from '../../metrics/open-actions.ts';
import reviewQueue from '../../metrics/review-queue.ts';
import { actionsPart } from './actions.ts';
import type { AgendaModel } from './model.ts';
import { waitingPart } from './waiting.ts';

const METRICS: readonly Metric[] = [openActions, itemActs, reviewQueue, bugsOpen];
/** Milestones further off are for the weekly report. */
const DUE_DAYS = 21;

const awayText = (absence: Absence | undefined): string => {
  if (!absence) return '';
  const { away, of } = absence;
  if (away === 'most') return 'more than half of the cores are away';
  return `${away} of ${of} cores ${away === 1 ? 'is' : 'are'} away`;
};

const compose = async (
  ledger: PublicLedger,
  project: Project,
  { at }: ReportRequest,
): Promise<AgendaModel> => {
  const { id, timezone } = project;
  const streams = await ledger.streams(id, at);
  const next = nextMeeting(project.meetings, at);
  const milestones = project.cycle?.milestones ?? [];
  return {
    project: project.title,
    at: dateText(at, timezone),
    timezone,
    meeting: next
      ? {
          title: next.plan.title,
          when: minuteText(next.at, timezone),
          inDays: daysBetween(at, next.at),
          channel: next.plan.channel ?? '',
        }
      : null,
    away: awayText(await ledger.absence(id, at, next?.at ?? at)),
    due: milestones
      .filter(milestone => milestone.at >= at && milestone.at <= at + DUE_DAYS * DAY)
      .sort((a, b) => a.at - b.at)
      .map(({ name, at: due }) => ({ name, date: dateText(due, timezone), inDays: daysBetween(at, due) })),
    ...(await actionsPart(ledger, project, at, next?.plan.series)),
    ...(await waitingPart(ledger, project, at, streams)),
    freshness: freshnessOf(await ledger.sources(id), streams, project, at),
    definitions: definitionsOf(METRICS),
  };
};

const TABLE_HEAD = ['part', 'what', 'address', 'days', 'note'];

const tableOf = ({ actions, priorities, stuck, bugs }: AgendaModel): Table => [
  TABLE_HEAD,
  ...actions.shown.map(({ action, since, done }) => [
    ...['action', action.text, action.url, ''],
    done ? `given ${since}; ${done.said} ${done.what?.text ?? ''}`.trim() : `given ${since}`,
  ]),
  ...(priorities?.shown ?? []).map(({ change, waitDays, priority }) => [
    ...['priority', change.text, change.url, waitDays, priority],
  ]),
  ...(stuck?.shown ?? []).map(({ change, waitDays }) => [
    ...['waiting change', change.text, change.url, waitDays, ''],
  ]),
  ...(bugs?.shown ?? []).map(({ bug, waitDays }) => ['untriaged bug', bug.text, bug.url, waitDays, '']),
];

export default {
  id: 'agenda',
  title: 'Agenda',
  tells:
    'For the next meeting: what was to be done and what was done about it, priority items and changes that wait for a ' +
    'core, bugs that nobody has sorted. Public.',
  audience: 'public',
  schedule: 'meeting',
  compose,
  table: tableOf,
} satisfies PublicReport<AgendaModel>;
