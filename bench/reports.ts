// The reports and their metrics at each size of ledger: milliseconds, and how they grow.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Metric, Store } from '../src/contracts.ts';
import { daysBefore } from '../src/domain/calendar.ts';
import { promptsAt } from '../src/facts/prompts.ts';
import { publicLedger } from '../src/flow/public-ledger.ts';
import agenda from '../src/reports/agenda/index.ts';
import candidates from '../src/reports/candidates/index.ts';
import team from '../src/reports/team/index.ts';
import triage from '../src/reports/triage/index.ts';
import weekly from '../src/reports/weekly/index.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import type { Ledger } from './bulk.ts';
import { count, digits, judged, median, table, timed } from './figures.ts';
import { projectAt } from './project.ts';

const RUNS = 9;

interface Question {
  readonly name: string;
  readonly ask: (store: Store, at: number) => Promise<unknown>;
}

const REPORTS: readonly Question[] = [
  {
    name: 'weekly report',
    ask: (store, at) => weekly.compose(publicLedger(store), projectAt(at), { at }),
  },
  {
    name: 'agenda',
    ask: (store, at) => agenda.compose(publicLedger(store), projectAt(at), { at }),
  },
  { name: 'team report', ask: (store, at) => team.compose(store, projectAt(at), { at }) },
  { name: 'triage report', ask: (store, at) => triage.compose(store, projectAt(at), { at }) },
  { name: 'candidates', ask: (store, at) => candidates.compose(store, projectAt(at), { at }) },
  { name: 'prompts, as due every quarter hour', ask: (store, at) => promptsAt(store, projectAt(at), at) },
];

const metrics = async (): Promise<Metric[]> => {
  const folder = join(import.meta.dirname, '../src/metrics');
  const files = readdirSync(folder).filter(file => file.endsWith('.js'));
  return Promise.all(
    files.sort().map(async file => ((await import(join(folder, file))) as { default: Metric }).default),
  );
};

const metricQuestions = (all: readonly Metric[]): Question[] =>
  all.flatMap(metric =>
    [7, 90].map(days => ({
      name: `${metric.id}, ${days} days`,
      ask: (store: Store, at: number) => store.measure(metric, 'bench', { ...daysBefore(at, days, 'UTC') }),
    })),
  );

const STORE_QUESTIONS: readonly Question[] = [
  { name: 'people', ask: store => store.people('bench') },
  { name: 'streams', ask: (store, at) => store.streams('bench', at) },
];

/** The first answer is told apart: it compiles the SQL and finds its pages on disk. */
const measure = async (file: string, at: number, questions: readonly Question[]) => {
  const store = openSqlite(file);
  const answers: { first: number; ms: number; best: number }[] = [];
  for (const question of questions) {
    const ask = () => question.ask(store, at);
    const first = (await timed(ask)).ms;
    const again: number[] = [];
    for (let run = 0; run < RUNS; run++) again.push((await timed(ask)).ms);
    answers.push({ first, ms: median(again), best: Math.min(...again) });
  }
  store.close();
  return answers;
};

type Answers = Awaited<ReturnType<typeof measure>>;

const growth = (ledgers: readonly Ledger[], row: readonly number[]): string => {
  const [first, last] = [ledgers[0], ledgers.at(-1)];
  if (!first || !last || first === last) return '-';
  return `x ${digits((row.at(-1) ?? 0) / (row[0] ?? 0))} for x ${last.activities / first.activities}`;
};

const tableOf = (
  title: string,
  ledgers: readonly Ledger[],
  questions: readonly Question[],
  answers: readonly Answers[],
): string => {
  const rows = questions.map(({ name }, index) => {
    const own = answers.map(each => each[index]?.ms ?? Number.NaN);
    return [name, ...own.map(digits), growth(ledgers, own)];
  });
  return table([[title, ...ledgers.map(ledger => count(ledger.activities)), 'growth'], ...rows]);
};

export const reports = async (ledgers: readonly Ledger[]): Promise<void> => {
  const questions = [...REPORTS, ...STORE_QUESTIONS, ...metricQuestions(await metrics())];
  const answers: Answers[] = [];
  for (const { file, lastAt } of ledgers) answers.push(await measure(file, lastAt, questions));
  console.log(`Reports and metrics in milliseconds, median of ${RUNS}, by activities in the ledger.`);
  console.log(tableOf('question', ledgers, questions, answers));
  const last = answers.at(-1)?.[0];
  if (!last) return;
  const size = count(ledgers.at(-1)?.activities ?? 0);
  console.log(
    `Weekly report at ${size}: ${digits(last.ms)} ms, ${judged(last.ms, 100, false, ' ms')}; best ${digits(last.best)} ms, first of all ${digits(last.first)} ms.`,
  );
};
