// The reviewers report: the columns of OpenStack's reviewstats, with every core in it.
import type { Grid, Ledger, Metric, PrivateReport, ReportRequest, Table } from '../contracts.ts';
import { DAY, dateText, daysBefore, type Window } from '../domain/calendar.ts';
import { type Freshness, freshnessOf, tells } from '../domain/freshness.ts';
import { percent } from '../domain/load.ts';
import type { Project } from '../domain/project.ts';
import { namesToldApart } from '../domain/told-apart.ts';
import { type Definition, definitionsOf, orNothing } from '../lib/report-parts.ts';
import disagreements from '../metrics/disagreements.ts';
import stackalytics from '../metrics/disagreements-stackalytics.ts';
import reviews from '../metrics/reviews.ts';
import votes from '../metrics/votes.ts';

export interface ReviewerRow {
  readonly person: string;
  readonly core: boolean;
  readonly reviews: number;
  readonly minus2: number;
  readonly minus1: number;
  readonly plus1: number;
  readonly plus2: number;
  readonly commentOnly: number;
  readonly approvals: number;
  /** Positive votes of all votes other than 0, one decimal. */
  readonly positivePercent: number;
  readonly disagreements: number;
  /** Of all votes other than 0, one decimal. */
  readonly disagreementPercent: number;
}

export interface ReviewersModel {
  readonly project: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly days: number;
  readonly people: readonly ReviewerRow[];
  readonly totals: {
    readonly reviews: number;
    readonly byCores: number;
    readonly coreTeam: number;
    readonly reviewers: number;
  };
  readonly title: string;
  readonly since: string;
  readonly until: string;
  readonly mode: string;
  readonly freshness: Freshness;
  readonly definitions: readonly Definition[];
}

type Counts = Omit<
  ReviewerRow,
  'person' | 'core' | 'positivePercent' | 'disagreements' | 'disagreementPercent'
>;
type Mode = 'default' | 'reviewstats' | 'stackalytics';

const NONE: Counts = { reviews: 0, minus2: 0, minus1: 0, plus1: 0, plus2: 0, commentOnly: 0, approvals: 0 };
const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

const metricsOf = (mode: Mode): readonly [counts: Metric, disagreements: Metric] => [
  mode === 'default' ? reviews : votes,
  mode === 'stackalytics' ? stackalytics : disagreements,
];

const countsOf = async (
  ledger: Ledger,
  project: string,
  window: Window,
  mode: Mode,
): Promise<Map<number, Counts>> => {
  if (mode === 'default') {
    const facts = await ledger.measure(reviews, project, { ...window });
    return new Map(facts.map(({ person, ...counts }) => [person, counts]));
  }
  const facts = await ledger.measure(votes, project, { ...window });
  return new Map(facts.map(({ person, ...counts }) => [person, { ...counts, commentOnly: 0 }]));
};

const disagreementsOf = async (
  ledger: Ledger,
  project: string,
  window: Window,
  mode: Mode,
): Promise<Map<number, number>> => {
  const asPeers = mode === 'default' ? {} : { own: 1, copied: 1, coreAt: window.until };
  const metric = mode === 'stackalytics' ? stackalytics : disagreements;
  const facts = await ledger.measure(metric, project, { ...window, ...asPeers });
  return new Map(facts.map(fact => [fact.person, fact.disagreements]));
};

const coreKeys = async (ledger: Ledger, project: string, at: number): Promise<Set<number>> =>
  new Set(
    (await ledger.members(project))
      .filter(
        ({ role, since, until }) =>
          role !== 'emeritus' && since <= at && (until ?? Number.POSITIVE_INFINITY) > at,
      )
      .map(member => member.person),
  );

const rowOf = (person: string, core: boolean, counts: Counts, disagreed: number): ReviewerRow => {
  const positive = counts.plus1 + counts.plus2;
  const cast = positive + counts.minus1 + counts.minus2;
  return {
    person,
    core,
    ...counts,
    positivePercent: oneDecimal(percent(positive, cast)),
    disagreements: disagreed,
    disagreementPercent: oneDecimal(percent(disagreed, cast)),
  };
};

