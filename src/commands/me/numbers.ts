// Somebody's own numbers, as the team report counts them.
import type { Block, Metric, OwnNumber, Person, Request } from '../../contracts.ts';
import { DAY, dateText, daysBefore, type Window, windowBefore } from '../../domain/calendar.ts';
import { type CountedKind, freshnessOf, tells } from '../../domain/freshness.ts';
import { orNothing } from '../../lib/report-parts.ts';
import bugFixes from '../../metrics/bug-fixes.ts';
import bugTriage from '../../metrics/bug-triage.ts';
import commits from '../../metrics/commits.ts';
import attendance from '../../metrics/meeting-attendance.ts';
import priorityReviews from '../../metrics/priority-reviews.ts';
import reviews from '../../metrics/reviews.ts';

type Asked = Pick<Request, 'project' | 'ledger' | 'at'>;
type Row = readonly [string, number | null, CountedKind];

const own = async <Fact extends { readonly person: number }>(
  metric: Metric<Fact>,
  { key }: Person,
  { project, ledger }: Asked,
  window: Window,
): Promise<Fact | undefined> =>
  (await ledger.measure(metric, project.id, { ...window })).find(fact => fact.person === key);

/** Null: the window before begins where nothing was read yet. */
const reviewsBefore = async (person: Person, request: Asked, window: Window): Promise<number | null> => {
  const before = windowBefore(window, request.project.timezone);
  const streams = await request.ledger.streams(request.project.id, request.at);
  const begin = Math.min(...streams.filter(({ kind }) => kind === 'review').map(({ firstAt }) => firstAt));
  if (before.since < begin) return null;
  return (await own(reviews, person, request, before))?.reviews ?? 0;
};

const rowsOf = async (person: Person, request: Asked, window: Window): Promise<Row[]> => {
  const fact = await own(reviews, person, request, window);
  const votes = [fact?.minus2, fact?.minus1, fact?.plus1, fact?.plus2, fact?.commentOnly];
  const names = ['of them -2', '-1', '+1', '+2', 'text alone'];
  return [
    ['reviews', fact?.reviews ?? 0, 'review'],
    ...names.map((name, index): Row => [name, votes[index] ?? 0, 'review']),
    ['reviews in the window before', await reviewsBefore(person, request, window), 'review'],
    [
      'reviews on priority items',
      (await own(priorityReviews, person, request, window))?.onPriority ?? 0,
      'review',
    ],
    ['approvals', fact?.approvals ?? 0, 'approval'],
    ['commits', (await own(commits, person, request, window))?.commits ?? 0, 'commit'],
    ['bug fixes', (await own(bugFixes, person, request, window))?.fixes ?? 0, 'bug-fix'],
    ['bugs triaged', (await own(bugTriage, person, request, window))?.bugs ?? 0, 'bug-triage'],
    ['meetings', (await own(attendance, person, request, window))?.present ?? 0, 'meeting-present'],
  ];
};

/** Somebody's numbers of any window: null where the data cannot tell nothing from no data. */
export const ownNumbers = async (
  person: Person,
  request: Asked,
  window: Window,
): Promise<readonly OwnNumber[]> => {
  const { project, ledger, at } = request;
  const streams = await ledger.streams(project.id, at);
  const freshness = freshnessOf(await ledger.sources(project.id), streams, project, at);
  return (await rowsOf(person, request, window)).map(([name, value, kind]) => ({
    name,
    value: orNothing(value, tells(freshness, kind)),
  }));
};

export const numbersOf = async (person: Person, request: Asked): Promise<Block[]> => {
  const { project, at } = request;
  const window = daysBefore(at, project.policy.windowDays, project.timezone);
  const rows = (await ownNumbers(person, request, window)).map(({ name, value }) => [
    name,
    // A dash where the data cannot tell nothing from no data.
    String(value ?? '–'),
  ]);
  const days = Math.round((window.until - window.since) / DAY);
  return [
    `${person.name}, the ${days} days before ${dateText(at, project.timezone)}:`,
    { grid: { head: ['what', 'number'], rows } },
    'The events behind a number, and a word against it:',
    { code: [`/rollcall explain ${reviews.id}`, `/rollcall contest ${reviews.id} what is wrong`] },
  ];
};
