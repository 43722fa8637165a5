// The team report's tables: for people, and one for spreadsheets.
import type { Grid, Table } from '../../contracts.ts';
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

/** A dash where the data does not reach back so far, or has dried up: a zero would be a claim about somebody. */
const told = (model: TeamModel, value: number | null): string =>
  value === null || (value === 0 && !model.freshness.tellsReviews) ? '–' : String(value);

/** A column that is empty for everybody says nothing: the source does not tell it. */
const optional = (
  model: TeamModel,
  has: (row: CoreRow) => boolean,
  head: string,
  cell: (row: CoreRow) => string,
) => (model.cores.some(has) ? [{ head, cell }] : []);

const coreColumns = (model: TeamModel): { head: string; cell: (row: CoreRow) => string }[] => [
  { head: 'core', cell: row => (row.role === 'ptl' ? `${row.person} (PTL)` : row.person) },
  { head: 'months', cell: row => (row.months === null ? '–' : String(row.months)) },
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
    row => String(row.approvals),
  ),
  {
    head: 'load',
    cell: row => (row.reviews === 0 && !model.freshness.tellsReviews ? '–' : `${row.loadPercent} %`),
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
    row => String(row.commits),
  ),
  ...optional(
    model,
    row => row.bugFixes > 0,
    'bug fixes',
    row => String(row.bugFixes),
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

export const tableOf = (model: TeamModel): Table => [
  [
    'person',
    'role',
    'since',
    'reviews',
    'minus 2',
    'minus 1',
    'plus 1',
    'plus 2',
    'comment only',
    'approvals',
    'reviews before',
  ]
    .concat(['on priority', 'commits', 'bug fixes'])
    .concat(SEEN_KINDS.map(kind => `last ${kind}`))
    .concat('notes'),
  ...model.cores.map(row => [
    ...[row.person, row.role, row.since ?? '', row.reviews, row.minus2, row.minus1, row.plus1, row.plus2],
    ...[row.commentOnly, row.approvals, row.trend.before ?? '', row.onPriority, row.commits, row.bugFixes],
    ...SEEN_KINDS.map(kind => row.seen[kind] ?? ''),
    row.notes.join('; '),
  ]),
];
