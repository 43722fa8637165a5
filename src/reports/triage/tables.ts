// The triage report's tables: for people, and one for spreadsheets.
import type { Grid, Table } from '../../contracts.ts';
import { tells } from '../../domain/freshness.ts';
import { orNothing } from '../../lib/report-parts.ts';
import type { TriageModel, TriageRow } from './model.ts';

/** Null where a zero would be a claim about somebody. */
const cellsOf = (row: TriageRow, { freshness }: TriageModel) => {
  const told = (value: number): number | null =>
    orNothing(value, row.isSeen && tells(freshness, 'bug-triage'));
  const reviews = orNothing(row.reviews, tells(freshness, 'review'));
  const triaged = told(row.triaged);
  return {
    triaged,
    firsts: told(row.firsts),
    changes: told(row.changes),
    reviews,
    percent: triaged === null || reviews === null ? null : row.triagePercent,
  };
};

export const gridsOf = (model: TriageModel): Record<string, Grid> => {
  const hasNotes = model.people.some(({ notes }) => notes.length > 0);
  return {
    people: {
      head: [
        ...['person', 'bugs triaged', 'first look', 'reviews', 'triage share'],
        ...(hasNotes ? ['note'] : []),
      ],
      rows: model.people.map(row => {
        const { triaged, firsts, reviews, percent } = cellsOf(row, model);
        return [
          row.core ? row.person : `${row.person} (not a core)`,
          ...[triaged, firsts, reviews].map(each => String(each ?? '–')),
          percent === null ? '–' : `${percent} %`,
          ...(hasNotes ? [row.notes.join('; ')] : []),
        ];
      }),
    },
    flow: {
      head: ['bugs', 'opened', 'triaged', 'closed', 'reopened'],
      rows: model.flow.map(({ name, opened, triaged, closed, reopened }) => [
        name,
        ...[opened, triaged, closed, reopened].map(String),
      ]),
    },
    ages: {
      head: ['waiting for', 'bugs'],
      rows: model.ages.map(({ name, bugs }) => [name, String(bugs)]),
    },
  };
};

const TABLE_HEAD = [
  ...['person', 'core', 'bugs triaged', 'first look', 'changes of bugs', 'reviews', 'triage %', 'notes'],
];

/** Empty cells where the table for people has a dash. */
export const tableOf = (model: TriageModel): Table => [
  TABLE_HEAD,
  ...model.people.map(row => {
    const { triaged, firsts, changes, reviews, percent } = cellsOf(row, model);
    return [
      ...[row.person, row.core ? 'core' : ''],
      ...[triaged, firsts, changes, reviews, percent].map(cell => cell ?? ''),
      row.notes.join('; '),
    ];
  }),
];