const compose = async (ledger: Ledger, project: Project, request: ReportRequest): Promise<ReviewersModel> => {
  const { at } = request;
  const mode: Mode =
    request.mode === 'reviewstats' || request.mode === 'stackalytics' ? request.mode : 'default';
  const window = request.window ?? daysBefore(at, project.policy.windowDays, project.timezone);
  const counts = await countsOf(ledger, project.id, window, mode);
  const disagreed = await disagreementsOf(ledger, project.id, window, mode);
  const cores = await coreKeys(ledger, project.id, at);
  const everybody = await ledger.people(project.id);
  const names = namesToldApart(everybody);
  const people = everybody
    .filter(
      ({ key }) => cores.has(key) || (counts.get(key)?.reviews ?? 0) + (counts.get(key)?.approvals ?? 0) > 0,
    )
    .map(({ key, name }) =>
      rowOf(names.get(key) ?? name, cores.has(key), counts.get(key) ?? NONE, disagreed.get(key) ?? 0),
    )
    .sort((a, b) => a.person.localeCompare(b.person, 'en'));
  const total = (rows: readonly ReviewerRow[]): number => rows.reduce((sum, row) => sum + row.reviews, 0);
  return {
    project: project.id,
    at: new Date(at * 1000).toISOString().replace('.000', ''),
    days: Math.round((window.until - window.since) / DAY),
    people,
    totals: {
      reviews: total(people),
      byCores: total(people.filter(row => row.core)),
      coreTeam: cores.size,
      reviewers: people.filter(row => row.reviews > 0).length,
    },
    title: project.title,
    since: dateText(window.since, project.timezone),
    until: dateText(window.until - 1, project.timezone),
    mode,
    freshness: freshnessOf(
      await ledger.sources(project.id),
      await ledger.streams(project.id, at),
      project,
      at,
    ),
    definitions: definitionsOf(metricsOf(mode)),
  };
};

const TABLE_HEAD = [
  ...['reviewer', 'core', 'reviews', 'minus 2', 'minus 1', 'plus 1', 'plus 2', 'comment only', 'approvals'],
  ...['positive %', 'disagreements', 'disagreements %'],
];

/** The cells of a row in the table's order, null where a zero would be a claim about somebody. */
const cellsOf = (row: ReviewerRow, { freshness }: ReviewersModel) => {
  const told = (value: number) => orNothing(value, tells(freshness, 'review'));
  return {
    counts: [row.reviews, row.minus2, row.minus1, row.plus1, row.plus2].map(told),
    commentOnly: told(row.commentOnly),
    approvals: orNothing(row.approvals, tells(freshness, 'approval')),
    /** Without a review they are shares of nothing. */
    positivePercent: told(row.reviews) === null ? null : row.positivePercent,
    disagreements: told(row.reviews) === null ? null : row.disagreements,
    disagreementPercent: told(row.reviews) === null ? null : row.disagreementPercent,
  };
};

const table = (model: ReviewersModel): Table => [
  TABLE_HEAD,
  ...model.people.map(row => {
    const cells = cellsOf(row, model);
    return [
      ...[row.person, row.core ? 'core' : ''],
      ...[...cells.counts, cells.commentOnly, cells.approvals].map(cell => cell ?? ''),
      ...[cells.positivePercent, cells.disagreements, cells.disagreementPercent].map(cell => cell ?? ''),
    ];
  }),
];

const gridOf = (model: ReviewersModel): Grid => {
  const withComments = model.mode === 'default';
  return {
    head: [
      'reviewer',
      'reviews',
      '-2',
      '-1',
      '+1',
      '+2',
      ...(withComments ? ['text'] : []),
      '+A',
      '+/- %',
      'disagreements',
    ],
    rows: model.people.map(row => {
      const cells = cellsOf(row, model);
      const shown = (value: number | null): string => String(value ?? '–');
      const { positivePercent, disagreements: disagreed, disagreementPercent } = cells;
      return [
        `${row.core ? '* ' : ''}${row.person}`,
        ...cells.counts.map(shown),
        ...(withComments ? [shown(cells.commentOnly)] : []),
        shown(cells.approvals),
        positivePercent === null ? '–' : `${positivePercent.toFixed(1)}%`,
        disagreementPercent === null ? '–' : `${disagreed} (${disagreementPercent.toFixed(1)}%)`,
      ];
    }),
  };
};

export default {
  id: 'reviewers',
  title: 'Reviewers',
  tells:
    'Reviews, votes and disagreements of everybody, in the columns of reviewstats; all cores listed. For the PTL alone.',
  audience: 'ptl',
  modes: ['reviewstats', 'stackalytics'],
  compose,
  table,
  grids: model => ({ people: gridOf(model) }),
  json: ({ project, at, days, people, totals }) => ({ project, at, days, people, totals }),
} satisfies PrivateReport<ReviewersModel>;
