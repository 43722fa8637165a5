// The team report's tables: for people, and one for spreadsheets.
import type { Grid, Table } from '../../contracts.ts';
import { type CountedKind, tells } from '../../domain/freshness.ts';
import { orNothing } from '../../lib/report-parts.ts';
import { type CoreRow, SEEN_KINDS, type SeenKind, type TeamModel } from './model.ts';
import { standingGrid } from './standing.ts';

const ARROWS = { up: '↑', down: '↓', level: '→', few: '' } as const;

const SEEN_HEADS: Readonly<Record<SeenKind, string>> = {
  review: 'review',
  commit: 'commit',
  patchset: 'patch set',
  'change-comment': 'other comment',
  'bug-triage': 'triage',
  'meeting-present': 'meeting',
};

/** A dash where the data does not reach, cannot tell, or never saw the person: a zero would be a claim about them. */
const isTold = (model: TeamModel, row: CoreRow, kind: CountedKind): boolean =>
  row.everSeen && !row.unseen.includes(kind) && tells(model.freshness, kind);

const told = (model: TeamModel, row: CoreRow, value: number | null, kind: CountedKind = 'review'): string =>
  String(orNothing(value, isTold(model, row, kind)) ?? '–');

/** A column that is empty for everybody says nothing: the source does not tell it. */
const optional = (
  model: TeamModel,
  has: (row: CoreRow) => boolean,
  head: string,
  cell: (row: CoreRow) => string,
) => (model.cores.some(has) ? [{ head, cell }] : []);

const monthsIn = ({ months, monthsAtLeast }: CoreRow): string =>
  months === null ? '–' : `${monthsAtLeast ? '≥ ' : ''}${months}`;

/** `9 of 12`; a meeting at which somebody stood in is said, and is not one that was missed. */
const meetingsIn = (model: TeamModel, row: CoreRow): string => {
  const { held, present, represented, onLeave } = row.meetings;
  const count = told(model, row, present, 'meeting-present');
  if (held === 0 && onLeave > 0) return 'away';
  if (count === '–' || held === 0) return '–';
  return `${count} of ${held}${represented > 0 ? `, ${represented} by somebody else` : ''}`;
};

const coreColumns = (model: TeamModel): { head: string; cell: (row: CoreRow) => string }[] => [
  { head: 'core', cell: row => (row.role === 'ptl' ? `${row.person} (PTL)` : row.person) },
  { head: 'months', cell: monthsIn },
  { head: 'reviews', cell: row => told(model, row, row.reviews) },
  {
    head: 'before',
    cell: row => `${told(model, row, row.trend.before)} ${ARROWS[row.trend.direction]}`.trim(),
  },
  { head: '-2', cell: row => told(model, row, row.minus2) },
  { head: '-1', cell: row => told(model, row, row.minus1) },
  { head: '+1', cell: row => told(model, row, row.plus1) },
  { head: '+2', cell: row => told(model, row, row.plus2) },
  { head: 'text', cell: row => told(model, row, row.commentOnly) },
  ...optional(
    model,
    row => row.approvals > 0,
    '+A',
    row => told(model, row, row.approvals, 'approval'),
  ),
  {
    head: 'load',
    cell: row => (told(model, row, row.reviews) === '–' ? '–' : `${row.loadPercent} %`),
  },
  ...optional(
    model,
    row => row.onPriority > 0,
    'priority',
    row => (row.priorityPercent === null ? '–' : `${row.onPriority} (${row.priorityPercent} %)`),
  ),
  ...optional(
    model,
    row => row.commits > 0,
    'commits',
    row => told(model, row, row.commits, 'commit'),
  ),
  ...optional(
    model,
    row => row.bugFixes > 0,
    'bug fixes',
    row => told(model, row, row.bugFixes, 'bug-fix'),
  ),
  ...optional(
    model,
    // That no core triages is what the report is read for.
    row => row.bugsTriaged > 0 || isTold(model, row, 'bug-triage'),
    'triaged',
    row => told(model, row, row.bugsTriaged, 'bug-triage'),
  ),
  ...optional(
    model,
    row => row.meetings.held + row.meetings.onLeave > 0,
    'meetings',
    row => meetingsIn(model, row),
  ),
  ...optional(
    model,
    () => model.readsChat,
    'days in chat',
    row => told(model, row, row.chatDays, 'chat-present'),
  ),
  ...optional(
    model,
    row => row.notes.length > 0,
    'note',
    row => row.notes.join('; '),
  ),
];

export const gridsOf = (model: TeamModel): Record<string, Grid> => {
  const columns = coreColumns(model);
  return {
    cores: {
      head: columns.map(({ head }) => head),
      rows: model.cores.map(row => columns.map(({ cell }) => cell(row))),
    },
    standings: standingGrid(model.standings),
    seen: {
      head: ['core', ...model.kinds.map(kind => SEEN_HEADS[kind])],
      rows: model.cores.map(row => [row.person, ...model.kinds.map(kind => row.seen[kind] ?? '–')]),
    },
    windows: {
      head: ['core', ...model.windows.map(({ name }) => name)],
      rows: model.cores.map((row, index) => [
        row.person,
        ...(model.reviewsByWindow[index]?.trends ?? []).map(
          trend =>
            `${told(model, row, trend.now)} (${told(model, row, trend.before)})${ARROWS[trend.direction]}`,
        ),
      ]),
    },
    others: {
      head: ['reviewer', 'reviews', 'account'],
      rows: model.others.map(row => [
        `${row.person}${row.linked ? '' : ' ?'}${row.firstTime ? ' (first time)' : ''}`,
        String(row.reviews),
        row.linked ? '' : row.handle,
      ]),
    },
  };
};

const TABLE_HEAD = [
  ...['person', 'role', 'since', 'reviews', 'minus 2', 'minus 1', 'plus 1', 'plus 2', 'comment only'],
  ...['approvals', 'reviews before', 'on priority', 'commits', 'bug fixes', 'bugs triaged'],
  ...['meetings held', 'meetings present', 'meetings represented', 'meetings on leave', 'chat days'],
  ...SEEN_KINDS.map(kind => `last ${kind}`),
  'notes',
];

/** Empty cells where the tables for people have a dash. */
export const tableOf = (model: TeamModel): Table => {
  const cell = (row: CoreRow, value: number | null, kind: CountedKind = 'review'): string | number =>
    orNothing(value, isTold(model, row, kind)) ?? '';
  const ofReviews = (row: CoreRow) =>
    [row.reviews, row.minus2, row.minus1, row.plus1, row.plus2, row.commentOnly].map(each => cell(row, each));
  return [
    TABLE_HEAD,
    ...model.cores.map(row => [
      ...[row.person, row.role, row.since ?? '', ...ofReviews(row), cell(row, row.approvals, 'approval')],
      ...[cell(row, row.trend.before), cell(row, row.onPriority)],
      ...[cell(row, row.commits, 'commit'), cell(row, row.bugFixes, 'bug-fix')],
      cell(row, row.bugsTriaged, 'bug-triage'),
      ...[row.meetings.held, row.meetings.present, row.meetings.represented, row.meetings.onLeave].map(each =>
        cell(row, each, 'meeting-present'),
      ),
      model.readsChat ? cell(row, row.chatDays, 'chat-present') : '',
      ...SEEN_KINDS.map(kind => row.seen[kind] ?? ''),
      row.notes.join('; '),
    ]),
  ];
};
