// The project's own number of a metric, as far as it is nobody's in particular.
import type { Block, Metric, Request } from '../../contracts.ts';
import { DAY, dateText, daysBefore, type Window } from '../../domain/calendar.ts';
import { absenceFactor } from '../../domain/load.ts';
import { spreadOf } from '../../domain/spread.ts';
import changeDuration from '../../metrics/change-duration.ts';
import closure from '../../metrics/closure.ts';
import firstResponse from '../../metrics/first-response.ts';
import reviewLoad from '../../metrics/review-load.ts';
import reviewers from '../../metrics/reviewers.ts';
import weeklyActivity from '../../metrics/weekly-activity.ts';

type Asked = Pick<Request, 'project' | 'ledger' | 'at'>;
type Row = readonly [string, string];

/** With fewer people, a count of reviews would be the number of one of them. */
const CROWD = 3;

const daysOf = (seconds: readonly number[]): Row[] => {
  const spread = spreadOf(seconds.map(each => each / DAY));
  const days = (value: number): string => `${value.toFixed(1)} days`;
  return spread === undefined
    ? []
    : [
        ['changes', String(spread.count)],
        ['half of them within', days(spread.median)],
        ['nine in ten within', days(spread.p90)],
      ];
};

const closureRows = async ({ ledger, project }: Asked, window: Window): Promise<Row[]> => {
  const [fact] = await ledger.measure(closure, project.id, { ...window });
  return Object.entries(fact ?? {}).map(([name, value]): Row => [name, String(value)]);
};

const responseRows = async ({ ledger, project }: Asked, window: Window): Promise<Row[]> => {
  const facts = await ledger.measure(firstResponse, project.id, { ...window });
  const waits = facts.flatMap(fact => (fact.respondedAt === null ? [] : [fact.respondedAt - fact.openedAt]));
  return [...daysOf(waits), ['without a response yet', String(facts.length - waits.length)]];
};

const durationRows = async ({ ledger, project }: Asked, window: Window): Promise<Row[]> =>
  daysOf(
    (await ledger.measure(changeDuration, project.id, { ...window })).map(
      fact => fact.mergedAt - fact.openedAt,
    ),
  );

const loadRows = async ({ ledger, project }: Asked, window: Window): Promise<Row[]> => {
  const loads = (await ledger.measure(reviewLoad, project.id, { ...window })).map(({ reviews }) => reviews);
  return [
    ['reviews', String(loads.reduce((sum, each) => sum + each, 0))],
    ['people who gave half of them', String(absenceFactor(loads))],
  ];
};

const weekRows = async ({ ledger, project }: Asked, window: Window): Promise<Row[]> => {
  const facts = await ledger.measure(weeklyActivity, project.id, { ...window });
  const sum = (of: 'reviews' | 'merged'): string => String(facts.reduce((all, fact) => all + fact[of], 0));
  return [
    ['reviews', sum('reviews')],
    ['merged', sum('merged')],
  ];
};

const ROWS: Readonly<Record<string, (request: Asked, window: Window) => Promise<Row[]>>> = {
  [closure.id]: closureRows,
  [firstResponse.id]: responseRows,
  [changeDuration.id]: durationRows,
  [reviewLoad.id]: loadRows,
  [weeklyActivity.id]: weekRows,
};
const OF_A_CROWD: readonly string[] = [reviewLoad.id, weeklyActivity.id];

const isCrowd = async ({ ledger, project }: Asked, window: Window): Promise<boolean> =>
  (await ledger.measure(reviewers, project.id, { ...window })).length >= CROWD;

export const projectNumber = async (metric: Metric, request: Asked): Promise<Block[]> => {
  const count = metric.per === 'project' && Object.hasOwn(ROWS, metric.id) ? ROWS[metric.id] : undefined;
  if (count === undefined) return [];
  const { at, project } = request;
  const window = daysBefore(at, project.policy.windowDays, project.timezone);
  if (OF_A_CROWD.includes(metric.id) && !(await isCrowd(request, window)))
    return ['So few people took part that the number would be somebody’s: it is not shown.'];
  const rows = await count(request, window);
  const span = `${dateText(window.since, project.timezone)} to ${dateText(at, project.timezone)}`;
  return rows.length === 0
    ? [`Nothing to count in ${project.title}, ${span}.`]
    : [`${project.title}, ${span}:`, { grid: { head: ['what', 'number'], rows } }];
};
