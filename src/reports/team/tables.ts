// The team report's tables: for people, and one for spreadsheets.
import type { Grid, Table } from '../../contracts.ts';
import { type CountedKind, tells } from '../../domain/freshness.ts';
import { orNothing } from '../../lib/report-parts.ts';
import { type CoreRow, SEEN_KINDS, type SeenKind, type TeamModel } from './model.ts';

const ARROWS = { up: '↑', down: '↓', level: '→', few: '' } as const;

const SEEN_HEADS: Readonly<Record<SeenKind, string>> = {
  review: 'review',
  commit: 'commit',
  patchset: 'patch set',
  'change-comment': 'answer on own change',
  'bug-triage': 'triage',
  'meeting-present': 'meeting',
};

/** A dash where the data does not reach back so far, or cannot tell: a zero would be a claim about somebody. */
const told = (model: TeamModel, value: number | null, kind: CountedKind = 'review'): string =>
  String(orNothing(value, tells(model.freshness, kind)) ?? '–');

/** A column that is empty for everybody says nothing: the source does not tell it. */
const optional = (
  model: TeamModel,
  has: (row: CoreRow) => boolean,
  head: string,
  cell: (row: CoreRow) => string,
) => (model.cores.some(has) ? [{ head, cell }] : []);

const monthsIn = ({ months, monthsAtLeast }: CoreRow): string =>
  months === null ? '–' : `${monthsAtLeast ? '≥ ' : ''}${months}`;

const coreColumns = (model: TeamModel): { head: string; cell: (row: CoreRow) => string }[] => [
  { head: 'core', cell: row => (row.role === 'ptl' ? `${row.person} (PTL)` : row.person) },
  { head: 'months', cell: monthsIn },
  { head: 'reviews', cell: row => told(model, row.reviews) },
  { head: 'before', cell: row => `${told(model, row.trend.before)} ${ARROWS[row.trend.direction]}`.trim() },
  { head: '-2', cell: row => told(model, row.minus2) },
  { head: '-1', cell: row => told(model, row.minus1) },
  { head: '+1', cell: row => told(model, row.plus1) },
  { head: '+2', cell: row => told(model, row.plus2) },
  { head: 'text', cell: row => told(model, row.commentOnly) },
  ...optional(
    model,
    row => row.approvals > 0,
    '+A',
    row => told(model, row.approvals, 'approval'),
  ),
  {
    head: 'load',
    cell: row => (row.reviews === 0 && !tells(model.freshness, 'review') ? '–' : `${row.loadPercent} %`),
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
    row => told(model, row.commits, 'commit'),
  ),
  ...optional(
    model,
    row => row.bugFixes > 0,
    'bug fixes',
    row => told(model, row.bugFixes, 'bug-fix'),
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
    seen: {
      head: ['core', ...model.kinds.map(kind => SEEN_HEADS[kind])],
      rows: model.cores.map(row => [row.person, ...model.kinds.map(kind => row.seen[kind] ?? '–')]),
    },
    windows: {
      head: ['core', ...model.windows.map(({ name }) => name)],
      rows: model.reviewsByWindow.map(({ person, trends }) => [
        person,
        ...trends.map(
          trend => `${told(model, trend.now)} (${told(model, trend.before)})${ARROWS[trend.direction]}`,
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
  ...['approvals', 'reviews before', 'on priority', 'commits', 'bug fixes'],
  ...SEEN_KINDS.map(kind => `last ${kind}`),
  'notes',
];

/** Empty cells where the tables for people have a dash. */
export const tableOf = (model: TeamModel): Table => {
  const cell = (value: number | null, kind: CountedKind = 'review'): string | number =>
    orNothing(value, tells(model.freshness, kind)) ?? '';
  const ofReviews = (row: CoreRow) =>
    [row.reviews, row.minus2, row.minus1, row.plus1, row.plus2, row.commentOnly].map(each => cell(each));
  return [
    TABLE_HEAD,
    ...model.cores.map(row => [
      ...[row.person, row.role, row.since ?? '', ...ofReviews(row), cell(row.approvals, 'approval')],
      ...[cell(row.trend.before), cell(row.onPriority)],
      ...[cell(row.commits, 'commit'), cell(row.bugFixes, 'bug-fix')],
      ...SEEN_KINDS.map(kind => row.seen[kind] ?? ''),
      row.notes.join('; '),
    ]),
  ];
};
